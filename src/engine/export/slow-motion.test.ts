import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { speedFraction } from "../../shared/export-pacing";
import { exportSize } from "../../shared/export-size";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, presentationTimes, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { exportOverlayVideo, type OverlayVideoRequest, type OverlayVideoResult } from "./overlay-video";
import { pacingOf } from "./pacing";

const folder = temporaryFolder();
const H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p"] as const;
let pool: FlowPool;

beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

function exported(
  movie: Recording,
  output: string,
  wish: Partial<OverlayVideoRequest>,
): Promise<OverlayVideoResult> {
  return exportOverlayVideo(tools, pool, movie, {
    start: 0,
    end: movie.info.frameCount - 1,
    flow: DEFAULT_FLOW_PARAMETERS,
    deinterlace: false,
    overlay: defaultOverlaySettings(movie.info.width, movie.info.height),
    output,
    ...wish,
  });
}

interface Stream {
  codec_type: string;
  width: number;
  height: number;
  sample_aspect_ratio: string;
  duration: string;
  duration_ts: number;
  time_base: string;
  nb_frames: string;
  avg_frame_rate: string;
}

function streamsOf(path: string): readonly Stream[] {
  const text = execFileSync(tools.ffprobe.path, ["-v", "error", "-show_streams", "-of", "json", path], {
    encoding: "utf8",
  });
  return JSON.parse(text).streams;
}

/** Duration in seconds, by the ticks of the file. */
function durationOf(path: string): number {
  const { duration_ts, time_base } = streamsOf(path)[0] as Stream;
  const [numerator = 0, denominator = 1] = time_base.split("/").map(Number);
  return (duration_ts * numerator) / denominator;
}

describe("slow motion", () => {
  const movies: Record<string, Parameters<typeof makeMovie>[2]> = {
    "constant.mp4": { seconds: 1, audio: true, args: [...H264, "-bf", "2"] },
    "ntsc.mov": { seconds: 1, rate: 30000 / 1001, args: [...H264] },
    "variable.mkv": {
      seconds: 1,
      args: ["-vf", "select='lt(n,10)+not(mod(n,4))'", "-fps_mode", "vfr", ...H264],
    },
    "palette.gif": { seconds: 1 },
  };

  it.for(Object.entries(movies))(
    "%s: every frame as long as it was, divided by the speed",
    async ([name, options]) => {
      const path = makeMovie(folder, name, options);
      const movie = await openMovie(tools, path);
      const { frameCount, times, duration } = movie.info;
      for (const [speed, repeats] of [
        [0.25, 4],
        [0.37, 3],
      ] as const) {
        const output = join(folder, `${name}.${speed}.mp4`);
        const done = await exported(movie, output, { speed });
        expect(done).toMatchObject({ frames: frameCount, repeats, leftOut: 0 });
        const actual = presentationTimes(output);
        const expected = Array.from(times).flatMap((time, k) => {
          const shown = (times[k + 1] ?? duration) - time;
          return Array.from({ length: repeats }, (_, part) => (time + (part * shown) / repeats) / speed);
        });
        expect(actual.length).toBe(expected.length);
        // ffprobe prints microseconds.
        expect(Math.max(...actual.map((time, k) => Math.abs(time - (expected[k] ?? 0))))).toBeLessThan(
          1.1e-6,
        );
        expect(Math.abs(durationOf(output) - duration / speed)).toBeLessThan(1e-6);
        expect(streamsOf(output).map((stream) => stream.codec_type)).toEqual(["video"]);
      }
    },
  );

  it("shows the same picture again, and none in between", async () => {
    const movie = await openMovie(tools, join(folder, "constant.mp4"));
    const output = join(folder, "range.mp4");
    await exported(movie, output, { speed: 0.5, start: 5, end: 9 });
    expect(presentationTimes(output)).toEqual(Array.from({ length: 10 }, (_, k) => (k * 4) / 100));
    expect(durationOf(output)).toBe(0.4);
    const size = 160 * 120;
    const luma = ffmpeg("-i", output, "-pix_fmt", "gray", "-f", "rawvideo", "-");
    const differs = Array.from({ length: 9 }, (_, k) => {
      const [a, b] = [luma.subarray(k * size, (k + 1) * size), luma.subarray((k + 1) * size, (k + 2) * size)];
      return a.reduce((sum, grey, i) => sum + Math.abs(grey - b[i]), 0) / size;
    });
    // Encoded again, a picture is a little different.
    const [same, other] = [differs.filter((_, k) => k % 2 === 0), differs.filter((_, k) => k % 2 === 1)];
    expect(Math.max(...same)).toBeLessThan(0.5);
    expect(Math.min(...other)).toBeGreaterThan(3 * Math.max(...same));
  });

  it("has about as many frames a second as the movie", async () => {
    const movie = await openMovie(tools, join(folder, "constant.mp4"));
    const output = join(folder, "slowest.mp4");
    await exported(movie, output, { speed: 0.1, end: 3 });
    expect(streamsOf(output)[0]).toMatchObject({ nb_frames: "40", avg_frame_rate: "25/1" });
    expect(durationOf(output)).toBeCloseTo(1.6, 9);
  });

  it("tells times in ticks that have no remainder", async () => {
    const movie = await openMovie(tools, join(folder, "ntsc.mov"));
    for (const speed of [0.1, 0.333, 0.25, 0.999]) {
      const { numerator, denominator } = speedFraction(speed);
      const { timeBase, timesOf } = pacingOf(movie, { start: 0, end: 20, speed });
      const tick = timeBase.numerator / timeBase.denominator;
      expect(timesOf(7)[0]).toBeCloseTo((movie.info.times[7] * denominator) / numerator, 9);
      for (const time of timesOf(7))
        expect(Math.abs(time / tick - Math.round(time / tick))).toBeLessThan(1e-4);
    }
  });

  it("at normal speed is the movie with its sound", async () => {
    const movie = await openMovie(tools, join(folder, "constant.mp4"));
    const output = join(folder, "normal.mp4");
    await exported(movie, output, { speed: 1 });
    expect(streamsOf(output).map((stream) => stream.codec_type)).toEqual(["video", "audio"]);
  });
});

