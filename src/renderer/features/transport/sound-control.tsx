import type { ErrorValue } from "../../../shared/errors";
import { Icon } from "../../components/icon";
import { useSoundStore } from "../../sound/follow-sound";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { changeSettings, useSettingsStore } from "../../stores/settings-store";
import { useErrorText, useTexts } from "../../texts/use-texts";

/** Switches the sound of the movie on and off, sets how loud it is, and says when there is none to be heard. */
export function SoundControl() {
  const { sound: texts } = useTexts().window;
  const settings = useSettingsStore((state) => state.settings);
  const normal = usePlaybackStore((state) => state.rate === 1);
  const token = useMovieStore((state) => state.movie?.token);
  const problem = useSoundStore((state) => (state.problem?.token === token ? state.problem : null));
  if (settings === null) return null;
  if (problem !== null) return <NoSound error={problem.error} />;
  return (
    <span className="transport__sound">
      <button
        type="button"
        className="button button--icon button--toggle"
        aria-label={texts.sound}
        aria-pressed={settings.sound}
        title={normal ? texts.soundNote : texts.normalOnly}
        onClick={() => void changeSettings({ sound: !settings.sound })}
      >
        <Icon name={settings.sound && normal ? "sound" : "silent"} />
      </button>
      <input
        type="range"
        className="slider transport__volume"
        aria-label={texts.volume}
        title={texts.volume}
        min={0}
        max={1}
        step={0.05}
        disabled={!settings.sound}
        value={settings.volume}
        onChange={(event) => void changeSettings({ volume: Number(event.currentTarget.value) })}
      />
    </span>
  );
}

function NoSound({ error }: { readonly error: ErrorValue }) {
  const { silent } = useTexts().window.sound;
  const { sentence } = useErrorText(error);
  return (
    <span className="transport__silent quiet" title={sentence}>
      <Icon name="silent" />
      <span>{silent}</span>
    </span>
  );
}
