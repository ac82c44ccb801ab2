import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channel, makeKnownMotion, shifted, turned } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SIZE = { width: 128, height: 96 };
/** A channel from row 8 to row 88, fastest at 2 px/frame, to the right. */
const CHANNEL = { ...SIZE, frames: 6, from: channel(48, 40, 2) };
/** Two thirds of the fastest times the width. */
const FLUX = (2 / 3) * 2 * 80;
const RADIANS = (1.2 * Math.PI) / 180;
makeKnownMotion(folder, "channel", CHANNEL);
// Twice as wide as high, and 60 and 20 ms after one another.
makeKnownMotion(folder, "wide", { ...CHANNEL, pixelAspect: 2, delays: [0, 20] });
makeKnownMotion(folder, "turn", { ...SIZE, frames: 6, from: turned([64, 48], 1.2) });
makeKnownMotion(folder, "pan", { ...SIZE, frames: 6, from: shifted(1.5, -0.5) });
// White on the lower half.
ffmpeg(
  ...["-f", "lavfi", "-i", "color=black:s=128x96:d=1:r=1,drawbox=x=0:y=48:w=128:h=48:c=white:t=fill"],
  ...["-frames:v", "1", "-pix_fmt", "gray", join(folder, "mask.png")],
);

type Row = Readonly<Record<string, number>>;

interface Table {
  readonly comment: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

function table(name: string): Table {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const comment = lines[0].startsWith("#") ? (lines.shift() ?? null) : null;
  const columns = (lines.shift() ?? "").split(",");
  const numberOf = (text: string): number => (text === "" ? Number.NaN : Number(text));
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((text, k) => [columns[k], numberOf(text)])),
  );
  return { comment, columns, rows };
}

function written(command: string, movie: string, out: string, ...args: string[]): Table {
  const { status, stderr } = commandLine.run([command, movie, "--csv", out, ...args]);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  return table(out);
}

function sidecar(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}

/** Within so many per cent. */
function near(value: number, truth: number, percent: number): void {
  expect(Math.abs(value - truth)).toBeLessThan((Math.abs(truth) * percent) / 100);
}

const ACROSS = ["--line", "gap=64,8;64,88"];

describe("lines in a table of frames", () => {
  it("have the flux of a channel, positive to the left of one who goes down", () => {
    const { comment, columns, rows } = written("analyze", "channel.mkv", "channel.csv", ...ACROSS);
    expect(comment).toBeNull();
    expect(columns.slice(-6)).toEqual(
      ["mean_along", "mean_across", "flux", "mean_speed", "max_speed", "reliable_share"].map(
        (name) => `gap_${name}`,
      ),
    );
    for (const row of rows.slice(0, 5)) {
      near(row.gap_flux, FLUX, 1.5);
      near(row.gap_mean_across, FLUX / 80, 1.5);
      near(row.gap_mean_speed, FLUX / 80, 1.5);
      near(row.gap_max_speed, 2, 3);
      expect(Math.abs(row.gap_mean_along)).toBeLessThan(0.02);
      expect(row.gap_reliable_share).toBeGreaterThan(0.95);
    }
    expect(rows[5].gap_flux).toBeNaN();
    expect(sidecar("channel.csv")).toMatchObject({
      units: { gap_flux: "px^2/frame", gap_mean_along: "px/frame", gap_reliable_share: "1" },
      lines: [
        {
          name: "gap",
          points: [
            [64, 8],
            [64, 88],
          ],
        },
      ],
    });
  });

  it("in units, with y up, wide pixels and uneven times: the left stays the left", () => {
    const args = [...ACROSS, "--line", "back=64,88;64,8", "--scale", "0.02mm", "--y-up"];
    const { comment, rows } = written("analyze", "wide.mkv", "wide.csv", ...args);
    expect(comment).toMatch(/circulations and fluxes in mm\^2\/s; x right, y up/);
    // 2 px in 40 ms, of 0.04 mm; over 80 px of 0.02 mm.
    const flux = (2 / 3) * ((2 / 0.04) * 0.04) * (80 * 0.02);
    for (const row of rows.slice(0, 5)) {
      near(row.gap_flux, flux, 1.5);
      near(row.back_flux, -flux, 1.5);
      near(row.gap_max_speed, 2, 3);
    }
    expect(sidecar("wide.csv")).toMatchObject({ units: { back_flux: "mm^2/s" } });
  });

  it("go around a turn, with its circulation as mean along them, beside regions", () => {
    const args = ["--line", "ring=84,48;64,28;44,48;64,68;84,48", "--region", "all=8,8,112,80"];
    const { columns, rows } = written("analyze", "turn.mkv", "turn.csv", ...args);
    expect(columns.at(-7)).toBe("all_circulation");
    // Counter-clockwise around a motion that is clockwise: around a square on its corner of 800 px².
    const around = 4 * Math.hypot(20, 20);
    for (const row of rows.slice(0, 5)) {
      near(row.ring_mean_along * around, -2 * RADIANS * 800, 4);
      expect(Math.abs(row.ring_flux)).toBeLessThan(0.01 * 2 * RADIANS * 800);
    }
  });

  it("leave out what a mask covers, and what a camera does", () => {
    const masked = written("analyze", "channel.mkv", "masked.csv", ...ACROSS, "--mask", "mask.png");
    for (const row of masked.rows.slice(0, 5)) {
      // Rows 8 to 47 are open: nearly half of the channel.
      near(row.gap_flux, FLUX / 2, 5);
      near(row.gap_mean_across, FLUX / 80, 5);
    }
    const args = ["--line", "slant=20,20;100,70", "--camera", "shift"];
    for (const row of written("analyze", "pan.mkv", "pan.csv", ...args).rows.slice(0, 5)) {
      near(row.camera_u, 1.5, 3);
      expect(row.slant_mean_speed).toBeLessThan(0.1);
      expect(Math.abs(row.slant_flux)).toBeLessThan(3);
      expect(row.slant_reliable_share).toBe(1);
    }
  });

  it.for([
    [["--line", "gap"], /--line takes a name of letters and digits and two points or more/],
    [["--line", "gap=1,2"], /--line takes a name/],
    [["--line", "gap=1,2;1,2"], /--line takes a name/],
    [["--line", "gap=1,2;1,2,3"], /--line takes a name/],
    [["--line", "1=1,2;3,4"], /--line takes a name/],
    [["--line", "far=500,0;600,9"], /Line far crosses no pixel of the picture, which is 128 x 96/],
    [["--line", "a=0,0;5,5", "--line", "a=1,1;5,5"], /Two parts are named a; name them apart/],
    [["--line", "a=0,0;5,5", "--region", "a=1,1,5,5"], /Two parts are named a/],
  ] as const)("%j is refused with a sentence", ([args, sentence]) => {
    commandLine.expectRefusal(["analyze", "channel.mkv", "--csv", "no.csv", ...args], sentence);
    expect(existsSync(join(folder, "no.csv"))).toBe(false);
  });
});
