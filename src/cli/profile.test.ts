import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channel, makeKnownMotion, shifted, waves } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SIZE = { width: 128, height: 96 };
/** A channel from row 8 to row 88, fastest at 2 px/frame, to the right. */
const CHANNEL = { ...SIZE, frames: 6, from: channel(48, 40, 2) };
makeKnownMotion(folder, "channel", CHANNEL);
// Twice as wide as high, and 60 and 20 ms after one another.
makeKnownMotion(folder, "wide", { ...CHANNEL, pixelAspect: 2, delays: [0, 20] });
makeKnownMotion(folder, "shift", { ...SIZE, frames: 9, from: shifted(2, -1) });
// White on the left half.
ffmpeg(
  ...["-f", "lavfi", "-i", "color=black:s=128x96:d=1:r=1,drawbox=x=0:y=0:w=64:h=96:c=white:t=fill"],
  ...["-frames:v", "1", "-pix_fmt", "gray", join(folder, "mask.png")],
);

function wrote(command: string, movie: string, ...args: string[]): void {
  const { status, stderr } = commandLine.run([command, movie, ...args]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
}

type Row = Readonly<Record<string, number>>;

function table(name: string): { readonly comment: string | null; readonly rows: readonly Row[] } {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const comment = lines[0].startsWith("#") ? (lines.shift() ?? null) : null;
  const columns = (lines.shift() ?? "").split(",");
  expect(columns.join()).toBe("frame,time,distance,x,y,u,v,along,across,reliability");
  const numberOf = (text: string): number => (text === "" ? Number.NaN : Number(text));
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((text, k) => [columns[k], numberOf(text)])),
  );
  return { comment, rows };
}

function json(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;
}

/** Values of a .npy of float32, row by row. */
function values(name: string): {
  readonly shape: string;
  readonly at: (row: number, column: number) => number;
} {
  const bytes = readFileSync(join(folder, name));
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  expect(header).toContain("'descr': '<f4', 'fortran_order': False");
  const shape = /\((.*)\)/.exec(header)?.[1] ?? "";
  const columns = Number(shape.split(", ")[1]);
  return { shape, at: (row, column) => bytes.readFloatLE(start + 4 * (row * columns + column)) };
}

/** Of a channel of 80 px, at so many px from its wall. */
function poiseuille(distance: number): number {
  return 2 * (1 - ((distance - 40) / 40) ** 2);
}

