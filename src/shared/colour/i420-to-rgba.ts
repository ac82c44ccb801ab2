import type { I420Picture } from "../picture";
import { yuvToRgb } from "./yuv-to-rgb";

/** Turns an I420 frame into RGBA by the book: for small pictures; and what the canvas's kernels are held against. */
export function i420ToRgba(frame: I420Picture): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, colour } = frame;
  const chromaWidth = (width + 1) >> 1;
  const chromaHeight = (height + 1) >> 1;
  const source = new Uint8Array(frame.data);
  const lumaSize = width * height;
  const chromaSize = chromaWidth * chromaHeight;
  if (source.length < lumaSize + 2 * chromaSize) {
    throw new RangeError(
      `An I420 frame of ${width} x ${height} has ${lumaSize + 2 * chromaSize} bytes, not ${source.length}.`,
    );
  }
  const { lumaOffset, lumaScale, redOfV, greenOfU, greenOfV, blueOfU } = yuvToRgb(colour, frame);
  const target = new Uint8ClampedArray(lumaSize * 4);
  let out = 0;
  for (let y = 0; y < height; y += 1) {
    const chromaRow = lumaSize + (y >> 1) * chromaWidth;
    const lumaRow = y * width;
    for (let x = 0; x < width; x += 1) {
      const luma = ((source[lumaRow + x] ?? 0) - lumaOffset) * lumaScale;
      const u = (source[chromaRow + (x >> 1)] ?? 0) - 128;
      const v = (source[chromaRow + chromaSize + (x >> 1)] ?? 0) - 128;
      target[out] = luma + redOfV * v;
      target[out + 1] = luma + greenOfU * u + greenOfV * v;
      target[out + 2] = luma + blueOfU * u;
      target[out + 3] = 255;
      out += 4;
    }
  }
  return target;
}
