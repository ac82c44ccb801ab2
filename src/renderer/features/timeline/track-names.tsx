import { formatBytes, quantityText } from "../../lib/format";
import { useAnalysisTable } from "../../stores/analysis-store";
import { currentCostLayers, useCostStore } from "../../stores/cost-store";
import { currentGreatestSpeed } from "../../stores/scene-cuts";
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
          <NameOrScale id={id} />
        </div>
      ))}
    </div>
  );
}

function NameOrScale({ id }: { readonly id: TrackId }) {
  const texts = useTexts().timeline;
  const name = texts.trackNames[id];
  const table = useAnalysisTable();
  useCostStore((state) => state.version);
  const known = table !== null && table.count > 0;
  switch (id) {
    case "motion":
      return known ? (
        <Scale top={`${motionTop(currentGreatestSpeed())} ${texts.speedUnit}`} bottom="0" />
      ) : (
        name
      );
    case "cost": {
      const { usualMs } = currentCostLayers();
      return usualMs > 0 ? <NameWithTop name={name} top={`${costTop(usualMs)} ms`} /> : name;
    }
    case "bytes":
      return known && table.greatestBytes > 0
        ? quantityText(formatBytes(bytesTop(table.greatestBytes)))
        : name;
    default:
      return name;
  }
}

/** Close together: apart, the top of the graph would stand nearer to the name of the track above. */
function NameWithTop({ name, top }: { readonly name: string; readonly top: string }) {
  return (
    <span className="timeline__scale timeline__scale--close">
      <span>{top}</span>
      <span>{name}</span>
    </span>
  );
}

function Scale({ top, bottom }: { readonly top: string; readonly bottom: string }) {
  return (
    <span className="timeline__scale">
      <span>{top}</span>
      <span>{bottom}</span>
    </span>
  );
}
