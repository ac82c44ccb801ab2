import { type RefObject, useEffect } from "react";
import { panned, zoomed } from "../../lib/visible-range";
import { timelineActions } from "../../stores/timeline-store";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import { currentView } from "./use-timeline-view";

/** Natural logarithm of the zoom by one pixel that a wheel turns; fingers on a pad pinch by far fewer pixels. */
const WHEEL_ZOOM = 0.002;
const PINCH_ZOOM = 0.01;
const LINE_PIXELS = 16;

/** The wheel over an element zooms the timeline around the cursor, with Shift or sideways it moves along. */
export function useTimelineWheel(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    /** What was too little for a whole frame. */
    let rest = 0;
    const handle = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS;
      const { left, width } = target.getBoundingClientRect();
      const view = currentView();
      const scale = frameScale(view, width, SLIDER_INSET);
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!event.ctrlKey && (event.shiftKey || sideways)) {
        const pixels = unit * (sideways ? event.deltaX : event.deltaY);
        const frames = pixels / Math.max(scale.spacing, 1e-6) + rest;
        const whole = Math.round(frames);
        rest = frames - whole;
        if (whole !== 0) timelineActions.setZoom(panned(view, whole));
        return;
      }
      const factor = Math.exp(unit * event.deltaY * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM));
      const share = (event.clientX - left - SLIDER_INSET) / Math.max(width - 2 * SLIDER_INSET, 1);
      if (factor !== 1) timelineActions.setZoom(zoomed(view, factor, Math.min(Math.max(share, 0), 1)));
    };
    // React's own listeners cannot keep the page from scrolling.
    target.addEventListener("wheel", handle, { passive: false });
    return () => target.removeEventListener("wheel", handle);
  }, [element]);
}
