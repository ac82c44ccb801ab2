import type { ReactNode } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFixed, formatTime, NO_VALUE } from "../../lib/format";
import { useAnalysisTable } from "../../stores/analysis-store";
import { isMissing, useFramesStore } from "../../stores/frames-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTimelineStore } from "../../stores/timeline-store";

/** What the graph says of the frame under the pointer, or else of the one at the playhead. It is the legend as well. */
export function MotionReadout({ movie }: { readonly movie: MovieInfo }) {
  const hovered = useTimelineStore((state) => state.hoveredFrame);
  const playhead = usePlaybackStore((state) => state.frame);
  const missing = useFramesStore((state) => isMissing(state.state, hovered ?? playhead));
  const graphVisible = useTimelineStore((state) => state.graphVisible);
  const frame = hovered ?? playhead;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and these are figures.
    <div className="timeline__readout" role="group" aria-label="Motion at the frame">
      <span className="timeline__place">
        {hovered === null ? "At the playhead" : placeOf(movie, hovered)}
      </span>
      {missing ? (
        <span className="timeline__missing">cannot be decoded</span>
      ) : (
        graphVisible && <Figures frame={frame} />
      )}
    </div>
  );
}

function placeOf(movie: MovieInfo, frame: number): string {
  const time = movie.times[frame];
  return time === undefined ? "Not indexed yet" : `Frame ${frame} · ${formatTime(time)}`;
}

function Figures({ frame }: { readonly frame: number }) {
  const table = useAnalysisTable();
  if (table === null || table.count === 0) return null;
  const speed = (column: "meanSpeed" | "p95Speed"): string => formatFixed(table.value(column, frame), 2);
  const reliable = table.value("reliableShare", frame);
  return (
    <>
      <Entry kind="mean" label="Mean" title="Mean speed over the frame" value={speed("meanSpeed")} />
      <Entry
        kind="p95"
        label={
          <>
            95th<span className="timeline__detail"> percentile</span>
          </>
        }
        title="95 of 100 pixels are slower"
        value={speed("p95Speed")}
        unit="px/frame"
      />
      <Entry
        kind="reliable"
        label="Reliable"
        title="Share of the pixels whose motion is reliable"
        value={Number.isNaN(reliable) ? NO_VALUE : String(Math.round(100 * reliable))}
        unit="%"
      />
    </>
  );
}

interface EntryProps {
  readonly kind: "mean" | "p95" | "reliable";
  readonly label: ReactNode;
  readonly title: string;
  readonly value: string;
  readonly unit?: string;
}

function Entry({ kind, label, title, value, unit }: EntryProps) {
  return (
    <span className={`timeline__entry timeline__entry--${kind}`} title={title}>
      <span className="quiet">{label}</span> <span className="timeline__value">{value}</span>{" "}
      {unit !== undefined && <span className="unit">{unit}</span>}
    </span>
  );
}
