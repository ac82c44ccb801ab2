import { useMemo } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { usePictureOnlyStore } from "../../stores/picture-only";
import { useTimelineStore } from "../../stores/timeline-store";
import { useViewStore } from "../../stores/view-store";
import { AnalysisControls } from "./analysis-controls";
import { GraphToggle } from "./graph-toggle";
import { IndexingNote } from "./indexing-note";
import { slimLayout, timelineLayout } from "./layout";
import { MomentControls } from "./moment-controls";
import { MotionReadout } from "./motion-readout";
import { TrackNames } from "./track-names";
import { TrackStrip } from "./track-strip";
import { TracksMenu, useHiddenTracks } from "./tracks-menu";
import { ZoomControls } from "./zoom-controls";

/** The whole movie on one line: its motion, what is in memory, the marked range and the playhead. */
export function Timeline({ movie }: { readonly movie: MovieInfo }) {
  const graphVisible = useTimelineStore((state) => state.graphVisible);
  const graphHeight = useTimelineStore((state) => state.graphHeight);
  const chosen = useHiddenTracks();
  const hasPins = useViewStore((state) => state.pins.length > 0);
  const hidden = useMemo(() => (hasPins ? chosen : [...chosen, "probes"]), [hasPins, chosen]);
  const slim = usePictureOnlyStore((state) => state.on);
  const layout = useMemo(
    () => (slim ? slimLayout() : timelineLayout(graphVisible, graphHeight, hidden)),
    [slim, graphVisible, graphHeight, hidden],
  );
  return (
    <div className="timeline">
      <div className="timeline__head">
        <GraphToggle />
        <TracksMenu />
        <MotionReadout movie={movie} />
        <IndexingNote movie={movie} />
        <MomentControls />
        <ZoomControls />
        <AnalysisControls movie={movie} />
      </div>
      <div className="timeline__body" style={{ height: layout.height }}>
        <TrackNames layout={layout} />
        <TrackStrip movie={movie} layout={layout} />
      </div>
    </div>
  );
}
