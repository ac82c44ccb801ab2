import { useEffect, useId, useState } from "react";
import { CAMERA_MODELS, type CameraModel } from "../../../../shared/measure/camera-motion";
import {
  DEFAULT_FORWARD_BACKWARD,
  DEFAULT_MEDIAN_TEST,
  isValidating,
  type MedianTest,
  type SpeedLimits,
  VALIDATION_LIMITS,
} from "../../../../shared/validation";
import { vectorSpacing } from "../../../../shared/vector-spacing";
import { ChoiceField } from "../../../components/choice-field";
import { NumberInput } from "../../../components/number-input";
import { SwitchField } from "../../../components/switch-field";
import { formatFixed } from "../../../lib/format";
import { limitsAround } from "../../../lib/scatter-plot";
import { usedCamera } from "../../../stores/marked-treatment";
import { markActions } from "../../../stores/marks-store";
import { useScatterStore, wantScatter } from "../../../stores/scatter-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { changeValidation, setBound, setSpeedLimits } from "./validation-actions";
import { VectorScatterPlot } from "./vector-scatter";

/** The motion of the camera, and which vectors are believed. */
export function ValidationPanel() {
  const { validation: texts } = useTexts();
  const titleId = useId();
  return (
    <section className="panel validation" data-control="validation" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.title}
      </h2>
      <CameraField />
      <SpeedLimitFields />
      <MedianTestFields />
      <ForwardBackwardFields />
      <ReplaceField />
    </section>
  );
}

function CameraField() {
  const { validation: texts } = useTexts();
  const camera = useViewStore((state) => state.marks.camera);
  const isUsed = useViewStore(({ marks, flow }) => usedCamera(marks, flow) !== null);
  return (
    <>
      <ChoiceField<CameraModel | "none">
        control="camera"
        label={texts.camera}
        title={texts.cameraNote}
        choices={(["none", ...CAMERA_MODELS] as const).map((value) => ({
          value,
          label: texts.cameras[value],
        }))}
        value={camera ?? "none"}
        onChange={(value) => markActions.change(null, () => ({ camera: value === "none" ? null : value }))}
      />
      {camera !== null && !isUsed && (
        <p className="quiet" role="status">
          {texts.cameraLeftIn}
        </p>
      )}
    </>
  );
}

/** Around all that is usual, before anything is known of the frame. */
const WIDE_LIMITS: SpeedLimits = { minU: -10, maxU: 10, minV: -10, maxV: 10 };
const BOUNDS = ["minU", "maxU", "minV", "maxV"] as const;

function SpeedLimitFields() {
  const { validation: texts } = useTexts();
  const limits = useViewStore((state) => state.marks.validation.speedLimits);
  const [refused, setRefused] = useState<"u" | "v" | null>(null);
  const change = (bound: (typeof BOUNDS)[number], value: number): void => {
    const axis = bound.endsWith("U") ? "u" : "v";
    setRefused(setBound(bound, value) ? null : axis);
  };
  return (
    <>
      <SwitchField
        control="speed-limits"
        label={texts.speedLimits}
        title={texts.speedLimitsNote}
        on={limits !== null}
        onChange={(on) => changeValidation(null, { speedLimits: on ? WIDE_LIMITS : null })}
      />
      {limits !== null && (
        <>
          <SpeedDiagram />
          <div className="validation__bounds">
            {BOUNDS.map((bound) => (
              <NumberRow
                key={bound}
                label={texts.bounds[bound]}
                title={texts.speedLimitsNote}
                value={limits[bound]}
                {...VALIDATION_LIMITS.speed}
                step={0.1}
                onChange={(value) => change(bound, value)}
              />
            ))}
          </div>
          {refused !== null && (
            <p className="marks__problem" role="alert">
              {texts.boundRefused(refused)}
            </p>
          )}
        </>
      )}
    </>
  );
}

