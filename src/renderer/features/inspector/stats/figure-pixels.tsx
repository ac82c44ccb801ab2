import type { FlowReport } from "../../../../shared/flow";
import { ToggleButton } from "../../../components/toggle-button";
import { thresholdText } from "../../../lib/figures-text";
import { formatCount, formatNumber } from "../../../lib/format";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** Says which pixels the figures below are over, and how many they are, and lets a person choose. */
export function FigurePixels({ report }: { readonly report: FlowReport | null }) {
  const { figures: texts } = useTexts();
  const all = useViewStore((state) => state.figurePixels === "all");
  return (
    <>
      <div className="figure-pixels">
        <span className="quiet" data-stat="figure-pixels">
          {report !== null && <Sentence report={report} />}
        </span>
        <ToggleButton
          label={texts.allPixels}
          pressed={all}
          title={texts.allPixelsNote}
          onPress={viewActions.toggleAllPixels}
        />
      </div>
      {report?.pixels === 0 && (
        <p className="quiet panel__note" data-stat="nothing-counts">
          {texts.nothingReliable(thresholdText(report.figures.minimumReliability))}
        </p>
      )}
    </>
  );
}

function Sentence({ report }: { readonly report: FlowReport }) {
  const { figures: texts } = useTexts();
  const { figurePixels, minimumReliability } = report.figures;
  const count = formatCount(report.pixels);
  if (figurePixels === "all") return texts.ofAll(count);
  return (
    <span title={texts.reliableNote(thresholdText(minimumReliability))}>
      {texts.ofReliable(formatNumber(100 * report.reliableShare, 2), count)}
    </span>
  );
}
