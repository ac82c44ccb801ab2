import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { tools } from "./movies";

/**
 * Small movies of every kind that makes it hard to find a frame: codecs, ways to order and to refer to frames, containers,
 * timestamps, shapes, and names. Each is made by ffmpeg (or put together from what it made) when a test asks for it.
 *
 * What no encoder at hand can make is missing: H.264 and MPEG-2 in field pictures, HEVC in fields, multi-view HEVC.
 */

/** How a movie of the zoo is made. */
export interface ZooMovie {
  /** Name of the file, which says what is special about it. */
  readonly file: string;
  /** Encoders of ffmpeg's that have to be there. */
  readonly encoders: readonly string[];
  /** True where every frame is a keyframe. */
  readonly intraOnly?: boolean;
  /** Makes the movie at `path`; further files go beside it, under names that begin with its own. */
  make(path: string): Promise<void>;
}

/** A movie of the zoo that was made, or the reason why it was not. */
export type Made = { readonly path: string } | { readonly skipped: string };

interface Source {
  /** Width x height in pixels. */
  readonly size?: string;
  readonly frames?: number;
  readonly rate?: number;
  /** Pixel format of what goes into the encoder. */
  readonly pixels?: string;
}

const run = promisify(execFile);

async function ffmpeg(...args: readonly string[]): Promise<void> {
  await run(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...args], { maxBuffer: 1 << 26 });
}