function SpeedDiagram() {
  const { validation: texts } = useTexts();
  useEffect(wantScatter, []);
  const fit = (): void => {
    const { scatter } = useScatterStore.getState();
    const limits = scatter && limitsAround(scatter);
    if (limits) setSpeedLimits(limits);
  };
  const hasVectors = useScatterStore(({ scatter }) => scatter !== null && scatter.flags.length > 0);
  return (
    <>
      <VectorScatterPlot />
      <button
        type="button"
        className="button button--small"
        title={texts.wholeRangeNote}
        disabled={!hasVectors}
        onClick={fit}
      >
        {texts.wholeRange}
      </button>
    </>
  );
}

function MedianTestFields() {
  const { validation: texts } = useTexts();
  const test = useViewStore((state) => state.marks.validation.medianTest);
  const spacing = useViewStore((state) => vectorSpacing(state.flow));
  const change = (name: string, next: Partial<MedianTest>): void => {
    if (test !== null) changeValidation(`median test ${name}`, { medianTest: { ...test, ...next } });
  };
  return (
    <>
      <SwitchField
        control="median-test"
        label={texts.medianTest}
        title={texts.medianTestNote}
        on={test !== null}
        onChange={(on) => changeValidation(null, { medianTest: on ? DEFAULT_MEDIAN_TEST : null })}
      />
      {test !== null && (
        <>
          <NumberRow
            label={texts.threshold}
            title={texts.thresholdNote}
            value={test.threshold}
            {...VALIDATION_LIMITS.threshold}
            step={0.1}
            onChange={(threshold) => change("threshold", { threshold })}
          />
          <NumberRow
            label={texts.epsilon}
            title={texts.epsilonNote}
            value={test.epsilon}
            {...VALIDATION_LIMITS.epsilon}
            step={0.05}
            onChange={(epsilon) => change("epsilon", { epsilon })}
          />
          <ChoiceField<"3" | "5">
            label={texts.neighbourhood}
            title={texts.neighbourhoodNote(spacing)}
            choices={[
              { value: "3", label: texts.neighbourhoods[3] },
              { value: "5", label: texts.neighbourhoods[5] },
            ]}
            value={test.neighbourhood === 3 ? "3" : "5"}
            onChange={(side) => change("neighbourhood", { neighbourhood: side === "3" ? 3 : 5 })}
          />
        </>
      )}
    </>
  );
}

function ForwardBackwardFields() {
  const { validation: texts } = useTexts();
  const limit = useViewStore((state) => state.marks.validation.forwardBackward);
  return (
    <>
      <SwitchField
        control="forward-backward"
        label={texts.forwardBackward}
        title={texts.forwardBackwardNote}
        on={limit !== null}
        onChange={(on) => changeValidation(null, { forwardBackward: on ? DEFAULT_FORWARD_BACKWARD : null })}
      />
      {limit !== null && (
        <NumberRow
          label={texts.forwardBackwardLimit}
          title={texts.forwardBackwardNote}
          value={limit}
          {...VALIDATION_LIMITS.forwardBackward}
          step={0.1}
          onChange={(value) => changeValidation("forward-backward", { forwardBackward: value })}
        />
      )}
    </>
  );
}

/** Only where something may fail. */
function ReplaceField() {
  const { validation: texts } = useTexts();
  const validation = useViewStore((state) => state.marks.validation);
  const minimum = useViewStore((state) => state.overlay.minimumReliability);
  if (!isValidating(validation)) return null;
  return (
    <>
      <SwitchField
        label={texts.replace}
        title={texts.replaceNote}
        on={validation.replace === "median"}
        onChange={(on) => changeValidation(null, { replace: on ? "median" : "none" })}
      />
      <p className="quiet">{texts.reliabilityNote(formatFixed(minimum, 2))}</p>
    </>
  );
}

interface NumberRowProps {
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

function NumberRow({ label, title, value, min, max, step, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <div className="field-row" title={title}>
      <label htmlFor={id}>{label}</label>
      <NumberInput id={id} {...{ value, min, max, step, onChange }} takesEffect="when-done" />
    </div>
  );
}
