import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import type { FrameFormat } from "../../recording/frame-format";
import type { FrameSource } from "../../recording/frame-source";
import { makeMovie, md5, sequentialFrames, sharedMovie, temporaryFolder, tools } from "../../testing/movies";
import { recordedMd5, recordedPixels } from "../../testing/recorded";
import { openMovie } from "./movie";

const folder = temporaryFolder();
const heap = new SharedHeap();

/** Reached in any order, every frame has to have the bytes that a decode from start to end gives it. */
async function expectExact(path: string, budgetFrames: number): Promise<void> {
  const expected = sequentialFrames(path, "null", recordedPixels(path));
  const movie = await openMovie(tools, path);
  expect(movie.info.frameCount).toBe(expected.length);
  const frames = movie.openFrames(heap, { budgetBytes: budgetFrames * movie.format.bytes });
  try {
    const last = expected.length - 1;
    const walks = [
      [last, 0, last >> 1, Math.max(0, (last >> 1) - 1), Math.min(last, (last >> 1) + 1)],
      Array.from({ length: 12 }, (_, k) => (k * 7919 + 13) % expected.length),
      Array.from({ length: Math.min(8, expected.length) }, (_, k) => last - k),
    ];
    for (const frame of walks.flat()) {
      expect(`${frame} ${await md5Of(movie.format, frames, frame)}`).toBe(`${frame} ${expected[frame]}`);
    }
  } finally {
    await frames.close();
  }
}

async function md5Of(format: FrameFormat, frames: FrameSource, frame: number): Promise<string> {
  const lease = await frames.get(frame);
  try {
    return recordedMd5(format, lease);
  } finally {
    lease.release();
  }
}

