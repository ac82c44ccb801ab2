import { COMMANDS, type CommandId } from "../../../shared/commands";
import type { MovieInfo } from "../../../shared/movie";
import { pairCount, pairingOf } from "../../../shared/pairing";
import { IconButton } from "../../components/icon-button";
import { formatFrameTime } from "../../lib/format";
import { chordText, withKeys } from "../../lib/key-names";
import { markedRange } from "../../playback/marks";
import { isSingleFrame, isStill, movieSpan } from "../../playback/movie-growth";
import { useSession } from "../../session-context";
import { markActions, usePlaybackStore } from "../../stores/playback-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { GraphResizer } from "../timeline/graph-resizer";
import { Timeline } from "../timeline/timeline";
import { FrameField } from "./frame-field";
import { PlaybackControls, RateReadout } from "./playback-controls";

interface TransportProps {
  readonly movie: MovieInfo;
  /** Height that the tracks of the timeline fill, in CSS pixels; null leaves it to them. */
  readonly tracksHeight: number | null;
}

/** Plays, steps and jumps; marks a range; and says where in the movie this is. */
export function Transport({ movie, tracksHeight }: TransportProps) {
  const { player } = useSession();
  const playing = usePlaybackStore((state) => state.playing);
  const pauseAt = (frame: number): void => {
    player.pause();
    player.seek(frame);
  };
  const last = movie.frameCount - 1;
  const nowhereToGo = isSingleFrame(movie);
  const still = isStill(movie);
  const texts = useTexts();
  const keys = (id: CommandId): { readonly keys?: string } => {
    const [first] = COMMANDS[id].keys;
    return first === undefined ? {} : { keys: chordText(first, texts) };
  };

  return (
    <footer className="transport">
      {!still && <GraphResizer />}
      <div className="transport__row">
        <div className="transport__start">
          <fieldset className="transport__buttons">
            <legend className="visually-hidden">{texts.playback.legend}</legend>
            <IconButton
              label={texts.commands["first-frame"]}
              icon="first"
              {...keys("first-frame")}
              disabled={nowhereToGo}
              onPress={() => pauseAt(0)}
            />
            <IconButton
              label={texts.commands["previous-frame"]}
              icon="previous"
              {...keys("previous-frame")}
              disabled={nowhereToGo}
              onPress={() => player.step(-1)}
            />
            <IconButton
              label={playing ? texts.playback.pause : texts.playback.play}
              icon={playing ? "pause" : "play"}
              {...keys("play-pause")}
              disabled={nowhereToGo}
              onPress={() => player.toggle()}
            />
            <IconButton
              label={texts.commands["next-frame"]}
              icon="next"
              {...keys("next-frame")}
              disabled={nowhereToGo}
              onPress={() => player.step(1)}
            />
            <IconButton
              label={texts.commands["last-frame"]}
              icon="last"
              {...keys("last-frame")}
              disabled={nowhereToGo}
              onPress={() => pauseAt(last)}
            />
          </fieldset>
          <PlaybackControls hasAudio={movie.hasAudio} />
        </div>
        <Readout movie={movie} />
        <RangeControls movie={movie} />
      </div>
      {!still && <Timeline movie={movie} tracksHeight={tracksHeight} />}
    </footer>
  );
}

function Readout({ movie }: { readonly movie: MovieInfo }) {
  const { common, transport } = useTexts();
  const frame = usePlaybackStore((state) => state.shownFrame ?? state.frame);
  const last = movie.frameCount - 1;
  const pairing = pairingOf(useViewStore((state) => state.flow));
  const unit = useTimeUnit();
  const digits = String(movieSpan(movie) - 1).length;
  const longest = formatFrameTime(unit, last, movie).length;
  return (
    <div className="readout">
      <span className="readout__frame" title={transport.countedFrom0(common.frames(movie.frameCount))}>
        <span className="quiet">{transport.frame}</span>{" "}
        <FrameField frame={frame} last={last} digits={digits} />{" "}
        {/* While the index grows, what follows stays where it is. */}
        <span className="readout__last quiet" style={{ minWidth: `${digits + 5}ch` }}>
          {transport.ofLast(last)}
        </span>
      </span>
      {pairing.kind === "pairs" && (
        <span className="readout__pair quiet" data-testid="pair">
          {transport.pair(Math.floor(frame / 2) + 1, pairCount(pairing, movie.frameCount))}
        </span>
      )}
      <span className="readout__time" style={{ minWidth: `${longest}ch` }} data-testid="time">
        {formatFrameTime(unit, frame, movie)}
      </span>
      <RateReadout movie={movie} />
    </div>
  );
}

function RangeControls({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const texts = useTexts();
  const { transport } = texts;
  const marks = usePlaybackStore((state) => state.marks);
  const range = markedRange(marks, movie.frameCount);
  return (
    <fieldset className="range">
      <legend className="visually-hidden">{transport.range}</legend>
      <output className="range__text quiet" aria-label={transport.markedRange}>
        {range !== null && transport.rangeIs(range.start, range.end)}
      </output>
      <button
        type="button"
        className="button button--small"
        title={withKeys(texts.commands["mark-start"], "mark-start", texts)}
        disabled={isSingleFrame(movie)}
        onClick={() => markActions.setStart(player.state.frame)}
      >
        {transport.setIn}
      </button>
      <button
        type="button"
        className="button button--small"
        title={withKeys(texts.commands["mark-end"], "mark-end", texts)}
        disabled={isSingleFrame(movie)}
        onClick={() => markActions.setEnd(player.state.frame)}
      >
        {transport.setOut}
      </button>
      <button
        type="button"
        className="button button--small"
        title={withKeys(texts.commands["clear-range"], "clear-range", texts)}
        disabled={range === null}
        onClick={markActions.clear}
      >
        {transport.clearRange}
      </button>
    </fieldset>
  );
}
