import type { FrameSize, LumaPlane } from "../../protocol";
import type { WasmKernels } from "../wasm-kernels";
import { STEPS_OF_LEVEL } from "./background";
import { ALL_TERMS, type Cells, EVEN_TERMS, equationsOf, Fit, type LightChange, TERMS } from "./light-fit";

/** About as many cells are looked at, square and all of one size. */
const CELLS = 48 * 32;
const SMALLEST_CELL = 16;
/** Fewer cells do not tell a light from a motion. */
const ENOUGH_CELLS = 12;
/** In grey levels: brighter pixels may have been cut off, and do not follow the light. */
const BRIGHTEST = 250;
/** A cell counts from this share of its pixels on that are darker. */
const LEAST_SHARE = 0.5;
/** How much better, for each cell and in the unit of {@link Fit.cost}, a change has to fit than a simpler one. */
const LEAST_GAIN = 0.2;
/** A gain that would make the second frame so much brighter is none of a light. */
const LEAST_LIGHT = 0.1;

/**
 * How the light of the second frame differs from that of the first, by least squares over the means and the standard
 * deviations of some hundreds of cells, with less and less weight for those that do not go with the others, because
 * something moves there. Both are sums over many pixels, so that motion changes them little where it stays within a cell.
 *
 * @param scratch byte offset of 40 bytes, a multiple of 8
 * @returns null where nothing says that it differs
 */
export function lightChange(
  kernels: WasmKernels,
  { first, second }: Readonly<Record<"first" | "second", LumaPlane>>,
  size: FrameSize,
  scratch: number,
): LightChange | null {
  const cells = cellsOf(kernels, first, second, size, scratch);
  return cells.count < ENOUGH_CELLS ? null : simplestChange(cells);
}

/**
 * Takes a change of the light out of the second frame, in place.
 *
 * @param second byte offset of a plane of grey levels
 */
export function takeOut(
  { call }: WasmKernels,
  second: number,
  { width, height }: FrameSize,
  { gain, offset }: LightChange,
): void {
  for (let y = 0; y < height; y++) {
    const down = place(y, height);
    // Along a row the gain is a parabola.
    const row = [0, 0, 0];
    for (const [k, [i, j]] of TERMS.entries()) row[i] += gain[k] * down ** j;
    const [even, slope, bend] = row;
    call.relightRow(second + 4 * y * width, width, even, slope, bend, offset, LEAST_LIGHT);
  }
}

/** From -1 to 1. */
function place(index: number, length: number): number {
  return length === 1 ? 0 : (2 * index) / (length - 1) - 1;
}

/**
 * The simplest change that explains what differs. A gain that varies over the frame fits anything a little better, motion
 * too; it is believed where it fits much better.
 */
function simplestChange(cells: Cells): LightChange | null {
  const equations = equationsOf(cells);
  const whole = new Fit(equations, ALL_TERMS);
  const even = new Fit(equations, EVEN_TERMS);
  const scale = whole.scale();
  const cost = even.cost(scale);
  const margin = LEAST_GAIN * cells.count;
  if (cost - whole.cost(scale) > margin) return whole.change();
  return new Fit(equations, []).cost(scale) - cost > margin ? even.change() : null;
}

function cellsOf(
  kernels: WasmKernels,
  first: LumaPlane,
  second: LumaPlane,
  { width, height }: FrameSize,
  scratch: number,
): Cells {
  const wide = first.bits === 16;
  const level = wide ? 1 / STEPS_OF_LEVEL : 1;
  const side = Math.max(SMALLEST_CELL, Math.round(Math.sqrt((width * height) / CELLS)));
  const columns = Math.max(1, Math.floor(width / side));
  const rows = Math.max(1, Math.floor(height / side));
  const values = () => new Float64Array(columns * rows);
  const [x, y] = [values(), values()];
  const means = [values(), values()] as const;
  const deviations = [values(), values()] as const;
  const limit = BRIGHTEST / level;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = [edge(row, height, rows), edge(row + 1, height, rows)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [edge(column, width, columns), edge(column + 1, width, columns)];
      kernels.call.cellSums(
        ...([first.byteOffset, second.byteOffset] as const),
        wide,
        width,
        ...([left, right, top, bottom] as const),
        limit,
        scratch,
      );
      const [n, a, b, aa, bb] = kernels.doubles(scratch, 5);
      if (n < LEAST_SHARE * (right - left) * (bottom - top)) continue;
      x[count] = place((left + right - 1) / 2, width);
      y[count] = place((top + bottom - 1) / 2, height);
      means[0][count] = (level * a) / n;
      means[1][count] = (level * b) / n;
      deviations[0][count] = level * Math.sqrt(Math.max(aa / n - (a / n) ** 2, 0));
      deviations[1][count] = level * Math.sqrt(Math.max(bb / n - (b / n) ** 2, 0));
      count++;
    }
  }
  return { x, y, means, deviations, count };
}

function edge(part: number, length: number, parts: number): number {
  return Math.floor((part * length) / parts);
}
