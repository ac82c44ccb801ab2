import { useCallback } from "react";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { movieSpan } from "../../playback/movie-growth";
import { analysisTables, useAnalysisStore } from "../../stores/analysis-store";
import { useFramesStore } from "../../stores/frames-store";
import { type MovieState, useMovieStore } from "../../stores/movie-store";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import type { PlacedTrack, TimelineData, TrackColours } from "./tracks/track";

/** Calls a function when there is something new to draw; returns what ends that. */
type Subscribe = (redraw: () => void) => () => void;

const spanOf = ({ movie }: MovieState): number => (movie === null ? 0 : movieSpan(movie));

/** Tells when the frames get other places. */
const onSpan: Subscribe = (redraw) =>
  useMovieStore.subscribe((state, before) => {
    if (spanOf(state) !== spanOf(before)) redraw();
  });

const onData: Readonly<Record<keyof TimelineData, Subscribe>> = {
  table: (redraw) =>
    useAnalysisStore.subscribe((state, before) => {
      if (state.version !== before.version) redraw();
    }),
  frames: (redraw) => useFramesStore.subscribe(redraw),
};

/** One track on a canvas of its own, drawn again when what it shows has changed. */
export function TrackCanvas({ placed: { track, top, height } }: { readonly placed: PlacedTrack }) {
  // The movie is read when it is drawn: as its index grows, the drawing must not be set up anew.
  const draw = useCallback<Draw>(
    (context, style) => {
      const { canvas } = context;
      context.clearRect(0, 0, canvas.width, canvas.height);
      const ratio = window.devicePixelRatio;
      track.draw(
        {
          context,
          scale: frameScale(spanOf(useMovieStore.getState()), canvas.width, SLIDER_INSET * ratio),
          height: canvas.height,
          hairline: Math.max(Math.round(ratio), 1),
          colours: coloursOf(style),
        },
        { table: analysisTables.shown, frames: useFramesStore.getState().state },
      );
    },
    [track],
  );
  const subscribe = useCallback<Subscribe>(
    (redraw) => {
      const leaveSpan = onSpan(redraw);
      const leaveData = onData[track.reads](redraw);
      return () => {
        leaveSpan();
        leaveData();
      };
    },
    [track],
  );
  const canvas = useDrawing(draw, subscribe);
  return (
    <div className="timeline__track" style={{ top, height }} aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

function coloursOf(style: CSSStyleDeclaration): TrackColours {
  const colour = (name: string): string => style.getPropertyValue(name);
  return {
    line: colour("--chart-line"),
    quietLine: colour("--chart-quiet-line"),
    area: colour("--chart-area"),
    grid: colour("--divider"),
    band: colour("--chart-band"),
    warning: colour("--warning"),
  };
}
