import type { ColourDescription } from "../../shared/movie";

/** Common arguments of every ffmpeg run: no questions, no banner, and each message marked with its level. */
export const QUIET = ["-nostdin", "-hide_banner", "-nostats", "-v", "level+info"] as const;

/**
 * Arguments that name a local file as input. The `file:` prefix keeps names such as `-x.mp4`, `a:b.mp4` or
 * `concat:…` from being taken for options or protocols, and the white list keeps a playlist from reaching out.
 */
export function inputFile(path: string): readonly string[] {
  return ["-protocol_whitelist", "file,crypto,data", "-i", `file:${path}`];
}

/** Seconds as ffmpeg reads them, in whole microseconds, rounded up so that a seek to a keyframe does not miss it. */
export function seconds(value: number): string {
  return (Math.ceil(value * 1e6 - 1e-3) / 1e6).toFixed(6);
}

/**
 * Decodes a video stream to 8-bit I420 on stdout (in YUV4MPEG2, whose header tells size and colour range after the
 * conversion), every frame once and in presentation order, and announces each frame's presentation timestamp on
 * stderr (`showinfo`): frames are known by what the decoder says they are,
 * never by counting from where a seek was expected to land.
 *
 * @param from where to start, in seconds from the file's start; frames before it may come too. Null: from the start.
 */
export function decodeArguments(path: string, stream: number, from: number | null): readonly string[] {
  return [
    ...QUIET,
    ...(from === null ? [] : ["-noaccurate_seek", "-ss", seconds(from)]),
    // Timestamps as they are in the file, so that they can be looked up in the index.
    "-copyts",
    ...inputFile(path),
    "-map",
    `0:${stream}`,
    "-vf",
    "showinfo=checksum=0",
    "-fps_mode",
    "passthrough",
    "-pix_fmt",
    "yuv420p",
    "-f",
    "yuv4mpegpipe",
    "pipe:1",
  ];
}

const ANNOUNCEMENT = /^\[Parsed_showinfo_\d+ @ [^\]]*\] \[info\] n: *\d+ pts: *(-?\d+|NOPTS)\b/;

/**
 * Reads one line of ffmpeg's stderr: the presentation timestamp of the frame that it announces, in ticks of the
 * stream's time base, null where the decoder knows none; undefined when the line announces no frame.
 */
export function parseFrameTicks(line: string): number | null | undefined {
  const match = ANNOUNCEMENT.exec(line);
  if (!match) return undefined;
  return match[1] === "NOPTS" ? null : Number(match[1]);
}

const COLOURS =
  /^\[Parsed_showinfo_\d+ @ [^\]]*\] \[info\] color_range:\S+ color_space:(\S+) color_primaries:(\S+) color_trc:(\S+)/;

/** Reads the line in which `showinfo` tells a frame's colours; null when the line is another one. */
export function parseFrameColours(line: string): Omit<ColourDescription, "range"> | null {
  const match = COLOURS.exec(line);
  if (!match) return null;
  const [, matrix = "", primaries = "", transfer = ""] = match;
  return { matrix, primaries, transfer };
}

/** What the header of a YUV4MPEG2 stream tells. */
export interface StreamHeader {
  readonly width: number;
  readonly height: number;
  /** Pixel width / pixel height; 1 when not stated. */
  readonly pixelAspect: number;
  readonly range: ColourDescription["range"];
}

/** Reads the header line of a YUV4MPEG2 stream; null when it is none. */
export function parseStreamHeader(line: string): StreamHeader | null {
  const [magic, ...fields] = line.split(" ");
  const field = (letter: string): string => fields.find((text) => text.startsWith(letter))?.slice(1) ?? "";
  const width = Number(field("W"));
  const height = Number(field("H"));
  if (magic !== "YUV4MPEG2" || !(width > 0) || !(height > 0)) return null;
  const [across, down] = field("A").split(":").map(Number);
  const aspect = across / down;
  return {
    width,
    height,
    pixelAspect: Number.isFinite(aspect) && aspect > 0 ? aspect : 1,
    range: fields.includes("XCOLORRANGE=FULL") ? "full" : "limited",
  };
}
