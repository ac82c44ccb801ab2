import { type CSSProperties, type PointerEvent, useEffect, useRef } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFrameTime } from "../../lib/format";
import { useTimeUnit } from "../../lib/use-time-text";
import { markedRange } from "../../playback/marks";
import { movieSpan } from "../../playback/movie-growth";
import { useSession } from "../../session-context";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { isMissing, useFramesStore } from "../../stores/frames-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { WINDOW_KEYS_ATTRIBUTE } from "../keyboard/use-keys";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET, type TimelineLayout } from "./layout";
import { TrackCanvas } from "./track-canvas";
import { motionTrack } from "./tracks/motion";

interface TrackStripProps {
  readonly movie: MovieInfo;
  readonly layout: TimelineLayout;
}

/** The tracks with what lies across all of them: the marked range, the pointer, and the slider with the playhead. */
export function TrackStrip({ movie, layout }: TrackStripProps) {
  const handlePointer = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    timelineActions.hover(frameScale(movieSpan(movie), width, SLIDER_INSET).frameAt(event.clientX - left));
  };
  // The strip may go while the pointer is over it.
  useEffect(() => () => timelineActions.hover(null), []);

  return (
    <div
      className="timeline__strip"
      onPointerMove={handlePointer}
      onPointerLeave={() => timelineActions.hover(null)}
    >
      {layout.tracks.map((placed) => (
        <TrackCanvas key={placed.track.id} placed={placed} />
      ))}
      <UnknownPart movie={movie} />
      <Hint layout={layout} />
      <MarkedRange movie={movie} />
      <PointerLine movie={movie} />
      <TimelineSlider movie={movie} />
    </div>
  );
}

/** What the graph would show, as long as it is empty. */
function Hint({ layout }: { readonly layout: TimelineLayout }) {
  const table = useAnalysisTable();
  const state = useAnalysisStore((store) => store.state);
  const graph = layout.tracks.find(({ track }) => track === motionTrack);
  if (graph === undefined || (table !== null && table.count > 0)) return null;
  const underWay = state !== null && state.status !== "idle";
  if (underWay && state.key === table?.key) return null;
  return (
    <p className="timeline__hint" style={{ top: graph.top, height: graph.height }}>
      {underWay
        ? "The analysis under way is one with other settings"
        : "Analyse shows here how fast things move over the whole movie"}
    </p>
  );
}

/** What cannot be gone to yet. */
function UnknownPart({ movie }: { readonly movie: MovieInfo }) {
  const span = movieSpan(movie);
  if (movie.frameCount >= span) return null;
  const share = movie.frameCount / Math.max(span - 1, 1);
  return <div className="timeline__unknown" style={{ "--at": share } as CSSProperties} aria-hidden="true" />;
}

function MarkedRange({ movie }: { readonly movie: MovieInfo }) {
  const marks = usePlaybackStore((state) => state.marks);
  const range = markedRange(marks, movie.frameCount);
  if (range === null) return null;
  const last = Math.max(movieSpan(movie) - 1, 1);
  const style = { "--start": range.start / last, "--end": range.end / last } as CSSProperties;
  return <div className="timeline__range" style={style} aria-hidden="true" />;
}

function PointerLine({ movie }: { readonly movie: MovieInfo }) {
  const frame = useTimelineStore((state) => state.hoveredFrame);
  if (frame === null) return null;
  const share = frame / Math.max(movieSpan(movie) - 1, 1);
  return <div className="timeline__pointer" style={{ "--at": share } as CSSProperties} aria-hidden="true" />;
}

/** Position, keys and dragging are those of a slider; its thumb is the playhead. */
function TimelineSlider({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const slider = useRef<HTMLInputElement>(null);
  const unit = useTimeUnit();
  const hovered = useTimelineStore((state) => state.hoveredFrame);
  const frames = useFramesStore((state) => state.state);
  const title =
    hovered !== null && isMissing(frames, hovered) ? `Frame ${hovered} cannot be decoded` : undefined;

  // The position is written past React: it changes with every animation frame, and a controlled slider
  // would be set back under the dragging hand until the store has heard of the new place.
  useEffect(() => {
    const show = (frame: number): void => {
      const element = slider.current;
      if (element === null) return;
      element.value = String(frame);
      element.setAttribute("aria-valuetext", `Frame ${frame}, ${formatFrameTime(unit, frame, movie)}`);
    };
    show(usePlaybackStore.getState().frame);
    return usePlaybackStore.subscribe((state, before) => {
      if (state.frame !== before.frame) show(state.frame);
    });
  }, [movie, unit]);

  return (
    <input
      ref={slider}
      type="range"
      className="timeline__slider"
      aria-label="Timeline"
      {...{ [WINDOW_KEYS_ATTRIBUTE]: "" }}
      title={title}
      min={0}
      max={Math.max(movieSpan(movie) - 1, 1)}
      step={1}
      defaultValue={0}
      onChange={({ currentTarget }) => {
        player.seek(currentTarget.valueAsNumber);
        // What is not indexed yet cannot be gone to: the hand may, the playhead stays.
        currentTarget.value = String(player.state.frame);
      }}
    />
  );
}
