import type { CSSProperties } from "react";
import { formatPercent, formatReading, NO_VALUE, quantityText } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { lineCurves } from "../../stores/line-curves";
import type { MarkCurve } from "../../stores/mark-curves";
import { regionCurves } from "../../stores/region-curves";
import { useTexts } from "../../texts/use-texts";
import { useHiddenTracks } from "./tracks-menu";

/** What the curves of the regions have in a frame, each with its name and colour. */
export function RegionReadout({ frame }: { readonly frame: number }) {
  const { regions: texts } = useTexts();
  const { curves, figure, unit } = regionCurves.useCurves();
  if (useHiddenTracks().includes("regions")) return null;
  const title = (name: string): string => texts.valueTitle(name, texts.names[figure]);
  return curves.map((curve) => (
    <Entry
      key={curve.id}
      kind="region"
      isShare={figure === "reliableShare"}
      {...{ curve, frame, unit, title }}
    />
  ));
}

/** The same of the lines. */
export function LineReadout({ frame }: { readonly frame: number }) {
  const { lines: texts } = useTexts();
  const { curves, figure, unit } = lineCurves.useCurves();
  if (useHiddenTracks().includes("lines")) return null;
  const title = (name: string): string => texts.valueTitle(name, texts.names[figure]);
  return curves.map((curve) => (
    <Entry
      key={curve.id}
      kind="line"
      isShare={figure === "reliableShare"}
      {...{ curve, frame, unit, title }}
    />
  ));
}

interface EntryProps {
  readonly kind: "region" | "line";
  readonly curve: MarkCurve;
  readonly frame: number;
  readonly unit: string;
  readonly isShare: boolean;
  readonly title: (name: string) => string;
}

function Entry({ kind, curve: { name, colour, values }, frame, unit, isShare, title }: EntryProps) {
  const all = useTexts();
  const value = values[frame] ?? Number.NaN;
  const said = isShare ? quantityText(formatPercent(value)) : formatReading(value);
  return (
    <span
      className="timeline__entry timeline__entry--pin"
      style={{ "--pin": colour } as CSSProperties}
      {...{ [`data-${kind}`]: name }}
      title={title(name)}
    >
      <span className="quiet">{name}</span>{" "}
      <span className="timeline__value">{Number.isNaN(value) ? NO_VALUE : said}</span>{" "}
      <span className="unit">{unitName(unit, all)}</span>
    </span>
  );
}
