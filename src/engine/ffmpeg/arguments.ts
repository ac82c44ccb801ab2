import type { ColourDescription } from "../../shared/movie";

/** Kinds of files that hold one picture each, of which numbered ones make a movie. */
export const PICTURE_EXTENSIONS: readonly string[] =
  "bmp dpx exr j2k jp2 jpeg jpg pam pbm pgm png pnm ppm sgi tga tif tiff webp".split(" ");

/** Kinds of files that hold movies, by which they are offered. */
export const MOVIE_EXTENSIONS: readonly string[] =
  "3gp avi flv gif ivf m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv y4m h264 hevc mjpeg".split(
    " ",
  );

/** Common arguments of every ffmpeg run: no questions, no banner, and each message marked with its level. */
export const QUIET = ["-nostdin", "-hide_banner", "-nostats", "-v", "level+info"] as const;

/**
 * Arguments that name a local file as input. The `file:` prefix keeps names such as `-x.mp4`, `a:b.mp4` or
 * `concat:…` from being taken for options or protocols, and the white list keeps a playlist from reaching out.
 */
export function inputFile(path: string): readonly string[] {
  return ["-protocol_whitelist", "file,crypto,data", "-i", `file:${path}`];
}

/** Names that ffmpeg takes for pictures, or for patterns of pictures. */
const PICTURES = new RegExp(`\\.(?:${PICTURE_EXTENSIONS.join("|")})$`, "i");

/** How ffmpeg is given a movie. */
export type MovieInput =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "sequence";
      /** As ffmpeg's image2 reads it: one `%0Nd` for the number, and `%%` for a percent sign. */
      readonly pattern: string;
      /** Number of the first picture. */
      readonly start: number;
      /** Frames per second. */
      readonly rate: number;
      /**
       * Of pictures that ffmpeg cannot count: their paths in order, null where one is missing; the pattern is then of links to them.
       */
      readonly listed?: readonly (string | null)[];
    };

/** Arguments that name a movie as input, of ffmpeg and ffprobe alike. */
export function movieInput(input: MovieInput): readonly string[] {
  const path = input.kind === "file" ? input.path : input.pattern;
  return [
    ...(input.kind === "sequence" ? sequenceOptions(input) : pictureOptions(path)),
    // OpenEXR holds light; everything here works on signals.
    ...(/\.exr$/i.test(path) ? ["-apply_trc", "iec61966_2_1"] : []),
    ...inputFile(path),
  ];
}

function sequenceOptions({ start, rate }: MovieInput & { kind: "sequence" }): readonly string[] {
  return [
    ...["-f", "image2", "-pattern_type", "sequence"],
    ...["-start_number", String(start), "-start_number_range", "1", "-framerate", String(rate)],
  ];
}

/** Keeps ffmpeg from taking the path of a picture for a pattern, where a name holds something like `%03d`. */
function pictureOptions(path: string): readonly string[] {
  const isPattern = /%0?\d*d/.test(path) && PICTURES.test(path);
  return isPattern ? ["-f", "image2", "-pattern_type", "none"] : [];
}

/** Seconds as ffmpeg reads them, in whole microseconds, rounded up so that a seek to a keyframe does not miss it. */
export function seconds(value: number): string {
  return (Math.ceil(value * 1e6 - 1e-3) / 1e6).toFixed(6);
}

/** What ffmpeg is asked to decode. */
export interface DecodeRequest {
  readonly input: MovieInput;
  /** Index of the video stream in the file; null for the first one that is no attached picture. */
  readonly stream: number | null;
  /** Where to start, in seconds from the file's start; frames before it may come too. Null: from the start. */
  readonly from: number | null;
  /** Rebuilds whole frames from the fields of those that are marked interlaced. */
  readonly deinterlace: boolean;
  /** Has every frame announced with its checksum, which costs about as much as decoding it. */
  readonly checksums: boolean;
  /**
   * Size of the frames, where it is known: they come one after the other then, without headers, which ffmpeg writes
   * a sixth faster. Null: in YUV4MPEG2, whose header tells size and colour range after the conversion.
   */
  readonly frameSize: { readonly width: number; readonly height: number } | null;
  /** Pixel format that the frames are to have, and the bytes of one; 8-bit I420 where it is absent, as YUV4MPEG2 wants it. */
  readonly pixels?: { readonly name: string; readonly frameBytes: number };
  /** Build of x264 that made the stream, see {@link parseX264Build}; null where that is unknown. */
  readonly x264Build: number | null;
  /** Threads of the decoder; null leaves that to ffmpeg. */
  readonly threads: number | null;
  /** Makes the frames smaller, to {@link frameSize}; they are announced as they were before. False by default. */
  readonly reduce?: boolean;
  /** Leaves out all that the decoder does not take for a keyframe. False by default. */
  readonly keyframesOnly?: boolean;
}

/** Decoders take no more. */
const MOST_THREADS = 16;

/** Announces frames on stderr; with checksums of what leaves the decoder. */
export function showFrames(checksums: boolean): string {
  return `showinfo=checksum=${checksums ? 1 : 0}`;
}

