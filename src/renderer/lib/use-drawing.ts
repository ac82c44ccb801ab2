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
    const task = createFrameTask(() => draw(context, getComputedStyle(element)));
    const fit = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio;
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      task.request();
    });
    fit.observe(element);
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
