import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeKnownMotion, turned, waves } from "../engine/testing/known-motion";
import { temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SIZE = { width: 144, height: 96 };
/** The camera pans and shakes; a plate goes right in front of what it shows, 3 px/frame faster than that. */
const pan = (time: number): readonly [number, number] => [-2 * time, 1.5 * Math.sin(time)];
makeKnownMotion(folder, "pan", { ...SIZE, frames: 8, from: (x, y) => [x, y] }, (x, y, _, time) => {
  const [left, top] = [x - pan(time)[0], y - pan(time)[1]];
  const plate = left - 3 * time;
  const isPlate = plate > 50 && plate < 100 && top > 30 && top < 66;
  return isPlate ? waves(1.3 * plate + 700, 1.3 * top + 90) : waves(left, top);
});
makeKnownMotion(folder, "roll", { ...SIZE, frames: 5, from: turned([71.5, 47.5], 1.5) });

type Row = Readonly<Record<string, number>>;

function analyze(
  out: string,
  ...args: readonly string[]
): { readonly comment: string | null; readonly rows: readonly Row[] } {
  const { status, stderr } = commandLine.run(["analyze", ...args, "--csv", out]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  const lines = readFileSync(join(folder, out), "utf8").trimEnd().split("\n");
  const comment = lines[0].startsWith("#") ? (lines.shift() ?? null) : null;
  const names = (lines.shift() ?? "").split(",");
  const numberOf = (text: string): number => (text === "" ? Number.NaN : Number(text));
  return {
    comment,
    rows: lines.map((line) =>
      Object.fromEntries(line.split(",").map((text, k) => [names[k], numberOf(text)])),
    ),
  };
}

it.for(["shift", "similarity", "homography"])(
  "what moves before a panning camera moves as if that stood still: %s",
  (model) => {
    const { comment, rows } = analyze(
      `${model}.csv`,
      "pan.mkv",
      "--camera",
      model,
      "--region",
      "ground=8,8,120,14",
    );
    expect(comment).toBe(`# without the motion of the camera (${model})`);
    for (const [frame, row] of rows.slice(0, 7).entries()) {
      const [from, to] = [pan(frame), pan(frame + 1)];
      expect(Math.abs(row.camera_u - (to[0] - from[0]))).toBeLessThan(0.1);
      expect(Math.abs(row.camera_v - (to[1] - from[1]))).toBeLessThan(0.1);
      expect(Math.abs(row.camera_x - from[0])).toBeLessThan(0.3);
      expect(Math.abs(row.camera_y - from[1])).toBeLessThan(0.3);
      expect(row.ground_mean_speed).toBeLessThan(0.15);
      // The plate alone moves: the fastest there is.
      expect(Math.abs(row.p95_speed - 3)).toBeLessThan(0.2);
      expect(row.mean_u).toBeGreaterThan(0.2);
    }
    expect(rows[7].camera_u).toBeNaN();
  },
);

it("along a line there is the plate's own motion alone", () => {
  const args = ["profile", "pan.mkv", "--line", "through=20,48;90,48", "--end", "3", "--csv", "line.csv"];
  const { status, stderr } = commandLine.run([...args, "--camera", "shift"]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  const [header = "", ...lines] = readFileSync(join(folder, "line.csv"), "utf8").trimEnd().split("\n");
  const names = header.split(",");
  const [x, u, v] = ["x", "u", "v"].map((name) => names.indexOf(name));
  const rows = lines.map((line) => line.split(",").map(Number));
  expect(rows).toHaveLength(4 * 71);
  const own = (from: number, to: number) => rows.filter((row) => row[x] >= from && row[x] <= to);
  for (const row of own(20, 28)) expect(Math.hypot(row[u], row[v])).toBeLessThan(0.2);
  for (const row of own(66, 86)) expect(Math.hypot(row[u] - 3, row[v])).toBeLessThan(0.2);
  expect(own(66, 86)).toHaveLength(4 * 21);
  const facts: unknown = JSON.parse(readFileSync(join(folder, "line.csv.json"), "utf8"));
  expect(facts).toMatchObject({ withoutCamera: "shift", lines: [{ name: "through" }] });
});

it("a rolling camera's turn is said, in units and with y up too", () => {
  const { comment, rows } = analyze(
    "roll.csv",
    "roll.mkv",
    "--camera",
    "similarity",
    "--scale",
    "1mm",
    "--y-up",
  );
  expect(comment).toMatch(
    /^# velocities in mm\/s, .* y up, .*; without the motion of the camera \(similarity\)$/,
  );
  for (const row of rows.slice(0, 4)) {
    // Clockwise as one sees it, which is against the way from x to y.
    expect(row.camera_turn).toBeCloseTo(-1.5, 1);
    expect(row.camera_zoom).toBeCloseTo(1, 2);
    expect(row.mean_speed).toBeLessThan(2.5);
  }
  const facts: unknown = JSON.parse(readFileSync(join(folder, "roll.csv.json"), "utf8"));
  expect(facts).toMatchObject({ withoutCamera: "similarity", units: { camera_x: "mm", camera_u: "mm/s" } });
});

it.skipIf(spawnSync("python3", ["-c", "import numpy"]).status !== 0)("means are without it, too", () => {
  const { status } = commandLine.run(["means", "pan.mkv", "-o", "pan.npz", "--camera", "shift"]);
  expect(status).toBe(0);
  const script = `import numpy, sys; z = numpy.load(sys.argv[1]); print(numpy.median(numpy.hypot(z["u"], z["v"])[8:22, 8:120]))`;
  const text = execFileSync("python3", ["-c", script, join(folder, "pan.npz")], { encoding: "utf8" });
  expect(Number(text)).toBeLessThan(0.1);
});

it("a model that there is not is refused", () => {
  commandLine.expectRefusal(
    ["analyze", "pan.mkv", "--csv", "no.csv", "--camera", "fish"],
    /--camera has to be one of shift/,
  );
});
