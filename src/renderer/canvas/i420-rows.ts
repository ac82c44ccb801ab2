import { yuvToRgb } from "../../shared/colour/yuv-to-rgb";
import type { I420Picture } from "../../shared/picture";
import { type CanvasKernels, createCanvasKernels } from "./canvas-kernels";

/** Rows that are converted at a time: little memory, whatever the size of the frame. Even, as two rows share their chroma. */
const ROWS = 64;
/** How far the kernel may read and write beyond the end of what it is given. */
const BEYOND = 32;

let kernels: CanvasKernels | null = null;

/**
 * Converts an I420 frame to RGBA, a few rows at a time from the top; each pixel takes the chroma sample that covers it. `take`
 * gets the number of the first row, how many there are, and their pixels in memory that the next rows are written to.
 *
 * @throws RangeError for a frame whose bytes are too few
 */
export function i420Rows(
  frame: I420Picture,
  take: (y: number, rows: number, rgba: Uint8ClampedArray<ArrayBuffer>) => void,
): void {
  const { width, height } = frame;
  const chromaWidth = (width + 1) >> 1;
  const chromaHeight = (height + 1) >> 1;
  const source = new Uint8Array(frame.data);
  const wanted = width * height + 2 * chromaWidth * chromaHeight;
  if (source.length < wanted) {
    throw new RangeError(`An I420 frame of ${width} x ${height} has ${wanted} bytes, not ${source.length}.`);
  }
  kernels ??= createCanvasKernels();
  const own = kernels;
  const luma = 0;
  const u = luma + width * ROWS + BEYOND;
  const v = u + (chromaWidth * ROWS) / 2 + BEYOND;
  const rgba = Math.ceil((v + (chromaWidth * ROWS) / 2 + BEYOND) / 16) * 16;
  const memory = own.memory(rgba + 4 * width * ROWS + BEYOND);
  const bytes = new Uint8Array(memory);
  const factor = (value: number): number => Math.round(value * 2 ** own.fractionBits);
  const { lumaOffset, lumaScale, redOfV, greenOfU, greenOfV, blueOfU } = yuvToRgb(frame.colour, frame);
  const luminance = factor(lumaScale);
  const chroma = [factor(redOfV), factor(greenOfU), factor(greenOfV), factor(blueOfU)] as const;

  for (let y = 0; y < height; y += ROWS) {
    const rows = Math.min(ROWS, height - y);
    const chromaFrom = width * height + (y / 2) * chromaWidth;
    const chromaBytes = ((rows + 1) >> 1) * chromaWidth;
    bytes.set(source.subarray(width * y, width * (y + rows)), luma);
    bytes.set(source.subarray(chromaFrom, chromaFrom + chromaBytes), u);
    const vFrom = chromaFrom + chromaWidth * chromaHeight;
    bytes.set(source.subarray(vFrom, vFrom + chromaBytes), v);
    own.i420ToRgba(luma, u, v, width, rows, lumaOffset, luminance, ...chroma, rgba);
    take(y, rows, new Uint8ClampedArray(memory, rgba, 4 * width * rows));
  }
}
