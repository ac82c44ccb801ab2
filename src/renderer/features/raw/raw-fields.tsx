import { useId } from "react";
import { type RawLayout, rawLayoutText } from "../../../shared/raw-layout";
import { suggestRawLayouts } from "../../../shared/raw-suggestions";
import type { Texts } from "../../../shared/texts/texts";
import { ChoiceField } from "../../components/choice-field";
import { NumberInput } from "../../components/number-input";
import { useTexts } from "../../texts/use-texts";

interface RawFieldsProps {
  /** In bytes. */
  readonly fileSize: number;
  readonly layout: RawLayout;
  readonly onChange: (layout: RawLayout) => void;
}

/** Everything that a person states of a recording without a header. */
export function RawFields({ fileSize, layout, onChange }: RawFieldsProps) {
  const texts = useTexts();
  const { raw } = texts;
  const set = (change: Partial<RawLayout>): void => onChange({ ...layout, ...change });
  const setBits = (depth: number): void => set({ depth, bits: depth > 8 ? 16 : 8 });
  const most = Math.max(0, fileSize - 1);
  return (
    <fieldset className="export__options raw-fields">
      <legend className="visually-hidden">{raw.layout}</legend>
      <Suggestions fileSize={fileSize} layout={layout} onChange={onChange} />
      <NumberField
        label={raw.width}
        unit="px"
        value={layout.width}
        min={1}
        max={65_535}
        onChange={(width) => set({ width })}
      />
      <NumberField
        label={raw.height}
        unit="px"
        value={layout.height}
        min={1}
        max={65_535}
        onChange={(height) => set({ height })}
      />
      <NumberField
        label={raw.bits}
        title={raw.bitsTitle}
        value={layout.depth}
        min={1}
        max={16}
        onChange={setBits}
      />
      {layout.bits === 16 && (
        <ChoiceField<RawLayout["byteOrder"]>
          label={raw.byteOrder}
          title={raw.byteOrderTitle}
          choices={(["little", "big"] as const).map((value) => ({ value, label: raw[value] }))}
          value={layout.byteOrder}
          onChange={(byteOrder) => set({ byteOrder })}
        />
      )}
      <ChoiceField<"1" | "3">
        label={raw.colours}
        title={raw.colours}
        choices={[
          { value: "1", label: raw.grey },
          { value: "3", label: raw.rgb },
        ]}
        value={layout.channels === 1 ? "1" : "3"}
        onChange={(channels) => set({ channels: channels === "1" ? 1 : 3 })}
      />
      <NumberField
        {...{ label: raw.header, title: raw.headerTitle, unit: raw.bytes, min: 0, max: most }}
        value={layout.headerBytes}
        onChange={(headerBytes) => set({ headerBytes })}
      />
      <NumberField
        {...{ label: raw.gap, title: raw.gapTitle, unit: raw.bytes, min: 0, max: most }}
        value={layout.gapBytes}
        onChange={(gapBytes) => set({ gapBytes })}
      />
      <NumberField
        {...{ label: raw.rate, title: raw.rateTitle, unit: texts.common.framesPerSecond, min: 0, max: 1e9 }}
        whole={false}
        value={layout.framesPerSecond ?? 0}
        onChange={(rate) => set({ framesPerSecond: rate === 0 ? null : rate })}
      />
    </fieldset>
  );
}

/** What the file may be by its size. */
function Suggestions({ fileSize, layout, onChange }: RawFieldsProps) {
  const { raw } = useTexts();
  const suggestions = suggestRawLayouts(fileSize);
  if (suggestions.length === 0) return null;
  // What the size says nothing of stays as it is stated.
  const { framesPerSecond, byteOrder } = layout;
  const choices = suggestions.map((suggested) => {
    const whole = { ...suggested, framesPerSecond, byteOrder };
    return { layout: whole, value: rawLayoutText(whole), label: suggestionText(suggested, raw) };
  });
  const stated = rawLayoutText(layout);
  return (
    <ChoiceField<string>
      label={raw.suggestions}
      title={raw.suggestionsTitle}
      choices={
        choices.some(({ value }) => value === stated)
          ? choices
          : [{ value: stated, label: raw.noSuggestion }, ...choices]
      }
      value={stated}
      onChange={(value) => {
        const chosen = choices.find((choice) => choice.value === value);
        if (chosen) onChange(chosen.layout);
      }}
    />
  );
}

/** "640 × 480, 16 bits, Red, green, blue, Header 512 bytes": what is not usual at the end. */
function suggestionText(
  { width, height, bits, channels, headerBytes }: RawLayout,
  raw: Texts["raw"],
): string {
  return [
    `${width} × ${height}`,
    `${raw.bits} ${bits}`,
    ...(channels === 1 ? [] : [raw.rgb]),
    ...(headerBytes === 0 ? [] : [`${raw.header} ${headerBytes} ${raw.bytes}`]),
  ].join(", ");
}

interface NumberFieldProps {
  readonly label: string;
  readonly title?: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly onChange: (value: number) => void;
}

function NumberField({ label, title, unit, value, min, max, whole = true, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field-row" title={title}>
      <label htmlFor={id}>{label}</label>
      <NumberInput
        id={id}
        {...{ value, min, max }}
        {...(title === undefined ? {} : { description: title })}
        step={1}
        takesEffect="when-done"
        onChange={(typed) => onChange(whole ? Math.round(typed) : typed)}
      />
      {unit !== undefined && <span className="unit">{unit}</span>}
    </div>
  );
}
