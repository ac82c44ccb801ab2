import type { PictureFrame } from "../picture";
import { assumedMatrix, BT709, lumaShares } from "./luma-shares";

/**
 * Turns an I420 frame into RGBA, for sizes and systems where the browser's own `VideoFrame` will not have
 * it. Chroma is taken from the sample that covers the pixel; primaries are not converted.
 */
export function i420ToRgba(frame: PictureFrame): Uint8ClampedArray<ArrayBuffer> {
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

  const shares = lumaShares(colour.matrix) ?? lumaShares(assumedMatrix(width, height)) ?? BT709;
  const green = 1 - shares.red - shares.blue;
  const full = colour.range === "full";
  const lumaScale = full ? 1 : 255 / 219;
  const lumaOffset = full ? 0 : 16;
  const chromaScale = full ? 1 : 255 / 224;
  const redOfV = 2 * (1 - shares.red) * chromaScale;
  const blueOfU = 2 * (1 - shares.blue) * chromaScale;
  const greenOfU = (-blueOfU * shares.blue) / green;
  const greenOfV = (-redOfV * shares.red) / green;

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
