import type { ClaheWish } from "../../../shared/preparation";
import type { FrameSize } from "../../protocol";
import type { WasmKernels } from "../wasm-kernels";
import type { StageMemory } from "./stage-memory";

const LEVELS = 256;
const CURVE_BYTES = LEVELS * Float32Array.BYTES_PER_ELEMENT;
/** Fewer pixels a side have no histogram to speak of. */
const LEAST_TILE = 16;

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** How a frame is cut into tiles: about square ones, all of the same size but for a pixel, of at least 16 pixels a side. */
export function tileGrid({ width, height }: FrameSize, tiles: number): Grid {
  const longer = Math.max(width, height);
  const along = (side: number) =>
    Math.max(1, Math.min(Math.floor(side / LEAST_TILE), Math.round((tiles * side) / longer)));
  return { columns: along(width), rows: along(height) };
}

/**
 * Equalises the contrast of every part of a frame by that of its surroundings, in place: contrast-limited adaptive histogram
 * equalisation (K. Zuiderveld in "Graphics Gems IV", 1994). Each tile has a curve of its own, the cumulative histogram
 * of its grey levels, no level of which counts more than `clip` times the mean; what is cut off is spread over all
 * levels. Between the centres of tiles curves are mixed bilinearly; beyond the outermost ones theirs hold. Values between two
 * levels get what lies between.
 */
export function equaliseLocally(
  kernels: WasmKernels,
  size: FrameSize,
  { tiles, clip }: ClaheWish,
  memory: StageMemory,
): void {
  const { width, height } = size;
  const grid = tileGrid(size, tiles);
  const [curves] = memory.scratch;
  makeCurves(kernels, size, grid, clip, memory);
  const offsets = memory.line;
  const shares = memory.line + 8 * width;
  const across = mixing(width, grid.columns);
  kernels.integers(offsets, 2 * width).set(
    Int32Array.from({ length: 2 * width }, (_, i) => {
      const tile = across.tiles[i >> 1] + (i & 1);
      return Math.min(tile, grid.columns - 1) * CURVE_BYTES;
    }),
  );
  kernels.floats(shares, width).set(across.shares);
  const down = mixing(height, grid.rows);
  const rowBytes = grid.columns * CURVE_BYTES;
  for (let y = 0; y < height; y++) {
    const above = curves + down.tiles[y] * rowBytes;
    const below = curves + Math.min(down.tiles[y] + 1, grid.rows - 1) * rowBytes;
    const row = memory.frame + 4 * y * width;
    kernels.call.equaliseRow(row, width, above, below, down.shares[y], offsets, shares);
  }
}

/** The curve of each tile: its grey level for each grey level. */
function makeCurves(
  kernels: WasmKernels,
  { width, height }: FrameSize,
  { columns, rows }: Grid,
  clip: number,
  { frame, scratch: [curves], table }: StageMemory,
): void {
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = [edge(row, height, rows), edge(row + 1, height, rows)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [edge(column, width, columns), edge(column + 1, width, columns)];
      const pixels = (right - left) * (bottom - top);
      kernels.call.countTile(frame, width, left, right, top, bottom, table);
      const counts = limited(kernels.integers(table, LEVELS), (clip * pixels) / LEVELS);
      const curve = kernels.floats(curves + (row * columns + column) * CURVE_BYTES, LEVELS);
      let below = 0;
      for (let level = 0; level < LEVELS; level++) {
        // The middle of the level's own share: a plain tile stays about where it is.
        curve[level] = ((below + counts[level] / 2) / pixels) * (LEVELS - 1);
        below += counts[level];
      }
    }
  }
}

/** Cuts counts at a limit, and gives what was cut off to all levels alike, once: none ends up above by more than a little. */
function limited(counts: Int32Array, limit: number): Float64Array {
  const cut = Float64Array.from(counts, (count) => Math.min(count, limit));
  const excess = counts.reduce((sum, count) => sum + Math.max(count - limit, 0), 0);
  return cut.map((count) => count + excess / LEVELS);
}

function edge(part: number, length: number, parts: number): number {
  return Math.floor((part * length) / parts);
}

/** For each pixel along a side: the tile whose centre is at it or before it, and the share of the next tile. */
function mixing(length: number, parts: number): { tiles: Int32Array; shares: Float32Array } {
  const tiles = new Int32Array(length);
  const shares = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const place = Math.max(0, Math.min(parts - 1, ((i + 0.5) * parts) / length - 0.5));
    tiles[i] = Math.floor(place);
    shares[i] = place - tiles[i];
  }
  return { tiles, shares };
}
