import type { I420Picture } from "../../shared/picture";
import { i420Rows } from "./i420-rows";

/** Converts a frame to something that a canvas draws. Close it when it is no longer needed: that frees it at once. */
export function convertI420(frame: I420Picture): ImageBitmap {
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error("This window cannot draw.");
  i420Rows(frame, (y, rows, rgba) => {
    context.putImageData(new ImageData(rgba, frame.width, rows), 0, y);
  });
  return canvas.transferToImageBitmap();
}
