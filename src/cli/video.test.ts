import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { writeTiff } from "../engine/testing/tiff-writer";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const cli = new CommandLine(folder);
makeMovie(folder, "movie.mp4", { seconds: 1, audio: true, args: ["-c:v", "libx264"] });

makeMovie(folder, "odd.mkv", { seconds: 0.2, args: ["-vf", "format=yuv444p,scale=159:119", "-c:v", "ffv1"] });

/** Width and height of the first stream of a file. */
function sizeOf(name: string): string {
  const entries = ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x"];
  return execFileSync(tools.ffprobe.path, [...entries, "-select_streams", "v", join(folder, name)], {
    encoding: "utf8",
  }).trim();
}

describe("the size of a video that nobody chose", () => {
  it.for([
    ["movie.mp4", "480x360", 3],
    ["odd.mkv", "636x476", 4],
  ] as const)("of %s is %s, which is said, or on request its own", ([movie, size, factor]) => {
    const args = ["export", movie, "-o", "auto.mp4", "--end", "2"];
    const { status, stderr } = cli.run(args);
    expect(status).toBe(0);
    expect(sizeOf("auto.mp4")).toBe(size);
    expect(stderr).toContain(`The video is ${size}, ${factor} times as large as the movie,`);
    const own = cli.run([...args, "--size", "own"]);
    expect(own.stderr).not.toContain("as large as the movie");
    // H.264 has even sides only: the last row and column are there twice.
    expect(sizeOf("auto.mp4")).toBe("160x120");
  });

  it("is that of the picture too", () => {
    const { status, stderr } = cli.run([
      "picture",
      "odd.mkv",
      "--frame",
      "0",
      "-o",
      "auto.png",
      "--size",
      "AUTO",
    ]);
    expect([status, sizeOf("auto.png")]).toEqual([0, "636x476"]);
    expect(stderr).toContain("The picture is 636x476, 4 times as large as the movie,");
  });
});

describe("speed and size of a video", () => {
  it("slow motion at half the size", () => {
    const args = ["export", "movie.mp4", "-o", "slow.mp4", "--speed", "0.25", "--size", "0.5x", "--end", "9"];
    const { status, stderr } = cli.run(args);
    expect([status, stderr]).toEqual([0, expect.stringContaining("Wrote 10 frames, each 4 times, to")]);
    expect(stderr).toContain("The sound of the movie is left out: it does not go with slow motion.");
    const entries = "stream=codec_type,width,height,nb_frames,duration";
    const probed = execFileSync(
      tools.ffprobe.path,
      ["-v", "error", "-show_entries", entries, "-of", "csv=p=0", join(folder, "slow.mp4")],
      { encoding: "utf8" },
    );
    expect(probed.trim()).toBe("video,80,60,1.600000,40");
  });

  it.for([
    [["--speed", "2"], /--speed has to be a number from 0.1 to 1, not "2"/],
    [["--speed", "slow"], /--speed has to be a number/],
    [["--size", "large"], /--size has to be like 0.5x .*, 1080p or 1280x720 .*, not "large"/],
    [["--size", "0x"], /--size has to be like/],
    [["--size", "99999x100"], /--size has to be like/],
    [
      ["--size", "16000p"],
      /A video of 21334 × 16000 pixels is more than H.264 can hold .* choose a smaller size/,
    ],
  ] as const)("%j is refused before any work", async ([options, message]) => {
    await cli.expectRefusal(["export", "movie.mp4", "-o", "x.mp4", ...options], message);
    expect(existsSync(join(folder, "x.mp4"))).toBe(false);
  });
});

