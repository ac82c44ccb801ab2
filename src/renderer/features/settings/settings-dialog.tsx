import { type ReactNode, useEffect, useId, useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import { LANGUAGES, type Settings, THEMES, THREAD_COUNT, TIME_UNITS } from "../../../shared/settings";
import { LANGUAGE_NAMES } from "../../../shared/texts/texts";
import { request } from "../../api";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { NumberInput } from "../../components/number-input";
import { closeDialog } from "../../stores/dialog-store";
import { useFramesStore } from "../../stores/frames-store";
import { useMovieStore } from "../../stores/movie-store";
import { changeSettings, showSettings, useSettingsStore } from "../../stores/settings-store";
import { useErrorText, useTexts } from "../../texts/use-texts";
import { LEAST_MEGABYTES, MEGABYTE, MOST_MEGABYTES } from "../inspector/frame-memory";

/** What a person sets once and for all. Everything takes effect, and is kept, as soon as it is chosen. */
export function SettingsDialog() {
  const texts = useTexts();
  const settings = useSettingsStore((state) => state.settings);
  return (
    <Modal
      title={texts.settings.title}
      closable
      onClose={closeDialog}
      actions={
        <button type="button" className="button button--primary" onClick={closeDialog}>
          {texts.common.close}
        </button>
      }
    >
      {settings !== null && (
        <div className="settings">
          <h3 className="settings__heading">{texts.settings.appearance}</h3>
          <Appearance settings={settings} />
          <h3 className="settings__heading">{texts.settings.performance}</h3>
          <MemoryRow settings={settings} />
          <ThreadsRow settings={settings} />
          <FfmpegRow settings={settings} />
        </div>
      )}
    </Modal>
  );
}

function Appearance({ settings }: { readonly settings: Settings }) {
  const { settings: texts } = useTexts();
  return (
    <>
      <Choice
        focused
        label={texts.theme}
        value={settings.theme}
        options={THEMES.map((theme) => [theme, texts.themes[theme]])}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <Choice
        label={texts.language}
        value={settings.language}
        options={LANGUAGES.map((language) => [
          language,
          language === "system" ? texts.languageSystem : LANGUAGE_NAMES[language],
        ])}
        onChange={(language) => void changeSettings({ language })}
      />
      <Choice
        label={texts.timeUnit}
        value={settings.timeUnit}
        options={TIME_UNITS.map((unit) => [unit, texts.timeUnits[unit]])}
        onChange={(timeUnit) => void changeSettings({ timeUnit })}
      />
    </>
  );
}

interface ChoiceProps<T extends string> {
  /** True for what has the focus when the dialog opens. */
  readonly focused?: boolean;
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, name: string])[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ focused = false, label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="settings__row">
      <label htmlFor={id}>{label}</label>
      <select
        className="select settings__select"
        id={id}
        value={value}
        {...(focused ? FIRST_FOCUS : {})}
        onChange={(event) => {
          const chosen = options.find(([candidate]) => candidate === event.currentTarget.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {options.map(([candidate, name]) => (
          <option key={candidate} value={candidate}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NumberRowProps {
  readonly label: string;
  readonly note: string;
  /** Name of the field for screen readers. */
  readonly amount: string;
  readonly unit?: string;
  /** Null while the app chooses. */
  readonly value: number | null;
  /** Where a person begins who wants to choose. */
  readonly suggestion: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number | null) => void;
}

/** A number that the app chooses unless somebody else does. */
function NumberRow({
  label,
  note,
  amount,
  unit,
  value,
  suggestion,
  min,
  max,
  onChange,
}: NumberRowProps): ReactNode {
  const { settings: texts } = useTexts();
  const noteId = useId();
  return (
    <fieldset className="settings__row" aria-describedby={noteId}>
      <legend>{label}</legend>
      <div className="settings__number">
        <label className="settings__automatic">
          <input
            type="checkbox"
            checked={value === null}
            onChange={(event) => onChange(event.currentTarget.checked ? null : suggestion)}
          />
          {texts.automatic}
        </label>
        <NumberInput
          label={amount}
          value={value ?? suggestion}
          min={min}
          max={max}
          step={1}
          disabled={value === null}
          takesEffect="when-done"
          onChange={(number) => onChange(Math.round(number))}
        />
        {unit !== undefined && <span className="unit">{unit}</span>}
      </div>
      <p className="settings__note quiet" id={noteId}>
        {note}
      </p>
    </fieldset>
  );
}

/** Where to begin when nobody knows what is used now. */
const MIDDLING_MEGABYTES = 512;

function MemoryRow({ settings }: { readonly settings: Settings }) {
  const { settings: texts } = useTexts();
  const used = useFramesStore((store) => store.state?.budgetBytes);
  const megabytes = (bytes: number): number =>
    Math.min(Math.max(Math.floor(bytes / MEGABYTE), LEAST_MEGABYTES), MOST_MEGABYTES);
  const { frameBudgetBytes } = settings;
  return (
    <NumberRow
      label={texts.memory}
      note={texts.memoryNote}
      amount={texts.memoryAmount}
      unit={texts.megabytes}
      value={frameBudgetBytes === null ? null : megabytes(frameBudgetBytes)}
      suggestion={used === undefined ? MIDDLING_MEGABYTES : megabytes(used)}
      min={LEAST_MEGABYTES}
      max={MOST_MEGABYTES}
      onChange={(value) =>
        void changeSettings({ frameBudgetBytes: value === null ? null : value * MEGABYTE })
      }
    />
  );
}

function ThreadsRow({ settings }: { readonly settings: Settings }) {
  const { settings: texts } = useTexts();
  return (
    <NumberRow
      label={texts.threads}
      note={texts.threadsNote}
      amount={texts.threadsAmount}
      value={settings.threads}
      suggestion={Math.min(Math.max(navigator.hardwareConcurrency, THREAD_COUNT.min), THREAD_COUNT.max)}
      {...THREAD_COUNT}
      onChange={(threads) => void changeSettings({ threads })}
    />
  );
}

function FfmpegRow({ settings }: { readonly settings: Settings }) {
  const { settings: texts } = useTexts();
  const used = useMovieStore((state) => state.appInfo?.ffmpeg ?? null);
  const [problem, setProblem] = useState<ErrorValue | null>(null);
  const { ffmpegPath } = settings;

  // Where none was found, the chosen one counts at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when another program is chosen.
  useEffect(() => {
    void request("app:info").then((info) => {
      if (info.ok) useMovieStore.setState({ appInfo: info.value });
    });
  }, [ffmpegPath]);

  const ask = async (channel: "settings:choose-ffmpeg" | "settings:forget-ffmpeg"): Promise<void> => {
    setProblem(null);
    const outcome = await request(channel);
    if (!outcome.ok) setProblem(outcome.error);
    else if (outcome.value !== null) showSettings(outcome.value);
  };

  return (
    <fieldset className="settings__row">
      <legend>{texts.ffmpeg}</legend>
      <div className="settings__buttons">
        <button
          type="button"
          className="button"
          title={texts.chooseFfmpeg}
          onClick={() => void ask("settings:choose-ffmpeg")}
        >
          {texts.choose}
        </button>
        <button
          type="button"
          className="button"
          title={texts.lookForItTitle}
          disabled={ffmpegPath === null}
          onClick={() => void ask("settings:forget-ffmpeg")}
        >
          {texts.lookForIt}
        </button>
      </div>
      <div className="settings__note quiet">
        <p>{used === null ? texts.ffmpegNotFound : texts.ffmpegUsed(used.version, used.path)}</p>
        {ffmpegPath !== null && ffmpegPath !== used?.path && <p>{texts.ffmpegChosen(ffmpegPath)}</p>}
        {ffmpegPath === null && used?.source === "setting" && <p>{texts.ffmpegLookedFor}</p>}
        {problem !== null && <Problem error={problem} />}
      </div>
    </fieldset>
  );
}

function Problem({ error }: { readonly error: ErrorValue }) {
  const { sentence } = useErrorText(error);
  return (
    <p className="settings__problem" role="alert">
      {sentence}
    </p>
  );
}