/** Pictures of which no two are the same, with fine moving detail, as an input of ffmpeg's. */
function source({ size = "96x64", frames = 40, rate = 25, pixels = "yuv420p" }: Source = {}): string[] {
  return ["-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=${frames / rate},format=${pixels}`];
}

const INTRA_ONLY: ReadonlySet<string> = new Set(
  "prores_ks mjpeg dnxhd huffyuv rawvideo wrapped_avframe utvideo jpeg2000 dvvideo".split(" "),
);

/** The pictures of {@link source}, encoded. */
function coded(file: string, encoder: string, args: readonly string[], from: Source = {}): ZooMovie {
  const make = (path: string) =>
    ffmpeg(...source(from), "-map", "0:v", "-c:v", encoder, ...args, `file:${path}`);
  return { file, encoders: [encoder], intraOnly: INTRA_ONLY.has(encoder), make };
}

/** An encoded movie, taken to pieces and put together by other means. */
function derived(file: string, encoders: readonly string[], make: (path: string) => Promise<void>): ZooMovie {
  return { file, encoders, make };
}

/** A keyframe every 12 frames, and B-frames that others refer to. */
const PYRAMID = ["-x264-params", "keyint=12:bframes=3:b-pyramid=normal:scenecut=0"];

/** Encodes to `path` by x264 with B-frames that are references, and a keyframe every 12 frames. */
async function h264(path: string, args: readonly string[] = [], from: Source = {}): Promise<string> {
  await ffmpeg(...source(from), "-c:v", "libx264", ...PYRAMID, ...args, `file:${path}`);
  return path;
}

/** Copies the streams of one file into another container. */
async function copied(from: string, to: string, ...args: readonly string[]): Promise<void> {
  await ffmpeg("-i", `file:${from}`, "-map", "0:v", "-c", "copy", ...args, `file:${to}`);
}

async function joined(to: string, ...parts: readonly string[]): Promise<void> {
  await writeFile(to, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
}

/** Turns an MP4 for display by its track's matrix; ffmpeg's own option for it changes with its version. */
async function turned(path: string, degrees: 0 | 90 | 180 | 270): Promise<void> {
  const bytes = await readFile(await h264(path));
  const matrix = bytes.indexOf("tkhd") + 40;
  const [cos, sin] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[degrees];
  [cos, sin, 0, -sin, cos].forEach((value, k) => {
    bytes.writeInt32BE(value << 16, matrix + 4 * k);
  });
  await writeFile(path, bytes);
}

const H264 = "libx264";
const HEVC = "libx265";
const VP9_FAST = ["-deadline", "realtime", "-cpu-used", "8"];
const AOM_FAST = ["-cpu-used", "8", "-usage", "realtime"];

/** Codecs, and groups of pictures. */
export const CODECS: readonly ZooMovie[] = [
  coded("h264-every-frame-a-key.mp4", H264, ["-g", "1"]),
  coded("h264-gop-12.mp4", H264, PYRAMID),
  coded("h264-one-gop.mp4", H264, ["-g", "250", "-bf", "3"], { frames: 60 }),
  coded("h264-without-b.mp4", H264, ["-g", "12", "-bf", "0"]),
  coded("h264-sixteen-b.mkv", H264, ["-x264-params", "keyint=40:bframes=16:b-adapt=0:b-pyramid=strict"]),
  coded("h264-open-gop.mp4", H264, ["-x264-params", "open-gop=1:keyint=10:bframes=3:scenecut=0"]),
  coded("h264-open-gop.mkv", H264, ["-x264-params", "open-gop=1:keyint=10:bframes=3:scenecut=0"]),
  coded("h264-open-gop.ts", H264, ["-x264-params", "open-gop=1:keyint=10:bframes=3:scenecut=0"]),
  coded("h264-intra-refresh.mp4", H264, ["-x264-params", "intra-refresh=1:keyint=12:bframes=0"], {
    frames: 60,
  }),
  coded("h264-intra-refresh.mkv", H264, ["-x264-params", "intra-refresh=1:keyint=12:bframes=2"], {
    frames: 60,
  }),
  coded("h264-intra-refresh.ts", H264, ["-x264-params", "intra-refresh=1:keyint=12:bframes=2"], {
    frames: 60,
  }),
  coded("h264-raw.h264", H264, PYRAMID),
  coded("h264-raw-without-b.h264", H264, ["-g", "12", "-bf", "0"]),
  coded("h264-b-frames.avi", H264, PYRAMID),
  coded("h264.flv", H264, PYRAMID),
  coded("hevc.mp4", HEVC, ["-x265-params", "log-level=none:keyint=12:open-gop=0:bframes=4:b-pyramid=1"]),
  coded("hevc-open-gop.mp4", HEVC, [
    "-x265-params",
    "log-level=none:keyint=10:min-keyint=10:open-gop=1:bframes=4",
  ]),
  coded("hevc-open-gop.mkv", HEVC, [
    "-x265-params",
    "log-level=none:keyint=10:min-keyint=10:open-gop=1:bframes=4",
  ]),
  coded("hevc-open-gop.ts", HEVC, [
    "-x265-params",
    "log-level=none:keyint=10:min-keyint=10:open-gop=1:bframes=4",
  ]),
  coded("hevc-raw.hevc", HEVC, ["-x265-params", "log-level=none:keyint=12"]),
  coded("hevc-intra-refresh.mkv", HEVC, [
    "-x265-params",
    "log-level=none:intra-refresh=1:keyint=12:bframes=0",
  ]),
  coded("vp8.webm", "libvpx", ["-g", "12", "-auto-alt-ref", "1", "-lag-in-frames", "10", "-cpu-used", "8"]),
  coded("vp8.ivf", "libvpx", ["-g", "12", ...VP9_FAST]),
  coded("vp9.webm", "libvpx-vp9", ["-g", "20", ...VP9_FAST]),
  coded("vp9-hidden-frames.webm", "libvpx-vp9", [
    "-g",
    "20",
    "-auto-alt-ref",
    "1",
    "-lag-in-frames",
    "16",
    "-cpu-used",
    "5",
  ]),
  coded("vp9-hidden-frames.mp4", "libvpx-vp9", [
    "-g",
    "20",
    "-auto-alt-ref",
    "1",
    "-lag-in-frames",
    "16",
    "-cpu-used",
    "5",
  ]),
  coded("vp9.ivf", "libvpx-vp9", ["-g", "12", ...VP9_FAST]),
  coded("av1-aom.mkv", "libaom-av1", ["-g", "15", ...AOM_FAST], { frames: 30 }),
  coded("av1-aom-hidden-frames.mp4", "libaom-av1", ["-g", "15", "-cpu-used", "8", "-lag-in-frames", "10"], {
    frames: 30,
  }),
  coded("av1-svt.mp4", "libsvtav1", ["-g", "15", "-preset", "12"], { frames: 40 }),
  coded("av1-svt.ivf", "libsvtav1", ["-g", "15", "-preset", "12"], { frames: 40 }),
  coded("av1-raw.obu", "libaom-av1", ["-g", "15", ...AOM_FAST], { frames: 30 }),
  coded("mpeg4-b-frames.avi", "mpeg4", ["-bf", "2", "-g", "10"]),
  coded("mpeg4-b-frames.mp4", "mpeg4", ["-bf", "2", "-g", "10"]),
  coded("mpeg4-raw.m4v", "mpeg4", ["-bf", "2", "-g", "10"]),
  coded("xvid.avi", "libxvid", ["-bf", "2", "-g", "10"]),
  coded("mpeg1.mpg", "mpeg1video", ["-bf", "2", "-g", "12"]),
  coded("mpeg2-open-gop.ts", "mpeg2video", ["-bf", "2", "-g", "12"]),
  coded("mpeg2-open-gop.mpg", "mpeg2video", ["-bf", "2", "-g", "12"]),
  coded("mpeg2-open-gop.m2v", "mpeg2video", ["-bf", "2", "-g", "12"]),
  coded("mpeg2-open-gop.mkv", "mpeg2video", ["-bf", "2", "-g", "12"]),
  coded("mpeg2-closed-gop.vob", "mpeg2video", [
    "-bf",
    "2",
    "-g",
    "12",
    "-flags",
    "+cgop",
    "-sc_threshold",
    "1000000000",
  ]),
  coded("prores.mov", "prores_ks", [], { frames: 20, pixels: "yuv422p10le" }),
  coded("prores-4444-alpha.mov", "prores_ks", ["-profile:v", "4444"], { frames: 20, pixels: "yuva444p10le" }),
  coded("mjpeg.mov", "mjpeg", [], { pixels: "yuvj420p" }),
  coded("mjpeg.avi", "mjpeg", [], { pixels: "yuvj420p" }),
  coded("mjpeg-raw.mjpeg", "mjpeg", [], { pixels: "yuvj420p" }),
  coded("ffv1-contexts.mkv", "ffv1", ["-level", "1", "-context", "1", "-g", "12"]),
  coded("ffv1-slices.nut", "ffv1", ["-level", "3", "-g", "1"]),
  coded("palette.gif", "gif", [], { pixels: "rgb24" }),
  coded("animated.apng", "apng", ["-pred", "mixed"], { pixels: "rgba", frames: 20 }),
  coded("theora.ogv", "libtheora", ["-g", "12"]),
  coded("dnxhr.mov", "dnxhd", ["-profile:v", "dnxhr_sq"], { size: "256x128", pixels: "yuv422p", frames: 20 }),
  coded("huffyuv.avi", "huffyuv", [], { pixels: "yuv422p" }),
  coded("raw.avi", "rawvideo", [], { pixels: "bgr24", frames: 20 }),
  coded("raw.nut", "rawvideo", [], { frames: 20 }),
  coded("raw.y4m", "wrapped_avframe", [], { frames: 20 }),
  coded("h263.3gp", "h263", ["-g", "12"], { size: "176x144" }),
  coded("h263-plus.avi", "h263p", ["-g", "12"]),
  coded("wmv2.wmv", "wmv2", ["-g", "12"]),
  coded("msmpeg4.avi", "msmpeg4", ["-g", "12"]),
  coded("sorenson.flv", "flv", ["-g", "12"]),
  coded("svq1.mov", "svq1", ["-g", "12"]),
  coded("cinepak.mov", "cinepak", ["-g", "12"], { pixels: "rgb24", frames: 20 }),
  coded("rv20.rm", "rv20", ["-g", "12"], { size: "96x80" }),
  coded("flash-screen.flv", "flashsv", ["-g", "12"], { pixels: "bgr24" }),
  coded("zmbv.avi", "zmbv", ["-g", "12"], { pixels: "bgr0" }),
  coded("qtrle-alpha.mov", "qtrle", ["-g", "12"], { pixels: "argb" }),
  coded("msvideo1.avi", "msvideo1", ["-g", "12"], { pixels: "rgb555le" }),
  coded("snow.nut", "snow", ["-strict", "-2", "-g", "12"]),
  coded("utvideo.mkv", "utvideo", [], { pixels: "rgb24", frames: 20 }),
  coded("jpeg2000.mxf", "jpeg2000", [], { pixels: "yuv422p", frames: 20 }),
  coded("mpeg2.mxf", "mpeg2video", ["-bf", "2", "-g", "12"]),
  coded("dv.dv", "dvvideo", [], { size: "720x576", frames: 8 }),
];

/** Sizes, turns, fields, pixel formats and colours. */
export const SHAPES: readonly ZooMovie[] = [
  ...([0, 90, 180, 270] as const).map((degrees) =>
    derived(`turned-by-${degrees}.mp4`, [H264], (path) => turned(path, degrees)),
  ),
  coded("wide-pixels.mp4", H264, [...PYRAMID, "-vf", "setsar=2/1"]),
  coded("tall-pixels.mkv", H264, [...PYRAMID, "-vf", "setsar=12/13"]),
  coded("odd-17x13.mp4", H264, PYRAMID, { size: "17x13", pixels: "yuv444p" }),
  coded("odd-17x13.webm", "libvpx-vp9", ["-g", "12", ...VP9_FAST], { size: "17x13" }),
  coded("odd-17x13.avi", "mpeg4", ["-bf", "2", "-g", "12"], { size: "17x13" }),
  coded("one-block-16x16.mp4", H264, PYRAMID, { size: "16x16" }),
  coded("one-line-64x2.mkv", "ffv1", [], { size: "64x2" }),
  coded("interlaced-mbaff.mp4", H264, [...PYRAMID, "-flags", "+ildct+ilme", "-vf", "setfield=tff"], {
    size: "96x96",
  }),
  coded("interlaced-mbaff.ts", H264, [...PYRAMID, "-flags", "+ildct+ilme", "-vf", "setfield=bff"], {
    size: "96x96",
  }),
  coded("interlaced-marked.ts", H264, ["-x264-params", "fake-interlaced=1:keyint=12:bframes=3"]),
  coded("interlaced-mpeg2.ts", "mpeg2video", [
    "-bf",
    "2",
    "-g",
    "12",
    "-flags",
    "+ildct+ilme",
    "-vf",
    "setfield=tff",
  ]),
  coded("interlaced-mpeg2.mpg", "mpeg2video", [
    "-bf",
    "2",
    "-g",
    "12",
    "-flags",
    "+ildct+ilme",
    "-alternate_scan",
    "1",
  ]),
  coded("ten-bits-h264.mp4", H264, PYRAMID, { pixels: "yuv420p10le" }),
  coded("ten-bits-hevc.mkv", HEVC, ["-x265-params", "log-level=none:keyint=12"], { pixels: "yuv420p10le" }),
  coded("ten-bits-vp9.webm", "libvpx-vp9", ["-g", "12", ...VP9_FAST], { pixels: "yuv420p10le" }),
  coded("422-h264.mp4", H264, PYRAMID, { pixels: "yuv422p" }),
  coded("422-ten-bits-h264.mov", H264, PYRAMID, { pixels: "yuv422p10le" }),
  coded("444-h264.mkv", H264, PYRAMID, { pixels: "yuv444p" }),
  coded("rgb-h264.mkv", "libx264rgb", PYRAMID, { pixels: "bgr24" }),
  coded("grey-h264.mp4", H264, PYRAMID, { pixels: "gray" }),
  coded("grey-ffv1.mkv", "ffv1", ["-g", "12"], { pixels: "gray16le" }),
  coded("alpha-vp9.webm", "libvpx-vp9", ["-g", "12", ...VP9_FAST], { pixels: "yuva420p" }),
  coded("alpha-png.mov", "png", [], { pixels: "rgba", frames: 20 }),
  coded("palette-qtrle.mov", "qtrle", ["-g", "12"], { pixels: "gray" }),
  coded("full-range.mp4", H264, [...PYRAMID, "-color_range", "pc"], { pixels: "yuvj420p" }),
  coded(
    "pq.mp4",
    HEVC,
    [
      ...[
        "-x265-params",
        "log-level=none:keyint=12:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
      ],
    ],
    { pixels: "yuv420p10le" },
  ),
  coded(
    "hlg.mkv",
    HEVC,
    [
      ...[
        "-x265-params",
        "log-level=none:keyint=12:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
      ],
    ],
    { pixels: "yuv420p10le" },
  ),
  derived("changing-size.ts", [H264], async (path) => {
    const small = await h264(`${path}.1.ts`, ["-pix_fmt", "yuv420p"], { frames: 20 });
    const large = await h264(`${path}.2.ts`, ["-output_ts_offset", "0.8"], { frames: 20, size: "160x120" });
    await joined(path, small, large);
  }),
  derived("changing-size.h264", [H264], async (path) => {
    const large = await h264(`${path}.1.h264`, [], { frames: 20, size: "160x120" });
    await joined(path, large, await h264(`${path}.2.h264`, [], { frames: 20 }));
  }),
  derived("changing-size.flv", [H264], async (path) => {
    const raw = `${path}.h264`;
    const small = await h264(`${path}.1.h264`, [], { frames: 20 });
    await joined(raw, small, await h264(`${path}.2.h264`, [], { frames: 20, size: "120x160" }));
    await copied(raw, path, "-bsf:v", "setts=ts=N*40");
  }),
];

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

/** Containers, and several streams in one. */
export const CONTAINERS: readonly ZooMovie[] = [
  coded("fragments.mp4", H264, [...PYRAMID, "-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
  coded("fragments-without-offsets.mp4", H264, [...PYRAMID, "-movflags", "frag_every_frame+empty_moov"]),
  coded("fragments-late-start.mp4", H264, [
    ...PYRAMID,
    "-output_ts_offset",
    "2",
    "-movflags",
    "frag_keyframe+empty_moov+delay_moov",
  ]),
  coded("index-in-front.mp4", H264, [...PYRAMID, "-movflags", "+faststart"]),
  coded("index-without-cues.mkv", H264, [...PYRAMID, "-live", "1"]),
  derived("two-tracks.mp4", [H264, "mpeg4"], (path) =>
    ffmpeg(
      ...source(),
      ...source({ size: "120x80", rate: 10, frames: 16 }),
      ...["-map", "0:v", "-map", "1:v", "-c:v:0", H264, ...PYRAMID, "-c:v:1", "mpeg4", `file:${path}`],
    ),
  ),
  derived("two-programmes.ts", [H264], (path) =>
    ffmpeg(
      ...source(),
      ...source({ size: "120x80" }),
      ...["-map", "0:v", "-map", "1:v", "-c:v", H264, ...PYRAMID, `file:${path}`],
    ),
  ),
  ...["mp4", "mkv"].flatMap((ending) =>
    ["after", "before"].map((place) =>
      derived(`cover-${place}.${ending}`, [H264, "mjpeg"], async (path) => {
        const cover = `${path}.jpg`;
        await ffmpeg(
          ...source({ size: "64x64", frames: 1, pixels: "yuvj420p" }),
          "-frames:v",
          "1",
          `file:${cover}`,
        );
        const movie = await h264(`${path}.whole.mp4`);
        const [order, track] = place === "after" ? [["0:v", "1:v"], 1] : [["1:v", "0:v"], 0];
        await ffmpeg(
          ...["-i", `file:${movie}`, "-i", `file:${cover}`, "-map", order[0], "-map", order[1], "-c", "copy"],
          ...[`-disposition:v:${track}`, "attached_pic", `file:${path}`],
        );
      }),
    ),
  ),
  coded("h264.3gp", H264, PYRAMID),
  coded("h264.m2ts", H264, PYRAMID),
  coded("h264.nut", H264, PYRAMID),
  coded("h264.mxf", H264, PYRAMID, { size: "96x64" }),
  coded("h264.asf", H264, PYRAMID),
];

/** File names that would mean something else to a shell, to ffmpeg's options or to its patterns. */
export const NAMES: readonly ZooMovie[] = [
  "with spaces.mp4",
  'it\'s "quoted".mp4',
  "two\nlines.mp4",
  "ünïcode 電影.mp4",
  "-leading-dash.mp4",
  "100%03d,[x];:@|.mp4",
  " .mp4",
].map((file) => coded(file, H264, PYRAMID, { frames: 15 }));

let encoders: Promise<ReadonlySet<string>> | null = null;

async function knownEncoders(): Promise<ReadonlySet<string>> {
  const { stdout } = await run(tools.ffmpeg.path, ["-v", "error", "-encoders"]);
  return new Set(stdout.split("\n").flatMap((line) => /^ [VA][A-Z.]{5} (\S+)/.exec(line)?.[1] ?? []));
}

/** Makes a movie of the zoo in a folder, where this ffmpeg has the encoders. */
export async function makeZooMovie(movie: ZooMovie, folder: string): Promise<Made> {
  encoders ??= knownEncoders();
  const known = await encoders;
  const missing = movie.encoders.filter((encoder) => !known.has(encoder));
  if (missing.length > 0) return { skipped: `this ffmpeg has no encoder ${missing.join(", ")}` };
  const path = join(folder, movie.file);
  await movie.make(path);
  return { path };
}

/** All of them. */
export const ZOO: readonly ZooMovie[] = [...CODECS, ...SHAPES, ...TIMES, ...CONTAINERS, ...NAMES];