/**
 * One frame out for every frame in; what is not marked interlaced passes untouched, for a movie of both kinds keeps
 * its detail. yadif rather than bwdif: its frame depends on its neighbours alone, while bwdif treats the first
 * interlaced frame after the start differently, wherever that is, so that frames would depend on where decoding began.
 *
 * Behind it stands `showinfo`, so that what is announced is what comes out, and a scaler: without one, ffmpeg would
 * bring 4:2:2 to 4:2:0, mixing the fields' colours, before they are taken apart.
 */
const DEINTERLACE = ["yadif=mode=send_frame:parity=auto:deint=interlaced", "scale"] as const;
/** yadif counts time in ticks half as long. */
const DEINTERLACED_TICKS = 2;

/**
 * Decodes a video stream to raw frames on stdout, every frame once and in presentation order, and announces each frame's presentation timestamp on
 * stderr (`showinfo`): frames are known by what the decoder says they are,
 * never by counting from where a seek was expected to land.
 */
export function decodeArguments({
  input,
  stream,
  from,
  deinterlace,
  checksums,
  frameSize,
  x264Build,
  threads,
  pixels,
  reduce = false,
  keyframesOnly = false,
}: DecodeRequest): readonly string[] {
  const filters = [
    ...(deinterlace ? [DEINTERLACE[0], showFrames(checksums), DEINTERLACE[1]] : [showFrames(checksums)]),
    ...(reduce && frameSize ? [`scale=${frameSize.width}:${frameSize.height}:flags=area,setsar=1`] : []),
  ];
  return [
    ...QUIET,
    // As many as ffmpeg takes by itself, and not as many as the encoder below: some conversions of pixels depend on it.
    ...["-filter_threads", "0"],
    ...(from === null ? [] : ["-noaccurate_seek", "-ss", seconds(from)]),
    ...(threads === null ? [] : ["-threads", String(Math.min(threads, MOST_THREADS))]),
    ...(keyframesOnly ? ["-skip_frame", "nokey"] : []),
    ...(from === null || x264Build === null ? [] : ["-x264_build", String(x264Build)]),
    // Timestamps as they are in the file, so that they can be looked up in the index.
    "-copyts",
    ...movieInput(input),
    "-map",
    stream === null ? "0:V:0" : `0:${stream}`,
    "-vf",
    filters.join(","),
    "-fps_mode",
    "passthrough",
    "-pix_fmt",
    pixels?.name ?? "yuv420p",
    // Of the encoder, which only copies: with several it would hold back as many frames, and wake up a thread for each.
    ...["-threads", "1"],
    "-f",
    frameSize ? "rawvideo" : "yuv4mpegpipe",
    "pipe:1",
  ];
}

const ANNOUNCEMENT =
  /^\[Parsed_showinfo_\d+ @ [^\]]*\] \[info\] n: *\d+ pts: *(-?\d+|NOPTS)\b.* s:(\d+)x(\d+) i:(.) iskey:([01]) type:(.)(?:.* checksum:([0-9A-F]+))?/;

/** What ffmpeg announces of a decoded frame. */
export interface FrameAnnouncement {
  /** Presentation timestamp in ticks of the stream's time base; null where the decoder knows none. */
  readonly ticks: number | null;
  /** Size as it left the decoder, rotated for display. */
  readonly width: number;
  readonly height: number;
  /** True when decoding can start here: the decoder calls it a keyframe, and it is not predicted from other frames. */
  readonly keyframe: boolean;
  /** True when it is marked as made of two fields. */
  readonly interlaced: boolean;
  /** Adler-32 of the frame as it left the decoder; null where it was not asked for. */
  readonly checksum: number | null;
}

/** Reads one line of ffmpeg's stderr; null when it announces no frame. */
export function parseFrame(line: string, deinterlace = false): FrameAnnouncement | null {
  const match = ANNOUNCEMENT.exec(line);
  if (!match) return null;
  const [, pts, width, height, fields, key, type, checksum] = match;
  const ticksPerTick = deinterlace ? DEINTERLACED_TICKS : 1;
  return {
    ticks: pts === "NOPTS" ? null : Number(pts) / ticksPerTick,
    width: Number(width),
    height: Number(height),
    // Recovery points of H.264 are called keyframes too.
    keyframe: key === "1" && type !== "P" && type !== "B",
    interlaced: fields === "T" || fields === "B",
    checksum: checksum === undefined ? null : Number.parseInt(checksum, 16),
  };
}

const USER_DATA = /^\[Parsed_showinfo_\d+ @ [^\]]*\] \[info\] User Data=([0-9a-f]+)/;

/**
 * Reads from a line of ffmpeg's stderr which build of x264 made the stream; null when it does not say. Older builds
 * coded 4:4:4 differently, ffmpeg decodes their streams accordingly, and a jump misses the first packet, which alone says so.
 */
export function parseX264Build(line: string): number | null {
  const hex = USER_DATA.exec(line)?.[1];
  const build = hex && /^x264 - core (\d+)/.exec(Buffer.from(hex, "hex").toString("latin1"))?.[1];
  return build ? Number(build) : null;
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
