import { type PointerEvent, useCallback, useRef } from "react";
import { DEFAULT_SETTINGS } from "../../../shared/settings";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { panned } from "../../lib/visible-range";
import { useMovieStore } from "../../stores/movie-store";
import { useCuts } from "../../stores/scene-cuts";
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

/** Half the width, and the height, of the mark that a cut has at its top. */
const MARK = 4;

const drawCuts =
  (cuts: readonly number[]): Draw =>
  (context, style) => {
    const { canvas } = context;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const ratio = window.devicePixelRatio;
    const scale = frameScale(currentView(), canvas.width, SLIDER_INSET * ratio);
    const hairline = Math.max(Math.round(ratio), 1);
    const lines = new Path2D();
    const marks = new Path2D();
    let drawnAt = Number.NEGATIVE_INFINITY;
    for (const cut of cuts) {
      // Before its first frame: there one scene ends and the other begins.
      const x = Math.round(scale.xOf(cut - 0.5) - hairline / 2);
      if (x === drawnAt || x < 0 || x > canvas.width) continue;
      drawnAt = x;
      lines.rect(x, 0, hairline, canvas.height);
      const middle = x + hairline / 2;
      marks.moveTo(middle - MARK * ratio, 0);
      marks.lineTo(middle + MARK * ratio, 0);
      marks.lineTo(middle, 1.5 * MARK * ratio);
    }
    context.fillStyle = style.getPropertyValue("--outline");
    context.fill(lines);
    context.fillStyle = style.getPropertyValue("--text");
    context.fill(marks);
  };

/** Marks where one scene ends and another begins, across all tracks. */
export function CutMarks() {
  const cuts = useCuts();
  const texts = useTexts().timeline;
  const draw = useCallback<Draw>((context, style) => drawCuts(cuts)(context, style), [cuts]);
  const canvas = useDrawing(draw, onView);
  return (
    <div
      className="timeline__cuts"
      style={{ top: RULER_HEIGHT }}
      role="img"
      aria-label={texts.cuts(cuts.length)}
      hidden={cuts.length === 0}
    >
      <canvas ref={canvas} />
    </div>
  );
}
