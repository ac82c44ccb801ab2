import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KinoflowError } from "../../shared/errors";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings, type OverlaySettings } from "../../shared/overlay/settings";
import type { FlowPool } from "../../workers/flow-pool";
import type { FfmpegTools } from "../ffmpeg/locate";
import { runningToolPids } from "../ffmpeg/process";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, presentationTimes, sharedMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { exportOverlayVideo, type OverlayVideoRequest } from "./overlay-video";

const folder = temporaryFolder();
const H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p"] as const;
let pool: FlowPool;

beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

function request(
  movie: Recording,
  output: string,
  range: Partial<OverlayVideoRequest> = {},
): OverlayVideoRequest {
  return {
    start: 0,
    end: movie.info.frameCount - 1,
    flow: DEFAULT_FLOW_PARAMETERS,
    deinterlace: false,
    overlay: defaultOverlaySettings(movie.info.width, movie.info.height),
    output,
    ...range,
  };
}

function streamsOf(path: string): {
  codec_type: string;
  codec_name: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  color_range?: string;
  duration?: string;
}[] {
  const text = execFileSync(tools.ffprobe.path, ["-v", "error", "-show_streams", "-of", "json", path], {
    encoding: "utf8",
  });
  return JSON.parse(text).streams;
}

/** Presentation times relative to the first frame. */
function relativeTimes(path: string): readonly number[] {
  const times = presentationTimes(path);
  return times.map((time) => time - (times[0] ?? 0));
}

function expectSameTimes(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const worst = Math.max(...actual.map((time, k) => Math.abs(time - (expected[k] ?? Number.NaN))));
  // ffprobe prints microseconds.
  expect(worst).toBeLessThan(2.1e-6);
}

describe("the same frames at the same times, with sound", () => {
  const zoo: Record<string, Parameters<typeof makeMovie>[2]> = {
    "constant.mp4": { audio: true, args: [...H264, "-bf", "2"] },
    "ntsc.mov": { rate: 30000 / 1001, args: [...H264] },
    "variable.mkv": {
      audio: true,
      args: ["-vf", "select='lt(n,10)+not(mod(n,4))'", "-fps_mode", "vfr", ...H264],
    },
    "transport.ts": { audio: true, args: [...H264] },
    "mpeg4.avi": { args: ["-c:v", "mpeg4"] },
    "palette.gif": { seconds: 1 },
    "late-picture.mp4": {
      audio: true,
      args: ["-vf", "setpts=PTS+0.3/TB", "-fps_mode", "passthrough", ...H264],
    },
  };
  it.for(Object.entries(zoo))("%s", async ([name, options]) => {
    const path = makeMovie(folder, name, { seconds: 1, ...options });
    const movie = await openMovie(tools, path);
    const output = join(folder, `${name}.out.mp4`);
    const done = await exportOverlayVideo(tools, pool, movie, request(movie, output));
    expect(done.frames).toBe(movie.info.frameCount);
    expectSameTimes(relativeTimes(output), relativeTimes(path));
    const [video, ...others] = streamsOf(output);
    expect(video).toMatchObject({ codec_name: "h264", width: 160, height: 120 });
    expect(others.some((stream) => stream.codec_type === "audio")).toBe(movie.info.hasAudio);
  });

  it("where the picture starts after the sound, it does so in the export", async () => {
    const output = join(folder, "late-picture.mp4.out.mp4");
    expect(presentationTimes(output)[0]).toBeCloseTo(
      presentationTimes(join(folder, "late-picture.mp4"))[0] ?? Number.NaN,
      4,
    );
  });

  it.for(["real/fire2.mp4", "real/BallTossOut.mov", "formats/sample_edit_list.mp4"])(
    "%s",
    async (name, { skip }) => {
      const path = sharedMovie(name);
      if (path === null) return skip("the shared test movies are not there");
      const movie = await openMovie(tools, path);
      const output = join(folder, "shared.mp4");
      await exportOverlayVideo(tools, pool, movie, request(movie, output));
      expectSameTimes(relativeTimes(output), relativeTimes(path));
      expect(streamsOf(output).some((stream) => stream.codec_type === "audio")).toBe(movie.info.hasAudio);
    },
  );
});

