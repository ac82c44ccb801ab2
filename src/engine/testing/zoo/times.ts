import { readFile, writeFile } from "node:fs/promises";
import {
  coded,
  copied,
  derived,
  ffmpeg,
  H264,
  HEVC,
  h264,
  joined,
  PYRAMID,
  source,
  VP9_FAST,
  type ZooMovie,
} from "./recipes";

/** Timestamps that do not simply start at 0 and go on in equal steps. */
export const TIMES: readonly ZooMovie[] = [
  coded(
    "variable-rate.mkv",
    H264,
    [...PYRAMID, "-vf", "select='not(mod(n,3))+not(mod(n,7))'", "-fps_mode", "vfr"],
    { frames: 80 },
  ),
  coded("variable-rate.mp4", H264, [
    ...PYRAMID,
    "-vf",
    "setpts='(N+floor(N/5)*2+random(0)*0.4)/25/TB'",
    "-fps_mode",
    "passthrough",
    "-enc_time_base",
    "1/90000",
  ]),
  coded(
    "variable-rate.webm",
    "libvpx",
    ["-g", "12", ...VP9_FAST, "-vf", "select='lt(mod(n,10),4)'", "-fps_mode", "vfr"],
    { frames: 80 },
  ),
  coded("ntsc-rate.mp4", H264, PYRAMID, { rate: 29.97 }),
  derived("starts-before-zero.mkv", [H264], async (path) =>
    copied(await h264(`${path}.mp4`), path, "-output_ts_offset", "-0.5", "-avoid_negative_ts", "disabled"),
  ),
  derived("starts-before-zero.mov", [H264], async (path) =>
    copied(await h264(`${path}.mp4`), path, "-output_ts_offset", "-0.5", "-avoid_negative_ts", "disabled"),
  ),
  ...["mp4", "mov", "mkv", "ts"].map((ending) =>
    derived(`cut-between-keyframes.${ending}`, [H264], async (path) => {
      const whole = await h264(`${path}.mp4`, [], { frames: 60 });
      await ffmpeg("-ss", "0.7", "-i", `file:${whole}`, "-c", "copy", `file:${path}`);
    }),
  ),
  derived("cut-with-sound.mp4", [H264, "aac"], async (path) => {
    const whole = await h264(`${path}.mp4`, [], { frames: 60 });
    await ffmpeg(
      ...["-ss", "0.7", "-i", `file:${whole}`, "-f", "lavfi", "-i", "sine=d=2"],
      ...["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", `file:${path}`],
    );
  }),
  ...["mp4", "mkv", "ts", "mpg"].map((ending) =>
    derived(`late-picture.${ending}`, [H264, ending === "mpg" ? "mp2" : "aac"], async (path) => {
      await ffmpeg(
        ...["-itsoffset", "1.3", ...source(), "-f", "lavfi", "-i", "sine=d=3", "-map", "0:v", "-map", "1:a"],
        ...["-c:v", ...(ending === "mpg" ? ["mpeg2video", "-bf", "2"] : ["libx264", ...PYRAMID])],
        ...["-c:a", ending === "mpg" ? "mp2" : "aac", `file:${path}`],
      );
    }),
  ),
  derived("times-jump-back.ts", [H264], async (path) => {
    const part = await h264(`${path}.part.ts`, [], { frames: 25 });
    await joined(path, part, part);
  }),
  derived("times-jump-back.mpg", ["mpeg2video"], async (path) => {
    const part = `${path}.part.mpg`;
    await ffmpeg(...source({ frames: 25 }), "-c:v", "mpeg2video", "-bf", "2", `file:${part}`);
    await joined(path, part, part);
  }),
  derived("times-jump-ahead.ts", [H264], async (path) => {
    const first = await h264(`${path}.1.ts`, [], { frames: 25 });
    const second = await h264(`${path}.2.ts`, ["-output_ts_offset", "5000"], {
      frames: 25,
      pixels: "yuv420p",
    });
    await joined(path, first, second);
  }),
  derived("times-wrap-around.ts", [H264], async (path) => {
    // 33 bits of 1/90000 s.
    await h264(path, ["-output_ts_offset", "95442.9"], { frames: 40 });
  }),
  derived("starts-within-a-gop.ts", [H264], async (path) => {
    const whole = await readFile(await h264(`${path}.whole.ts`, [], { frames: 60 }));
    await writeFile(path, whole.subarray(188 * Math.floor(whole.length / 188 / 8)));
  }),
  derived("starts-within-an-open-gop.ts", [HEVC], async (path) => {
    const whole = `${path}.whole.ts`;
    await ffmpeg(
      ...source({ frames: 60 }),
      ...["-c:v", HEVC, "-x265-params", "log-level=none:keyint=10:min-keyint=10:open-gop=1:bframes=4", whole],
    );
    const bytes = await readFile(whole);
    await writeFile(path, bytes.subarray(188 * Math.floor(bytes.length / 188 / 4)));
  }),
  derived("starts-without-a-keyframe.mkv", [H264], async (path) => {
    const whole = await h264(`${path}.mp4`, [], { frames: 60 });
    await ffmpeg("-i", `file:${whole}`, "-ss", "0.7", "-c", "copy", "-copyinkf", `file:${path}`);
  }),
  derived("equal-times.mkv", ["mjpeg"], async (path) => {
    await ffmpeg(...source({ pixels: "yuvj420p" }), "-c:v", "mjpeg", `file:${path}.mov`);
    await copied(`${path}.mov`, path, "-bsf:v", "setts=ts=trunc(N/2)*1024");
  }),
  derived("equal-times-long-gop.mkv", ["mpeg4"], async (path) => {
    await ffmpeg(...source(), "-c:v", "mpeg4", "-g", "12", `file:${path}.mov`);
    await copied(`${path}.mov`, path, "-bsf:v", "setts=ts=trunc(N/2)*1024");
  }),
  coded("three-thousand-a-second.mkv", "mpeg4", ["-g", "12"], { rate: 3000 }),
];
