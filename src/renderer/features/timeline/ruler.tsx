import { type PointerEvent, useRef } from "react";
import { DEFAULT_SETTINGS } from "../../../shared/settings";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { panned } from "../../lib/visible-range";
import { useMovieStore } from "../../stores/movie-store";
import { useSettingsStore } from "../../stores/settings-store";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";
import { frameScale } from "./frame-scale";
import { RULER_HEIGHT, SLIDER_INSET } from "./layout";
import { rulerTicks } from "./ruler-ticks";
import { currentView, onView } from "./use-timeline-view";

const LABEL_FONT = 11;
/** Room for the widest label, in letters. */
const LABEL_LETTERS = 15;
const TICK_HEIGHT = 5;

const drawRuler: Draw = (context, style) => {
  const { canvas } = context;
  const { movie } = useMovieStore.getState();
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (movie === null) return;
  const ratio = window.devicePixelRatio;
  const { timeUnit } = useSettingsStore.getState().settings ?? DEFAULT_SETTINGS;
  const hairline = Math.max(Math.round(ratio), 1);
  context.font = `${LABEL_FONT * ratio}px ${style.fontFamily}`;
  const letter = context.measureText("0").width;
  const scale = frameScale(currentView(), canvas.width, SLIDER_INSET * ratio);
  context.fillStyle = style.getPropertyValue("--text-quiet");
  context.textBaseline = "middle";
  for (const { x, label } of rulerTicks(scale, movie, timeUnit, LABEL_LETTERS * letter)) {
    const place = Math.round(x - hairline / 2);
    if (place < 0) continue;
    context.fillRect(place, canvas.height - TICK_HEIGHT * hairline, hairline, TICK_HEIGHT * hairline);
    // What would be cut off says nothing.
    if (place + 4 * ratio + context.measureText(label).width > canvas.width) continue;
    context.fillText(label, place + 4 * ratio, (canvas.height - TICK_HEIGHT * ratio) / 2 + ratio);
  }
};

function onRuler(redraw: () => void): () => void {
  const leaveView = onView(redraw);
  const leaveMovie = useMovieStore.subscribe(redraw);
  const leaveSettings = useSettingsStore.subscribe(redraw);
  return () => {
    leaveView();
    leaveMovie();
    leaveSettings();
  };
}

/** Times across the timeline. Dragged, it moves along the movie. */
export function Ruler() {
  const canvas = useDrawing(drawRuler, onRuler);
  const texts = useTexts().timeline;
  const zoom = useTimelineStore((state) => state.zoom);
  /** Where the pointer was, and what of its way was too little for a whole frame. */
  const drag = useRef<{ x: number; rest: number } | null>(null);

  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, rest: 0 };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const from = drag.current;
    if (from === null) return;
    const view = currentView();
    const { spacing } = frameScale(view, event.currentTarget.clientWidth, SLIDER_INSET);
    const frames = (from.x - event.clientX) / Math.max(spacing, 1e-6) + from.rest;
    const whole = Math.round(frames);
    drag.current = { x: event.clientX, rest: frames - whole };
    if (whole !== 0) timelineActions.setZoom(panned(view, whole));
  };
  const end = (): void => {
    drag.current = null;
  };
  return (
    <div
      className="timeline__ruler"
      // Where there is nowhere to move to, the playhead is what a hand wants here.
      style={{ height: RULER_HEIGHT, pointerEvents: zoom === null ? "none" : undefined }}
      title={texts.rulerTitle}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => timelineActions.setZoom(null)}
    >
      <canvas ref={canvas} />
    </div>
  );
}
