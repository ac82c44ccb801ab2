import {
  coded,
  copied,
  derived,
  H264,
  HEVC,
  h264,
  joined,
  PYRAMID,
  turned,
  VP9_FAST,
  type ZooMovie,
} from "./recipes";

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
