import { i420Size } from "./i420-surface";

/** The samples that each sample of a line of another length is made of, and their weights, which sum up to {@link UNIT}. */
export interface LineWeights {
  /** The first sample of each. */
  readonly starts: Int32Array;
  /** So many of each. */
  readonly taps: number;
  /** `taps` a sample, one after the other; 0 for those that it has no need of. */
  readonly weights: Int32Array;
}

const FRACTION_BITS = 14;
const UNIT = 1 << FRACTION_BITS;
const HALF = UNIT / 2;

/** Where a sample stands within the stretch of the line that it is of: in its middle. */
export const CENTRED = 0.5;
/** Chroma samples stand on every other sample of luma, not between two (H.264 and MPEG-2, where nothing else is said). */
export const CHROMA_LEFT = 0.25;

/** How much a sample counts by its distance, in samples of the longer line. */
interface Kernel {
  /** Beyond this distance nothing counts. */
  readonly reach: number;
  at(distance: number): number;
}

/** Catmull-Rom, for pictures: leaves what does not change as it is, and keeps edges about as sharp as they are. */
export const CUBIC: Kernel = {
  reach: 2,
  at: (distance) => {
    const t = Math.abs(distance);
    if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  },
};

/** How a line is made longer or shorter. */
interface LineOptions {
  /** Where samples stand. */
  readonly phase?: number;
  /** Where those of the new line stand, if not so too. */
  readonly toPhase?: number;
  readonly kernel?: Kernel;
}

/** For what must not overshoot: between two values there is none beyond them. */
export const LINEAR: Kernel = { reach: 1, at: (distance) => Math.max(0, 1 - Math.abs(distance)) };

/**
 * Weights by convolution, with a kernel that is as much wider as a line becomes shorter: nothing is skipped, so fine
 * structures turn grey rather than into patterns that were never there (as Pillow and ImageMagick do it).
 *
 * @param from samples of the line
 * @param to samples wanted
 */
export function lineWeights(from: number, to: number, options: LineOptions = {}): LineWeights {
  const { phase = CENTRED, toPhase = phase, kernel = CUBIC } = options;
  const step = from / to;
  const wide = Math.max(1, step);
  const taps = Math.min(from, Math.ceil(2 * kernel.reach * wide) + 1);
  const starts = new Int32Array(to);
  const weights = new Int32Array(taps * to);
  const share = new Float64Array(taps);
  for (let i = 0; i < to; i++) {
    const middle = (i + toPhase) * step - phase;
    const start = Math.min(Math.max(0, Math.ceil(middle - kernel.reach * wide)), from - taps);
    starts[i] = start;
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      share[k] = kernel.at((start + k - middle) / wide);
      sum += share[k];
    }
    let left = UNIT;
    let largest = 0;
    for (let k = 0; k < taps; k++) {
      const weight = Math.round((share[k] / sum) * UNIT);
      weights[i * taps + k] = weight;
      left -= weight;
      if (weight > weights[i * taps + largest]) largest = k;
    }
    // What rounding left over must not darken the picture.
    weights[i * taps + largest] += left;
  }
  return { starts, taps, weights };
}

/**
 * Makes rows longer or shorter.
 *
 * @param channels bytes a pixel, which are next to each other
 */
export function resampleRow(
  row: Uint8Array,
  offset: number,
  { starts, taps, weights }: LineWeights,
  channels: number,
  out: Uint8Array,
  outOffset: number,
): void {
  const to = starts.length;
  for (let i = 0; i < to; i++) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = HALF;
      let at = offset + starts[i] * channels + channel;
      for (let k = i * taps; k < (i + 1) * taps; k++, at += channels) sum += weights[k] * row[at];
      const value = sum >> FRACTION_BITS;
      out[outOffset + i * channels + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** Makes one row of several, which lie one after the other. */
export class RowMixer {
  private sums = new Int32Array(0);

  /**
   * @param rows bytes, in which row `first` of the picture begins at 0
   * @param line of the output
   */
  mix(
    rows: Uint8Array,
    first: number,
    width: number,
    { starts, taps, weights }: LineWeights,
    line: number,
    out: Uint8Array,
    outOffset: number,
  ): void {
    if (this.sums.length < width) this.sums = new Int32Array(width);
    const { sums } = this;
    sums.fill(HALF, 0, width);
    for (let k = 0; k < taps; k++) {
      const weight = weights[line * taps + k];
      if (weight === 0) continue;
      const base = (starts[line] + k - first) * width;
      for (let x = 0; x < width; x++) sums[x] += weight * rows[base + x];
    }
    for (let x = 0; x < width; x++) {
      const value = sums[x] >> FRACTION_BITS;
      out[outOffset + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Resizes planes of 8 bits. Keeps its memory and the weights of the last sizes: make one for a movie. */
export class PlaneResizer {
  private narrow = new Uint8Array(0);
  private readonly mixer = new RowMixer();
  private readonly kept = new Map<string, LineWeights>();

  /**
   * @param phase where samples stand along a row: {@link CENTRED} or {@link CHROMA_LEFT}
   * @param toPhase where those of the output do
   */
  resize(
    plane: Uint8Array,
    from: Size,
    out: Uint8Array,
    to: Size,
    phase: number = CENTRED,
    toPhase: number = phase,
  ): void {
    const along = this.weightsOf(from.width, to.width, phase, toPhase);
    const down = this.weightsOf(from.height, to.height, CENTRED, CENTRED);
    const length = to.width * from.height;
    if (this.narrow.length < length) this.narrow = new Uint8Array(length);
    for (let y = 0; y < from.height; y++) {
      resampleRow(plane, y * from.width, along, 1, this.narrow, y * to.width);
    }
    for (let y = 0; y < to.height; y++) {
      this.mixer.mix(this.narrow, 0, to.width, down, y, out, y * to.width);
    }
  }

  private weightsOf(from: number, to: number, phase: number, toPhase: number): LineWeights {
    const key = `${from} ${to} ${phase} ${toPhase}`;
    const known = this.kept.get(key);
    if (known) return known;
    // A frame has four kinds of lines; other sizes are another movie's.
    if (this.kept.size >= 8) this.kept.clear();
    const made = lineWeights(from, to, { phase, toPhase });
    this.kept.set(key, made);
    return made;
  }
}

/** Resizes an 8-bit I420 frame. */
export function resizeI420(
  resizer: PlaneResizer,
  frame: Uint8Array,
  from: Size,
  out: Uint8Array,
  to: Size,
): void {
  if (frame.length < i420Size(from.width, from.height) || out.length < i420Size(to.width, to.height)) {
    throw new RangeError("A frame is too short for its size.");
  }
  const source = i420Planes(frame, from);
  const target = i420Planes(out, to);
  resizer.resize(source.y, from, target.y, to);
  resizer.resize(source.u, source.chroma, target.u, target.chroma, CHROMA_LEFT);
  resizer.resize(source.v, source.chroma, target.v, target.chroma, CHROMA_LEFT);
}

/** The planes of an 8-bit I420 frame, and the size of those of its chroma. */
export function i420Planes(frame: Uint8Array, { width, height }: Size) {
  const chroma = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const luma = width * height;
  const each = chroma.width * chroma.height;
  return {
    y: frame.subarray(0, luma),
    u: frame.subarray(luma, luma + each),
    v: frame.subarray(luma + each, luma + 2 * each),
    chroma,
  };
}
