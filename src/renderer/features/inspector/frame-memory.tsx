import { useId } from "react";
import { FRAME_BUDGET } from "../../../shared/settings";
import { NumberInput } from "../../components/number-input";
import { NO_VALUE } from "../../lib/format";
import { useFramesStore } from "../../stores/frames-store";
import { saveSettings, useSettingsStore } from "../../stores/settings-store";
import { useStatsStore } from "../../stores/stats-store";

const MIB = 2 ** 20;

/** Whole mebibytes, in which the limit is set; the other figures of memory are decimal, and say so by their unit. */
function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? NO_VALUE : String(Math.round(bytes / MIB));
}

/** How much of the memory for decoded frames is in use, and how much there may be. */
export function FrameMemory() {
  const frames = useFramesStore((store) => store.state);
  // Every picture tells as well; it knows before the first report of the frames has come.
  const cost = useStatsStore((store) => store.stats?.cost);
  const held = frames?.heldBytes ?? cost?.frameBytes;
  const budget = frames?.budgetBytes ?? cost?.frameBudgetBytes;
  const labelId = useId();
  return (
    <div className="frame-memory">
      <div className="figures__row" title="Decoded frames are kept, so that going back to them takes no time">
        <span className="quiet" id={labelId}>
          Frames in memory
        </span>
        <span data-stat="frame-bytes">
          {mebibytes(held)} <span className="unit">/</span> {mebibytes(budget)}{" "}
          <span className="unit">MiB</span>
        </span>
      </div>
      <meter
        className="meter"
        aria-labelledby={labelId}
        min={0}
        max={budget ?? 1}
        value={Math.min(held ?? 0, budget ?? 1)}
      />
      {budget !== undefined && <BudgetControl budget={budget} />}
    </div>
  );
}

function BudgetControl({ budget }: { readonly budget: number }) {
  const settings = useSettingsStore((store) => store.settings);
  const id = useId();
  if (settings === null) return null;
  const chosen = settings.frameBudgetBytes;
  const bytes = Math.min(Math.max(chosen ?? budget, FRAME_BUDGET.min), FRAME_BUDGET.max);
  const set = (frameBudgetBytes: number | null): void => void saveSettings({ ...settings, frameBudgetBytes });
  return (
    <div className="frame-memory__budget">
      <label htmlFor={id} className="quiet">
        Memory for frames
      </label>
      <label className="frame-memory__automatic" title="A quarter of the free memory, at most 1024 MiB">
        <input
          type="checkbox"
          checked={chosen === null}
          onChange={(event) => set(event.currentTarget.checked ? null : Math.round(bytes))}
        />
        Automatic
      </label>
      <span className="frame-memory__field">
        <NumberInput
          id={id}
          value={Math.round(bytes / MIB)}
          min={FRAME_BUDGET.min / MIB}
          max={FRAME_BUDGET.max / MIB}
          step={16}
          takesEffect="when-done"
          onChange={(value) => set(Math.round(value) * MIB)}
        />
        <span className="unit">MiB</span>
      </span>
    </div>
  );
}
