import { type CSSProperties, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFrameTime } from "../../lib/format";
import type { TimelineView } from "../../lib/visible-range";
import { useSession } from "../../session-context";
import { useAnalysisStore, useAnalysisTable } from "../../stores/analysis-store";
import { isMissing, useFramesStore } from "../../stores/frames-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";
import { WINDOW_KEYS_ATTRIBUTE } from "../keyboard/use-keys";
import { BookmarkMarks } from "./bookmark-marks";
import { CutMarks } from "./cut-marks";
import { CutMenu, useCutMenu } from "./cut-menu";
import { frameScale } from "./frame-scale";
import { HoverPreview } from "./hover-preview";
import { SLIDER_INSET, type TimelineLayout } from "./layout";
import { MomentMark } from "./moment-mark";
import { MarkedRange, shareOf } from "./range-handles";
import { Ruler } from "./ruler";
import { ThumbnailStrip } from "./thumbnail-strip";
import { TrackCanvas } from "./track-canvas";
import { motionTrack } from "./tracks/motion";
import { thumbnailTrack } from "./tracks/thumbnails";
import { useFollowPlayhead } from "./use-follow-playhead";
import { useTimelineView } from "./use-timeline-view";
import { useTimelineWheel } from "./use-timeline-wheel";

interface TrackStripProps {
  readonly movie: MovieInfo;
  readonly layout: TimelineLayout;
}

/** The tracks with what lies across all of them: the marked range, the pointer, and the slider with the playhead. */
export function TrackStrip({ movie, layout }: TrackStripProps) {
  const view = useTimelineView();
  const strip = useRef<HTMLDivElement>(null);
  /** Whether a hand has hold of the playhead. */
  const dragging = useRef(false);
  const cutMenu = useCutMenu();
  useTimelineWheel(strip);
  useFollowPlayhead(dragging);
  const handlePointer = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    timelineActions.hover(frameScale(view, width, SLIDER_INSET).frameAt(event.clientX - left));
  };
  // The strip may go while the pointer is over it.
  useEffect(() => () => timelineActions.hover(null), []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: all that its menu does has a command too.
    <div
      ref={strip}
      className="timeline__strip"
      onPointerMove={handlePointer}
      onPointerLeave={() => timelineActions.hover(null)}
      onContextMenu={cutMenu.open}
    >
      {layout.tracks.map((placed) =>
        placed.track === thumbnailTrack ? (
          <ThumbnailStrip key={placed.track.id} placed={placed} movie={movie} view={view} />
        ) : (
          <TrackCanvas key={placed.track.id} placed={placed} />
        ),
      )}
      <div className="timeline__clip">
        <UnknownPart movie={movie} view={view} />
        <PointerLine view={view} />
        <MomentMark view={view} />
      </div>
      <Hint layout={layout} />
      <CutMarks />
      <div className="timeline__clip">
        <TimelineSlider movie={movie} view={view} dragging={dragging} />
      </div>
      <Ruler />
      <BookmarkMarks movie={movie} view={view} />
      <MarkedRange movie={movie} view={view} />
      <HoverPreview movie={movie} view={view} />
      <CutMenu {...cutMenu} />
    </div>
  );
}

/** What the graph would show, as long as it is empty. */
function Hint({ layout }: { readonly layout: TimelineLayout }) {
  const texts = useTexts().timeline;
  const table = useAnalysisTable();
  const state = useAnalysisStore((store) => store.state);
  const graph = layout.tracks.find(({ track }) => track === motionTrack);
  if (graph === undefined || (table !== null && table.count > 0)) return null;
  const underWay = state !== null && state.status !== "idle";
  if (underWay && state.key === table?.key) return null;
  return (
    <p className="timeline__hint" style={{ top: graph.top, height: graph.height }}>
      {underWay ? texts.otherAnalysis : texts.analyseFirst}
    </p>
  );
}

/** What cannot be gone to yet. */
function UnknownPart({ movie, view }: { readonly movie: MovieInfo; readonly view: TimelineView }) {
  if (movie.frameCount >= view.span || movie.frameCount > view.last) return null;
  const style = { "--at": shareOf(view, Math.max(movie.frameCount, view.first)) } as CSSProperties;
  return <div className="timeline__unknown" style={style} aria-hidden="true" />;
}

function PointerLine({ view }: { readonly view: TimelineView }) {
  const frame = useTimelineStore((state) => state.hoveredFrame);
  if (frame === null) return null;
  const style = { "--at": shareOf(view, frame) } as CSSProperties;
  return <div className="timeline__pointer" style={style} aria-hidden="true" />;
}

interface TimelineSliderProps {
  readonly movie: MovieInfo;
  readonly view: TimelineView;
  readonly dragging: RefObject<boolean>;
}

/**
 * Position, keys and dragging are those of a slider; its thumb is the playhead. It is always of the whole movie: where
 * only a part is seen, the slider is as much wider as that and reaches beyond the strip on either side, so that its places
 * are those of the tracks, and its numbers the movie's.
 */
function TimelineSlider({ movie, view, dragging }: TimelineSliderProps) {
  const { player } = useSession();
  const slider = useRef<HTMLInputElement>(null);
  const texts = useTexts().timeline;
  const unit = useTimeUnit();
  const hovered = useTimelineStore((state) => state.hoveredFrame);
  const frames = useFramesStore((state) => state.state);
  const title = hovered !== null && isMissing(frames, hovered) ? texts.frameMissing(hovered) : undefined;

  // The position is written past React: it changes with every animation frame, and a controlled slider
  // would be set back under the dragging hand until the store has heard of the new place.
  useEffect(() => {
    const show = (frame: number): void => {
      const element = slider.current;
      if (element === null) return;
      element.value = String(frame);
      element.setAttribute("aria-valuetext", texts.placeAt(frame, formatFrameTime(unit, frame, movie)));
    };
    show(usePlaybackStore.getState().frame);
    return usePlaybackStore.subscribe((state, before) => {
      if (state.frame !== before.frame) show(state.frame);
    });
  }, [movie, unit, texts]);

  const seen = Math.max(view.last - view.first, 1);
  const style = {
    "--magnification": Math.max(view.span - 1, 1) / seen,
    "--before": view.first / seen,
  } as CSSProperties;
  const letGo = (): void => {
    dragging.current = false;
  };
  return (
    <input
      ref={slider}
      type="range"
      className="timeline__slider"
      aria-label={texts.label}
      {...{ [WINDOW_KEYS_ATTRIBUTE]: "" }}
      style={style}
      title={title}
      onPointerDown={() => {
        dragging.current = true;
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      min={0}
      max={Math.max(view.span - 1, 1)}
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
