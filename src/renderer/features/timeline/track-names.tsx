import { formatBytes, quantityText } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { useAnalysisTable } from "../../stores/analysis-store";
import { currentCostLayers, useCostStore } from "../../stores/cost-store";
import { useShownCurves } from "../../stores/curve-store";
import { lineCurves } from "../../stores/line-curves";
import { regionCurves } from "../../stores/region-curves";
import { greatestSaidSpeed } from "../../stores/said-columns";
import { useUnits } from "../../stores/units-store";
import { useTexts } from "../../texts/use-texts";
import type { TimelineLayout } from "./layout";
import { bytesTop, costTop } from "./tracks/cost";
import { motionTop } from "./tracks/motion";
import type { TrackId } from "./tracks/track";

/** What each track is, at its left; graphs with a scale of their own have that there. */
export function TrackNames({ layout }: { readonly layout: TimelineLayout }) {
  const texts = useTexts().timeline;
  return (
    <div className="timeline__names">
      {layout.tracks.map(({ track: { id }, top, height }) => (
        <div key={id} className="timeline__name" style={{ top, height }} title={texts.trackTitles[id]}>
          <NameOrScale id={id} height={height} />
        </div>
      ))}
    </div>
  );
}

function NameOrScale({ id, height }: { readonly id: TrackId; readonly height: number }) {
  const all = useTexts();
  const texts = all.timeline;
  const units = useUnits();
  const name = texts.trackNames[id];
  const table = useAnalysisTable();
  useCostStore((state) => state.version);
  const known = table !== null && table.count > 0;
  const axis = (top: string, middle?: string) => (
    <Axis name={name} height={height} top={top} middle={middle} />
  );
  switch (id) {
    case "motion": {
      if (!known) return name;
      const top = motionTop(greatestSaidSpeed());
      return axis(`${top} ${unitName(units.speed().unit, all)}`, String(Number((top / 2).toPrecision(3))));
    }
    case "reliability":
      return known ? axis("100 %") : name;
    case "probes":
      return <ProbesAxis name={name} height={height} />;
    case "regions":
      return <RegionsAxis name={name} height={height} />;
    case "lines":
      return <LinesAxis name={name} height={height} />;
    case "cost": {
      const { usualMs } = currentCostLayers();
      return usualMs > 0 ? axis(`${costTop(usualMs)} ms`) : name;
    }
    case "bytes":
      return known && table.greatestBytes > 0
        ? axis(quantityText(formatBytes(bytesTop(table.greatestBytes))))
        : name;
    default:
      return name;
  }
}

/** What the curves of probes are of, and how far they go. */
function ProbesAxis({ name, height }: { readonly name: string; readonly height: number }) {
  const texts = useTexts();
  const { curves } = texts;
  const units = useUnits();
  const { top, quantity } = useShownCurves();
  if (top === 0) return name;
  // Beside its unit a speed says what it is, and there is little room.
  const which = quantity === "speed" ? "" : `${curves.quantities[quantity]} `;
  return (
    <Axis
      name={name}
      height={height}
      top={`${which}${top} ${unitName(units.speedUnit, texts)}`}
      ground={quantity === "speed" ? "0" : `\u2212${top}`}
    />
  );
}

/** What the curves of regions are of, and how far they go. */
function RegionsAxis({ name, height }: { readonly name: string; readonly height: number }) {
  const texts = useTexts();
  const { top, figure, unit, signed } = regionCurves.useCurves();
  if (top === 0) return name;
  const limit = figure === "reliableShare" ? "100 %" : `${top} ${unitName(unit, texts)}`;
  return <Axis name={name} height={height} top={limit} ground={signed ? `\u2212${top}` : "0"} />;
}

/** The same of lines. */
function LinesAxis({ name, height }: { readonly name: string; readonly height: number }) {
  const { top, figure, unit, signed } = lineCurves.useCurves();
  if (top === 0) return name;
  const limit = figure === "reliableShare" ? "100 %" : `${top} ${unit}`;
  return <Axis name={name} height={height} top={limit} ground={signed ? `\u2212${top}` : "0"} />;
}

/** Below this height there is no room for the middle of an axis, in CSS pixels. */
const ROOM_FOR_MIDDLE = 56;

interface AxisProps {
  readonly name: string;
  /** In CSS pixels. */
  readonly height: number;
  readonly top: string;
  readonly middle?: string | undefined;
  /** What the graph's ground stands for; 0 where nothing is said. */
  readonly ground?: string;
}

/** A graph's name with the values at its top and its ground, whatever its height. */
function Axis({ name, height, top, middle, ground = "0" }: AxisProps) {
  return (
    <span className="timeline__axis">
      <span className="timeline__axis-top">{top}</span>
      {middle !== undefined && height >= ROOM_FOR_MIDDLE && (
        <span className="timeline__axis-middle">{middle}</span>
      )}
      <span className="timeline__axis-name">{name}</span>
      <span className="timeline__axis-ground">{ground}</span>
    </span>
  );
}
