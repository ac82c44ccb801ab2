import {
  micrometres,
  NOTHING_RECORDED,
  PLAIN_SERIES,
  type Recorded,
  type Series,
  secondsOfUnit,
} from "./recorded";

/** Pixels a unit of length, as tags of the first page say; NaN where they do not. */
export interface Resolution {
  readonly x: number;
  readonly y: number;
}

/** Lengths of a recording's dimensions beyond those of the picture, the slowest one first. */
type Dimensions = readonly (readonly [axis: "T" | "Z" | "C", length: number])[];

/**
 * Understands what ImageJ writes: lines of key=value. Planes are in the order channel, slice, frame, the first one fastest.
 * Null where the text is not ImageJ's. Source: ij/io/FileSaver.java and ij/io/FileInfo.java of ImageJ 1.54.
 */
export function readImageJ(text: string, resolution: Resolution): Recorded | null {
  if (!text.startsWith("ImageJ=")) return null;
  const says = new Map(
    text.split("\n").map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, Math.max(0, at)), line.slice(at + 1).trim()] as const;
    }),
  );
  const images = wholePositive(says.get("images"));
  const count = (key: string) => wholePositive(says.get(key)) ?? 1;
  const [channels, depths] = [count("channels"), count("slices")];
  const times = wholePositive(says.get("frames")) ?? (channels * depths === 1 ? (images ?? 1) : 1);
  const described = images !== null && channels * depths * times === images;
  const dimensions: Dimensions = described
    ? [
        ["T", times],
        ["Z", depths],
        ["C", channels],
      ]
    : [];
  const series = dimensions.length > 0 ? seriesOf(dimensions) : { ...PLAIN_SERIES, times: images };
  const [low, high] = [finite(says.get("min")), finite(says.get("max"))];
  return {
    ...NOTHING_RECORDED,
    program: "ImageJ",
    series: [{ ...series, interval: intervalOf(says), pixelSize: sizeOf(says, resolution) }],
    contiguousImages: images === 1 ? null : images,
    shownRange: low !== null && high !== null && low < high ? { low, high } : null,
    unclear: !described && says.has("images"),
  };
}

/**
 * Understands what tifffile writes: JSON with the shape of the whole, whose last dimensions are those of a page.
 * Null where the text is not tifffile's.
 *
 * @param pageValues samples of a page
 */
export function readShape(text: string, pageValues: number): Recorded | null {
  if (!text.startsWith('{"') || !text.includes('"shape"')) return null;
  let said: { readonly shape?: unknown; readonly axes?: unknown; readonly truncated?: unknown };
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  const { shape, axes, truncated } = said;
  const isLength = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0;
  if (!Array.isArray(shape) || !shape.every(isLength)) return null;
  const letters = typeof axes === "string" && axes.length === shape.length ? [...axes] : [];
  const dimensions = letters.flatMap((axis, k) => (/[TZC]/.test(axis) ? [[axis, shape[k]]] : [])) as unknown;
  const followed = letters.length > 0 && letters.every((axis) => "TZCYXS".includes(axis));
  const series = followed ? seriesOf(dimensions as Dimensions) : PLAIN_SERIES;
  const images = shape.reduce((product, length) => product * length, 1) / pageValues;
  const contiguous = truncated === true && Number.isSafeInteger(images) && images > 1;
  return {
    ...NOTHING_RECORDED,
    program: "tifffile",
    series: [series],
    contiguousImages: contiguous ? images : null,
  };
}

function seriesOf(dimensions: Dimensions): Series {
  const lengths = { T: 1, Z: 1, C: 1 };
  const strides = { T: 0, Z: 0, C: 0 };
  let stride = 1;
  for (const [axis, length] of [...dimensions].reverse()) {
    lengths[axis] = length;
    strides[axis] = stride;
    stride *= length;
  }
  return {
    ...PLAIN_SERIES,
    channels: lengths.C,
    depths: lengths.Z,
    times: lengths.T,
    page: (channel, depth, time) => channel * strides.C + depth * strides.Z + time * strides.T,
  };
}

/** The time between frames; where only the speed of playing is known, that one. */
function intervalOf(says: ReadonlyMap<string, string>): number | null {
  const unit = secondsOfUnit(says.get("tunit") ?? "sec");
  const interval = positive(says.get("finterval"));
  if (interval !== null && unit !== null) return interval * unit;
  const rate = positive(says.get("fps"));
  return rate === null ? null : 1 / rate;
}

function sizeOf(says: ReadonlyMap<string, string>, { x, y }: Resolution): Series["pixelSize"] {
  const unit = micrometres(unescaped(says.get("unit") ?? ""));
  if (unit === null || !(x > 0 && Number.isFinite(x))) return null;
  return { x: unit / x, y: unit / (y > 0 && Number.isFinite(y) ? y : x) };
}

/** ImageJ writes letters beyond ASCII as in Java: \u00B5m. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function finite(text: string | undefined): number | null {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function positive(text: string | undefined): number | null {
  const value = finite(text);
  return value !== null && value > 0 ? value : null;
}

function wholePositive(text: string | undefined): number | null {
  const value = positive(text);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}