describe("what an export looks like", () => {
  it("a range has its frames from time 0, and as much sound", async () => {
    const movie = await openMovie(
      tools,
      makeMovie(folder, "range.mp4", { seconds: 4, audio: true, args: [...H264] }),
    );
    const output = join(folder, "range.out.mp4");
    await exportOverlayVideo(tools, pool, movie, request(movie, output, { start: 30, end: 54 }));
    expectSameTimes(presentationTimes(output), movie.info.times.slice(0, 25));
    const audio = streamsOf(output).find((stream) => stream.codec_type === "audio");
    expect(Math.abs(Number(audio?.duration) - 1)).toBeLessThan(0.06);
  });

  it("without arrows, colours and legend the picture stays as it was", async () => {
    const path = makeMovie(folder, "plain.mp4", { seconds: 1, args: [...H264, "-crf", "10"] });
    const movie = await openMovie(tools, path);
    const defaults = defaultOverlaySettings(160, 120);
    const { arrows, colour } = defaults;
    const overlay = {
      ...defaults,
      arrows: { ...arrows, visible: false },
      colour: { ...colour, visible: false },
      legend: false,
      minimumReliability: 0,
    };
    const output = join(folder, "plain.out.mp4");
    await exportOverlayVideo(tools, pool, movie, request(movie, output, { overlay }));
    expect(meanDifference(path, output)).toBeLessThan(2);
  });

  it("with them it does not", async () => {
    const path = join(folder, "plain.mp4");
    const movie = await openMovie(tools, path);
    const output = join(folder, "overlay.out.mp4");
    await exportOverlayVideo(tools, pool, movie, request(movie, output));
    expect(meanDifference(path, output)).toBeGreaterThan(4);
  });

  it("has every layer that the settings ask for, over footage as bright as they say", async () => {
    const path = join(folder, "plain.mp4");
    const movie = await openMovie(tools, path);
    const output = join(folder, "layers.out.mp4");
    const defaults = defaultOverlaySettings(160, 120);
    const dark: OverlaySettings = {
      ...defaults,
      footage: { brightness: 0, wash: 0 },
      arrows: { ...defaults.arrows, visible: false },
      legend: false,
    };
    const share = async (overlay: OverlaySettings): Promise<number> => {
      await exportOverlayVideo(tools, pool, movie, request(movie, output, { overlay, end: 3 }));
      const luma = ffmpeg("-i", output, "-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-");
      return luma.filter((grey) => grey > 40).length / luma.length;
    };
    expect(await share(dark)).toBe(0);
    expect(await share({ ...dark, streamlines: { visible: true, opacity: 1, spacing: 12 } })).toBeGreaterThan(
      0.005,
    );
    const colour = { ...defaults.colour, visible: true, opacity: 1 } as const;
    expect(await share({ ...dark, colour: { ...colour, kind: "difference" } })).toBeGreaterThan(0.2);
    expect(await share({ ...dark, colour: { ...colour, kind: "vorticity" } })).toBeGreaterThan(0.2);
  });

  it("is that of settings that become known when it has begun, and no frame is drawn before", async () => {
    const movie = await openMovie(tools, join(folder, "plain.mp4"));
    const [early, late] = [join(folder, "early.out.mp4"), join(folder, "late.out.mp4")];
    const overlay = defaultOverlaySettings(160, 120);
    await exportOverlayVideo(tools, pool, movie, request(movie, early, { overlay, end: 9 }));
    let known: (overlay: OverlaySettings) => void = () => undefined;
    const later = new Promise<OverlaySettings>((resolve) => {
      known = resolve;
    });
    const seen: number[] = [];
    const running = exportOverlayVideo(tools, pool, movie, request(movie, late, { overlay: later, end: 9 }), {
      onProgress: ({ done }) => seen.push(done),
    });
    // The encoder is there, and frames are read.
    await expect.poll(() => runningToolPids().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    expect(seen).toEqual([0]);
    known(overlay);
    expect((await running).frames).toBe(10);
    expect(meanDifference(early, late)).toBe(0);
  });

  it("odd sizes grow by one repeated pixel, square or not the pixels keep their shape", async () => {
    const path = makeMovie(folder, "odd.mkv", {
      seconds: 1,
      args: ["-vf", "format=yuv444p,crop=159:119,setsar=4/3", "-c:v", "ffv1"],
    });
    const movie = await openMovie(tools, path);
    expect([movie.info.width, movie.info.height]).toEqual([159, 119]);
    const output = join(folder, "odd.out.mp4");
    await exportOverlayVideo(tools, pool, movie, request(movie, output));
    expect(streamsOf(output)[0]).toMatchObject({ width: 160, height: 120, sample_aspect_ratio: "4:3" });
  });
});

describe("when something goes wrong nothing is left behind", () => {
  async function long(): Promise<Recording> {
    const path = join(folder, "long.mp4");
    if (!existsSync(path))
      makeMovie(folder, "long.mp4", { size: "640x480", seconds: 8, audio: true, args: [...H264] });
    return openMovie(tools, path);
  }
  function emptyFolder(name: string): string {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  }
  /** A stand-in for ffmpeg that encodes by other means than the real one; decoding stays real. */
  function withEncoder(name: string, encode: string): FfmpegTools {
    const path = join(folder, name);
    writeFileSync(
      path,
      `#!/bin/sh\ncase "$*" in *libx264*) ${encode} ;; *) exec "${tools.ffmpeg.path}" "$@" ;; esac\n`,
    );
    chmodSync(path, 0o755);
    return { ...tools, ffmpeg: { ...tools.ffmpeg, path } };
  }

  it("cancelled half-way, within a second", async () => {
    const out = emptyFolder("cancelled");
    const control = new AbortController();
    let cancelledAt = 0;
    const running = exportOverlayVideo(tools, pool, await long(), request(await long(), join(out, "a.mp4")), {
      signal: control.signal,
      onProgress: ({ done }) => {
        if (done !== 20) return;
        cancelledAt = performance.now();
        control.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
    expect(readdirSync(out)).toEqual([]);
    expect(runningToolPids()).toEqual([]);
  });

  it("settings that never become known", async () => {
    const out = emptyFolder("unknown");
    const movie = await long();
    const overlay = Promise.reject(new KinoflowError("invalid-argument", "Nobody knows."));
    await expect(
      exportOverlayVideo(tools, pool, movie, request(movie, join(out, "a.mp4"), { overlay })),
    ).rejects.toMatchObject({ message: "Nobody knows." });
    expect(readdirSync(out)).toEqual([]);
    expect(runningToolPids()).toEqual([]);
  });

  it("an older video of that name stays until the new one is complete", async () => {
    const out = emptyFolder("older");
    writeFileSync(join(out, "a.mp4"), "precious");
    const movie = await long();
    const control = new AbortController();
    const running = exportOverlayVideo(tools, pool, movie, request(movie, join(out, "a.mp4")), {
      signal: control.signal,
      onProgress: ({ done }) => done === 10 && control.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect(readFileSync(join(out, "a.mp4"), "utf8")).toBe("precious");
    await exportOverlayVideo(tools, pool, movie, request(movie, join(out, "a.mp4"), { end: 5 }));
    expect(presentationTimes(join(out, "a.mp4")).length).toBe(6);
    expect(readdirSync(out)).toEqual(["a.mp4"]);
  });

  it("ffmpeg killed half-way", async () => {
    const out = emptyFolder("killed");
    const movie = await long();
    const before = new Set(runningToolPids());
    const running = exportOverlayVideo(tools, pool, movie, request(movie, join(out, "a.mp4")), {
      onProgress: ({ done }) => {
        if (done !== 20) return;
        for (const pid of runningToolPids()) if (!before.has(pid)) process.kill(pid, "SIGKILL");
      },
    });
    const error: unknown = await running.catch((reason: unknown) => reason);
    expect(["encoder-failed", "decoder-failed"]).toContain((error as { code?: string }).code);
    expect(readdirSync(out)).toEqual([]);
  });

  it("a full disk", async () => {
    const out = emptyFolder("full");
    const movie = await long();
    // A file size limit ends the encoder's writing where a full disk would.
    const limited = withEncoder(
      "limited-ffmpeg",
      `trap '' XFSZ; ulimit -f 64; exec "${tools.ffmpeg.path}" "$@"`,
    );
    await expect(
      exportOverlayVideo(limited, pool, movie, request(movie, join(out, "a.mp4"))),
    ).rejects.toMatchObject({
      code: "disk-full",
      message: expect.stringMatching(/^The disk is full: .*\.$/),
    });
    expect(readdirSync(out)).toEqual([]);
  });

  it("a disk that is full with the last bytes, of which ffmpeg says nothing", async () => {
    const out = emptyFolder("last-bytes");
    const movie = await openMovie(tools, makeMovie(folder, "small.mp4", { seconds: 1, args: [...H264] }));
    const limited = withEncoder(
      "nearly-full-ffmpeg",
      `trap '' XFSZ; ulimit -f 16; exec "${tools.ffmpeg.path}" "$@"`,
    );
    await expect(
      exportOverlayVideo(limited, pool, movie, request(movie, join(out, "a.mp4"))),
    ).rejects.toMatchObject({
      code: expect.toBeOneOf(["disk-full", "encoder-failed"]),
    });
    expect(readdirSync(out)).toEqual([]);
  });

  it("a folder that may not be written to, that is none, or is not there", async () => {
    const movie = await long();
    const locked = emptyFolder("locked");
    chmodSync(locked, 0o555);
    chmodSync(folder, 0o755);
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      await expect(
        exportOverlayVideo(tools, pool, movie, request(movie, join(locked, "a.mp4"))),
      ).rejects.toMatchObject({
        code: "output-unwritable",
      });
    } finally {
      if (root) process.seteuid?.(0);
    }
    const link = join(folder, "link");
    symlinkSync(folder, link);
    for (const place of [
      join(link, "long.mp4"),
      "/dev/null",
      join(folder, "nowhere/a.mp4"),
      join(folder, "long.mp4/a.mp4"),
      movie.path,
      locked,
    ]) {
      await expect(exportOverlayVideo(tools, pool, movie, request(movie, place))).rejects.toMatchObject({
        code: "output-unwritable",
      });
    }
  });

  it("devices stay devices", () => {
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("ranges outside the movie", async () => {
    const movie = await long();
    for (const range of [{ start: -1 }, { end: 200 }, { start: 9, end: 3 }, { start: 0.5 }]) {
      await expect(
        exportOverlayVideo(tools, pool, movie, request(movie, join(folder, "never.mp4"), range)),
      ).rejects.toMatchObject({ code: "invalid-argument" });
    }
  });
});

/** Mean absolute difference of the luma of two movies' first frames. */
function meanDifference(a: string, b: string): number {
  const [first, second] = [a, b].map((path) =>
    ffmpeg("-i", path, "-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-"),
  );
  if (!first || !second) throw new Error("no frames to compare");
  return first.reduce((sum, value, k) => sum + Math.abs(value - (second[k] ?? 0)), 0) / first.length;
}

it("leaves out frames that cannot be decoded, at their own times", async () => {
  const whole = makeMovie(folder, "to-damage.mp4", {
    size: "320x240",
    args: [...H264, "-g", "10", "-bf", "0", "-movflags", "+faststart"],
  });
  // Zeros over the packets of frames 20 to 29, a whole group.
  const places = execFileSync(
    tools.ffprobe.path,
    ["-v", "error", "-select_streams", "v", "-show_entries", "packet=pos,size", "-of", "csv=p=0", whole],
    { encoding: "utf8" },
  )
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  const bytes = readFileSync(whole);
  for (const [size = 0, position = 0] of places.slice(20, 30)) bytes.fill(0, position, position + size);
  const damaged = join(folder, "damaged.mp4");
  writeFileSync(damaged, bytes);

  const movie = await openMovie(tools, damaged);
  const output = join(folder, "damaged-out.mp4");
  const result = await exportOverlayVideo(tools, pool, movie, request(movie, output));
  expect(result).toMatchObject({ frames: 40, leftOut: 10 });
  const times = presentationTimes(output);
  expect(times).toHaveLength(40);
  expect(times[19]).toBeCloseTo(19 / 25, 4);
  expect(times[20]).toBeCloseTo(30 / 25, 4);
});
