import { coded, derived, ffmpeg, H264, h264, PYRAMID, source, type ZooMovie } from "./recipes";

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
