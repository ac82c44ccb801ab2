import type { MovieInfo } from "../../../shared/movie";
import { IconButton } from "../../components/icon-button";
import { formatFrameTime } from "../../lib/format";
import { useTimeUnit } from "../../lib/use-time-text";
import { markedRange } from "../../playback/marks";
import { movieSpan } from "../../playback/movie-growth";
import { useSession } from "../../session-context";
import { markActions, usePlaybackStore } from "../../stores/playback-store";
import { GraphResizer } from "../timeline/graph-resizer";
import { IndexingNote } from "../timeline/indexing-note";
import { Timeline } from "../timeline/timeline";
import { FrameField } from "./frame-field";
import { PlaybackControls, RateReadout } from "./playback-controls";

/** Plays, steps and jumps; marks a range; and says where in the movie this is. */
export function Transport({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const playing = usePlaybackStore((state) => state.playing);
  const pauseAt = (frame: number): void => {
    player.pause();
    player.seek(frame);
  };
  const last = movie.frameCount - 1;

  return (
    <footer className="transport">
      <GraphResizer />
      <div className="transport__row">
        <div className="transport__start">
          <fieldset className="transport__buttons">
            <legend className="visually-hidden">Playback</legend>
            <IconButton label="First frame" icon="first" keys="Home" onPress={() => pauseAt(0)} />
            <IconButton label="Previous frame" icon="previous" keys="←" onPress={() => player.step(-1)} />
            <IconButton
              label={playing ? "Pause" : "Play"}
              icon={playing ? "pause" : "play"}
              keys="Space"
              disabled={movie.frameCount < 2}
              onPress={() => player.toggle()}
            />
            <IconButton label="Next frame" icon="next" keys="→" onPress={() => player.step(1)} />
            <IconButton label="Last frame" icon="last" keys="End" onPress={() => pauseAt(last)} />
          </fieldset>
          <PlaybackControls />
          <IndexingNote movie={movie} />
        </div>
        <Readout movie={movie} />
        <RangeControls movie={movie} />
      </div>
      <Timeline movie={movie} />
    </footer>
  );
}

function Readout({ movie }: { readonly movie: MovieInfo }) {
  const frame = usePlaybackStore((state) => state.shownFrame ?? state.frame);
  const last = movie.frameCount - 1;
  const unit = useTimeUnit();
  const digits = String(movieSpan(movie) - 1).length;
  const longest = formatFrameTime(unit, last, movie).length;
  return (
    <div className="readout">
      <span
        className="readout__frame"
        title={`${movie.frameCount} frames, counted from 0 as on the command line`}
      >
        <span className="quiet">Frame</span> <FrameField frame={frame} last={last} digits={digits} />{" "}
        {/* While the index grows, what follows stays where it is. */}
        <span className="readout__last quiet" style={{ minWidth: `${digits + 5}ch` }}>
          of 0–{last}
        </span>
      </span>
      <span className="readout__time" style={{ minWidth: `${longest}ch` }} data-testid="time">
        {formatFrameTime(unit, frame, movie)}
      </span>
      <RateReadout movie={movie} />
    </div>
  );
}

function RangeControls({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const marks = usePlaybackStore((state) => state.marks);
  const range = markedRange(marks, movie.frameCount);
  return (
    <fieldset className="range">
      <legend className="visually-hidden">Range to export or to analyse</legend>
      <output className="range__text quiet" aria-label="Marked range">
        {range !== null && `Range ${range.start}–${range.end}`}
      </output>
      <button
        type="button"
        className="button button--small"
        title="Start the range at this frame (I)"
        onClick={() => markActions.setStart(player.state.frame)}
      >
        Set in
      </button>
      <button
        type="button"
        className="button button--small"
        title="End the range with this frame (O)"
        onClick={() => markActions.setEnd(player.state.frame)}
      >
        Set out
      </button>
      <button
        type="button"
        className="button button--small"
        title="Forget the range"
        disabled={range === null}
        onClick={markActions.clear}
      >
        Clear range
      </button>
    </fieldset>
  );
}
