import { FLOW_METHODS, type FlowMethod } from "../../shared/flow";
import { METHOD_LABELS, METHODS_FOR_CHOICE } from "../lib/methods";

interface MethodSelectProps {
  readonly id?: string;
  readonly value: FlowMethod;
  readonly onChange: (method: FlowMethod) => void;
}

function isFlowMethod(value: string): value is FlowMethod {
  return FLOW_METHODS.some((method) => method === value);
}

/** Chooses the implementation that computes the flow. */
export function MethodSelect({ id, value, onChange }: MethodSelectProps) {
  return (
    <select
      id={id}
      className="select"
      title="Which implementation of Lucas-Kanade computes the motion; all give the same arrows"
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (isFlowMethod(chosen)) onChange(chosen);
      }}
    >
      {METHODS_FOR_CHOICE.map((method) => (
        <option key={method} value={method}>
          {METHOD_LABELS[method]}
        </option>
      ))}
    </select>
  );
}
