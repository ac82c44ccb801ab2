import { useState } from "react";
import type { RawLayout } from "../../../shared/raw-layout";
import type { RawFile } from "../../../shared/raw-question";
import { suggestRawLayouts } from "../../../shared/raw-suggestions";
import { request } from "../../api";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { formatCount } from "../../lib/format";
import { closeDialog } from "../../stores/dialog-store";
import { dismissProblem, reportProblem } from "../../stores/movie-store";
import { useRawStore } from "../../stores/raw-store";
import { useTexts } from "../../texts/use-texts";
import { RawFields } from "./raw-fields";
import { type RawPreviewState, useRawPreview } from "./use-raw-preview";

/** What to begin with where nothing is known. */
const FIRST: RawLayout = {
  ...{ width: 640, height: 480, bits: 8, depth: 8, byteOrder: "little", channels: 1 },
  ...{ headerBytes: 0, gapBytes: 0, framesPerSecond: null },
};

/** Asks how the frames of a file lie that does not say so, and shows what comes of it. */
export function RawDialog() {
  const file = useRawStore((state) => state.file);
  // Another file is another question.
  return file && <Question key={file.id} file={file} />;
}

function Question({ file }: { readonly file: RawFile }) {
  const { raw, common } = useTexts();
  const [layout, setLayout] = useState(() => file.layout ?? suggestRawLayouts(file.size)[0] ?? FIRST);
  const preview = useRawPreview(file, layout);
  const open = (): void => {
    closeDialog();
    dismissProblem();
    void request("raw:open", { id: file.id, layout }).then((outcome) => {
      if (!outcome.ok) reportProblem(outcome.error, file.name);
    });
  };
  return (
    <Modal
      title={raw.title}
      kind="wide"
      closable
      onClose={closeDialog}
      status={
        <span role="status">
          {preview.facts !== null && raw.frames(preview.facts.frames, preview.facts.bytesLeft)}
        </span>
      }
      actions={
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {common.cancel}
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={preview.error !== null}
            onClick={open}
          >
            {raw.open}
          </button>
        </>
      }
    >
      <p className="quiet">{raw.about(file.name, formatCount(file.size))}</p>
      <div className="raw">
        <RawFields fileSize={file.size} layout={layout} onChange={setLayout} />
        <PreviewBox preview={preview} />
      </div>
    </Modal>
  );
}

function PreviewBox({ preview: { url, making, error } }: { readonly preview: RawPreviewState }) {
  const { raw } = useTexts();
  return (
    <div className="picture__preview" aria-busy={making}>
      {url !== null && <img src={url} alt={raw.preview} />}
      {error !== null && <Failure error={error} className="picture__making" />}
      {making && error === null && <p className="picture__making">{raw.making}</p>}
    </div>
  );
}
