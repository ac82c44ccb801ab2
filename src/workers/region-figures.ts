import type { Matrix } from "../shared/measure/calibration";
import type { Spans } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import type { FieldPlanes } from "../shared/overlay/field-planes";

/** How the vectors of a region are counted. */
export interface RegionCounting {
  readonly width: number;
  readonly height: number;
  /** Less reliable vectors do not count, unless all do. Below 0 is what counts nowhere. */
  readonly minimumReliability: number;
  readonly countsAll: boolean;
  /** Turns displacements in pixels into those whose lengths are the speeds. */
  readonly displacement: Matrix;
}

/** Bins of a doubling of the speed. */
const BINS_OF_OCTAVE = 512;
/** Bits of a float32 below those that name its bin. */
const SHIFT = 23 - 9;
/** Exponents of the speeds that are told apart, biased by 127: from 2^-20 on, for 40 octaves. */
const LEAST_EXPONENT = 127 - 20;
const OCTAVES = 40;
const BINS = OCTAVES * BINS_OF_OCTAVE;
const FIRST_BIN = LEAST_EXPONENT * BINS_OF_OCTAVE;

/** Counts the vectors of regions. Keeps its tables from field to field. */
export class RegionCounter {
  readonly #bins = new Uint32Array(BINS);
  readonly #speed = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#speed.buffer);
  #row = new Float32Array(0);

  /**
   * What the vectors of a region are: means, percentiles of the speed from a histogram (within 1/1000 of it), and mean derivatives by central
   * differences (one-sided at the border of the picture), where the pixel and its neighbours up, down, left and right count.
   */
  count(
    { u, v, reliability }: FieldPlanes,
    spans: Spans,
    { width, height, minimumReliability, countsAll, displacement }: RegionCounting,
  ): RegionSums {
    const [a, b, c, d] = displacement;
    const bins = this.#bins.fill(0);
    const least = countsAll ? 0 : minimumReliability;
    // Bins are of pixels, whatever the unit of the speeds.
    const unit = Math.max(Math.hypot(a, c), Math.hypot(b, d));
    const perUnit = 1 / unit;
    const speeds = this.#rowOf(width);
    const bits = new Uint32Array(speeds.buffer);
    let [pixels, counted, reliable, sloped, sumU, sumV, sumSpeed] = [0, 0, 0, 0, 0, 0, 0];
    let [maxSpeed, maxAt] = [0, -1];
    let [uByX, uByY, vByX, vByY] = [0, 0, 0, 0];
    for (let span = 0; span < spans.length; span += 3) {
      const row = spans[span] * width;
      const from = row + spans[span + 1];
      const to = row + spans[span + 2];
      const last = row + width - 1;
      pixels += to - from;
      const up = spans[span] > 0 ? width : 0;
      const down = spans[span] < height - 1 ? width : 0;
      const perRow = up + down === 0 ? 0 : width / (up + down);
      let filled = 0;
      for (let at = from; at < to; at++) {
        const own = reliability[at];
        const x = u[at];
        const y = v[at];
        if (!(own >= least && Math.abs(x) + Math.abs(y) < KNOWN)) continue;
        const alongX = a * x + b * y;
        const alongY = c * x + d * y;
        const speed = Math.sqrt(alongX * alongX + alongY * alongY);
        counted++;
        if (own >= minimumReliability) reliable++;
        sumU += x;
        sumV += y;
        sumSpeed += speed;
        speeds[filled++] = speed * perUnit;
        if (speed > maxSpeed) {
          maxSpeed = speed;
          maxAt = at;
        }
        const left = at > row ? at - 1 : at;
        const right = at < last ? at + 1 : at;
        const above = at - up;
        const below = at + down;
        const areReliable =
          reliability[left] >= least &&
          reliability[right] >= least &&
          reliability[above] >= least &&
          reliability[below] >= least;
        if (!areReliable) continue;
        const uLeft = u[left];
        const uRight = u[right];
        const uAbove = u[above];
        const uBelow = u[below];
        const vLeft = v[left];
        const vRight = v[right];
        const vAbove = v[above];
        const vBelow = v[below];
        const sizes =
          Math.abs(uLeft) +
          Math.abs(uRight) +
          Math.abs(uAbove) +
          Math.abs(uBelow) +
          Math.abs(vLeft) +
          Math.abs(vRight) +
          Math.abs(vAbove) +
          Math.abs(vBelow);
        if (!(sizes < KNOWN)) continue;
        sloped++;
        const across = right - left;
        const perColumn = across === 2 ? 0.5 : across;
        uByX += (uRight - uLeft) * perColumn;
        vByX += (vRight - vLeft) * perColumn;
        uByY += (uBelow - uAbove) * perRow;
        vByY += (vBelow - vAbove) * perRow;
      }
      for (let k = 0; k < filled; k++) {
        const bin = (bits[k] >>> SHIFT) - FIRST_BIN;
        bins[bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin]++;
      }
    }
    return {
      pixels,
      counted,
      reliable,
      meanU: sumU / counted,
      meanV: sumV / counted,
      meanSpeed: sumSpeed / counted,
      medianSpeed: unit * this.#speedBelow(counted, counted / 2),
      p95Speed: unit * this.#speedBelow(counted, counted / 20),
      p999Speed: unit * this.#speedBelow(counted, counted / 1000),
      maxSpeed: counted === 0 ? Number.NaN : maxSpeed,
      maxX: maxAt < 0 ? -1 : maxAt % width,
      maxY: maxAt < 0 ? -1 : Math.floor(maxAt / width),
      gradient: [uByX / sloped, uByY / sloped, vByX / sloped, vByY / sloped],
    };
  }

  /** Room for the speeds of a row. */
  #rowOf(width: number): Float32Array<ArrayBuffer> {
    if (this.#row.length < width) this.#row = new Float32Array(width);
    return this.#row;
  }

  /** The speed that all but so many do not exceed. */
  #speedBelow(counted: number, above: number): number {
    if (counted === 0) return Number.NaN;
    let passed = 0;
    let bin = BINS - 1;
    while (bin > 0 && passed + this.#bins[bin] <= above) passed += this.#bins[bin--];
    if (bin === 0) return 0;
    this.#bits[0] = ((bin + FIRST_BIN) << SHIFT) | (1 << (SHIFT - 1));
    return this.#speed[0];
  }
}

/** Motions beyond are unknown ones; see `UNKNOWN_FLOW`. */
const KNOWN = 1e9;
