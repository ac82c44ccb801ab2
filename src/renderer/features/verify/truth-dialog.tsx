import { useEffect } from "react";
import type { MovieInfo } from "../../../shared/movie";
import type { TruthReport } from "../../../shared/verification";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { Quantity } from "../../components/quantity";
import { formatFixed } from "../../lib/format";
import { describeFlow } from "../../lib/methods";
import { closeDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";
import { ErrorPicture } from "./error-picture";
import { JudgementActions } from "./judgement-actions";
import { JudgementResult } from "./judgement-result";
import { useJudgedFrame } from "./use-judged-frame";
import { forgetTruth, judgeByTruth, useTruthStore } from "./verify-store";
import { percent } from "./verify-table";

/** Judges the present method by a true flow from a file. */
export function TruthDialog({ movie }: { readonly movie: MovieInfo }) {
  const allTexts = useTexts();
  const { verification: texts } = allTexts;
  const state = useTruthStore();
  const judged = useJudgedFrame(movie);
  const running = state.phase === "running";

  useEffect(() => forgetTruth, []);

  return (
    <Modal
      title={texts.truthTitle}
      kind="wide"
      status={<Status />}
      closable={!running}
      onClose={closeDialog}
      actions={
        <JudgementActions
          running={running}
          cancelling={state.phase === "running" && state.cancelling}
          begin={state.phase === "done" ? texts.chooseOther : texts.choose}
          onBegin={() => void judgeByTruth(judged)}
        />
      }
    >
      <p>{texts.truthAbout}</p>
      <p className="quiet">{describeFlow(judged.flow, allTexts)}</p>
      {state.phase === "done" && <Result report={state.report} />}
    </Modal>
  );
}

function Result({ report }: { readonly report: TruthReport }) {
  const { verification: texts } = useTexts();
  const { fileName, frame, second, errors, meanAngle, unknown, map } = report;
  const pixels = (value: number) => ({ text: formatFixed(value, 3), unit: "px" });
  const figures = [
    { name: "mean", label: texts.mean, value: pixels(errors.mean) },
    { name: "median", label: texts.median, value: pixels(errors.median) },
    { name: "p95", label: texts.p95, note: texts.p95Note, value: pixels(errors.p95) },
    { name: "above-third", label: texts.aboveThird, value: percent(errors.aboveThird) },
    { name: "above-one", label: texts.aboveOne, value: percent(errors.aboveOne) },
    {
      name: "angle",
      label: texts.angle,
      note: texts.angleNote,
      value: { text: formatFixed(meanAngle, 2), unit: "°" },
    },
    {
      name: "within",
      label: texts.within,
      note: texts.withinNote,
      value: percent(errors.withinUncertainty),
    },
    { name: "compared", label: texts.compared, value: { text: String(errors.pixels), unit: "" } },
    { name: "left", label: texts.left, value: { text: String(unknown), unit: "" } },
  ];
  const caption = texts.truthResult(fileName, frame, second);
  return (
    <JudgementResult label={caption} beside>
      <table className="compare-table truth-table">
        <caption>{caption}</caption>
        <tbody>
          {figures.map(({ name, label, note, value }) => (
            <tr key={name} title={note}>
              <th scope="row">{label}</th>
              <td className="number" data-figure={name}>
                <Quantity value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ErrorPicture map={map} />
    </JudgementResult>
  );
}

function Status() {
  const { verification: texts } = useTexts();
  const state = useTruthStore();
  if (state.phase === "failed") return <Failure error={state.error} className="compare__failure" />;
  if (state.phase !== "running") return null;
  return (
    <div className="compare__status">
      <p aria-live="polite">{texts.judging}</p>
      <Progress label={texts.label} share={null} />
    </div>
  );
}
