/** Limits of what a layout states. */
export const RAW_LIMITS = {
  side: { min: 1, max: 65_535 },
  depth: { min: 1, max: 16 },
  framesPerSecond: { max: 1e9 },
} as const;

/**
 * How the frames of a recording without a header lie in its file: nothing in it says so, so a person does. Rows are without
 * padding, the first one at the top; colours lie beside each other (red, green, blue).
 */
export interface RawLayout {
  width: number;
  height: number;
  /** Bits that a sample takes. */
  bits: 8 | 16;
  /** Bits that it uses, the lowest ones: 12 for most scientific cameras. At most `bits`. */
  depth: number;
  /** Of samples of 16 bits: "little" has the lower byte first. */
  byteOrder: "little" | "big";
  /** Bytes before the first frame. */
  headerBytes: number;
  /** Bytes between the end of a frame and the start of the next one. */
  gapBytes: number;
  /** Null where nobody knows. */
  framesPerSecond: number | null;
  channels: 1 | 3;
}

/** Endings that raw recordings usually have; other files have them too. */
export const RAW_EXTENSIONS: readonly string[] = ["raw", "bin", "dat", "img"];

/** True for a name that a raw recording may have. */
export function isRawName(path: string): boolean {
  return RAW_EXTENSIONS.includes(/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "");
}

/** The layout as people and the command line write it: "640x480,bits=12,header=1024,fps=500". */
export function rawLayoutText(layout: RawLayout): string {
  const { width, height, depth, headerBytes, gapBytes, byteOrder, framesPerSecond, channels } = layout;
  return [
    `${width}x${height}`,
    ...(depth === 8 ? [] : [`bits=${depth}`]),
    ...(headerBytes === 0 ? [] : [`header=${headerBytes}`]),
    ...(gapBytes === 0 ? [] : [`gap=${gapBytes}`]),
    ...(byteOrder === "little" ? [] : [`order=${byteOrder}`]),
    ...(framesPerSecond === null ? [] : [`fps=${framesPerSecond}`]),
    ...(channels === 1 ? [] : [`channels=${channels}`]),
  ].join(",");
}

/** Bytes of one frame of such a recording. */
export function rawFrameBytes({ width, height, bits, channels }: RawLayout): number {
  return width * height * channels * (bits / 8);
}

/** Whole frames of a file of so many bytes; the last one needs no gap behind it. */
export function rawFrameCount(layout: RawLayout, fileBytes: number): number {
  const frame = rawFrameBytes(layout);
  const room = fileBytes - layout.headerBytes - frame;
  return room < 0 ? 0 : 1 + Math.floor(room / (frame + layout.gapBytes));
}
