import type { FramePicture } from "../../../shared/frame-picture";
import type { LumaBits } from "../../../workers/protocol";

/** How the frames of a movie are taken from ffmpeg. */
export interface DecodedPixels {
  /** ffmpeg's name of the pixel format that it is asked for. */
  readonly name: string;
  readonly lumaBits: LumaBits;
  /** Bits of luma that are used. */
  readonly depth: number;
  readonly picture: FramePicture;
}

/** 8-bit YUV of any kind, brought to limited range and one chroma sample for four pixels. */
export const I420: DecodedPixels = { name: "yuv420p", lumaBits: 8, depth: 8, picture: { kind: "i420" } };

/** Pixels that share a chroma sample, across and down, by the figures in the names of pixel formats. */
const CHROMA = {
  420: { columns: 2, rows: 2 },
  422: { columns: 2, rows: 1 },
  440: { columns: 1, rows: 2 },
  444: { columns: 1, rows: 1 },
} as const;

/** Formats with planes or packings of their own that hold what a planar one does. */
const ALIKE: Readonly<Record<string, string>> = {
  p010: "yuv420p10",
  p012: "yuv420p12",
  p016: "yuv420p16",
  p210: "yuv422p10",
  p212: "yuv422p12",
  p216: "yuv422p16",
  p410: "yuv444p10",
  p412: "yuv444p12",
  p416: "yuv444p16",
  y210: "yuv422p10",
  y212: "yuv422p12",
  xv30: "yuv444p10",
  xv36: "yuv444p12",
  ayuv64: "yuv444p16",
  v30x: "yuv444p10",
};

/**
 * How ffmpeg is asked for the pixels of a stream so that flow is computed of what was recorded: grey values and deep luma as they
 * are, at their own depth; RGB as it is, 8 or 16 bits a component.
 *
 * @param name ffmpeg's name of the stream's pixel format
 * @param range of its colours
 */
export function pixelsFor(name: string, range: "limited" | "full"): DecodedPixels {
  const plain = name.replace(/(?:le|be)$/, "");
  return greyPixels(plain) ?? rgbPixels(plain) ?? deepYuvPixels(ALIKE[plain] ?? plain, range) ?? I420;
}

function greyPixels(name: string): DecodedPixels | null {
  if (/^(?:mono[bw]|gray|y8|gray8|ya8|gray8a)$/.test(name)) {
    return { name: "gray", lumaBits: 8, depth: 8, picture: { kind: "grey" } };
  }
  const bits = /^(?:gray|ya)(9|10|12|14|16)$/.exec(name)?.[1];
  if (bits !== undefined) {
    return { name: `gray${bits}le`, lumaBits: 16, depth: Number(bits), picture: { kind: "grey" } };
  }
  // Real numbers: of 0 to 1 all 16 bits are made.
  if (/^gray(?:f16|f32)$/.test(name)) {
    return { name: "gray16le", lumaBits: 16, depth: 16, picture: { kind: "grey" } };
  }
  return null;
}

function rgbPixels(name: string): DecodedPixels | null {
  if (!/^(?:gbr|pal8|xyz|bayer|x2|[ax0]?(?:rgb|bgr))/.test(name)) return null;
  const isDeep = /48|64|^x2|xyz12|p(?:9|10|12|14|16)$|16$|f16|f32/.test(name);
  return isDeep
    ? { name: "rgb48le", lumaBits: 16, depth: 16, picture: { kind: "rgb" } }
    : { name: "rgb24", lumaBits: 8, depth: 8, picture: { kind: "rgb" } };
}

function deepYuvPixels(name: string, range: "limited" | "full"): DecodedPixels | null {
  const match = /^yuva?(420|422|440|444)p(9|10|12|14|16)$/.exec(name);
  if (match === null) return null;
  const [, sampling, bits] = match;
  const { columns, rows } = CHROMA[sampling as unknown as keyof typeof CHROMA];
  const depth = Number(bits);
  const picture = { kind: "yuv", depth, columns, rows, range } as const;
  return { name: `yuv${sampling}p${bits}le`, lumaBits: 16, depth, picture };
}
