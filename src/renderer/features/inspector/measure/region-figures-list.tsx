import type { MarkedRegion } from "../../../../shared/marks/marks";
import { Quantity } from "../../../components/quantity";
import {
  formatDegrees,
  formatNumber,
  formatPercent,
  formatSigned,
  type Quantity as QuantityValue,
} from "../../../lib/format";
import { REGION_FIGURES, type RegionFigure, regionUnit, regionValues } from "../../../lib/region-values";
import { unitName } from "../../../lib/unit-name";
import { useRegionFigures } from "../../../stores/region-figures";
import { currentRegionMeasure } from "../../../stores/region-measure";
import { useShownSeconds } from "../../../stores/shown-seconds";
import { useUnits } from "../../../stores/units-store";
import { useTexts } from "../../../texts/use-texts";
import { Figure } from "../stats/figure";

/** The figures of a region in the frame on the screen. */
export function RegionFiguresList({ region }: { readonly region: MarkedRegion }) {
  const all = useTexts();
  const { regions: texts } = all;
  const frame = useRegionFigures((state) => state.frame);
  const sums = useRegionFigures((state) => state.sums.get(region.id));
  const units = useUnits();
  const seconds = useShownSeconds(frame === null ? null : { frame });
  const measure = currentRegionMeasure();
  if (frame === null || measure === null) return null;
  if (sums === undefined) return <p className="quiet">{texts.noFlow}</p>;
  const values = regionValues(sums, seconds, measure);
  return (
    <dl className="figures marks__figures" aria-label={texts.figuresOf(region.name, frame)}>
      {REGION_FIGURES.map((figure) => (
        <Figure
          key={figure}
          name={`region-${figure}`}
          label={texts.names[figure]}
          title={texts.notes[figure]}
          value={<Quantity value={said(figure, values[figure], unitName(regionUnit(figure, units), all))} />}
        />
      ))}
    </dl>
  );
}

function said(figure: RegionFigure, value: number, unit: string): QuantityValue {
  switch (figure) {
    case "direction":
      return { text: formatDegrees(value), unit: "" };
    case "reliableShare":
      return formatPercent(value);
    case "meanU":
    case "meanV":
      return { text: formatSigned(value), unit };
    default:
      return { text: formatNumber(value), unit };
  }
}
