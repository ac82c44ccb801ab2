import { drawnFrames, type FrameScale } from "./frame-scale";

/** The least and the greatest value of the frames in each pixel column; NaN where no frame has one. */
export interface Columns {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/** Summarises a series of one value a frame for a strip that is narrower than the series is long. */
export function minMaxColumns(values: Float32Array, length: number, scale: FrameScale): Columns {
  const columns = Math.max(Math.ceil(scale.width), 0);
  const min = new Float32Array(columns).fill(Number.NaN);
  const max = new Float32Array(columns).fill(Number.NaN);
  const { begin, end } = drawnFrames(scale, length);
  const count = Math.min(end + 1, values.length);
  const origin = scale.xOf(0);
  // What lies left of the strip is not drawn.
  let frame = Math.max(begin, Math.ceil(-origin / scale.spacing));
  while (frame < count) {
    const x = origin + frame * scale.spacing;
    if (x > scale.width) break;
    const column = Math.min(Math.floor(x), columns - 1);
    // The first frame of the next column; what lies on the very edge of the strip belongs to the last one.
    const reach =
      column === columns - 1
        ? Math.floor((scale.width - origin) / scale.spacing) + 1
        : Math.ceil((column + 1 - origin) / scale.spacing);
    const next = Math.min(Math.max(reach, frame + 1), count);
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (; frame < next; frame += 1) {
      const value = values[frame] ?? Number.NaN;
      // NaN is neither.
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    if (greatest < least) continue;
    min[column] = least;
    max[column] = greatest;
  }
  return { min, max };
}

/**
 * Stretches of frames as stretches of pixels: rising, each at least `least` wide, those that touch made one. However
 * many frames there are, there are never more of them than pixels.
 */
export class PixelStretches {
  readonly #scale: FrameScale;
  readonly #least: number;
  readonly #edges: number[] = [];

  constructor(scale: FrameScale, least = 1) {
    this.#scale = scale;
    this.#least = least;
  }

  /** Adds the frames from `first` to `last`, both included. Stretches must come in rising order. */
  add(first: number, last: number): void {
    const { spacing, width } = this.#scale;
    const middle = this.#scale.xOf((first + last) / 2);
    const half = Math.max(((last - first + 1) * spacing) / 2, this.#least / 2);
    if (middle + half <= 0 || middle - half >= width) return;
    const start = Math.max(Math.round(middle - half), 0);
    const end = Math.min(Math.max(Math.round(middle + half), start + this.#least), Math.ceil(width));
    const before = this.#edges.at(-1);
    if (before !== undefined && start <= before) this.#edges[this.#edges.length - 1] = Math.max(before, end);
    else this.#edges.push(start, end);
  }

  /** Start and end of each stretch, one after the other. */
  get edges(): readonly number[] {
    return this.#edges;
  }
}

/** Calls `add` with the first and the last frame of every run of frames whose flag is set. */
export function forEachRun(
  flags: Uint8Array,
  length: number,
  add: (first: number, last: number) => void,
): void {
  // Typed arrays are searched much faster than a loop of ours would: a movie has many frames and few runs.
  let first = flags.indexOf(1);
  while (first >= 0 && first < length) {
    const end = flags.indexOf(0, first);
    const next = end < 0 ? length : Math.min(end, length);
    add(first, next - 1);
    first = end < 0 ? -1 : flags.indexOf(1, end);
  }
}