describe("a picture of a frame", () => {
  it("is drawn by the scales of the whole movie, as an export is", () => {
    const picture = cli.run(["picture", "movie.mp4", "--frame", "12", "-o", "frame.png", "--size", "2x"]);
    expect([picture.status, picture.stderr]).toEqual([0, expect.stringContaining("Wrote frame 12 to")]);
    const png = readFileSync(join(folder, "frame.png"));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([320, 240]);
    const video = cli.run(["export", "movie.mp4", "-o", "one.mp4", "--end", "0", "--size", "2x"]);
    const scales = ({ stderr }: typeof video) =>
      stderr.split("\n").find((line) => line.startsWith("Drawn by"));
    expect(scales(picture)).toMatch(/--scale [\d.]+ --min-speed [\d.]+$/);
    expect(scales(picture)).toBe(scales(video));
  });

  it.for([
    [["-o", "x.png"], /Give its number with --frame N/],
    [["--frame", "3"], /Give the picture's name with -o OUT.png/],
    [["--frame", "3", "-o", "x.jpg"], /a name that ends in .png, not "x.jpg"/],
    [["--frame", "25", "-o", "x.png"], /--frame has to be a whole number from 0 to 24, not "25"/],
    [["--frame", "3", "-o", "x.png", "--speed", "0.5"], /--speed/],
  ] as const)("%j is refused", async ([options, message]) => {
    await cli.expectRefusal(["picture", "movie.mp4", ...options], message);
    expect(existsSync(join(folder, "x.png"))).toBe(false);
  });
});

describe("a legend in units", () => {
  it("goes by the size of a pixel, whatever the length of arrows", () => {
    const said = (name: string, ...options: string[]): { picture: Buffer; stderr: string } => {
      const args = ["picture", "movie.mp4", "--frame", "12", "-o", name, "--size", "4x", "--scale", "2"];
      const { status, stderr } = cli.run([...args, "--min-speed", "0", ...options]);
      expect(status).toBe(0);
      return { picture: readFileSync(join(folder, name)), stderr };
    };
    const picture = (name: string, ...options: string[]): Buffer => {
      const { picture: bytes, stderr } = said(name, ...options);
      expect(stderr).toMatch(/^Wrote frame 12 to .*\n$/);
      return bytes;
    };
    const inPixels = picture("pixels.png");
    const inUnits = picture("units.png", "--scale", "0.02mm", "--y-up");
    const withBar = picture("bar.png", "--scale", "0.02mm", "--y-up", "--scale-bar");
    expect(inUnits.equals(inPixels)).toBe(false);
    expect(withBar.equals(inUnits)).toBe(false);
    // A bar needs a size of the pixel.
    const without = said("no-bar.png", "--scale-bar");
    expect(without.picture.equals(inPixels)).toBe(true);
    expect(without.stderr).toContain("There is no scale bar without the size of a pixel");
  });

  it("takes the size of a pixel from the file where that is asked for", () => {
    const page = (frame: number) => ({
      ...{ width: 64, height: 48 },
      values: Array.from({ length: 64 * 48 }, (_, at) => 100 + ((7 * ((at % 64) - frame)) % 90)),
    });
    const description = "ImageJ=1.53t\nimages=3\nframes=3\nfinterval=0.5\nunit=micron\n";
    const { bytes } = writeTiff([0, 1, 2].map(page), { bits: 8, description, resolution: [4, 4] });
    writeFileSync(join(folder, "cells.tif"), bytes);
    const picture = (...options: string[]): Buffer => {
      const args = [
        "picture",
        "cells.tif",
        "--frame",
        "0",
        "-o",
        "cells.png",
        "--size",
        "8x",
        "--scale",
        "4",
      ];
      const { status, stderr } = cli.run([...args, "--min-speed", "0", "--scale-bar", ...options]);
      expect([status, stderr]).toEqual([0, expect.stringContaining("Wrote frame 0 to")]);
      return readFileSync(join(folder, "cells.png"));
    };
    const asFile = picture("--scale", "file");
    expect(asFile.equals(picture("--scale", "0.25um"))).toBe(true);
    // Nobody asked: pixels.
    expect(asFile.equals(picture())).toBe(false);
  });

  it.for([
    [["--scale", "0.02mm", "--scale", "1mm"], /each once at most/],
    [["--scale", "2", "--scale", "3"], /each once at most/],
    [["--scale", "0.02parsec"], /the height of a pixel with its unit/],
    [["--scale", "0.02mm", "--origin", "here"], /--origin takes a column and a row/],
    [["--scale", "file"], /The file does not say how large its pixels are/],
  ] as const)("%j is refused", async ([options, message]) => {
    await cli.expectRefusal(["export", "movie.mp4", "-o", "x.mp4", ...options], message);
    expect(existsSync(join(folder, "x.mp4"))).toBe(false);
  });
});
