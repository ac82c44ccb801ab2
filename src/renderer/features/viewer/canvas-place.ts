import type { Point } from "../../canvas/view-transform";

/** Device pixels of the canvas under a place of the window. */
export function placeOn(canvas: HTMLCanvasElement, clientX: number, clientY: number): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return {
    x: ((clientX - left) * canvas.width) / width,
    y: ((clientY - top) * canvas.height) / height,
  };
}

/** The middle of the device pixel that the tip of the pointer is on: its colour is that of what lies there. */
export function tipOn(canvas: HTMLCanvasElement, clientX: number, clientY: number): Point {
  const { x, y } = placeOn(canvas, clientX, clientY);
  return { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 };
}
