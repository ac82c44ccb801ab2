import { useId } from "react";
import { DENSE_LIMITS, type DenseParameters, presetOf } from "../../../shared/flow";
import type { Texts } from "../../../shared/texts/texts";
import { NumberInput } from "../../components/number-input";
import { classNames } from "../../lib/class-names";
import { LEVELS, type Level } from "../../lib/flow-parameters";
import { editedFlow, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { DENSE_LIST_FIELDS, DENSE_SCALAR_FIELDS, type DenseScalarField } from "./dense-fields";

interface DenseAdvancedProps {
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** Every parameter of the coarse-to-fine method, folded away until somebody wants them. */
export function DenseAdvanced({ open, onToggle }: DenseAdvancedProps) {
  const dense = useViewStore((state) => editedFlow(state).flow.dense);
  const { dense: texts, methods } = useTexts();
  const basePreset = useViewStore((state) => editedFlow(state).basePreset);
  return (
    <details
      className="advanced"
      data-control="dense-parameters"
      open={open}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary className="advanced__summary">{texts.advanced}</summary>
      <div className="advanced__fields">
        {DENSE_SCALAR_FIELDS.map((field) => (
          <ScalarField key={field.parameter} field={field} dense={dense} />
        ))}
      </div>
      <LevelTable dense={dense} />
      <button
        type="button"
        className="button button--small advanced__reset"
        title={texts.resetTitle(methods.presets[basePreset])}
        disabled={presetOf(dense) !== null}
        onClick={viewActions.resetToPreset}
      >
        {texts.reset}
      </button>
    </details>
  );
}

interface ScalarFieldProps {
  readonly field: DenseScalarField;
  readonly dense: DenseParameters;
}

function ScalarField({ field, dense }: ScalarFieldProps) {
  const { dense: texts } = useTexts();
  const { parameter, unit, step } = field;
  const { label, name, title } = texts.parameters[parameter];
  const id = useId();
  const { min, max } = DENSE_LIMITS[parameter];
  return (
    <div className="advanced__field" title={texts.limits(title, min, max)}>
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
  const { dense: texts } = useTexts();
  const isSolved = (level: Level): boolean => level >= dense.finestLevel;
  return (
    <table className="levels">
      <caption className="visually-hidden">{texts.levels}</caption>
      <thead>
        <tr>
          <th scope="col" title={texts.levelTitle}>
            {texts.level}
          </th>
          {LEVELS.map((level) => (
            <th
              key={level}
              scope="col"
              className={classNames("levels__level", !isSolved(level) && "levels__level--idle")}
              title={levelTitle(level, isSolved(level), texts)}
            >
              {levelText(level)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DENSE_LIST_FIELDS.map((parameter) => {
          const { label, name, title } = texts.parameters[parameter];
          const { min, max } = DENSE_LIMITS[parameter];
          return (
            <tr key={parameter} title={texts.limits(title, min, max)}>
              <th scope="row">{label}</th>
              {LEVELS.map((level) => (
                <td
                  key={level}
                  className={classNames("levels__level", !isSolved(level) && "levels__level--idle")}
                >
                  <NumberInput
                    label={texts.ofLevel(name, levelText(level))}
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

function levelTitle(level: Level, solved: boolean, texts: Texts["dense"]): string {
  if (!solved) return texts.notSolved;
  if (level === 0) return texts.fullSize;
  return level === 3 ? texts.eighthAndLess : texts.shareOfSize(2 ** level);
}
