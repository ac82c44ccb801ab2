import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted, turned } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SIZE = { width: 128, height: 96 };
const MIDDLE = [64, 48] as const;
/** Degrees a frame, clockwise as one sees it. */
const RATE = 1.2;
const RADIANS = (RATE * Math.PI) / 180;
makeKnownMotion(folder, "turn", { ...SIZE, frames: 6, from: turned(MIDDLE, RATE) });
makeKnownMotion(folder, "wide", { ...SIZE, frames: 6, from: shifted(2, -1), pixelAspect: 2 });
makeKnownMotion(folder, "uneven", { ...SIZE, frames: 6, from: shifted(2, -1), delays: [0, 20] });
// White on the right half.
ffmpeg(
  "-f",
  "lavfi",
  "-i",
  "color=black:s=128x96:d=1:r=1,drawbox=x=64:y=0:w=64:h=96:c=white:t=fill",
  "-frames:v",
  "1",
  "-pix_fmt",
  "gray",
  join(folder, "mask.png"),
);

type Row = Readonly<Record<string, number>>;

function table(name: string): {
  readonly comment: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
} {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const comment = lines[0].startsWith("#") ? (lines.shift() ?? null) : null;
  const columns = (lines.shift() ?? "").split(",");
  const numberOf = (text: string): number => (text === "" ? Number.NaN : Number(text));
  return {
    comment,
    columns,
    rows: lines.map((line) =>
      Object.fromEntries(line.split(",").map((text, k) => [columns[k], numberOf(text)])),
    ),
  };
}

