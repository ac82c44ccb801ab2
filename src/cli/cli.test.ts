import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeMovie, presentationTimes, temporaryFolder, tools } from "../engine/testing/movies";
import { CLI, CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const movie = makeMovie(folder, "movie.mp4", {
  seconds: 2,
  audio: true,
  args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"],
});

const commandLine = new CommandLine(folder);
const kinoflow = commandLine.run.bind(commandLine);
const expectRefusal = commandLine.expectRefusal.bind(commandLine);

describe("kinoflow", () => {
  it("--version names itself and its ffmpeg", () => {
    const { status, stdout } = kinoflow(["--version"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^kinoflow \d+\.\d+\.\d+\nffmpeg \S+ \(.+\)\nffprobe \S+ \(.+\)\nnode \d+/);
  });

  it("--help explains the commands", () => {
    expect(kinoflow(["--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("kinoflow export MOVIE -o OUT.mp4"),
    });
    for (const line of kinoflow(["--help"]).stdout.split("\n")) expect(line.length).toBeLessThan(120);
  });

  it("probe prints JSON", () => {
    const { status, stdout } = kinoflow(["probe", movie]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      width: 160,
      height: 120,
      frameCount: 50,
      frameRate: 25,
      codec: "h264",
      audio: ["aac"],
    });
  });

  it("numbered pictures are a movie, by a pattern and at a stated rate", () => {
    makeMovie(folder, "shot%03d.png", { seconds: 1, size: "64x48", args: ["-frames:v", "6"] });
    const probed = kinoflow(["probe", "shot%03d.png", "--fps", "12.5"]);
    expect(JSON.parse(probed.stdout)).toMatchObject({ frameCount: 6, frameRate: 12.5, notices: [] });
    const last = kinoflow(["frames", "shot002.png", "--at", "5", "--fps", "50"]);
    expect(last.stdout).toBe("5\t0.100000\n");
    expect(kinoflow(["export", "shot001.png", "-o", "shot.mp4", "--fps", "10"]).status).toBe(0);
    const expected = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
    for (const [k, time] of presentationTimes(join(folder, "shot.mp4")).entries()) {
      expect(time).toBeCloseTo(expected[k] ?? Number.NaN, 6);
    }
  });

  it("export writes the whole movie, or a range", () => {
    const whole = kinoflow(["export", "movie.mp4", "-o", "whole.mp4", "--size", "own"]);
    expect(whole.status).toBe(0);
    expect(whole.stderr).toMatch(
      /^Wrote 50 .+\nDrawn by the speeds of 12 pairs of frames: --scale [\d.]+ --min-speed [\d.]+\n$/,
    );
    expect(presentationTimes(join(folder, "whole.mp4")).length).toBe(50);
    const range = ["export", movie, "-o", "range.mp4", "--size", "own", "--start", "10", "--end", "19"];
    const options = [
      "--method",
      "summed-area",
      "--window",
      "3",
      "--layer",
      "both",
      "--spacing",
      "20",
      "--threads",
      "1",
      "--min-reliability",
      "0.2",
      "--scale",
      "3",
      "--max-speed",
      "4",
    ];
    const ranged = kinoflow([...range, ...options]);
    expect(ranged).toMatchObject({ status: 0, stdout: "" });
    // The lowest speed is the movie's where nobody gives one.
    expect(ranged.stderr).toMatch(/^Wrote 10 .+\nDrawn by .+: --min-speed [\d.]+\n$/);
    expect(presentationTimes(join(folder, "range.mp4")).length).toBe(10);
  });

  it("a name with a leading dash after --", () => {
    makeMovie(folder, "-dash.mp4", { seconds: 1, args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"] });
    expect(JSON.parse(kinoflow(["probe", "--", "-dash.mp4"]).stdout)).toMatchObject({ frameCount: 25 });
  });
});

describe("bad input gets one sentence", () => {
  writeFileSync(join(folder, "notes.txt"), "nothing moves here\n");
  writeFileSync(join(folder, "empty.mp4"), "");
  mkdirSync(join(folder, "folder"));
  it.for([
    [
      ["no-such-command"],
      /no command "no-such-command"; the commands are probe, frames, .*fields, .*evaluate \(--help/,
    ],
    [["toString"], /no command "toString"/],
    [["probe"], /takes one movie/],
    [["probe", "a", "b"], /takes one movie/],
    [["probe", "missing.mp4"], /does not exist/],
    [["probe", "missing%02d.png"], /no picture that is called missing%02d\.png/],
    [["probe", movie, "--fps", "30"], /has times of its own/],
    [["probe", movie, "--fps", "0"], /--fps has to be a number from 0\.001 to 1000000/],
    [["probe", "empty.mp4"], /empty/],
    [["probe", "notes.txt"], /not a movie/],
    [["probe", "folder"], /This folder holds no pictures/],
    [["probe", "--wrong", "movie.mp4"], /--wrong/],
    [["export", "movie.mp4"], /Where to\?/],
    [["export", "movie.mp4", "-o", "x.avi"], /ends in \.mp4/],
    [["export", "movie.mp4", "-o", "x.mp4", "--start", "-1"], /--start/],
    [["export", "movie.mp4", "-o", "nowhere/out.mp4"], /choose another folder/],
    [["export", "movie.mp4", "-o", "movie.mp4"], /would replace the movie itself/],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--window", "0"],
      /--window has to be a whole number from 1 to 1\d, not "0"/,
    ],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--window", "46", "--method", "streaming"],
      /--window has to be a whole number from 1 to 45, not "46"/,
    ],
    [["export", "movie.mp4", "-o", "x.mp4", "--window", "2.5"], /--window/],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--preset", "fast", "--method", "lucas-kanade"],
      /--preset belongs to the method dense-pyramidal/,
    ],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--min-reliability", "1"],
      /--min-reliability has to be a number/,
    ],
    [["export", "movie.mp4", "-o", "x.mp4", "--window", "NaN"], /--window/],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--method", "magic"],
      /--method has to be one of dense-pyramidal, naive, summed-area, streaming, lucas-kanade, not "magic"/,
    ],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--start", "50"],
      /--start has to be a whole number from 0 to 49/,
    ],
    [
      ["export", "movie.mp4", "-o", "x.mp4", "--start", "9", "--end", "3"],
      /--end has to be a whole number from 9 on/,
    ],
    [["export", "movie.mp4", "-o", "x.mp4", "--scale", ""], /--scale/],
  ] as const)("%j", async ([args, message]) => {
    await expectRefusal(args, message);
    expect(existsSync(join(folder, "x.mp4"))).toBe(false);
  });

  it.for([
    [["export", "-o", "x.mp4", "--scale", ""], /--scale/],
    [["export", "-o", "x.mp4", "--layer", "none"], /--layer/],
    [["export", "-o", "x.mp4", "--start=-1"], /--start has to be a whole number from 0 on/],
    [["export", "-o", "x.mp4", "--start", "9", "--end", "3"], /--end has to be a whole number from 9 on/],
    [["export", "-o", "x.mp4", "--cuts", "zero"], /--cuts takes frames from 1 on/],
    [["export", "-o", "x.mp4", "--step", "2", "--pairs"], /--step and --pairs/],
    [["export", "-o", "nowhere/x.mp4"], /choose another folder/],
    [["picture", "-o", "x.png", "--frame", "0", "--opacity", "7"], /--opacity/],
    [["picture", "-o", "x.png", "--frame", "one"], /--frame has to be a whole number from 0 on/],
    [["analyze", "--json", "--reference=-2"], /--reference has to be a whole number from 0 on/],
    [["frames", "--at", "first"], /--at takes frame numbers/],
    [["probe", "--raw", "64"], /--raw begins with/],
  ] as const)("before the movie is looked for: %j", ([[command, ...options], message]) =>
    expectRefusal([command, "missing.mp4", ...options], message),
  );

  it("of the built command line too, with an exit code that says whose mistake it was", () => {
    commandLine.expectRefusalIn({}, ["probe", "a", "b"], /takes one movie/);
    expect(kinoflow(["probe", "a", "b"]).status).toBe(2);
    expect(kinoflow(["probe", "missing.mp4"]).status).toBe(1);
  });

  it("no ffmpeg", () => {
    const env = { PATH: join(folder, "folder"), FFMPEG_BIN: "/nowhere/ffmpeg" };
    // Where ffmpeg-static has its binary there is one all the same.
    if (kinoflow(["probe", movie], env).status !== 0)
      commandLine.expectRefusalIn(env, ["probe", movie], /ff\w+ was not found; install ffmpeg/);
  });

  it("a full disk, and an encoder that dies", () => {
    const longer = makeMovie(folder, "longer.mp4", {
      size: "640x480",
      seconds: 4,
      args: ["-c:v", "libx264"],
    });
    for (const [name, encode, message] of [
      ["full", `trap '' XFSZ; ulimit -f 64; exec "${tools.ffmpeg.path}" "$@"`, /The disk is full/],
      ["dies", "head -c 100000 >/dev/null; kill -9 $$", /ffmpeg stopped before the video was complete/],
    ] as const) {
      const wrapper = join(folder, name);
      writeFileSync(
        wrapper,
        `#!/bin/sh\ncase "$*" in *libx264*) ${encode} ;; esac\nexec "${tools.ffmpeg.path}" "$@"\n`,
      );
      chmodSync(wrapper, 0o755);
      commandLine.expectRefusalIn({ FFMPEG_BIN: wrapper }, ["export", longer, "-o", "x.mp4"], message);
      expect(readdirSync(folder).filter((file) => file.includes("x."))).toEqual([]);
    }
  });

  it("Ctrl+C half-way: nothing is left, and the exit code says so", async () => {
    const long = makeMovie(folder, "long.mp4", {
      size: "640x480",
      seconds: 10,
      args: ["-c:v", "libx264", "-preset", "ultrafast"],
    });
    const child = spawn(process.execPath, [CLI, "export", long, "-o", "x.mp4"], { cwd: folder });
    const hasPartial = () => readdirSync(folder).some((file) => file.includes("partial"));
    await expect.poll(hasPartial, { timeout: 20_000, interval: 20 }).toBe(true);
    const code = new Promise((done) => child.once("exit", done));
    // As a terminal does it: once directly, once passed on by the npm script around us.
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect(await code).toBe(130);
    expect(readdirSync(folder).filter((file) => file.includes("x."))).toEqual([]);
    expect(hasPartial()).toBe(false);
  });
});
