import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeGreyStack } from "../engine/testing/grey-stack";
import { ffmpeg, makeMovie, temporaryFolder } from "../engine/testing/movies";
import { HELP } from "./help";
import { readLevels } from "./levels-options";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const stack = join(folder, "stack.tif");
writeGreyStack(stack, { width: 64, height: 48, frames: 6, values: [300, 3500] });
const colour = makeMovie(folder, "colour.mp4", { seconds: 0.2, args: ["-pix_fmt", "yuv420p"] });

const commandLine = new CommandLine(folder);
const flow = ["--method", "lucas-kanade"];
const bare = ["--layer", "colour", "--opacity", "0", "--no-legend", "--min-speed", "0"];

function meanOf(path: string): number {
  const values = ffmpeg("-i", path, "-pix_fmt", "gray", "-f", "rawvideo", "-");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("--levels", () => {
  it("are read", () => {
    expect(readLevels({})).toBeNull();
    expect(readLevels({ levels: "100,4000" })).toEqual({ black: 100, white: 4000, gamma: 1 });
    expect(readLevels({ levels: "0, 65535, 0.5" })).toEqual({ black: 0, white: 65535, gamma: 0.5 });
    expect(HELP).toContain("--levels MIN,MAX");
  });

  it.each([
    "",
    "100",
    "100,100",
    "200,100",
    "-1,5",
    "0,65536",
    "1.5,9",
    "a,b",
    "0,9,0.1",
    "0,9,6",
    "0,9,1,1",
    "0,,1",
  ])("refuse %j", (levels) => {
    expect(() => readLevels({ levels })).toThrow(/^--levels has to be two whole numbers/);
  });

  it("change a picture", () => {
    const means = [[], ["--levels", "0,65535"], ["--levels", "300,3500,5"]].map((levels, k) => {
      const name = `picture-${k}.png`;
      const { status, stderr } = commandLine.run([
        ...["picture", stack, "--frame", "2", "-o", name, ...flow, ...bare, ...levels],
      ]);
      expect([status, stderr]).toEqual([0, expect.stringContaining("Wrote frame 2")]);
      return meanOf(join(folder, name));
    });
    const [automatic, whole, lightened] = means;
    expect(automatic).toBeGreaterThan(40);
    expect(automatic).toBeLessThan(200);
    expect(whole).toBeLessThan(15);
    expect(lightened).toBeGreaterThan(automatic + 30);
  });

  it("do not change the figures", () => {
    const tables = [[], ["--levels", "3000,3001,5"]].map((levels, k) => {
      const name = `table-${k}.csv`;
      expect(commandLine.run(["analyze", stack, "--csv", name, ...flow, ...levels]).status).toBe(0);
      const [head, ...rows] = readFileSync(join(folder, name), "utf8").trim().split("\n");
      // Times and memory are others each time.
      const names = head.split(",");
      const kept = names.flatMap((column, at) => (/_ms|_bytes|_mb|ms$|bytes$/i.test(column) ? [] : [at]));
      return rows.map((row) => kept.map((at) => row.split(",")[at]));
    });
    expect(tables[0].length).toBe(6);
    expect(tables[1]).toEqual(tables[0]);
  });

  it("are refused for colours", async () => {
    const refuse = ["picture", colour, "--frame", "0", "-o", "refused.png", "--levels", "0,100"];
    await commandLine.expectRefusal(refuse, /--levels is for grey recordings/);
  });

  it("probe says how deep and whether grey a recording is", () => {
    expect(commandLine.json(["probe", stack])).toMatchObject({ bitDepth: 16, grey: true });
    expect(commandLine.json(["probe", colour])).toMatchObject({ bitDepth: 8, grey: false });
  });
});
