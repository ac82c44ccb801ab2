import { useEffect, useId, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import {
  KNOWN_MOTION_SIZE,
  KNOWN_MOTIONS,
  type KnownMotionKind,
  type VerificationReport,
} from "../../../shared/verification";
import { ChoiceField } from "../../components/choice-field";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { NumberInput } from "../../components/number-input";
import { Progress } from "../../components/progress";
import { SwitchField } from "../../components/switch-field";
import { formatFixed } from "../../lib/format";
import { describeFlow } from "../../lib/methods";
import { closeDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";
import { ErrorPicture } from "./error-picture";
import { JudgementActions } from "./judgement-actions";
import { JudgementResult } from "./judgement-result";
import { useJudgedFrame, useShownFrame } from "./use-judged-frame";
import { forgetVerification, runVerification, useVerifyStore } from "./verify-store";
import { VerifyTable } from "./verify-table";

/** Judges the present method, and others beside it, by a known motion of the frame on the screen. */
export function VerifyDialog({ movie }: { readonly movie: MovieInfo }) {
  const allTexts = useTexts();
  const { verification: texts } = allTexts;
  const state = useVerifyStore();
  const judged = useJudgedFrame(movie);
  const shown = useShownFrame();
  const [motion, setMotion] = useState<KnownMotionKind>("shift");
  const [likeFrame, setLikeFrame] = useState(true);
  const [size, setSize] = useState(2);
  const sizeId = useId();
  const running = state.phase === "running";

  useEffect(() => forgetVerification, []);

  return (
    <Modal
      title={texts.title}
      kind="wide"
      status={<Status />}
      closable={!running}
      onClose={closeDialog}
      actions={
        <JudgementActions
          running={running}
          cancelling={state.phase === "running" && state.cancelling}
          begin={state.phase === "done" ? texts.again : texts.run}
          onBegin={() => void runVerification({ ...judged, motion, size: likeFrame ? null : size })}
        />
      }
    >
      <p>{texts.about}</p>
      <p className="quiet">{describeFlow(judged.flow, allTexts)}</p>
      {judged.frame !== shown && <p className="quiet">{texts.otherFrame(shown, judged.frame)}</p>}
      <div className="verify__wish">
        <ChoiceField
          label={texts.motion}
          title={texts.motionNote}
          choices={KNOWN_MOTIONS.map((value) => ({ value, label: texts.motions[value] }))}
          value={motion}
          onChange={setMotion}
        />
        <SwitchField
          label={texts.likeFrame}
          title={texts.likeFrameNote}
          on={likeFrame}
          onChange={setLikeFrame}
        />
        {!likeFrame && (
          <div className="field-row" title={texts.sizeNote}>
            <label htmlFor={sizeId}>{texts.size}</label>
            <span>
              <NumberInput
                id={sizeId}
                value={size}
                min={KNOWN_MOTION_SIZE.min}
                max={KNOWN_MOTION_SIZE.max}
                step={0.05}
                description={texts.sizeNote}
                onChange={setSize}
              />{" "}
              <span className="unit">px</span>
            </span>
          </div>
        )}
      </div>
      {state.phase === "done" && <Result report={state.report} />}
    </Modal>
  );
}

function Result({ report }: { readonly report: VerificationReport }) {
  const { verification: texts } = useTexts();
  const { frame, motion, size, noise, rows, map } = report;
  const caption = texts.result(
    frame,
    texts.motions[motion],
    String(Number(size.toFixed(2))),
    formatFixed(noise, 1),
  );
  return (
    <JudgementResult label={caption}>
      <VerifyTable rows={rows} caption={caption} />
      <ErrorPicture map={map} />
    </JudgementResult>
  );
}

function Status() {
  const { verification: texts } = useTexts();
  const state = useVerifyStore();
  if (state.phase === "failed") return <Failure error={state.error} className="compare__failure" />;
  if (state.phase !== "running") return null;
  const { progress } = state;
  return (
    <div className="compare__status">
      <p aria-live="polite">
        {progress === null
          ? texts.starting
          : texts.running(Math.min(progress.done + 1, progress.total), progress.total)}
      </p>
      <Progress label={texts.label} share={progress === null ? null : progress.done / progress.total} />
    </div>
  );
}
