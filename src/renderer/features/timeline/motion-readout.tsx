import type { ReactNode } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFixed, formatFrameTime, NO_VALUE } from "../../lib/format";
import { useTimeUnit } from "../../lib/use-time-text";
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
        {hovered === null ? "At the playhead" : <Place movie={movie} frame={hovered} />}
      </span>
      {missing ? (
        <span className="timeline__missing">cannot be decoded</span>
      ) : (
        graphVisible && <Figures frame={frame} />
      )}
    </div>
  );
}

function Place({ movie, frame }: { readonly movie: MovieInfo; readonly frame: number }) {
  const unit = useTimeUnit();
  if (frame >= movie.frameCount) return "Not indexed yet";
  // Twice the same number would say less than once.
  return unit === "frames" ? `Frame ${frame}` : `Frame ${frame} · ${formatFrameTime(unit, frame, movie)}`;
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
