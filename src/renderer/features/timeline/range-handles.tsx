import type { CSSProperties, KeyboardEvent, PointerEvent } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFrameTime } from "../../lib/format";
import { isVisible, type TimelineView } from "../../lib/visible-range";
import { type FrameRange, markedRange } from "../../playback/marks";
import { markActions, usePlaybackStore } from "../../stores/playback-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import { currentView } from "./use-timeline-view";

/** Where a frame is, as a share of the way of the playhead. */
export function shareOf({ first, last }: TimelineView, frame: number): number {
  return (frame - first) / Math.max(last - first, 1);
}

/** The marked range, with a handle at either end. */
export function MarkedRange({ movie, view }: { readonly movie: MovieInfo; readonly view: TimelineView }) {
  const marks = usePlaybackStore((state) => state.marks);
  const range = markedRange(marks, movie.frameCount);
  if (range === null) return null;
  const style = { "--start": shareOf(view, range.start), "--end": shareOf(view, range.end) } as CSSProperties;
  return (
    <>
      <div className="timeline__clip">
        <div className="timeline__range" style={style} aria-hidden="true" />
      </div>
      <Handle end="start" range={range} movie={movie} view={view} />
      <Handle end="end" range={range} movie={movie} view={view} />
    </>
  );
}

interface HandleProps {
  readonly end: keyof FrameRange;
  readonly range: FrameRange;
  readonly movie: MovieInfo;
  readonly view: TimelineView;
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
};

function Handle({ end, range, movie, view }: HandleProps) {
  const texts = useTexts().timeline;
  const unit = useTimeUnit();
  const frame = range[end];
  const [least, most] = end === "start" ? [0, range.end] : [range.start, movie.frameCount - 1];
  if (!isVisible(view, frame)) return null;

  const place = (wanted: number): void => {
    const next = Math.min(Math.max(wanted, least), most);
    if (next === frame) return;
    if (end === "start") markActions.setStart(next);
    else markActions.setEnd(next);
  };
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const strip = event.currentTarget.parentElement;
    if (strip === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = strip.getBoundingClientRect();
    place(frameScale(currentView(), width, SLIDER_INSET).frameAt(event.clientX - left));
  };
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    const step = KEY_STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    // They move the handle, not the playhead.
    event.preventDefault();
    place(frame + step * (event.shiftKey ? 10 : 1));
  };
  return (
    <div
      className={`timeline__handle timeline__handle--${end}`}
      style={{ "--at": shareOf(view, frame) } as CSSProperties}
      role="slider"
      tabIndex={0}
      aria-label={end === "start" ? texts.rangeStart : texts.rangeEnd}
      title={end === "start" ? texts.rangeStart : texts.rangeEnd}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={frame}
      aria-valuetext={`${frame}, ${formatFrameTime(unit, frame, movie)}`}
      onPointerDown={begin}
      onPointerMove={move}
      onKeyDown={handleKey}
    />
  );
}
