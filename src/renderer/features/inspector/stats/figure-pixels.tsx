import type { FlowReport } from "../../../../shared/flow-report";
import { allFailed } from "../../../../shared/validation";
import { thresholdText } from "../../../lib/figures-text";
import { formatCount, formatNumber } from "../../../lib/format";
import { useTexts } from "../../../texts/use-texts";

/** Says which pixels the figures below are over, and how many they are. */
export function FigurePixels({ report }: { readonly report: FlowReport | null }) {
  const { figures: texts, validation } = useTexts();
  const vectors = report?.treated?.vectors ?? null;
  return (
    <>
      <p className="quiet figure-pixels" data-stat="figure-pixels">
        {report !== null && <Sentence report={report} />}
      </p>
      {report?.pixels === 0 && (
        <p className="quiet panel__note" data-stat="nothing-counts">
          {vectors !== null && allFailed(vectors)
            ? validation.noneValid
            : texts.nothingReliable(thresholdText(report.figures.minimumReliability))}
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
