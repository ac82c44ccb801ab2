/** Canvases that lie over the picture, of its size and place, in the order in which they came. */
const canvases = new Set<HTMLCanvasElement>();

/** Has copies of the picture show a canvas that lies over it, until the returned function is called. */
export function laidOver(canvas: HTMLCanvasElement): () => void {
  canvases.add(canvas);
  return () => canvases.delete(canvas);
}

/** Draws what lies over the picture on a copy of it. @param x of the copy's corner on the canvas, as y */
export function drawLaidOver(context: OffscreenCanvasRenderingContext2D, x: number, y: number): void {
  for (const canvas of canvases) {
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, -x, -y);
  }
}
