import { useId } from "react";
import { FRAME_BUDGET, type Settings } from "../../../shared/settings";
import { NumberInput } from "../../components/number-input";
import { NO_VALUE } from "../../lib/format";
import { useFramesStore } from "../../stores/frames-store";
import { changeSettings, useSettingsStore } from "../../stores/settings-store";
import { useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";

/** Bytes of a megabyte; decimal, like all figures of memory here. */
export const MEGABYTE = 1e6;
export const LEAST_MEGABYTES = Math.ceil(FRAME_BUDGET.min / MEGABYTE);
export const MOST_MEGABYTES = Math.floor(FRAME_BUDGET.max / MEGABYTE);

/** Whole megabytes: their digits stay in place while the meter moves. Rounded down, so that no budget exceeds its limit. */
export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? NO_VALUE : String(Math.floor(bytes / MEGABYTE));
}

/** Bytes that decoded frames take, and may take; undefined before that is known. */
export function useFrameMemory(): { readonly held: number | undefined; readonly budget: number | undefined } {
  const frames = useFramesStore((store) => store.state);
  // Every picture tells as well; it knows before the first report of the frames has come.
  const cost = useStatsStore((store) => store.stats?.cost);
  const held = frames?.heldBytes ?? cost?.frameBytes;
  const whole = frames?.budgetBytes ?? cost?.frameBudgetBytes;
  const settings = useSettingsStore((store) => store.settings);
  // Main keeps whole frames, so that what it uses may be a little less than what was asked for.
  const budget = whole === undefined ? undefined : Math.max(whole, settings?.frameBudgetBytes ?? 0);
  return { held, budget };
}

/** How much of the memory for decoded frames is in use, and how much there may be. */
export function FrameMemory() {
  const { frameMemory, settings: units } = useTexts();
  const settings = useSettingsStore((store) => store.settings);
  const { held, budget } = useFrameMemory();
  const labelId = useId();
  return (
    <div className="frame-memory" data-control="frame-memory">
      <div className="figures__row" title={frameMemory.note}>
        <span className="quiet" id={labelId}>
          {frameMemory.title}
        </span>
        <span data-stat="frame-bytes">
          {megabytes(held)} <span className="unit">/</span> {megabytes(budget)}{" "}
          <span className="unit">{units.megabytes}</span>
        </span>
      </div>
      <meter
        className="meter"
        aria-labelledby={labelId}
        min={0}
        max={budget ?? 1}
        value={Math.min(held ?? 0, budget ?? 1)}
      />
      {budget !== undefined && settings !== null && <BudgetControl settings={settings} budget={budget} />}
    </div>
  );
}

interface BudgetControlProps {
  readonly settings: Settings;
  /** Bytes that frames may take now. */
  readonly budget: number;
}

function BudgetControl({ settings, budget }: BudgetControlProps) {
  const { frameMemory, settings: units } = useTexts();
  const id = useId();
  const chosen = settings.frameBudgetBytes;
  const bytes = Math.min(Math.max(chosen ?? budget, FRAME_BUDGET.min), FRAME_BUDGET.max);
  const set = (frameBudgetBytes: number | null): void => void changeSettings({ frameBudgetBytes });
  return (
    <div className="frame-memory__budget">
      <label htmlFor={id} className="quiet">
        {frameMemory.budget}
      </label>
      <label className="frame-memory__automatic" title={frameMemory.automaticTitle}>
        <input
          type="checkbox"
          checked={chosen === null}
          onChange={(event) => set(event.currentTarget.checked ? null : Math.round(bytes))}
        />
        {frameMemory.automatic}
      </label>
      <span className="frame-memory__field">
        <NumberInput
          id={id}
          value={Math.floor(bytes / MEGABYTE)}
          min={LEAST_MEGABYTES}
          max={MOST_MEGABYTES}
          step={1}
          takesEffect="when-done"
          onChange={(value) => set(Math.round(value) * MEGABYTE)}
        />
        <span className="unit">{units.megabytes}</span>
      </span>
    </div>
  );
}
