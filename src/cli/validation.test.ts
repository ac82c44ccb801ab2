import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeKnownMotion, waves } from "../engine/testing/known-motion";
import { temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
/** The ground stands still; a plate goes over it, 3 px/frame to the right. */
makeKnownMotion(
  folder,
  "plate",
  { width: 144, height: 96, frames: 4, from: (x, y) => [x, y] },
  (x, y, _, time) => {
    const left = x - 3 * time;
    const isPlate = left > 50 && left < 100 && y > 30 && y < 66;
    return isPlate ? waves(1.3 * left + 700, 1.3 * y + 90) : waves(x, y);
  },
);

function table(...args: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const { status, stderr } = commandLine.run(["analyze", "plate.mkv", "--csv", "out.csv", ...args]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  const lines = readFileSync(join(folder, "out.csv"), "utf8").trimEnd().split("\n");
  const [header = "", ...rows] = lines.filter((line) => !line.startsWith("#"));
  const names = header.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, at) => [names[at], cell])));
}

it("a table says which share of the vectors is valid, and its figures are over these", () => {
  const [plain] = table();
  expect(plain).not.toHaveProperty("valid_share");
  const [slow] = table("--speed-limits", "-1,1,-1,1");
  // 49 x 35 of 144 x 96 pixels go faster; around their rim few vectors are reliable.
  expect(Number(slow.valid_share)).toBeGreaterThan(0.85);
  expect(Number(slow.valid_share)).toBeLessThan(0.92);
  expect(Number(slow.mean_speed)).toBeLessThan(0.1);
  expect(Number(slow.max_speed)).toBeLessThan(1.42);
  expect(Number(plain.max_speed)).toBeGreaterThan(2.9);
  expect(readFileSync(join(folder, "out.csv"), "utf8")).toMatch(
    /^# vectors checked \(speed limits -1,1,-1,1\)\n/,
  );
  const facts: unknown = JSON.parse(readFileSync(join(folder, "out.csv.json"), "utf8"));
  expect(facts).toMatchObject({
    units: { valid_share: "1" },
    validation: { speedLimits: { minU: -1, maxU: 1, minV: -1, maxV: 1 }, medianTest: null },
  });
  // Replaced ones count, as what they are replaced by.
  const [replaced] = table("--speed-limits", "-1,1,-1,1", "--replace");
  expect(replaced.valid_share).toBe(slow.valid_share);
  expect(Number(replaced.reliable_share)).toBeGreaterThan(Number(slow.reliable_share));
});

it.skipIf(spawnSync("python3", ["-c", "import numpy"]).status !== 0)(
  "a field is written with its flags, and means leave them out",
  () => {
    const limits = ["--speed-limits", "-1,1,-1,1"];
    for (const frame of [0, 1])
      execFileSync("ffmpeg", [
        ...[
          "-v",
          "error",
          "-i",
          join(folder, "plate.mkv"),
          "-vf",
          `select=eq(n\\,${frame})`,
          "-frames:v",
          "1",
        ],
        ...["-pix_fmt", "gray", join(folder, `${frame}.png`)],
      ]);
    expect(commandLine.run(["flow", "0.png", "1.png", "-o", "field.npz", ...limits]).status).toBe(0);
    expect(commandLine.run(["means", "plate.mkv", "-o", "means.npz", ...limits]).status).toBe(0);
    const script = [
      "import numpy, sys",
      "f = numpy.load(sys.argv[1]); m = numpy.load(sys.argv[2])",
      'print(f["flags"].dtype, f["flags"][48, 75], f["flags"][10, 10], f["u"][48, 75] > 2, f["reliability"].min() >= 0)',
      // What the plate covers in all pairs never counts.
      'print(m["count"][48, 75], m["count"][10, 10])',
    ].join("\n");
    const said = execFileSync(
      "python3",
      ["-c", script, join(folder, "field.npz"), join(folder, "means.npz")],
      {
        encoding: "utf8",
      },
    );
    expect(said.trim().split("\n")).toEqual(["uint8 1 0 True True", "0 3"]);
  },
);

it("what makes no sense is refused", () => {
  const refuse = (args: readonly string[], why: RegExp) =>
    commandLine.expectRefusal(["analyze", "plate.mkv", "--csv", "no.csv", ...args], why);
  refuse(["--speed-limits", "1,2,3"], /--speed-limits are four numbers/);
  refuse(["--speed-limits", "5,-5,0,1"], /--speed-limits are four numbers/);
  refuse(["--median-test", "2,0.1,4"], /--median-test is a threshold/);
  refuse(["--median-test", "0"], /--median-test has to be a number from 0\.1/);
  refuse(["--fb-limit", "-1"], /--fb-limit has to be/);
  refuse(["--replace"], /--replace is for vectors that fail a test/);
});
