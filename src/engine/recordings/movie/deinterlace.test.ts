import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import { SharedHeap } from "../../../workers/shared-heap";
import type { FrameSource } from "../../recording/frame-source";
import { ffmpeg, md5, sequentialFrames, sharedMovie, temporaryFolder, tools } from "../../testing/movies";
import { recordedPixels } from "../../testing/recorded";
import { openMovie } from "./movie";

const folder = temporaryFolder();
const heap = new SharedHeap();

const DEINTERLACE = "yadif=mode=send_frame:deint=interlaced,scale";
const SIZE = { width: 160, height: 120 };
/** Fields at 50 a second of a picture that moves fast, so that whole frames look unlike woven ones. */
const FIELDS = `testsrc2=s=${SIZE.width}x${SIZE.height}:r=50,scroll=h=0.03`;
const TFF = "tinterlace=interleave_top,setfield=tff";
const BFF = "tinterlace=interleave_bottom,setfield=bff";
const MPEG2 = ["-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-g", "6", "-bf", "2", "-q:v", "2"];
const H264 = ["-c:v", "libx264", "-crf", "10", "-pix_fmt", "yuv420p", "-bf", "2"];

function makeInterlaced(name: string, weave: string, args: readonly string[], seconds = 1): string {
  const path = join(folder, name);
  ffmpeg(...["-f", "lavfi", "-i", FIELDS, "-t", String(seconds), "-vf", weave], ...args, path);
  return path;
}

async function bytesOf(frames: FrameSource, frame: number): Promise<Uint8Array> {
  const lease = await frames.get(frame);
  try {
    return lease.slot.bytes.slice();
  } finally {
    lease.release();
  }
}

/** Reached in any order, frames have the bytes of a run of the deinterlacer from start to end. */
async function expectExact(path: string): Promise<void> {
  const expected = sequentialFrames(path, DEINTERLACE, recordedPixels(path));
  const movie = await openMovie(tools, path);
  expect(movie.info.interlaced).toBe(true);
  const plain = await sequentialFrames(path);
  expect([expected.length, movie.info.frameCount]).toEqual([plain.length, plain.length]);
  const last = expected.length - 1;
  const jumps = Array.from({ length: 10 }, (_, k) => (k * 7919 + 13) % expected.length);
  const frames = movie.openFrames(heap, { budgetBytes: 0, deinterlace: true });
  try {
    for (const frame of [last, 0, last >> 1, ...jumps, last, Math.max(0, last - 1), 0]) {
      expect(`${frame} ${md5(await bytesOf(frames, frame))}`).toBe(`${frame} ${expected[frame]}`);
    }
  } finally {
    await frames.close();
  }
}

describe("deinterlacing", () => {
  it.for([
    ["mpeg2-tff.mpg", TFF, [...MPEG2, "-top", "1"]],
    ["mpeg2-bff.ts", BFF, [...MPEG2, "-top", "0"]],
    ["h264-tff.mp4", TFF, [...H264, "-x264-params", "tff=1:keyint=8"]],
    ["h264-bff.mkv", BFF, [...H264, "-x264-params", "bff=1:keyint=8:open-gop=1"]],
    ["mpeg4.avi", TFF, ["-c:v", "mpeg4", "-flags", "+ilme+ildct", "-top", "1", "-g", "8"]],
    ["h264-422.mkv", TFF, [...H264, "-pix_fmt", "yuv422p10le", "-x264-params", "tff=1:keyint=8"]],
  ] as const)("gives every frame, however it is reached: %s", async ([name, weave, args]) => {
    await expectExact(makeInterlaced(name, weave, args));
  });

  it.for([1, 2])("of a movie of %d frames", async (count) => {
    const args = [...MPEG2, "-top", "1", "-frames:v", String(count)];
    await expectExact(makeInterlaced(`short-${count}.mkv`, TFF, args));
  });

  it("of a movie in which whole frames and woven ones follow each other", async () => {
    const woven = makeInterlaced("woven.ts", TFF, [...MPEG2, "-top", "1"], 0.4);
    const whole = join(folder, "whole.ts");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=0.4", "-c:v", "mpeg2video", "-g", "6", whole);
    const list = join(folder, "mixed.txt");
    writeFileSync(list, [woven, whole, woven, whole].map((path) => `file '${path}'\n`).join(""));
    const mixed = join(folder, "mixed.ts");
    ffmpeg("-f", "concat", "-safe", "0", "-i", list, "-c", "copy", mixed);
    await expectExact(mixed);
    // What is marked as whole stays as it is.
    const [plain, rebuilt] = [sequentialFrames(mixed), sequentialFrames(mixed, DEINTERLACE)];
    expect(rebuilt.slice(10, 20)).toEqual(plain.slice(10, 20));
    expect(rebuilt[5]).not.toBe(plain[5]);
  });

  it("is not offered for movies that are turned, whose fields are none any more", async () => {
    const plain = makeInterlaced("upright.mp4", TFF, [...H264, "-x264-params", "tff=1"], 0.2);
    const turned = join(folder, "turned.mp4");
    ffmpeg("-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned);
    const movie = await openMovie(tools, turned);
    expect(movie.info.notices.map(noticeInEnglish)).toContain(
      "The movie is interlaced and turned; both fields are shown as one frame.",
    );
    const frames = movie.openFrames(heap, { budgetBytes: 0, deinterlace: true });
    const expected = sequentialFrames(turned);
    for (const frame of [0, 3]) expect(md5(await bytesOf(frames, frame))).toBe(expected[frame]);
    await frames.close();
  });

  it.for(["formats/interlaced_crop.mp4"])("%s", async (name, { skip }) => {
    const path = sharedMovie(name);
    if (path === null) return skip("the shared test movies are not there");
    await expectExact(path);
  });

  it.for([
    ["tff", TFF, "tff=1"],
    ["bff", BFF, "bff=1"],
  ] as const)("rebuilds what the camera saw at the first field's time (%s)", async ([name, weave, order]) => {
    const path = makeInterlaced(`truth-${name}.mp4`, weave, [...H264, "-x264-params", order]);
    const movie = await openMovie(tools, path);
    expect(movie.info.interlaced).toBe(true);
    const seen = ffmpeg(
      ...["-f", "lavfi", "-i", FIELDS, "-t", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"],
    );
    const rebuilt = movie.openFrames(heap, { budgetBytes: 0, deinterlace: true });
    const woven = movie.openFrames(heap, { budgetBytes: 0 });
    for (const frame of [1, 7, 12]) {
      const truth = seen.subarray(2 * frame * movie.format.bytes, (2 * frame + 1) * movie.format.bytes);
      const error = lumaError(await bytesOf(rebuilt, frame), truth);
      expect(error).toBeLessThan(0.4 * lumaError(await bytesOf(woven, frame), truth));
    }
    await rebuilt.close();
    await woven.close();
  });
});

function lumaError(a: Uint8Array, b: Uint8Array): number {
  const pixels = SIZE.width * SIZE.height;
  let sum = 0;
  for (let k = 0; k < pixels; k++) sum += Math.abs((a[k] ?? 0) - (b[k] ?? 0));
  return sum / pixels;
}
