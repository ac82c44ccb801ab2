import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import { SharedHeap } from "../../../workers/shared-heap";
import { ffmpeg, makeMovie, sharedMovie, temporaryFolder, tools } from "../../testing/movies";
import { openMovie } from "./movie";
import { probeMovie } from "./probe";

const folder = temporaryFolder();
const H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p"] as const;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("what is no movie is refused with one sentence", () => {
  const random = Uint8Array.from({ length: 5000 }, (_, k) => (k * k * 31 + 7 * k) % 251);
  const audio = join(folder, "sound.wav");
  ffmpeg("-f", "lavfi", "-i", "sine=duration=1", audio);
  const cover = join(folder, "cover.m4a");
  const picture = join(folder, "cover.jpg");
  ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1", picture);
  ffmpeg(
    "-i",
    audio,
    "-i",
    picture,
    "-map",
    "0",
    "-map",
    "1",
    "-c:a",
    "aac",
    "-c:v",
    "mjpeg",
    "-disposition:v",
    "attached_pic",
    cover,
  );
  mkdirSync(join(folder, "folder.mp4"));

  it.for([
    ["a missing file", join(folder, "nowhere.mp4"), "file-missing"],
    ["a missing folder", join(folder, "nowhere/nothing.mp4"), "file-missing"],
    ["an empty file", file("empty.mp4", ""), "file-empty"],
    ["a folder", join(folder, "folder.mp4"), "not-a-movie"],
    ["a device", "/dev/zero", "not-a-movie"],
    ["random bytes", file("random.mp4", random), "not-a-movie"],
    ["a text file", file("notes.txt", "Dear diary,\ntoday nothing moved.\n".repeat(50)), "not-a-movie"],
    ["sound alone", audio, "no-video"],
    ["sound with a cover picture", cover, "no-video"],
  ] as const)("%s", async ([, path, code]) => {
    const error: unknown = await openMovie(tools, path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it("an unreadable file", async () => {
    const path = makeMovie(folder, "secret.mp4", { seconds: 1, args: H264 });
    chmodSync(path, 0);
    chmodSync(folder, 0o755);
    // The permissions of files do not hold for root, so for a moment we are somebody else.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      await expect(openMovie(tools, path)).rejects.toMatchObject({ code: "file-unreadable" });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  it.for([
    ["broken/audio_with_coverart.m4a", "no-video"],
    ["broken/chunk_out_of_range.mp4", "not-a-movie"],
    ["broken/invalid-bitstream.webm", "no-frames"],
    ["broken/mjpeg_header_only.mov", "no-frames"],
    ["broken/sample_vvc.mp4", "no-frames"],
  ] as const)("%s", async ([name, code], { skip }) => {
    const path = sharedMovie(name);
    if (path === null) return skip("the shared test movies are not there");
    // A newer ffmpeg may well decode what an older one does not know: then there is nothing to refuse.
    const outcome: unknown = await openMovie(tools, path).catch((reason: unknown) => reason);
    if (outcome instanceof Error || code !== "no-frames") expect(outcome).toMatchObject({ code });
  });
});

describe("what a movie says of itself", () => {
  it.for([0, 90, 180, 270])("a rotation (tag %d)", async (tag) => {
    // A white mark in the corner that is top left before the turn tells where the turn takes it.
    const filters = "drawbox=x=0:y=0:w=40:h=30:color=white:t=fill";
    const plain = join(folder, `plain-${tag}.mp4`);
    ffmpeg("-f", "lavfi", "-i", "color=black:s=160x96:d=0.2", "-vf", filters, ...H264, plain);
    const rotated = join(folder, `rotated-${tag}.mp4`);
    ffmpeg("-i", plain, "-c", "copy", "-metadata:s:v:0", `rotate=${tag}`, rotated);
    const movie = await openMovie(tools, rotated);
    const { width, height, rotation } = movie.info;
    const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 0 });
    const lease = await frames.get(0);
    const luma = (x: number, y: number) => lease.slot.bytes[y * width + x];
    const corners = [luma(5, 5), luma(width - 5, 5), luma(width - 5, height - 5), luma(5, height - 5)];
    lease.release();
    await frames.close();
    expect([width, height]).toEqual(tag % 180 === 0 ? [160, 96] : [96, 160]);
    expect(corners.findIndex((value) => value > 200) * 90).toBe(rotation);
    expect(rotation % 180).toBe(tag % 180);
  });

  it("pixels that are not square", async () => {
    const { info } = await openMovie(
      tools,
      makeMovie(folder, "wide.mp4", { seconds: 1, args: ["-vf", "setsar=2", ...H264] }),
    );
    expect(info.pixelAspect).toBe(2);
  });

  it("frame count, rate, size, codec, pixel format and sound", async () => {
    const path = makeMovie(folder, "facts.mp4", { rate: 30, seconds: 2, audio: true, args: H264 });
    const { info } = await openMovie(tools, path);
    expect(info).toMatchObject({
      name: "facts.mp4",
      width: 160,
      height: 120,
      frameCount: 60,
      variableFrameRate: false,
      codec: "h264",
      pixelFormat: "yuv420p",
      hasAudio: true,
    });
    expect(info.frameRate).toBeCloseTo(30, 6);
    expect(info.duration).toBeCloseTo(2, 6);
    expect(info.times[30]).toBeCloseTo(1, 6);
  });

  it("a variable frame rate is announced and kept", async () => {
    const path = makeMovie(folder, "variable.mkv", {
      args: ["-vf", "select='lt(n,20)+not(mod(n,5))'", "-fps_mode", "vfr", ...H264],
    });
    const { info } = await openMovie(tools, path);
    expect(info.variableFrameRate).toBe(true);
    expect(info.notices.map(noticeInEnglish).join(" ")).toContain("frame rate varies");
    expect((info.times[21] ?? 0) - (info.times[20] ?? 0)).toBeCloseTo(0.2, 3);
    expect((info.times[2] ?? 0) - (info.times[1] ?? 0)).toBeCloseTo(0.04, 3);
  });

  it("its video tracks, of which another can be opened", async () => {
    const path = join(folder, "tracks.mkv");
    const cover = join(folder, "tracks.jpg");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1", cover);
    ffmpeg(
      ...["-f", "lavfi", "-i", "sine=duration=1", "-f", "lavfi", "-i", "testsrc2=s=160x120:d=1"],
      ...["-f", "lavfi", "-i", "testsrc=s=96x64:d=2", "-map", "0", "-map", "1", "-map", "2", ...H264],
      ...["-metadata:s:v:0", "language=eng", "-metadata:s:v:1", "title=From above", "-attach", cover],
      ...["-metadata:s:t", "mimetype=image/jpeg", path],
    );
    const first = await openMovie(tools, path);
    expect(first.info.videoStreams).toEqual([
      { stream: 1, codec: "h264", width: 160, height: 120, label: "eng" },
      { stream: 2, codec: "h264", width: 96, height: 64, label: "From above" },
    ]);
    expect(first.info).toMatchObject({ stream: 1, width: 160, frameCount: 25 });
    expect(first.info.notices.map(noticeInEnglish)).toContain(
      "The file holds 2 video tracks; number 1 is shown.",
    );

    const second = await openMovie(tools, path, { stream: 2 });
    expect(second.info).toMatchObject({ stream: 2, width: 96, frameCount: 50 });
    const frames = second.openFrames(new SharedHeap(), { budgetBytes: 0 });
    const lease = await frames.get(30);
    lease.release();
    await frames.close();
    const expected = ffmpeg(
      ...["-i", path, "-map", "0:2", "-vf", "select=eq(n\\,30)", "-frames:v", "1", "-pix_fmt", "yuv420p"],
      ...["-f", "rawvideo", "-"],
    );
    expect(Buffer.compare(lease.slot.bytes, expected)).toBe(0);

    for (const stream of [0, 3, 9]) {
      await expect(openMovie(tools, path, { stream })).rejects.toMatchObject({
        code: "invalid-argument",
        message: `The file has no video track ${stream}; it has 1, 2.`,
      });
    }
  });

  it.for([
    ["smpte2084", true],
    ["arib-std-b67", true],
    ["bt709", false],
  ] as const)("high dynamic range (%s: %s)", async ([transfer, expected]) => {
    const path = makeMovie(folder, `${transfer}.mp4`, {
      seconds: 1,
      args: ["-c:v", "libx264", "-pix_fmt", "yuv420p10le", "-color_trc", transfer],
    });
    const { info } = await openMovie(tools, path);
    expect(info.highDynamicRange).toBe(expected);
  });

  it("an aborted probe ends", async () => {
    const path = makeMovie(folder, "aborted.mp4", { seconds: 1, args: H264 });
    await expect(probeMovie(tools, path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