function analyze(movie: string, out: string, ...args: string[]): ReturnType<typeof table> {
  const { status, stderr } = commandLine.run(["analyze", movie, "--csv", out, ...args]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  return table(out);
}

/** Within so many per cent. */
function near(value: number, truth: number, percent: number): void {
  expect(Math.abs(value - truth)).toBeLessThan((Math.abs(truth) * percent) / 100);
}

const REGIONS = ["--region", "disc=ellipse:64,48,24,24", "--region", "right=84,40,12,16"];
const DISC = Math.PI * 24 ** 2;

describe.each([
  ["dense-pyramidal", 4],
  // At a single scale, half a pixel is much.
  ["lucas-kanade", 10],
] as const)("regions of a solid turn, by %s", (method, percent) => {
  it("have vorticity, circulation, means and speeds of the formula, in pixels", () => {
    const { comment, columns, rows } = analyze("turn.mkv", `${method}.csv`, ...REGIONS, "--method", method);
    expect(comment).toBeNull();
    expect(columns.slice(-20, -18)).toEqual(["disc_mean_u", "disc_mean_v"]);
    expect(columns.at(-1)).toBe("right_circulation");
    for (const row of rows.slice(0, 5)) {
      near(row.disc_vorticity, 2 * RADIANS, percent);
      near(row.disc_circulation, 2 * RADIANS * DISC, percent);
      expect(Math.abs(row.disc_divergence)).toBeLessThan(0.002);
      near(row.disc_mean_speed, (2 / 3) * 24 * RADIANS, percent);
      near(row.disc_median_speed, Math.SQRT1_2 * 24 * RADIANS, percent);
      // Columns 84 to 95, rows 40 to 55: 25.5 right of the middle, half a pixel above it, and down.
      near(row.right_mean_v, 25.5 * RADIANS, percent);
      near(row.right_direction, 90, percent);
      expect(row.right_reliable_share).toBe(1);
    }
    expect(rows[5].disc_vorticity).toBeNaN();
  });
});

it("in units and with y up, what turns clockwise turns the other way", () => {
  const args = [...REGIONS, "--scale", "0.02mm", "--y-up"];
  const { comment, rows } = analyze("turn.mkv", "units.csv", ...args);
  expect(comment).toMatch(
    /^# velocities in mm\/s, places in mm, derivatives in 1\/s, circulations in mm\^2\/s; x right, y up/,
  );
  for (const row of rows.slice(0, 5)) {
    near(row.disc_vorticity, -2 * RADIANS * 25, 4);
    near(row.disc_circulation, -2 * RADIANS * 25 * DISC * 0.02 ** 2, 4);
    near(row.right_mean_v, -25.5 * RADIANS * 25 * 0.02, 4);
    near(row.right_direction, 270, 4);
  }
  const facts: unknown = JSON.parse(readFileSync(join(folder, "units.csv.json"), "utf8"));
  expect(facts).toMatchObject({
    units: { mean_speed: "mm/s", disc_vorticity: "1/s", disc_circulation: "mm^2/s", max_speed_x: "mm" },
    regions: [{ name: "disc" }, { name: "right", shape: { x: 84, width: 12 } }],
  });
});

it("where pixels are not square, all speeds are those of the world", () => {
  const { rows } = analyze("wide.mkv", "wide.csv", "--scale", "3um", "--region", "part=20,20,60,40");
  for (const row of rows.slice(0, 5)) {
    // 2 pixels of 6 µm and 1 of 3 µm, 25 times a second.
    near(row.mean_u, 300, 2);
    near(row.mean_v, -75, 2);
    for (const name of ["mean_speed", "median_speed", "p95_speed", "part_mean_speed", "part_p95_speed"]) {
      near(row[name], Math.hypot(300, 75), 2);
    }
    expect(row.max_speed).toBeGreaterThanOrEqual(row.p999_speed * 0.999);
  }
});

it("speeds per second are by the times of the frames", () => {
  const { rows } = analyze("uneven.mkv", "uneven.csv", "--scale", "1mm", "--region", "all=8,8,112,80");
  expect(rows.slice(0, 5).map(({ dt }) => Math.round(1000 * dt))).toEqual([60, 20, 60, 20, 60]);
  for (const row of rows.slice(0, 5)) {
    near(row.mean_u, 50, 3);
    near(row.all_mean_v, -25, 3);
  }
});

it("what a mask covers counts nowhere", () => {
  const whole = analyze("turn.mkv", "whole.csv", ...REGIONS);
  const { rows } = analyze("turn.mkv", "masked.csv", ...REGIONS, "--mask", "mask.png");
  for (const [at, row] of rows.slice(0, 5).entries()) {
    // The left half goes up.
    expect(row.mean_v).toBeLessThan(-0.2);
    near(row.reliable_pixels, whole.rows[at].reliable_pixels / 2, 10);
    near(row.reliable_share, 1, 10);
    expect(row.right_reliable_share).toBeNaN();
    near(row.disc_vorticity, 2 * RADIANS, 5);
    expect(row.disc_mean_v).toBeLessThan(-0.1);
  }
});

it("what a mask covers is no part of the share, nor is the border of a window", () => {
  const { rows } = analyze(
    "turn.mkv",
    "share.csv",
    "--mask",
    "mask.png",
    "--method",
    "lucas-kanade",
    ...REGIONS,
  );
  // Columns 3 to 63 and rows 3 to 92 are valid and not masked.
  const valid = 61 * 90;
  for (const row of rows.slice(0, 5)) near(row.reliable_share, row.reliable_pixels / valid, 0.1);
  const all = [
    "--method",
    "lucas-kanade",
    "--all-pixels",
    "--region",
    "rim=0,0,128,3",
    "--region",
    "all=0,0,128,96",
  ];
  const { rows: whole } = analyze("turn.mkv", "rim.csv", ...all);
  for (const row of whole.slice(0, 5)) {
    expect(row.rim_mean_speed).toBeNaN();
    expect(row.rim_reliable_share).toBe(0);
    near(row.all_mean_speed, row.mean_speed, 0.1);
  }
});

it("percentiles are as exact in any unit", () => {
  const { rows } = analyze(
    "turn.mkv",
    "tiny.csv",
    "--scale",
    "1e-9km",
    "--region",
    "disc=ellipse:64,48,24,24",
  );
  for (const row of rows.slice(0, 5)) near(row.disc_median_speed, Math.SQRT1_2 * 24 * RADIANS * 25e-9, 4);
});

it("lengths are none below 0 before a reference", () => {
  const args = ["--reference", "3", "--scale", "1mm", "--region", "disc=ellipse:64,48,24,24"];
  const { rows } = analyze("turn.mkv", "since.csv", ...args);
  expect(rows[1].dt).toBeLessThan(0);
  for (const frame of [1, 2, 4]) {
    const speed = Math.abs(frame - 3) * (2 / 3) * 24 * RADIANS * (25 / Math.abs(frame - 3));
    near(rows[frame].disc_mean_speed, speed, 5);
    expect(rows[frame].mean_speed).toBeGreaterThan(0);
  }
});

it("a table in pixels takes away what an earlier one of its name was in", () => {
  analyze("turn.mkv", "again.csv", "--scale", "1mm");
  expect(existsSync(join(folder, "again.csv.json"))).toBe(true);
  analyze("turn.mkv", "again.csv");
  expect(existsSync(join(folder, "again.csv.json"))).toBe(false);
});

it("columns of the whole picture are what they are without regions", () => {
  const plain = analyze("turn.mkv", "plain.csv", "--method", "lucas-kanade");
  const { rows } = analyze("turn.mkv", "beside.csv", "--method", "lucas-kanade", ...REGIONS);
  expect(existsSync(join(folder, "plain.csv.json"))).toBe(false);
  for (const [at, row] of rows.slice(0, 5).entries()) {
    for (const name of [
      "mean_u",
      "mean_speed",
      "p95_speed",
      "max_speed",
      "reliable_share",
      "luma_difference",
    ]) {
      near(row[name], plain.rows[at][name], 0.2);
    }
  }
});

describe("a wrong call is refused with a sentence", () => {
  it.for([
    [["--region", "hand"], /--region takes a name of letters and digits and a shape/],
    [["--region", "1=0,0,5,5"], /--region takes a name/],
    [["--region", "hand=0,0,5"], /--region takes a name/],
    [["--region", "hand=polygon:0,0;5,5"], /--region takes a name/],
    [["--region", "hand=500,0,5,5"], /Region hand covers no pixel of the picture, which is 128 x 96/],
    [["--region", "a=0,0,5,5", "--region", "a=1,1,5,5"], /two regions a; name them apart/],
    [["--mask", "none.png"], /none\.png/],
    [["--mask", "mask.png", "--all-pixels"], /--mask and --all-pixels/],
    [["--mask", "mask.png", "--min-reliability", "0"], /--mask and --all-pixels \(or --min-reliability 0\)/],
    [["--camera", "shift", "--reference", "2"], /--camera goes with neighbouring frames/],
    [["--scale", "0mm"], /--scale takes the height of a pixel/],
    [["--origin", "5"], /--origin takes a column and a row/],
  ] as const)("%j", ([args, sentence]) => {
    commandLine.expectRefusal(["analyze", "turn.mkv", "--csv", "no.csv", ...args], sentence);
    expect(existsSync(join(folder, "no.csv"))).toBe(false);
  });
});
