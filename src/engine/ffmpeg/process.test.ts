import { describe, expect, it, vi } from "vitest";
import { takeBytePipe } from "./byte-pipe";
import { ToolProcess } from "./process";

/** Says a line on stderr for each line that it is told, in pieces. */
const ECHO = `
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  for (const piece of ["[info] ", line, "\\n"]) process.stderr.write(piece);
});
`;

/** Resolves when so many lines have been said. */
function spoken(said: readonly string[], count: number): Promise<unknown> {
  return vi.waitUntil(() => said.length >= count, { timeout: 30_000, interval: 5 });
}

async function startEcho() {
  const said: string[] = [];
  const stderr = await takeBytePipe();
  const tool = new ToolProcess(process.execPath, ["-e", ECHO], {
    stdin: "pipe",
    stderr,
    onInfo: (line) => said.push(line),
  });
  return { tool, said };
}

describe("what a program says", () => {
  it("comes line by line", async () => {
    const { tool, said } = await startEcho();
    tool.stdin.write("one\ntwo\n");
    await spoken(said, 2);
    expect(said).toEqual(["[info] one", "[info] two"]);
    tool.kill();
    await tool.ended;
  });

  it("is read again after a rest, be it that somebody listens or that time passes", async () => {
    const { tool, said } = await startEcho();
    for (const [k, listens] of [true, false, true].entries()) {
      tool.rest();
      tool.stdin.write(`line ${k}\n`);
      if (listens) tool.listen();
      await spoken(said, k + 1);
    }
    tool.kill();
    await tool.ended;
  });

  it("is complete when the program has ended, though nobody listened", async () => {
    const { tool, said } = await startEcho();
    tool.stdin.end("first\nlast words\n");
    tool.rest();
    expect(await tool.ended).toEqual({ code: 0, signal: null });
    expect(said).toEqual(["[info] first", "[info] last words"]);
  });

  it.skipIf(process.platform === "win32")("waits while it rests", async () => {
    const { tool, said } = await startEcho();
    tool.stdin.write("one\n");
    await spoken(said, 1);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      tool.rest();
    } finally {
      vi.useRealTimers();
    }
    tool.stdin.write("two\n");
    // A second program of the same kind has said its line meanwhile.
    const other = await startEcho();
    other.tool.stdin.write("two\n");
    await spoken(other.said, 1);
    expect(said).toEqual(["[info] one"]);
    tool.listen();
    await spoken(said, 2);
    for (const { tool: program } of [{ tool }, other]) {
      program.kill();
      await program.ended;
    }
  });

  it("of a program that is not there is why", async () => {
    const tool = new ToolProcess("/nowhere/ffmpeg", [], { stderr: await takeBytePipe() });
    expect(await tool.ended).toEqual({ code: null, signal: null });
    expect(tool.errorText).toContain("ENOENT");
  });
});