describe("kinoflow profile", () => {
  it("has the parabola of a channel, a line a place and frame", () => {
    wrote("profile", "channel.mkv", "--line", "gap=64,8;64,88", "--csv", "gap.csv");
    const { comment, rows } = table("gap.csv");
    expect(comment).toBeNull();
    // The last frame has no motion.
    expect(rows).toHaveLength(5 * 81);
    let off = 0;
    for (const { frame, time, distance, x, y, u, v, along, across, reliability } of rows) {
      expect(time).toBeCloseTo(frame * 0.04, 9);
      expect([x, y]).toEqual([64, 8 + distance]);
      // A smooth flow has no corners: at the walls it slips.
      const isAtWall = Math.min(distance, 80 - distance) < 6;
      expect(Math.hypot(across - poiseuille(distance), along)).toBeLessThan(isAtWall ? 0.25 : 0.1);
      off += Math.abs(across - poiseuille(distance)) / rows.length;
      expect([across, along]).toEqual([u, v]);
      expect(reliability).toBeGreaterThan(0.9);
    }
    expect(off).toBeLessThan(0.025);
    expect(json("gap.csv.json")).toMatchObject({
      units: { distance: "px", across: "px/frame" },
      lines: [{ name: "gap" }],
    });
  });

  it("in units, with y up, wide pixels and uneven times", () => {
    const args = ["--line", "gap=64,88;64,8", "--scale", "0.02mm", "--y-up", "--start", "1", "--every", "2"];
    wrote("profile", "wide.mkv", "--csv", "wide.csv", ...args);
    const { comment, rows } = table("wide.csv");
    expect(comment).toMatch(/^# time in s, distance in mm, x in mm, .*across in mm\/s, .*y up/);
    expect([...new Set(rows.map(({ frame }) => frame))]).toEqual([1, 3]);
    for (const { distance, x, y, u, across } of rows) {
      // 64 px of 0.04 mm; row 88 is 7 above the last one.
      expect(x).toBeCloseTo(2.56, 9);
      expect(y).toBeCloseTo(7 * 0.02 + distance, 9);
      // 2 px of 0.04 mm in 40 ms; going up, right is right.
      if (Number.isNaN(u)) continue;
      expect(Math.abs(u - poiseuille(distance / 0.02))).toBeLessThan(0.12);
      expect(across).toBeCloseTo(-u, 6);
    }
  });

  it("leaves what a mask covers empty, and takes the camera out", () => {
    const args = ["--line", "row=20,40;110,40", "--mask", "mask.png", "--camera", "shift"];
    wrote("profile", "shift.mkv", "--csv", "masked.csv", "--end", "2", ...args);
    for (const { x, u, v } of table("masked.csv").rows) {
      if (x < 64) expect(u).toBeNaN();
      else expect(Math.hypot(u, v)).toBeLessThan(0.25);
    }
  });

  it.for([
    [["--csv", "no.csv"], /Along which line\? Give one with --line/],
    [["--csv", "no.csv", "--line", "a=1,1;5,5", "--line", "b=1,1;5,5"], /One line only, not 2/],
    [
      ["--csv", "no.csv", "--line", "a=1,1;5,5", "--turn", "-400"],
      /--turn has to be a number .*, not "-400"/,
    ],
    [["--line", "a=1,1;5,5"], /Where to\? Give the file's name with --csv OUT\.csv/],
    [["--csv", "no.txt", "--line", "a=1,1;5,5"], /ends in \.csv, not "no\.txt"/],
    [["--csv", "no.csv", "--line", "a=1,1;5,5", "--every", "0"], /--every has to be a whole number/],
    [["--csv", "no.csv", "--line", "a=1,1;5,5", "--camera", "car"], /--camera/],
    [["--csv", "no.csv", "--line", "a=900,1;950,5"], /Line a crosses no pixel/],
  ] as const)("%j is refused with a sentence", async ([args, sentence]) => {
    await commandLine.expectRefusal(["profile", "channel.mkv", ...args], sentence);
    expect(existsSync(join(folder, "no.csv"))).toBe(false);
  });
});

describe("kinoflow kymograph", () => {
  it("has what was recorded along the line, a row a frame", () => {
    wrote("kymograph", "shift.mkv", "--line", "row=10,40;100,40", "-o", "luma.npy");
    const { shape, at } = values("luma.npy");
    expect(shape).toBe("9, 91");
    for (let frame = 0; frame < 9; frame++) {
      for (let column = 0; column < 91; column++) {
        const grey = Math.min(255, Math.max(0, Math.round(waves(10 + column - 2 * frame, 40 + frame))));
        expect(Math.abs(at(frame, column) - grey)).toBeLessThanOrEqual(1);
      }
    }
    expect(json("luma.npy.json")).toMatchObject({
      of: "luma",
      columns: { count: 91, step: 1, unit: "px" },
      rows: { count: 9, frames: [0, 1, 2, 3, 4, 5, 6, 7, 8] },
    });
  });

  it("has motion in units, and the times of its rows where they are uneven", () => {
    const args = ["--of", "across", "--line", "gap=64,18;64,78", "--scale", "0.02mm", "--y-up"];
    wrote("kymograph", "wide.mkv", "-o", "across.npy", ...args);
    const { shape, at } = values("across.npy");
    expect(shape).toBe("6, 61");
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 61; column++) {
        expect(Math.abs(at(row, column) - poiseuille(column + 10))).toBeLessThan(0.12);
      }
    }
    expect(at(5, 30)).toBeNaN();
    const facts = json("across.npy.json");
    expect(facts).toMatchObject({ columns: { unit: "mm" }, values: { unit: "mm/s" } });
    expect(facts.columns).toHaveProperty("step", expect.closeTo(0.02, 9));
    expect(facts.rows).toHaveProperty(
      "times",
      [0, 0.06, 0.08, 0.14, 0.16, 0.22].map((time) => expect.closeTo(time, 9)),
    );
  });

  it("is a picture of colours, with its scale beside it", () => {
    const args = ["--of", "speed", "--line", "row=10,40;100,40", "--every", "2"];
    wrote("kymograph", "shift.mkv", "-o", "speed.png", ...args);
    ffmpeg("-i", join(folder, "speed.png"), "-f", "rawvideo", "-pix_fmt", "rgb24", join(folder, "speed.rgb"));
    const pixels = readFileSync(join(folder, "speed.rgb"));
    expect(pixels).toHaveLength(91 * 5 * 3);
    expect(json("speed.png.json")).toMatchObject({
      values: { unit: "px/frame", firstColour: 0, lastColour: 5 },
      rows: { frames: [0, 2, 4, 6, 8] },
    });
    // 2.24 of 5 in inferno is a dark red; of the last frame nothing is known, which is violet.
    const [red, green, blue] = pixels.subarray(3 * 40, 3 * 41);
    expect([red > 130 && red < 180, green < 70, blue < 110 && blue > 70]).toEqual([true, true, true]);
    expect([...pixels.subarray(3 * 91 * 4, 3 * 91 * 4 + 3)]).toEqual([200, 64, 200]);
  });

  it.for([
    [["-o", "no.png"], /Along which line/],
    [["-o", "no.tif", "--line", "a=1,1;5,5"], /ends in \.png or \.npy/],
    [["--line", "a=1,1;5,5"], /Where to\? Give the file's name with -o OUT\.png/],
    [["-o", "no.png", "--line", "a=1,1;5,5", "--of", "smell"], /--of/],
  ] as const)("%j is refused with a sentence", async ([args, sentence]) => {
    await commandLine.expectRefusal(["kymograph", "shift.mkv", ...args], sentence);
    expect(existsSync(join(folder, "no.png"))).toBe(false);
  });
});
