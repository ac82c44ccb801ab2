import { useId, useSyncExternalStore } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { PAIR_STEP, type Pairing, PULSE_SEPARATION, pairingOf } from "../../../shared/pairing";
import { ChoiceField } from "../../components/choice-field";
import { NumberInput } from "../../components/number-input";
import { useAnalysisStore } from "../../stores/analysis-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { knownRepeats } from "../../stores/repeats";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** How frames are compared, as a person chooses it. */
const CHOICES = ["next", "step", "new", "pairs", "reference"] as const;
type Choice = (typeof CHOICES)[number];

/** A step that shows what a step does. */
const FIRST_STEP = 2;

function choiceOf(pairing: Pairing): Choice {
  return pairing.kind === "step" && pairing.step === 1 ? "next" : pairing.kind;
}

function pairingFor(choice: Choice): Pairing {
  switch (choice) {
    case "next":
      return { kind: "step", step: 1 };
    case "step":
      return { kind: "step", step: FIRST_STEP };
    case "new":
      return { kind: "new" };
    case "pairs":
      return { kind: "pairs", pulseSeparation: null };
    case "reference":
      return { kind: "reference", frame: usePlaybackStore.getState().frame };
  }
}

/** Which frame each frame is compared with. */
export function PairingFields({ movie }: { readonly movie: MovieInfo }) {
  const { pairing: texts } = useTexts().panels;
  const pairing = pairingOf(useViewStore((state) => state.flow));
  return (
    <>
      <ChoiceField<Choice>
        control="pairing"
        label={texts.label}
        name={texts.name}
        title={texts.note}
        choices={CHOICES.map((value) => ({ value, label: texts.choices[value], title: texts.notes[value] }))}
        value={choiceOf(pairing)}
        onChange={(choice) => viewActions.setPairing(pairingFor(choice))}
      />
      {pairing.kind === "step" && pairing.step > 1 && (
        <PairingNumber
          {...{ label: texts.step, title: texts.notes.step, value: pairing.step, ...PAIR_STEP }}
          onChange={(step) => viewActions.setPairing({ kind: "step", step: Math.round(step) })}
        />
      )}
      {pairing.kind === "pairs" && (
        <PairingNumber
          {...{ label: texts.pulse, title: texts.pulseNote, ...PULSE_SEPARATION, min: 0 }}
          value={pairing.pulseSeparation ?? 0}
          onChange={(pulse) =>
            viewActions.setPairing({
              kind: "pairs",
              pulseSeparation: pulse >= PULSE_SEPARATION.min ? pulse : null,
            })
          }
        />
      )}
      {pairing.kind === "reference" && (
        <PairingNumber
          {...{ label: texts.reference, title: texts.notes.reference, value: pairing.frame, min: 0 }}
          max={movie.frameCount - 1}
          onChange={(frame) => viewActions.setPairing({ kind: "reference", frame: Math.round(frame) })}
        />
      )}
      <RepeatsNote pairing={pairing} />
    </>
  );
}

interface PairingNumberProps {
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function PairingNumber({ label, title, ...field }: PairingNumberProps) {
  const id = useId();
  return (
    <div className="field-row" title={title}>
      <label htmlFor={id}>{label}</label>
      <NumberInput id={id} {...field} step={1} takesEffect="when-done" />
    </div>
  );
}

/** Says that pictures are stored over again, once an analysis has seen it, and offers to leave them out. */
function RepeatsNote({ pairing }: { readonly pairing: Pairing }) {
  const { pairing: texts } = useTexts().panels;
  const repeats = useSyncExternalStore(useAnalysisStore.subscribe, knownRepeats);
  if (repeats === null || pairing.kind === "pairs") return null;
  const { repeated, pairs, every } = repeats;
  return (
    <div className="suggestion" role="status">
      <p className="quiet">{texts.repeats(repeated, pairs, every)}</p>
      {pairing.kind !== "new" && (
        <button
          type="button"
          className="button button--small"
          title={texts.notes.new}
          onClick={() => viewActions.setPairing({ kind: "new" })}
        >
          {texts.leaveOut}
        </button>
      )}
    </div>
  );
}
