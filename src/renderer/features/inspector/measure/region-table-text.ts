import type { MarkedRegion } from "../../../../shared/marks/marks";
import { REGION_COLUMNS } from "../../../../shared/measure/region-figures";
import { regionUnit, regionValues } from "../../../lib/region-values";
import { useRegionFigures } from "../../../stores/region-figures";
import { currentRegionMeasure } from "../../../stores/region-measure";
import { shownSeconds } from "../../../stores/shown-seconds";

/** The regions of the frame on the screen, a line each below a line of names with units, separated by tabs, with as many digits as single precision has. */
export function regionTable(regions: readonly MarkedRegion[]): string {
  const { frame, sums } = useRegionFigures.getState();
  const measure = currentRegionMeasure();
  if (frame === null || measure === null) return "";
  const head = REGION_COLUMNS.map(([column, figure]) => {
    const unit = regionUnit(figure, measure.units);
    return unit === "" ? column : `${column} (${unit === "°" ? "deg" : unit})`;
  });
  const seconds = shownSeconds({ frame });
  const lines = regions.map(({ id, name }) => {
    const own = sums.get(id);
    const figures = own && regionValues(own, seconds, measure);
    return [
      name,
      String(frame),
      ...REGION_COLUMNS.map(([, figure]) => cell(figures?.[figure] ?? Number.NaN)),
    ];
  });
  return [["region", "frame", ...head], ...lines].map((cells) => `${cells.join("\t")}\n`).join("");
}

function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(Number(value.toPrecision(7)));
}
