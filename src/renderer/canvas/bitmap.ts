/** Pixels as something that a canvas draws. Close it when it is no longer needed: that frees them at once. */
export function bitmapOf(rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This window cannot draw.");
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.transferToImageBitmap();
}
