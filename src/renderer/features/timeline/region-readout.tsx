import type { CSSProperties } from "react";
import { formatPercent, formatReading, NO_VALUE, quantityText } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { useRegionCurves } from "../../stores/region-curves";
import { useTexts } from "../../texts/use-texts";
import { useHiddenTracks } from "./tracks-menu";

/** What the curves of the regions have in a frame, each with its name and colour. */
export function RegionReadout({ frame }: { readonly frame: number }) {
  const all = useTexts();
  const { regions: texts } = all;
  const { curves, figure, unit } = useRegionCurves();
  const hidden = useHiddenTracks();
  if (hidden.includes("regions")) return null;
  const said = (value: number): string => {
    if (Number.isNaN(value)) return NO_VALUE;
    return figure === "reliableShare" ? quantityText(formatPercent(value)) : formatReading(value);
  };
  return curves.map(({ id, name, colour, values }) => (
    <span
      key={id}
      className="timeline__entry timeline__entry--pin"
      style={{ "--pin": colour } as CSSProperties}
      data-region={name}
      title={texts.valueTitle(name, texts.names[figure])}
    >
      <span className="quiet">{name}</span>{" "}
      <span className="timeline__value">{said(values[frame] ?? Number.NaN)}</span>{" "}
      <span className="unit">{unitName(unit, all)}</span>
    </span>
  ));
}