describe("every frame, however it is reached", () => {
  const zoo: Record<string, Parameters<typeof makeMovie>[2]> = {
    "h264-bframes.mp4": { args: ["-c:v", "libx264", "-bf", "3", "-g", "12", "-pix_fmt", "yuv420p"] },
    "h264-one-gop.mp4": { args: ["-c:v", "libx264", "-g", "250", "-pix_fmt", "yuv420p"] },
    "open-gop.mkv": {
      args: ["-c:v", "libx264", "-x264-params", "open-gop=1:keyint=10:bframes=3", "-pix_fmt", "yuv420p"],
    },
    "transport.ts": { args: ["-c:v", "libx264", "-g", "15", "-pix_fmt", "yuv420p"], audio: true },
    "mpeg4.avi": { args: ["-c:v", "mpeg4", "-bf", "2", "-g", "10"] },
    "vp9.webm": { args: ["-c:v", "libvpx-vp9", "-g", "20", "-deadline", "realtime", "-cpu-used", "8"] },
    "mjpeg.mov": { args: ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"] },
    "odd.mkv": { args: ["-vf", "format=yuv444p,crop=159:119", "-c:v", "ffv1"] },
    "palette.gif": { seconds: 1, args: [] },
    "variable.mkv": {
      args: ["-c:v", "libx264", "-vf", "select='not(mod(n,3))+not(mod(n,7))'", "-fps_mode", "vfr", "-g", "8"],
    },
    'it\'s a "movie" %03d,[x] ünïcode 电影.mp4': {
      seconds: 1,
      args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"],
    },
    "-leading-dash.mp4": { seconds: 1, args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"] },
  };
  it.for(Object.entries(zoo))("%s", async ([name, options]) => {
    await expectExact(makeMovie(folder, name, options), 20);
  });

  it("a negative start time", async () => {
    const plain = makeMovie(folder, "plain.mp4", {
      args: ["-c:v", "libx264", "-bf", "2", "-g", "10", "-pix_fmt", "yuv420p"],
    });
    const shifted = join(folder, "shifted.mkv");
    makeMovie(folder, "shifted.mkv", {
      args: [
        "-i",
        plain,
        "-map",
        "1:v",
        "-c",
        "copy",
        "-output_ts_offset",
        "-0.5",
        "-avoid_negative_ts",
        "disabled",
      ],
    });
    await expectExact(shifted, 20);
  });

  it("a shared movie that is broken", async ({ skip }) => {
    const path = sharedMovie("broken/Megamind_bugy.avi");
    if (path === null) return skip("the shared test movies are not there");
    await expectExact(path, 30);
  });
});

describe("frame source", () => {
  it("never holds more than its budget, and reads on instead of seeking", async () => {
    const movie = await openMovie(
      tools,
      makeMovie(folder, "budget.mp4", { args: ["-c:v", "libx264", "-g", "250"] }),
    );
    const budget = 6 * movie.format.bytes;
    const frames = movie.openFrames(heap, { budgetBytes: budget });
    let pids = new Set<number | undefined>();
    for (let frame = 0; frame < movie.info.frameCount; frame++) {
      (await frames.get(frame)).release();
      expect(frames.heldBytes).toBeLessThanOrEqual(budget);
      if (frame < movie.info.frameCount - 1) pids.add(frames.decoderPid);
    }
    expect(pids.size).toBe(1);
    pids = new Set();
    await frames.close();
  });

  it("keeps what a lease holds while everything else goes", async () => {
    const movie = await openMovie(tools, makeMovie(folder, "lease.mp4", { args: ["-c:v", "libx264"] }));
    const frames = movie.openFrames(heap, { budgetBytes: 4 * movie.format.bytes });
    const held = await frames.get(3);
    const before = md5(held.slot.bytes);
    for (let frame = 10; frame < 40; frame++) (await frames.get(frame)).release();
    expect(md5(held.slot.bytes)).toBe(before);
    held.release();
    await frames.close();
  });

  it("gives up an aborted request and serves the next", async () => {
    const movie = await openMovie(
      tools,
      makeMovie(folder, "abort.mp4", { args: ["-c:v", "libx264", "-g", "250"] }),
    );
    const frames = movie.openFrames(heap, { budgetBytes: 20 * movie.format.bytes });
    const control = new AbortController();
    const far = frames.get(movie.info.frameCount - 1, control.signal);
    control.abort();
    await expect(far).rejects.toMatchObject({ code: "cancelled" });
    (await frames.get(1)).release();
    await frames.close();
  });

  it("says so when ffmpeg is killed, and goes on with a new one", async () => {
    const path = makeMovie(folder, "killed.mp4", {
      size: "640x480",
      seconds: 8,
      args: ["-c:v", "libx264", "-g", "500"],
    });
    const movie = await openMovie(tools, path);
    const frames = movie.openFrames(heap, { budgetBytes: 20 * movie.format.bytes });
    (await frames.get(0)).release();
    const pid = frames.decoderPid;
    if (pid === undefined) throw new Error("no decoder runs");
    process.kill(pid, "SIGKILL");
    await expect(frames.get(150)).rejects.toMatchObject({ code: "decoder-failed" });
    (await frames.get(150)).release();
    await frames.close();
  });

  it("is not held up by an ffmpeg that hangs", async () => {
    const path = makeMovie(folder, "hangs.mp4", { size: "640x480", seconds: 8, args: ["-c:v", "libx264"] });
    const movie = await openMovie(tools, path);
    const frames = movie.openFrames(heap, { budgetBytes: 20 * movie.format.bytes });
    (await frames.get(0)).release();
    if (frames.decoderPid === undefined) throw new Error("no decoder runs");
    process.kill(frames.decoderPid, "SIGSTOP");
    const control = new AbortController();
    const unwanted = frames.get(10, control.signal);
    // Aborted while the decoder is being waited for, not before.
    setImmediate(() => control.abort());
    await expect(unwanted).rejects.toMatchObject({ code: "cancelled" });
    (await frames.get(12)).release();
    process.kill(frames.decoderPid, "SIGSTOP");
    const waiting = frames.get(30).catch((error: unknown) => error);
    await frames.close();
    expect(await waiting).toMatchObject({ code: "cancelled" });
  });

  it("shows what is there of a movie that was cut off, and says what is missing", async () => {
    const whole = makeMovie(folder, "whole.ts", {
      size: "640x480",
      seconds: 4,
      args: ["-c:v", "libx264", "-g", "25"],
    });
    const bytes = readFileSync(whole);
    const cut = join(folder, "cut.ts");
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    const movie = await openMovie(tools, cut);
    expect(movie.info.frameCount).toBeGreaterThan(20);
    expect(movie.info.frameCount).toBeLessThan(80);
    const frames = movie.openFrames(heap, { budgetBytes: 20 * movie.format.bytes });
    (await frames.get(movie.info.frameCount - 10)).release();
    await frames.close();
  });

  it("marks frames that the container lists but nobody can decode", async () => {
    const whole = makeMovie(folder, "faststart.mp4", {
      size: "640x480",
      seconds: 4,
      args: ["-c:v", "libx264", "-g", "25", "-movflags", "+faststart"],
    });
    const bytes = readFileSync(whole);
    const cut = join(folder, "cut.mp4");
    writeFileSync(cut, bytes.subarray(0, (bytes.length * 2) / 3));
    const movie = await openMovie(tools, cut);
    const frames = movie.openFrames(heap, { budgetBytes: 20 * movie.format.bytes });
    (await frames.get(10)).release();
    if (movie.info.frameCount === 100) {
      await expect(frames.get(99)).rejects.toMatchObject({ code: "frame-missing" });
    }
    (await frames.get(11)).release();
    await frames.close();
  });
});
