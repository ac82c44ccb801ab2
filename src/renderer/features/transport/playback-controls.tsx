import type { MovieInfo } from "../../../shared/movie";
import { Icon } from "../../components/icon";
import { formatFixed, formatFrameRate } from "../../lib/format";
import { withKeys } from "../../lib/key-names";
import { SPEEDS } from "../../playback/speeds";
import { useSession } from "../../session-context";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTexts } from "../../texts/use-texts";
import { SoundControl } from "./sound-control";

/** How the movie is played: again and again or once, and how fast. */
export function PlaybackControls({ hasAudio }: Pick<MovieInfo, "hasAudio">) {
  const { player } = useSession();
  const texts = useTexts();
  const loop = usePlaybackStore((state) => state.loop);
  const marked = usePlaybackStore(({ marks }) => marks.start !== null || marks.end !== null);
  const title = marked ? texts.playback.loopRange : texts.playback.loopMovie;
  return (
    <div className="transport__playing">
      <button
        type="button"
        className="button button--icon button--toggle"
        aria-label={texts.playback.loop}
        aria-pressed={loop}
        title={withKeys(title, "toggle-loop", texts)}
        onClick={() => player.setLoop(!loop)}
      >
        <Icon name="loop" />
      </button>
      <SpeedSelect />
      {hasAudio && <SoundControl />}
    </div>
  );
}

function SpeedSelect() {
  const { player } = useSession();
  const { playback } = useTexts();
  const rate = usePlaybackStore((state) => state.rate);
  const backwards = rate < 0;
  const speed = Math.abs(rate);
  return (
    <select
      className="select transport__speed"
      aria-label={playback.speed}
      title={playback.speedTitle}
      value={speed}
      onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
    >
      {SPEEDS.map((candidate) => (
        <option key={candidate} value={candidate}>
          {playback.times(`${backwards ? "−" : ""}${candidate}`)}
        </option>
      ))}
    </select>
  );
}

/** The movie's frame rate; while it plays, how much of the rate that the speed asks for is achieved. */
export function RateReadout({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const playing = usePlaybackStore((state) => state.playing);
  const paintRate = usePlaybackStore((state) => state.paintRate);
  const speed = usePlaybackStore((state) => Math.abs(state.rate));
  const wanted = formatFrameRate(movie.frameRate * speed);
  const own = `${formatFrameRate(movie.frameRate)} ${texts.common.framesPerSecond}`;
  return (
    <span
      className="readout__rate quiet"
      data-testid="rate"
      title={playing ? texts.playback.achievedTitle : undefined}
    >
      {playing && paintRate !== null
        ? texts.playback.achieved(formatFixed(paintRate, 1), wanted)
        : `${own} ${movie.variableFrameRate ? texts.common.variable : ""}`}
    </span>
  );
}
