import { DENSE_PRESETS, type FlowParameters, presetOf } from "../../shared/flow";
import { isMethodChoice, type MethodChoice, methodChoiceOf, SINGLE_SCALE_CHOICES } from "../lib/methods";
import { useTexts } from "../texts/use-texts";

interface MethodSelectProps {
  readonly id?: string;
  readonly value: FlowParameters;
  readonly onChange: (choice: MethodChoice) => void;
}

/** Chooses what computes the flow: a preset of the coarse-to-fine method, or an implementation at a single scale. */
export function MethodSelect({ id, value, onChange }: MethodSelectProps) {
  const { methods } = useTexts();
  // Offered as long as there are such parameters: a look at another method must not lose them.
  const custom = presetOf(value.dense) === null;
  return (
    <select
      id={id}
      className="select"
      title={methods.choice}
      value={methodChoiceOf(value)}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (isMethodChoice(chosen)) onChange(chosen);
      }}
    >
      <optgroup label={methods.coarseToFine}>
        {[...DENSE_PRESETS, ...(custom ? (["custom"] as const) : [])].map((preset) => (
          <option key={preset} value={preset} title={methods.presetNotes[preset]}>
            {methods.presets[preset]}
          </option>
        ))}
      </optgroup>
      <optgroup label={methods.singleScale}>
        {SINGLE_SCALE_CHOICES.map((method) => (
          <option key={method} value={method}>
            {methods.names[method]}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
