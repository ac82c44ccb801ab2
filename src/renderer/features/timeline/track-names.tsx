import { useAnalysisTable } from "../../stores/analysis-store";
import type { TimelineLayout } from "./layout";
import { motionTop, motionTrack } from "./tracks/motion";

/** What each track is, at its left; the motion graph has its scale there. */
export function TrackNames({ layout }: { readonly layout: TimelineLayout }) {
  return (
    <div className="timeline__names">
      {layout.tracks.map(({ track, top, height }) => (
        <div key={track.id} className="timeline__name" style={{ top, height }} title={track.title}>
          {track === motionTrack ? <MotionScale /> : track.label}
        </div>
      ))}
    </div>
  );
}

function MotionScale() {
  const table = useAnalysisTable();
  if (table === null || table.count === 0) return motionTrack.label;
  return (
    <span className="timeline__scale">
      <span>{motionTop(table.greatestSpeed)} px/frame</span>
      <span>0</span>
    </span>
  );
}
