import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SHIFT = { width: 96, height: 80, frames: 9, from: shifted(2, -1), pixelAspect: 2 };
// Frames come 40, 60 and 20 ms after one another.
makeKnownMotion(folder, "shift", { ...SHIFT, from: shifted(2, -1), delays: [0, 0, 20] });

makeKnownMotion(folder, "steady", { ...SHIFT, frames: 9 });

interface Row {
  readonly [column: string]: string;
}

function rowsOf(name: string): { readonly comment: string | null; readonly rows: readonly Row[] } {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const comment = lines[0].startsWith("#") ? (lines.shift() ?? null) : null;
  const names = (lines.shift() ?? "").split(",");
  return {
    comment,
    rows: lines.map((line) => Object.fromEntries(line.split(",").map((v, k) => [names[k], v]))),
  };
}

describe("kinoflow tracks", () => {
  it("writes where points are in pixels, a line a frame", () => {
    const { status, stderr } = commandLine.run([
      "tracks",
      "shift.mkv",
      "--at",
      "wing=30.5,60@2",
      "--at",
      "60,70",
      "--csv",
      "pixels.csv",
    ]);
    expect(stderr).toMatch(/^The frame rate varies; [^\n]*\nWrote .*pixels\.csv: 2 tracks\.\n$/);
    expect(status).toBe(0);
    const { comment, rows } = rowsOf("pixels.csv");
    expect(comment).toBeNull();
    expect(Object.keys(rows[0])).toEqual(["track", "frame", "time", "x", "y", "u", "v", "state"]);
    expect(rows.map(({ track, frame }) => `${track} ${frame}`)).toEqual(
      ["wing", "2"].flatMap((name) => Array.from({ length: 9 }, (_, frame) => `${name} ${frame}`)),
    );
    for (const { track, frame, x, y, u, v, state } of rows) {
      const [startX, startY, from] = track === "wing" ? [30.5, 60, 2] : [60, 70, 0];
      const time = (of: number): number => of + (of % 3 === 2 ? 0.5 : 0);
      const way = time(Number(frame)) - time(from);
      expect(Math.abs(Number(x) - startX - 2 * way)).toBeLessThan(0.05);
      expect(Math.abs(Number(y) - startY + way)).toBeLessThan(0.05);
      expect(state).toBe(Number(frame) === from ? "set" : "ok");
      if (frame === "8") expect([u, v]).toEqual(["", ""]);
      else expect(Number(u) / Number(v)).toBeCloseTo(-2, 0);
    }
  });

  it("says millimetres and seconds along axes of one's own, and what it did beside the table", () => {
    const { status } = commandLine.run([
      ...["tracks", "shift.mkv", "--at", "40,50@0", "--csv", "world.csv", "--scale", "0.5mm", "--y-up"],
      ...["--origin", "40,50", "--start", "0", "--end", "6"],
    ]);
    expect(status).toBe(0);
    const { comment, rows } = rowsOf("world.csv");
    expect(comment).toBe(
      "# time in s, x in mm, y in mm, u in mm/s, v in mm/s; x right, y up, from the middle of pixel 40, 50 (counted from 0)",
    );
    // A pixel is 1 mm wide and 0.5 mm high; the motion is 2 pixels right and 1 up in 40 ms.
    const last = rows[6];
    expect(Number(last.x)).toBeCloseTo(12, 1);
    expect(Number(last.y)).toBeCloseTo(3, 1);
    for (const { u, v } of rows.slice(0, 6)) {
      expect(Number(u)).toBeCloseTo(50, -0.3);
      expect(Number(v)).toBeCloseTo(12.5, -0.3);
    }
    const facts: unknown = JSON.parse(readFileSync(join(folder, "world.csv.json"), "utf8"));
    expect(facts).toMatchObject({
      recording: "shift.mkv",
      units: { x: "mm", u: "mm/s" },
      pixel: { value: 0.5, unit: "mm" },
      axes: { origin: [40, 50], yUp: true },
      frames: { start: 0, end: 6 },
    });
  });

  it("goes back as surely as on where motions have limits, which are of the motion on", () => {
    const limits = ["--speed-limits=-0.5,6,-3,3", "--median-test", "2"];
    const { status, stderr } = commandLine.run([
      ...["tracks", "steady.mkv", "--at", "50,40@4", "--csv", "limits.csv", ...limits],
    ]);
    expect(stderr).toMatch(/: 1 track\.\n$/);
    expect(status).toBe(0);
    const { rows } = rowsOf("limits.csv");
    expect(rows.map(({ state }) => state)).toEqual(rows.map((_, frame) => (frame === 4 ? "set" : "ok")));
    expect(Number(rows[0].x)).toBeCloseTo(42, 0);
  });

  it("follows a grid of points", () => {
    const { status } = commandLine.run([
      "tracks",
      "shift.mkv",
      "--grid",
      "30@4",
      "--end",
      "5",
      "--csv",
      "grid.csv",
    ]);
    expect(status).toBe(0);
    const { rows } = rowsOf("grid.csv");
    const set = rows.filter(({ state }) => state === "set").map(({ x, y }) => [Number(x), Number(y)]);
    const columns = [2, 32, 62, 92];
    expect(set).toEqual([9, 39, 69].flatMap((y) => columns.map((x) => [x, y])));
  });

  it.for([
    [["tracks", "steady.mkv", "--csv", "no.csv"], /Which points\? .*--at X,Y@FRAME/],
    [["tracks", "steady.mkv", "--at", "5,5"], /Where to\? .*--csv/],
    [["tracks", "steady.mkv", "--at", "5,5", "--csv", "no.txt"], /ends in \.csv/],
    [["tracks", "steady.mkv", "--at", "5", "--csv", "no.csv"], /a column and a row/],
    [
      ["tracks", "steady.mkv", "--at", "5,5@99", "--csv", "no.csv"],
      /--at has to be a whole number from 0 to 8/,
    ],
    [["tracks", "steady.mkv", "--at", "a=5,5@1=2", "--csv", "no.csv"], /--at takes a point such as/],
    [
      ["tracks", "steady.mkv", "--at", "500,5", "--csv", "no.csv"],
      /outside of the picture: columns are 0 to 95/,
    ],
    [["tracks", "steady.mkv", "--at", "a=5,5", "--at", "a=6,6", "--csv", "no.csv"], /set twice at frame 0/],
    [
      ["tracks", "steady.mkv", "--at", "5,5", "--scale", "5", "--csv", "no.csv"],
      /--scale takes the height of a pixel/,
    ],
    [["tracks", "steady.mkv", "--at", "a#1=5,5", "--csv", "no.csv"], /--at takes a point such as/],
    [["tracks", "steady.mkv", "--grid", "1", "--csv", "no.csv"], /--grid has to be a whole number from 2/],
  ] as const)("%j is refused with a sentence", ([args, sentence]) => {
    commandLine.expectRefusal(args, sentence);
    expect(existsSync(join(folder, "no.csv"))).toBe(false);
  });
});
