import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const cli = new CommandLine(folder);
makeKnownMotion(folder, "shift", { width: 96, height: 80, frames: 12, from: shifted(3, 0) });

const HEADER = "track,frame,time,x,y,u,v,state";

/** The reddest place of a picture of the movie's size: column and row. */
function reddest(name: string): readonly [number, number] {
  const rgb = ffmpeg("-i", join(folder, name), "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < rgb.length; at += 3) {
    const redness = (rgb[at] ?? 0) - (rgb[at + 2] ?? 0);
    if (redness > most) [best, most] = [at / 3, redness];
  }
  expect(most).toBeGreaterThan(100);
  return [best % 96, Math.floor(best / 96)];
}

it("tracks of a table are drawn over pictures, where they are in that frame", () => {
  expect(cli.run(["tracks", "shift.mkv", "--at", "a=20,40@0", "--csv", "tracks.csv"]).status).toBe(0);
  const bare = ["--size", "own", "--tracks", "tracks.csv", "--tail", "2"];
  for (const frame of [0, 10]) {
    const { status, stderr } = cli.run([
      "picture",
      "shift.mkv",
      "--frame",
      String(frame),
      "-o",
      "f.png",
      ...bare,
    ]);
    expect([status, stderr]).toEqual([0, expect.stringContaining("Wrote frame")]);
    const [x, y] = reddest("f.png");
    expect(Math.abs(x - 20 - 3 * frame)).toBeLessThanOrEqual(3);
    expect(Math.abs(y - 40)).toBeLessThanOrEqual(3);
  }
});

describe("a table of tracks", () => {
  const table = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;
  it.for([
    [
      "units.csv",
      table("# x in mm", HEADER),
      /units.csv of --tracks is in other units than pixels; write it without --scale/,
    ],
    ["other.csv", table("a,b", "1,2"), /other.csv of --tracks has to begin with track,frame,time/],
    ["broken.csv", table(HEADER, "a,0,0,5,5,1,1,set", "a,one,0,5,5,1,1,ok"), /has no track in line 3/],
    ["state.csv", table(HEADER, "a,0,0,5,5,1,1,here"), /has no track in line 2/],
  ] as const)("such as %s is refused before any work", async ([name, text, message]) => {
    writeFileSync(join(folder, name), text);
    await cli.expectRefusal(["export", "shift.mkv", "-o", "x.mp4", "--tracks", name], message);
  });

  it("that is missing is refused, and so is a tail that nobody could see", async () => {
    await cli.expectRefusal(
      ["export", "shift.mkv", "-o", "x.mp4", "--tracks", "no.csv"],
      /no.csv cannot be read/,
    );
    await cli.expectRefusal(
      ["export", "shift.mkv", "-o", "x.mp4", "--tail", "0"],
      /--tail has to be a whole number/,
    );
  });
});

it("names with commas and quotes are read as they were written", () => {
  const lines = [HEADER, '"a, ""b""",3,0.12,50,20,,,set', '"a, ""b""",4,0.16,53,20,,,ok'];
  writeFileSync(join(folder, "quoted.csv"), `${lines.join("\n")}\n`);
  const args = ["picture", "shift.mkv", "--frame", "4", "-o", "q.png", "--size", "own"];
  expect(cli.run([...args, "--tracks", "quoted.csv"]).status).toBe(0);
  const [x, y] = reddest("q.png");
  expect(Math.abs(x - 53) + Math.abs(y - 20)).toBeLessThanOrEqual(4);
});
