import type { MovieInfo } from "../../../shared/movie";
import { AnalysisControls } from "./analysis-controls";
import { GraphToggle } from "./graph-toggle";
import { IndexingNote } from "./indexing-note";
import { MomentControls } from "./moment-controls";
import { MotionReadout } from "./motion-readout";
import { TrackNames } from "./track-names";
import { TrackStrip } from "./track-strip";
import { TracksMenu } from "./tracks-menu";
import { useTimelineLayout } from "./use-timeline-layout";
import { ZoomControls } from "./zoom-controls";

interface TimelineProps {
  readonly movie: MovieInfo;
  /** Height that the tracks fill, in CSS pixels; null leaves it to them. */
  readonly tracksHeight: number | null;
}

/** The whole movie on one line: its motion, what is in memory, the marked range and the playhead. */
export function Timeline({ movie, tracksHeight }: TimelineProps) {
  const layout = useTimelineLayout(tracksHeight);
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
