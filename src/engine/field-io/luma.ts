import type { FfmpegTools } from "../ffmpeg/locate";
import { decodePicture, type RawFormat } from "./pictures";
import type { PnmPicture } from "./pnm";

/** A frame for the flow: 8-bit grey values, row by row. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/**
 * Reads the grey values of an image file of any kind that ffmpeg reads; of a movie, those of its first frame.
 *
 * Grey images keep their values. RGB is weighed as in BT.601 at full range, with the same rounding as OpenCV's
 * `cvtColor(…, COLOR_BGR2GRAY)`, so that flows can be compared; the weighing is done here because ffmpeg's is not exact, and
 * differs with its version. Of YUV (JPEG, movies) luma at full range is taken. Values of more than 8 bits are
 * scaled to 8 and rounded, without the dither that ffmpeg would add. Transparency is ignored.
 *
 * @throws KinoflowError with one sentence for people; the same as for movies where the file is none that ffmpeg reads
 */
export async function readLuma(
  tools: FfmpegTools,
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<LumaPicture> {
  const picture = await decodePicture(
    tools,
    path,
    ({ pixelFormat }) => rawFormatFor(pixelFormat),
    options.signal,
  );
  return { width: picture.width, height: picture.height, luma: lumaOf(picture) };
}

/** The form in which nothing of a picture is lost that its luma depends on, by ffmpeg's name of its pixel format. */
export function rawFormatFor(pixelFormat: string): RawFormat {
  const isDeep = /48|64|(?:9|10|12|14|16|32)(?:le|be)?$/.test(pixelFormat);
  if (/rgb|bgr|gbr|pal8|bayer/.test(pixelFormat)) return isDeep ? "rgb48be" : "rgb24";
  if (/^(?:gray|ya)/.test(pixelFormat)) return isDeep ? "gray16be" : "gray";
  return "gray";
}

/** The 8-bit luma of a decoded picture. */
export function lumaOf({ width, height, channels, bytesPerValue, pixels }: PnmPicture): Uint8Array {
  if (channels === 1 && bytesPerValue === 1) return pixels;
  const luma = new Uint8Array(width * height);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    if (channels === 1) {
      luma[pixel] = Math.round(view.getUint16(2 * pixel) / 257);
    } else if (bytesPerValue === 1) {
      const at = 3 * pixel;
      // 0.299, 0.587 and 0.114 in steps of 2^-14.
      luma[pixel] = (4899 * pixels[at] + 9617 * pixels[at + 1] + 1868 * pixels[at + 2] + 8192) >> 14;
    } else {
      const at = 6 * pixel;
      const [red, green, blue] = [view.getUint16(at), view.getUint16(at + 2), view.getUint16(at + 4)];
      luma[pixel] = Math.round((0.299 * red + 0.587 * green + 0.114 * blue) / 257);
    }
  }
  return luma;
}
