import { type RefObject, useEffect, useRef } from "react";
import { createFrameTask } from "./frame-task";

/** Draws on the whole canvas, in device pixels. */
export type Draw = (context: CanvasRenderingContext2D, style: CSSStyleDeclaration) => void;

/**
 * Keeps a canvas of the page drawn: when it gets another size, when the theme changes, and whenever
 * `subscribe` calls its argument, at most once per animation frame. Both functions must stay the same from
 * one rendering to the next.
 */
export function useDrawing(
  draw: Draw,
  subscribe: (redraw: () => void) => () => void,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const drawNow = (): void => {
      task.cancel();
      // Of something that is hidden there is nothing to draw.
      if (element.width > 0 && element.height > 0) draw(context, getComputedStyle(element));
    };
    const task = createFrameTask(drawNow);
    const fit = new ResizeObserver((entries) => {
      const exact = entries.at(-1)?.devicePixelContentBoxSize?.[0];
      const ratio = window.devicePixelRatio;
      const width = exact?.inlineSize ?? Math.round(element.clientWidth * ratio);
      const height = exact?.blockSize ?? Math.round(element.clientHeight * ratio);
      if (width === element.width && height === element.height) return;
      // Setting the size of a canvas clears it. Observers run just before the window is painted, so drawing
      // here and now leaves no empty picture in between.
      element.width = width;
      element.height = height;
      drawNow();
    });
    // Also tells of another density of pixels, where the size on the page stays the same.
    fit.observe(element, { box: "device-pixel-content-box" });
    task.request();
    const leave = subscribe(task.request);
    const theme = window.matchMedia("(prefers-color-scheme: light)");
    theme.addEventListener("change", task.request);
    return () => {
      theme.removeEventListener("change", task.request);
      leave();
      fit.disconnect();
      task.cancel();
    };
  }, [draw, subscribe]);

  return canvas;
}
