import { DENSE_PRESETS, type FlowParameters, presetOf } from "../../shared/flow";
import {
  isMethodChoice,
  type MethodChoice,
  methodChoiceOf,
  PRESET_LABELS,
  PRESET_NOTES,
  SINGLE_SCALE_CHOICES,
  SINGLE_SCALE_LABELS,
} from "../lib/methods";

interface MethodSelectProps {
  readonly id?: string;
  readonly value: FlowParameters;
  readonly onChange: (choice: MethodChoice) => void;
}

/** Chooses what computes the flow: a preset of the coarse-to-fine method, or an implementation at a single scale. */
export function MethodSelect({ id, value, onChange }: MethodSelectProps) {
  // Offered as long as there are such parameters: a look at another method must not lose them.
  const custom = presetOf(value.dense) === null;
  return (
    <select
      id={id}
      className="select"
      title="How the motion is computed: coarse to fine for motions up to tens of pixels, or at a single scale for motions of a pixel or two"
      value={methodChoiceOf(value)}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (isMethodChoice(chosen)) onChange(chosen);
      }}
    >
      <optgroup label="Coarse-to-fine (dense-pyramidal)">
        {[...DENSE_PRESETS, ...(custom ? (["custom"] as const) : [])].map((preset) => (
          <option key={preset} value={preset} title={PRESET_NOTES[preset]}>
            {PRESET_LABELS[preset]}
          </option>
        ))}
      </optgroup>
      <optgroup label="Single scale (Lucas-Kanade)">
        {SINGLE_SCALE_CHOICES.map((method) => (
          <option key={method} value={method}>
            {SINGLE_SCALE_LABELS[method]}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
