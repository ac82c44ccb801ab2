import { yuvToRgb } from "../colour/yuv-to-rgb";
import type { ColourDescription } from "../movie";
import { CENTRED, CHROMA_LEFT, i420Planes, type PlaneResizer } from "./resample";
import { RgbaSurface } from "./surface";

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * An 8-bit I420 frame in RGB at another size or its own, to paint on: unlike in a video, colours are as fine as the picture
 * then. Its primaries are left as they are.
 *
 * @param size of the frame
 */
export function rgbPicture(
  resizer: PlaneResizer,
  frame: Uint8Array,
  size: Size,
  colour: ColourDescription,
  output: Size,
): RgbaSurface {
  const { y, u, v, chroma } = i420Planes(frame, size);
  const pixels = output.width * output.height;
  const isOwn = size.width === output.width && size.height === output.height;
  const luma = isOwn ? y : new Uint8Array(pixels);
  if (!isOwn) resizer.resize(y, size, luma, output);
  const [cb, cr] = [u, v].map((plane) => {
    const wide = new Uint8Array(pixels);
    resizer.resize(plane, chroma, wide, output, CHROMA_LEFT, CENTRED);
    return wide;
  }) as [Uint8Array, Uint8Array];
  const surface = new RgbaSurface(output.width, output.height);
  const { rgba } = surface;
  const { lumaOffset, lumaScale, redOfV, greenOfU, greenOfV, blueOfU } = yuvToRgb(colour, size);
  // The array rounds, and keeps within 0 and 255.
  for (let i = 0, at = 0; i < pixels; i++, at += 4) {
    const grey = lumaScale * (luma[i] - lumaOffset);
    const blue = cb[i] - 128;
    const red = cr[i] - 128;
    rgba[at] = grey + redOfV * red;
    rgba[at + 1] = grey + greenOfU * blue + greenOfV * red;
    rgba[at + 2] = grey + blueOfU * blue;
    rgba[at + 3] = 255;
  }
  return surface;
}
