import { useId } from "react";
import { DENSE_LIMITS, type DenseParameters, presetOf } from "../../../shared/flow";
import { NumberInput } from "../../components/number-input";
import { classNames } from "../../lib/class-names";
import { LEVELS, type Level } from "../../lib/flow-parameters";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { DENSE_LIST_FIELDS, DENSE_SCALAR_FIELDS, type DenseScalarField } from "./dense-fields";

interface DenseAdvancedProps {
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** Every parameter of the coarse-to-fine method, folded away until somebody wants them. */
export function DenseAdvanced({ open, onToggle }: DenseAdvancedProps) {
  const dense = useViewStore((state) => state.flow.dense);
  const { methods } = useTexts();
  const basePreset = useViewStore((state) => state.basePreset);
  return (
    <details className="advanced" open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary className="advanced__summary">Advanced</summary>
      <div className="advanced__fields">
        {DENSE_SCALAR_FIELDS.map((field) => (
          <ScalarField key={field.parameter} field={field} dense={dense} />
        ))}
      </div>
      <LevelTable dense={dense} />
      <button
        type="button"
        className="button button--small advanced__reset"
        title={`The values of the preset ${methods.presets[basePreset]}`}
        disabled={presetOf(dense) !== null}
        onClick={viewActions.resetToPreset}
      >
        Reset to preset
      </button>
    </details>
  );
}

interface ScalarFieldProps {
  readonly field: DenseScalarField;
  readonly dense: DenseParameters;
}

function ScalarField({ field, dense }: ScalarFieldProps) {
  const { parameter, label, name, title, unit, step } = field;
  const id = useId();
  const { min, max } = DENSE_LIMITS[parameter];
  return (
    <div className="advanced__field" title={`${title} (${min}–${max})`}>
      <div>
        <label htmlFor={id}>{label}</label> <span className="unit">{unit}</span>
      </div>
      <NumberInput
        id={id}
        // Where the label is the whole name, it is the name already.
        {...(name !== label && { label: name })}
        description={title}
        value={dense[parameter]}
        min={min}
        max={max}
        step={step}
        onChange={(value) => viewActions.setDenseValue(parameter, value)}
      />
    </div>
  );
}

function levelText(level: Level): string {
  return level === 3 ? "3+" : String(level);
}

function LevelTable({ dense }: { readonly dense: DenseParameters }) {
  const isSolved = (level: Level): boolean => level >= dense.finestLevel;
  return (
    <table className="levels">
      <caption className="visually-hidden">Parameters of each pyramid level</caption>
      <thead>
        <tr>
          <th scope="col" title="Level 0 is the frame itself; each further one is half as large">
            Pyramid level
          </th>
          {LEVELS.map((level) => (
            <th
              key={level}
              scope="col"
              className={classNames("levels__level", !isSolved(level) && "levels__level--idle")}
              title={levelTitle(level, isSolved(level))}
            >
              {levelText(level)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DENSE_LIST_FIELDS.map(({ parameter, label, name, title }) => {
          const { min, max } = DENSE_LIMITS[parameter];
          return (
            <tr key={parameter} title={`${title} (${min}–${max})`}>
              <th scope="row">{label}</th>
              {LEVELS.map((level) => (
                <td
                  key={level}
                  className={classNames("levels__level", !isSolved(level) && "levels__level--idle")}
                >
                  <NumberInput
                    label={`${name}, level ${levelText(level)}`}
                    description={title}
                    value={dense[parameter][level]}
                    min={min}
                    max={max}
                    step={1}
                    onChange={(value) => viewActions.setDenseLevelValue(parameter, level, value)}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function levelTitle(level: Level, solved: boolean): string {
  if (!solved) return "Not solved while the finest level is 1";
  if (level === 0) return "The frame at full size";
  return level === 3 ? "An eighth of the size, and all smaller levels" : `1/${2 ** level} of the size`;
}
