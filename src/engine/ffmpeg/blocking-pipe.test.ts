import { spawn } from "node:child_process";
import { closeSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "../testing/movies";
import { makeBlockingPipe } from "./blocking-pipe";

const folder = temporaryFolder();

describe.skipIf(process.platform === "win32")("a pipe whose reads wait", () => {
  it("brings what a program writes, and ends with it", async () => {
    const pipe = await makeBlockingPipe();
    if (!pipe) throw new Error("This system has no pipes with names.");
    const bytes = 3_000_000;
    const program = `process.stdout.write(Buffer.alloc(${bytes}, 7))`;
    spawn(process.execPath, ["-e", program], { stdio: ["ignore", pipe.writeEnd, "inherit"] });
    closeSync(pipe.writeEnd);
    const memory = Buffer.alloc(bytes + 1);
    let read = 0;
    for (let count = 1; count > 0; read += count)
      count = readSync(pipe.readEnd, memory, read, memory.length - read, null);
    closeSync(pipe.readEnd);
    expect(read).toBe(bytes);
    expect(memory.subarray(0, bytes).every((byte) => byte === 7)).toBe(true);
  });

  it("leaves no name behind, and is not made where there is no room for one", async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("TMPDIR", folder);
    const pipe = await makeBlockingPipe();
    for (const end of [pipe?.readEnd, pipe?.writeEnd]) if (end !== undefined) closeSync(end);
    expect(readdirSync(folder)).toEqual([]);
    vi.stubEnv("TMPDIR", join(folder, "missing"));
    expect(await makeBlockingPipe()).toBeNull();
  });
});
