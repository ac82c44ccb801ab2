import { useEffect, useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import { EXPORT_SIDE, pictureSize } from "../../../shared/export-size";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { ChoiceField } from "../../components/choice-field";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { NumberInput } from "../../components/number-input";
import { SwitchField } from "../../components/switch-field";
import { sizeChoices, sizeName, sizeOf, widthToStartWith } from "../../lib/size-choices";
import { useSession } from "../../session-context";
import { closeDialog } from "../../stores/dialog-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { EnlargedNote } from "./export-options";
import {
  type PictureOptions,
  type PictureSizeChoice,
  pictureRequest,
  usePictureOptions,
} from "./picture-options-store";
import { type Preview, usePicturePreview } from "./use-picture-preview";

/** Saves the frame on the screen with its overlay as a picture file. */
export function PictureDialog({ movie }: { readonly movie: MovieInfo }) {
  const { common, saving } = useTexts();
  const session = useSession();
  const [frame] = useState(() => usePlaybackStore.getState().shownFrame ?? 0);
  const options = usePictureOptions();
  const preview = usePicturePreview(movie, frame, options);
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<ErrorValue | null>(null);
  const [busy, setBusy] = useState(false);

  // Where playing goes on, the picture would be another frame than the one that is looked at.
  useEffect(() => session.player.pause(), [session]);
  // What was said of the last one does not hold for another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choices are what it depends on.
  useEffect(() => setSaved(null), [options]);

  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setSaved(null);
    const outcome =
      options.size === "screen"
        ? await saveScreen(movie, frame, await session.snapshot(options.probes))
        : await request("picture:save", pictureRequest(movie, frame, options));
    setBusy(false);
    if (outcome === null) return;
    if (!outcome.ok) setError(outcome.error);
    else if (outcome.value.status === "done") setSaved(outcome.value.fileName);
  };

  return (
    <Modal
      title={saving.pictureTitle}
      closable={!busy}
      onClose={closeDialog}
      status={<span role="status">{saved !== null && saving.saved(saved)}</span>}
      actions={
        <>
          <button type="button" className="button" disabled={busy} onClick={closeDialog}>
            {common.close}
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={busy || preview.error !== null}
            onClick={() => void save()}
          >
            {saving.save}
          </button>
        </>
      }
    >
      <PreviewBox frame={frame} preview={preview} />
      <Options movie={movie} options={options} screen={preview.screen} disabled={busy} />
      {error !== null && <Failure error={error} className="export__state" />}
    </Modal>
  );
}

async function saveScreen(movie: MovieInfo, frame: number, picture: Blob | null) {
  if (picture === null) return null;
  const png = new Uint8Array(await picture.arrayBuffer());
  return request("picture:save-screen", { token: movie.token, frame, png });
}

function PreviewBox({ frame, preview }: { readonly frame: number; readonly preview: Preview }) {
  const { saving } = useTexts();
  return (
    <div className="picture__preview" aria-busy={preview.making}>
      {preview.url !== null && <img src={preview.url} alt={saving.preview(frame)} />}
      {preview.error !== null && <Failure error={preview.error} className="picture__making" />}
      {preview.making && preview.error === null && <p className="picture__making">{saving.making}</p>}
    </div>
  );
}

interface OptionsProps {
  readonly movie: MovieInfo;
  readonly options: PictureOptions;
  /** Size of what the window shows; null until that is known. */
  readonly screen: { readonly width: number; readonly height: number } | null;
  readonly disabled: boolean;
}

function Options({ movie, options, screen, disabled }: OptionsProps) {
  const { saving } = useTexts();
  const hasPins = useViewStore(({ pins }) => pins.length > 0);
  const isDouble = useViewStore(({ split, onion }) => split.visible || onion.visible);
  const { size, width, probes, list } = options;
  const typed = width ?? widthToStartWith(movie);
  return (
    <fieldset className="export__options" disabled={disabled}>
      <legend className="visually-hidden">{saving.size}</legend>
      <ChoiceField<PictureSizeChoice>
        label={saving.size}
        title={saving.sizeNote}
        choices={[
          ...(screen === null
            ? []
            : [{ value: "screen" as const, label: saving.onScreen(sizeName(screen)) }]),
          ...sizeChoices(movie, saving, (choice) => pictureSize(movie, sizeOf(choice, 0))),
        ]}
        value={size}
        onChange={(chosen) => usePictureOptions.setState({ size: chosen })}
      />
      {size === "auto" && <EnlargedNote movie={movie} />}
      {size === "width" && (
        <div className="export__width">
          <NumberInput
            label={saving.widthField}
            value={typed}
            {...EXPORT_SIDE}
            step={2}
            takesEffect="when-done"
            onChange={(pixels) => usePictureOptions.setState({ width: Math.round(pixels) })}
          />
          <span className="unit">px</span>
          <span className="quiet">{`= ${sizeName(pictureSize(movie, sizeOf("width", typed)))}`}</span>
        </div>
      )}
      {hasPins ? (
        <>
          <SwitchField
            label={saving.probes}
            title={saving.probesNote}
            on={probes}
            onChange={(on) => usePictureOptions.setState({ probes: on })}
          />
          {probes && size !== "screen" && (
            <SwitchField
              label={saving.list}
              title={saving.listNote}
              on={list}
              onChange={(on) => usePictureOptions.setState({ list: on })}
            />
          )}
        </>
      ) : (
        <p className="quiet">{saving.noProbes}</p>
      )}
      {isDouble && size !== "screen" && <p className="quiet">{saving.onScreenOnly}</p>}
    </fieldset>
  );
}
