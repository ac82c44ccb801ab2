import { formatBytes, formatMs, quantityText } from "../../../lib/format";
import { setFold, useFoldsStore } from "../../../stores/folds-store";
import type { FrameStats } from "../../../stores/stats-store";
import { useTexts } from "../../../texts/use-texts";
import { CostFigures } from "./cost-figures";

/** What the frame cost, in one sentence; all of it when that is opened, which is remembered. */
export function CostFold({ stats }: { readonly stats: FrameStats | null }) {
  const { layout } = useTexts();
  const open = useFoldsStore((state) => state.cost);
  return (
    <details
      className="fold"
      data-control="cost"
      open={open}
      onToggle={(event) => setFold("cost", event.currentTarget.open)}
    >
      <summary className="fold__summary" title={layout.costNote}>
        <span>{layout.cost}</span>
        <span className="fold__sentence" data-stat="cost-sentence">
          <CostSentence stats={stats} />
        </span>
      </summary>
      {open && (
        <div className="fold__content">
          <CostFigures stats={stats} />
        </div>
      )}
    </details>
  );
}

/** "Decode 1.2 ms · flow 7.6 ms · draw 3 ms · 48 MB": the bytes are those that computing the motion held. */
function CostSentence({ stats }: { readonly stats: FrameStats | null }) {
  const { layout } = useTexts();
  if (stats === null) return layout.noCost;
  const { cost, report, drawMs } = stats;
  return layout.costSentence({
    decode: quantityText(formatMs(cost.decodeMs)),
    flow: report === null ? null : quantityText(formatMs(cost.flowMs)),
    draw: quantityText(formatMs(drawMs)),
    bytes: quantityText(formatBytes(cost.flowBytes + cost.workingBytes)),
  });
}
