import { type FormEvent, useEffect, useState } from "react";
import { MOST_PRESETS, PRESET_NAME_LENGTH, type ViewPreset } from "../../../shared/presets";
import { IconButton } from "../../components/icon-button";
import { RenameField } from "../../components/rename-field";
import { classNames } from "../../lib/class-names";
import { hasPreset, presetName, withoutPreset, withRenamed, withSaved } from "../../lib/preset-list";
import { keepPresets, loadPresets, usePresetsStore } from "../../stores/presets-store";
import { samePresetSettings } from "../../stores/view-settings";
import { editedPresetSettings, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Flow and view under names of the person's own. */
export function UserPresets() {
  const texts = useTexts().panels.presets;
  const presets = usePresetsStore((state) => state.presets);
  const [note, setNote] = useState("");
  useEffect(() => void loadPresets(), []);
  return (
    <fieldset className="panel" data-control="own-presets">
      <legend className="panel__title">{texts.title}</legend>
      {presets !== null && presets.length > 0 ? (
        <ul className="presets">
          {presets.map((preset) => (
            <PresetRow key={preset.name} preset={preset} presets={presets} onNote={setNote} />
          ))}
        </ul>
      ) : (
        <p className="quiet panel__note">{texts.none}</p>
      )}
      <SavePreset presets={presets ?? []} disabled={presets === null} onNote={setNote} />
      <p className="quiet panel__note" role="status">
        {note}
      </p>
    </fieldset>
  );
}

interface PresetRowProps {
  readonly preset: ViewPreset;
  readonly presets: readonly ViewPreset[];
  readonly onNote: (note: string) => void;
}

function PresetRow({ preset, presets, onNote }: PresetRowProps) {
  const texts = useTexts().panels.presets;
  const { name } = preset;
  const inUse = useViewStore((state) => samePresetSettings(editedPresetSettings(state), preset.settings));
  const [renaming, setRenaming] = useState(false);

  if (renaming) {
    const rename = (typed: string): void => {
      const to = presetName(typed);
      const renamed = withRenamed(presets, name, to);
      setRenaming(false);
      onNote(renamed === null && to !== "" ? texts.taken(to) : "");
      if (renamed !== null && renamed !== presets) void keepPresets(renamed);
    };
    return (
      <li className="presets__row">
        <RenameField
          label={texts.newName(name)}
          name={name}
          maxLength={PRESET_NAME_LENGTH}
          onRename={rename}
          onCancel={() => setRenaming(false)}
        />
      </li>
    );
  }
  return (
    <li className="presets__row">
      <button
        type="button"
        className={classNames("presets__name", inUse && "presets__name--in-use")}
        aria-label={texts.apply(name)}
        aria-pressed={inUse}
        title={texts.apply(name)}
        onClick={() => {
          viewActions.applyPreset(preset.settings);
          onNote("");
        }}
      >
        {name}
      </button>
      <IconButton label={texts.rename(name)} icon="rename" onPress={() => setRenaming(true)} />
      <IconButton
        label={texts.remove(name)}
        icon="close"
        onPress={() => {
          onNote("");
          void keepPresets(withoutPreset(presets, name));
        }}
      />
    </li>
  );
}

interface SavePresetProps {
  readonly presets: readonly ViewPreset[];
  readonly disabled: boolean;
  readonly onNote: (note: string) => void;
}

function SavePreset({ presets, disabled, onNote }: SavePresetProps) {
  const texts = useTexts().panels.presets;
  const [typed, setTyped] = useState("");
  const name = presetName(typed);
  const exists = hasPreset(presets, name);

  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name === "") return;
    if (!exists && presets.length >= MOST_PRESETS) {
      onNote(texts.full(MOST_PRESETS));
      return;
    }
    void keepPresets(withSaved(presets, name, editedPresetSettings(useViewStore.getState())));
    onNote(exists ? texts.overwritten(name) : texts.saved(name));
    setTyped("");
  };

  return (
    <form className="presets__save" onSubmit={save}>
      <input
        type="text"
        className="text-input"
        aria-label={texts.name}
        placeholder={texts.name}
        maxLength={PRESET_NAME_LENGTH}
        value={typed}
        disabled={disabled}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" className="button button--small" disabled={disabled || name === ""}>
        {exists ? texts.overwrite : texts.save}
      </button>
    </form>
  );
}
