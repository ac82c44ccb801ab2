import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ffmpeg,
  makeMovie,
  presentationTimes,
  sequentialFrames,
  temporaryFolder,
} from "../engine/testing/movies";
import { CLI, CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "3", "-g", "12"];
// Half a second into the file, so that the file's times are not the frames' numbers times a step.
const movie = makeMovie(folder, "movie.mkv", { args: [...H264, "-output_ts_offset", "0.5"] });
const expected = sequentialFrames(movie);
const times = presentationTimes(movie);

function line(frame: number): string {
  return `${frame}\t${times[frame].toFixed(6)}\t${expected[frame]}\n`;
}

describe("kinoflow frames", () => {
  it.for([
    ["0,49,3", [0, 49, 3]],
    ["7", [7]],
    ["10-14, 2, 5-3", [10, 11, 12, 13, 14, 2, 5, 4, 3]],
    ["6,6", [6, 6]],
    ["all", expected.map((_, frame) => frame)],
  ] as const)(
    "--at %s prints these frames in this order, with the bytes of a decode from the start",
    ([at, frames]) => {
      const { status, stdout, stderr } = commandLine.run(["frames", "movie.mkv", "--at", at, "--md5"]);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toBe(frames.map(line).join(""));
    },
  );

  it("without --md5 prints numbers and times only", () => {
    const { status, stdout } = commandLine.run(["frames", movie, "--at", "1-2"]);
    expect([status, stdout]).toEqual([0, `1\t${times[1].toFixed(6)}\n2\t${times[2].toFixed(6)}\n`]);
  });

  it("the MD5 is that of the frame as it is shown, upright", () => {
    makeMovie(folder, "lying.mp4", { args: H264, seconds: 1 });
    const turned = makeMovie(folder, "turned.mp4", {
      args: ["-i", join(folder, "lying.mp4"), "-map", "1:v", "-c", "copy", "-metadata:s:v:0", "rotate=90"],
    });
    const { stdout } = commandLine.run(["frames", turned, "--at", "all", "--md5"]);
    const sums = stdout
      .trimEnd()
      .split("\n")
      .map((text) => text.split("\t")[2]);
    expect(sums).toEqual(sequentialFrames(turned));
  });

  it("takes the track that --stream names", () => {
    const second = ["-f", "lavfi", "-i", "testsrc2=s=80x60:r=10:d=2", "-map", "0:v", "-map", "1:v"];
    const two = makeMovie(folder, "two.mkv", { args: [...second, "-c:v", "ffv1"] });
    const list = ffmpeg(
      ...["-i", two, "-map", "0:1", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "framemd5", "-"],
    );
    const sums = [...list.toString().matchAll(/, *([0-9a-f]{32})$/gm)].map((match) => match[1]);
    const { stdout } = commandLine.run(["frames", two, "--at", "all", "--md5", "--stream", "1"]);
    expect([...stdout.matchAll(/\t([0-9a-f]{32})$/gm)].map((match) => match[1])).toEqual(sums);
    expect(sums.length).toBe(20);
  });

  it("says on stderr which frames cannot be decoded, and prints the others", () => {
    const damaged = makeMovie(folder, "damaged.mov", { args: ["-c:v", "png", "-pix_fmt", "rgb24"] });
    const bytes = readFileSync(damaged);
    bytes.fill(0, bytes.length >> 1, (bytes.length * 5) >> 3);
    writeFileSync(damaged, bytes);
    const { status, stdout, stderr } = commandLine.run(["frames", damaged, "--at", "49,27,0"]);
    expect(stdout).toBe("49\t1.960000\n0\t0.000000\n");
    expect(stderr).toMatch(/^kinoflow: frame 27: [^\n]+\.\n$/);
    expect(status).toBe(1);
  });

  it("ends without a word when nobody reads on", () => {
    const shell = `("${process.execPath}" "${CLI}" frames movie.mkv --at 0-49,0-49; echo "exit $?" >&2) | true`;
    const { stderr } = spawnSync("sh", ["-c", shell], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("exit 0\n");
  });
});

describe("kinoflow frames, called wrongly", () => {
  it.for([
    [[], /Which frames\? Give their numbers with --at/],
    [["--at", ""], /not ""/],
    [["--at", "1,,2"], /not ""/],
    [["--at", "x"], /not "x"/],
    [["--at", "1.5"], /not "1.5"/],
    [["--at=-1"], /not "-1"/],
    [["--at", "-1"], /--at/],
    [["--at", "3-"], /not "3-"/],
    [["--at", "0,50"], /no frame 50 in this movie; its frames have the numbers 0 to 49/],
    [["--at", "40-99999999999999999999"], /no frame 1\d+ in this movie/],
    [["--at", "0", "--stream", "first"], /--stream has to be a whole number/],
    [["--at", "0", "--stream", "7"], /track/],
    [["--at", "0", "--wrong"], /--wrong/],
    [["--at", "0", "another.mkv"], /takes one movie/],
  ] as const)("%j", async ([args, message]) => {
    await commandLine.expectRefusal(["frames", "movie.mkv", ...args], message);
    expect(commandLine.run(["frames", "movie.mkv", ...args]).status).toBe(2);
  });
});
