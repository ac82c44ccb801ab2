import { formatStageMs } from "../../lib/format";
import { useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";
import { placeStages, stagesOf, totalOf } from "./stages";

/** Where the time of the picture on the screen went: each stage begins where the one above it ends. */
export function StageTimes() {
  const texts = useTexts();
  const stats = useStatsStore((state) => state.stats);
  const stages = stagesOf(stats, texts);
  return (
    <dl className="stages">
      {placeStages(stages).map(({ name, label, title, ms, start, share }) => (
        <div className="stages__row" key={name} title={title}>
          <dt>{label}</dt>
          <dd className="stages__track" aria-hidden="true">
            {share > 0 && (
              <i className="stages__bar" style={{ left: `${100 * start}%`, width: `${100 * share}%` }} />
            )}
          </dd>
          <dd className="stages__value" data-stat={name}>
            {formatStageMs(ms)} <span className="unit">ms</span>
          </dd>
        </div>
      ))}
      <div className="stages__row stages__row--total">
        <dt>{texts.stages.total}</dt>
        <dd className="stages__value" data-stat="stage-total">
          {formatStageMs(totalOf(stages))} <span className="unit">ms</span>
        </dd>
      </div>
    </dl>
  );
}
