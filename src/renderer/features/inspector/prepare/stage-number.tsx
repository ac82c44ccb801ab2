import { useId } from "react";
import {
  PREPARATION_LIMITS,
  type PreparationParameter,
  type PreparationStage,
} from "../../../../shared/preparation";
import { NumberInput } from "../../../components/number-input";
import { preparationActions } from "../../../stores/preparation-actions";
import { useTexts } from "../../../texts/use-texts";

interface StageNumberProps {
  readonly stage: PreparationStage;
  readonly parameter: PreparationParameter;
  readonly label: string;
  readonly note: string;
  readonly unit: string;
  readonly value: number;
}

/** A number that a stage goes by. */
export function StageNumber({ stage, parameter, label, note, unit, value }: StageNumberProps) {
  const { preparation, dense } = useTexts();
  const id = useId();
  const { min, max, integer } = PREPARATION_LIMITS[parameter];
  return (
    <div className="field-row field-row--inner" title={dense.limits(note, min, max)}>
      <label htmlFor={id}>{label}</label>
      <span>
        <NumberInput
          id={id}
          label={`${preparation.stages[stage].label}: ${label}`}
          description={note}
          value={value}
          min={min}
          max={max}
          step={integer ? 1 : 0.1}
          onChange={(next) => preparationActions.setParameter(parameter, next)}
        />{" "}
        <span className="unit">{unit}</span>
      </span>
    </div>
  );
}
