import type { Matrix } from "../shared/measure/calibration";
import type { Spans } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import type { WasmKernels } from "./kernel/wasm-kernels";

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

/** Where the planes of a field lie, and a block that is counted in: byte offsets, multiples of 4, the block's of 64. */
export interface CountedField {
  readonly u: number;
  readonly v: number;
  readonly reliability: number;
  readonly block: number;
}

/** Offsets of assembly/region-sums.ts. */
const COUNTS_OFFSET = 64;
const MOST_OFFSET = 80;
const BEST_OFFSET = 84;
/** Bits of a speed below those that name its bin. */
const SHIFT = 23 - 9;

/**
 * What the vectors of a region are: means, percentiles of the speed from a histogram (within 1/1000 of it), and mean derivatives by central
 * differences (one-sided at the border of the picture), where the pixel and its neighbours up, down, left and right count.
 */
export function countRegion(
  kernels: WasmKernels,
  { u, v, reliability, block }: CountedField,
  spans: Spans,
  { width, height, minimumReliability, countsAll, displacement }: RegionCounting,
): RegionSums {
  const { call } = kernels;
  const [a, b, c, d] = displacement;
  // Bins are of pixels, whatever the unit of the speeds.
  const unit = Math.max(Math.hypot(a, c), Math.hypot(b, d));
  call.beginRegion(a, b, c, d, unit, countsAll ? 0 : minimumReliability, minimumReliability, block);
  const across = width > 1 ? 1 : 0;
  let pixels = 0;
  // Called for each row of each region of each pair: nothing here leaves garbage behind.
  for (let span = 0; span < spans.length; span += 3) {
    const row = spans[span];
    const from = spans[span + 1];
    const to = spans[span + 2];
    const start = row * width;
    const up = row > 0 ? width : 0;
    const down = row < height - 1 ? width : 0;
    const perRow = up + down === 0 ? 0 : width / (up + down);
    pixels += to - from;
    // The first and the last column have a neighbour less.
    if (from === 0)
      call.addRegionRow(u, v, reliability, start, 1, 0, across, up, down, across, perRow, block);
    const first = from === 0 ? 1 : from;
    const count = (to === width ? width - 1 : to) - first;
    if (count > 0)
      call.addRegionRow(u, v, reliability, start + first, count, 1, 1, up, down, 0.5, perRow, block);
    if (to === width && width > 1)
      call.addRegionRow(u, v, reliability, start + width - 1, 1, 1, 0, up, down, 1, perRow, block);
  }
  return sumsOf(kernels, block, unit, pixels, width);
}

function sumsOf(
  kernels: WasmKernels,
  block: number,
  unit: number,
  pixels: number,
  width: number,
): RegionSums {
  const [sumU, sumV, sumSpeed, uByX, uByY, vByX, vByY] = kernels.doubles(block, 7);
  const [counted, reliable, sloped] = kernels.integers(block + COUNTS_OFFSET, 3);
  const [maxSpeed] = kernels.floats(block + MOST_OFFSET, 1);
  const [maxAt] = kernels.integers(block + BEST_OFFSET, 1);
  const bins = kernels.integers(block + kernels.regionBins.offset, kernels.regionBins.count);
  const above = [1000, 20, 2].map((part) => counted / part);
  const [p999Speed, p95Speed, medianSpeed] = speedsBelow(kernels, bins, maxSpeed / unit, above).map(
    (speed) => (counted === 0 ? Number.NaN : unit * speed),
  );
  return {
    pixels,
    counted,
    reliable,
    meanU: sumU / counted,
    meanV: sumV / counted,
    meanSpeed: sumSpeed / counted,
    ...{ medianSpeed, p95Speed, p999Speed },
    maxSpeed: counted === 0 ? Number.NaN : maxSpeed,
    maxX: maxAt < 0 ? -1 : maxAt % width,
    maxY: maxAt < 0 ? -1 : Math.floor(maxAt / width),
    gradient: [uByX / sloped, uByY / sloped, vByX / sloped, vByY / sloped],
  };
}

const speed = new Float32Array(1);
const bits = new Uint32Array(speed.buffer);

/**
 * The middles of the bins of the speeds that all but so many do not exceed.
 *
 * @param most of the speeds: no bin above its own has any
 * @param above how many, rising
 */
function speedsBelow(
  { regionBins: { first, count } }: WasmKernels,
  bins: Int32Array,
  most: number,
  above: readonly number[],
): readonly number[] {
  speed[0] = most;
  // One more: it was rounded.
  let bin = Math.min(Math.max((bits[0] >>> SHIFT) - first + 1, 0), count - 1);
  let passed = 0;
  return above.map((limit) => {
    while (bin > 0 && passed + bins[bin] <= limit) passed += bins[bin--];
    if (bin === 0) return 0;
    bits[0] = ((bin + first) << SHIFT) | (1 << (SHIFT - 1));
    return speed[0];
  });
}
