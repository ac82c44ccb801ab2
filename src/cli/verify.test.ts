import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted, waves } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
makeKnownMotion(folder, "shift", { width: 128, height: 96, frames: 4, from: shifted(2, -1) });
const left = shifted(1, 0);
makeKnownMotion(
  folder,
  "half",
  { width: 128, height: 96, frames: 2, from: left },
  (x, y, [column, row], time) =>
    column < 64
      ? waves(x, y)
      : 128 + 100 * Math.sin(column * 12.9898 + row * 78.233 + time * 37.719 + column * row),
);
makeKnownMotion(folder, "slow", { width: 128, height: 96, frames: 2, from: shifted(0.5, 0) });
// White where the noise is, and at what goes into it.
const WHITE = "color=black:s=128x96:d=1:r=1,drawbox=x=56:y=0:w=72:h=96:c=white:t=fill";
const GREY = ["-frames:v", "1", "-pix_fmt", "gray", join(folder, "noise.png")];
ffmpeg("-f", "lavfi", "-i", WHITE, ...GREY);

interface Verified {
  readonly rows: readonly { readonly method: string; readonly errors: Readonly<Record<string, number>> }[];
}

describe("kinoflow verify", () => {
  it("moves a frame as far as it moves itself, and says how wrong each method is", () => {
    const report = commandLine.json(["verify", "shift.mkv", "--frame", "1", "--json"]) as Verified & {
      readonly size: number;
    };
    expect(report).toMatchObject({ frame: 1, motion: "shift" });
    // The movie's own motion is of √5 px.
    expect(report.size).toBeCloseTo(Math.sqrt(5), 1);
    expect(report.rows.map(({ method }) => method)).toEqual(["present", "fast", "accurate", "lucas-kanade"]);
    expect(report.rows[0].errors.mean).toBeGreaterThan(0);
    expect(report.rows[0].errors.mean).toBeLessThan(0.2);
  });

  it("by another motion, as a table", () => {
    const args = ["verify", "shift.mkv", "--motion", "turn", "--size", "1.5", "--method", "lucas-kanade"];
    const { status, stdout } = commandLine.run(args);
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(
      /^Frame 0, moved by a known turn of 1\.5 px \(root mean square\), noise of \d+\.\d\d levels/,
    );
    expect(lines.slice(2).map((line) => line.split(" ")[0])).toEqual([
      "present",
      "fast",
      "balanced",
      "accurate",
    ]);
  });

  it("refuses what cannot be meant", async () => {
    await commandLine.expectRefusal(["verify", "shift.mkv", "--motion", "jump"], /--motion/);
    await commandLine.expectRefusal(["verify", "shift.mkv", "--size", "0"], /--size/);
    await commandLine.expectRefusal(["verify", "shift.mkv", "--frame", "4"], /--frame/);
    await commandLine.expectRefusal(["verify", "shift.mkv", "--frame", "3"], /frames 0 to 2 do/);
    await commandLine.expectRefusal(["verify"], /movie/i);
  });
});

describe("kinoflow analyze --forward-backward --uncertainty", () => {
  it("has columns of how far motions can be trusted, behind all others", () => {
    const args = ["analyze", "shift.mkv", "--csv", "trust.csv", "--forward-backward", "--uncertainty"];
    expect(commandLine.run(args).status).toBe(0);
    const lines = readFileSync(join(folder, "trust.csv"), "utf8").trimEnd().split("\n");
    const columns = lines[0].split(",");
    expect(columns.slice(-4)).toEqual([
      ...["fb_error_mean", "fb_error_p95", "uncertainty_mean", "uncertainty_p95"],
    ]);
    const rows = lines.slice(1).map((line) => line.split(",").slice(-4));
    expect(rows.length).toBe(4);
    for (const row of rows.slice(0, 3)) {
      const [mean, p95, uncertain, most] = row.map(Number);
      // The texture moves as one, and so is found there and back.
      expect(mean).toBeGreaterThan(0);
      expect(mean).toBeLessThan(0.1);
      expect(p95).toBeGreaterThan(mean);
      expect(uncertain).toBeGreaterThan(0.02);
      expect(most).toBeLessThan(1);
    }
    // The last frame has no next one.
    expect(rows[3]).toEqual(["", "", "", ""]);
    expect(JSON.parse(readFileSync(join(folder, "trust.csv.json"), "utf8"))).toMatchObject({
      units: { fb_error_mean: "px/frame", uncertainty_p95: "px/frame" },
    });
  });

  it("are of the motion that was computed, whatever was done to it then", () => {
    const columnsOf = (name: string, ...args: string[]): readonly string[] => {
      const trust = ["--forward-backward", "--uncertainty"];
      expect(commandLine.run(["analyze", "shift.mkv", "--csv", name, ...trust, ...args]).status).toBe(0);
      const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
      return lines.filter((line) => /^\d/.test(line)).map((line) => line.split(",").slice(-4).join());
    };
    const plain = columnsOf("computed.csv");
    expect(plain).toHaveLength(4);
    expect(columnsOf("still.csv", "--camera", "shift")).toEqual(plain);
    // No vector fails, there; those of the flow back would.
    expect(columnsOf("checked.csv", "--speed-limits", "0,9,-9,9", "--replace")).toEqual(plain);
  });

  it("are over the pixels that a mask leaves, and away from borders where nothing is known", () => {
    const trustOf = (movie: string, ...args: string[]): readonly number[] => {
      const name = "pixels.csv";
      const trust = ["--forward-backward", "--uncertainty", "--end", "0"];
      expect(commandLine.run(["analyze", movie, "--csv", name, ...trust, ...args]).status).toBe(0);
      const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
      return (lines.at(-1) ?? "").split(",").slice(-4).map(Number);
    };
    const masked = trustOf("half.mkv", "--mask", "noise.png");
    expect(masked[0]).toBeGreaterThan(0);
    // The right half is another noise in every frame.
    expect(trustOf("half.mkv")[1]).toBeGreaterThan(3 * masked[1]);
    expect(trustOf("half.mkv", "--mask", "noise.png", "--camera", "shift")).toEqual(masked);
    // Nearly all of the texture is reliable, but for the margin, where no error is no good sign.
    const single = ["--method", "lucas-kanade"];
    const [reliable] = trustOf("slow.mkv", ...single);
    expect(trustOf("slow.mkv", ...single, "--all-pixels")[0]).toBeCloseTo(reliable, 2);
  });

  it("are not there unless they are asked for", () => {
    expect(commandLine.run(["analyze", "shift.mkv", "--csv", "plain.csv"]).status).toBe(0);
    expect(readFileSync(join(folder, "plain.csv"), "utf8")).not.toContain("fb_error");
  });
});