describe("the size of the video", () => {
  it.for([
    [{ kind: "factor", factor: 2 }, 320, 240],
    [{ kind: "factor", factor: 0.5 }, 80, 60],
    [{ kind: "shorter", pixels: 100 }, 134, 100],
  ] as const)("%o", async ([size, width, height]) => {
    const movie = await openMovie(
      tools,
      makeMovie(folder, "sized.mp4", { seconds: 1, args: [...H264, "-crf", "10"] }),
    );
    const output = join(folder, `sized-${width}.mp4`);
    const overlay = { ...defaultOverlaySettings(160, 120), legend: false };
    const arrows = { ...overlay.arrows, visible: false };
    await exported(movie, output, {
      end: 5,
      size: exportSize(movie.info, size),
      overlay: { ...overlay, arrows },
    });
    const [video] = streamsOf(output);
    expect(video).toMatchObject({ width, height, sample_aspect_ratio: "1:1" });
    // The footage is that of the movie as ffmpeg resizes it.
    const greys = (path: string, filter: string) =>
      ffmpeg("-i", path, "-frames:v", "1", "-vf", filter, "-pix_fmt", "gray", "-f", "rawvideo", "-");
    const [own, theirs] = [
      greys(output, "null"),
      greys(movie.path, `scale=${width}:${height}:flags=bicubic`),
    ];
    expect(own.length).toBe(theirs.length);
    const difference = own.reduce((sum, grey, i) => sum + Math.abs(grey - theirs[i]), 0) / own.length;
    expect(difference).toBeLessThan(3);
  });

  it("makes pixels square, and draws the overlay there", async () => {
    const path = makeMovie(folder, "wide.mp4", {
      seconds: 1,
      args: ["-vf", "setsar=3/2", ...H264],
    });
    const movie = await openMovie(tools, path);
    const size = exportSize(movie.info, { kind: "factor", factor: 1 });
    expect(size).toEqual({ width: 240, height: 120 });
    const [drawn, plain] = [join(folder, "wide-drawn.mp4"), join(folder, "wide-plain.mp4")];
    const overlay = defaultOverlaySettings(160, 120);
    await exported(movie, drawn, { end: 3, size, overlay });
    const arrows = { ...overlay.arrows, visible: false };
    await exported(movie, plain, { end: 3, size, overlay: { ...overlay, arrows, legend: false } });
    expect(streamsOf(drawn)[0]).toMatchObject({ width: 240, height: 120, sample_aspect_ratio: "1:1" });
    const greys = (video: string) =>
      ffmpeg("-i", video, "-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-");
    const [a, b] = [greys(drawn), greys(plain)];
    expect(a.filter((grey, i) => Math.abs(grey - b[i]) > 30).length).toBeGreaterThan(100);
  });

  it("is refused before any work where no encoder takes it", async () => {
    const movie = await openMovie(tools, join(folder, "sized.mp4"));
    const output = join(folder, "huge.mp4");
    const size = { width: 20000, height: 15000 };
    await expect(exported(movie, output, { size })).rejects.toMatchObject({
      code: "invalid-argument",
      message: expect.stringContaining("20000 × 15000"),
    });
    expect(existsSync(output)).toBe(false);
  });
});
