import { useEffect } from "react";
import type { ComparisonTable as Table } from "../../../shared/comparison";
import { SINGLE_SCALE_METHODS } from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import { Modal } from "../../components/modal";
import { CopyDetails } from "../../components/notice-bar";
import { Progress } from "../../components/progress";
import { windowSize } from "../../lib/methods";
import { closeDialog } from "../../stores/dialog-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import {
  type CompareState,
  cancelComparison,
  resetComparison,
  runComparison,
  useCompareStore,
} from "./compare-store";
import { ComparisonTable } from "./comparison-table";

/** Runs the implementations side by side, on random frames and on those of the movie. */
export function CompareDialog({ movie }: { readonly movie: MovieInfo }) {
  const state = useCompareStore();
  const shownFrame = usePlaybackStore((playback) => playback.shownFrame ?? playback.frame);
  const windowRadius = useViewStore((view) => view.flow.windowRadius);
  const deinterlace = useViewStore((view) => view.deinterlace);
  // The last frame begins no pair; the one before it does.
  const frame = Math.max(Math.min(shownFrame, movie.frameCount - 2), 0);
  const running = state.phase === "running";
  const tables = state.phase === "done" ? state.report.tables : emptyTables(movie, windowRadius);

  // What was measured on another frame or window would pass for a measurement of this one.
  useEffect(() => resetComparison, []);

  return (
    <Modal
      title="Compare implementations"
      kind="wide"
      status={<Status state={state} />}
      closable={!running}
      onClose={closeDialog}
      actions={
        running ? (
          <button type="button" className="button" disabled={state.cancelling} onClick={cancelComparison}>
            {state.cancelling ? "Cancelling…" : "Cancel"}
          </button>
        ) : (
          <>
            <button type="button" className="button" onClick={closeDialog}>
              Close
            </button>
            <button
              type="button"
              className="button button--primary"
              onClick={() =>
                void runComparison(
                  { token: movie.token, frame, deinterlace: movie.interlaced && deinterlace },
                  windowRadius,
                )
              }
            >
              {state.phase === "done" ? "Run again" : "Run"}
            </button>
          </>
        )
      }
    >
      <p>
        Four implementations of one definition: Lucas-Kanade at a single scale. Kinoflow began with the naive
        one, which sums every window afresh for every pixel. Summed-area tables, sums that slide along with
        the window, and the exact integer sums in WebAssembly give the same motion in a small part of the time
        and memory.
      </p>
      <p className="quiet">
        Runs on a random pair of 100 × 100 pixels and on frames {frame} and {frame + 1} of {movie.name} (
        {movie.width} × {movie.height}), with a window of {windowSize(windowRadius)}.
      </p>
      <div className="compare__results">
        {tables.map((table) => (
          <ComparisonTable key={table.pair} table={table} title={titleOf(table, frame)} />
        ))}
      </div>
    </Modal>
  );
}

function Status({ state }: { readonly state: CompareState }) {
  switch (state.phase) {
    case "idle":
      return <p className="quiet">The naive one may take a while.</p>;
    case "running": {
      const { progress } = state;
      const share = progress === null || progress.total === 0 ? null : progress.done / progress.total;
      return (
        <div className="compare__status">
          <p aria-live="polite">{progress === null ? "Starting…" : progress.label}</p>
          <Progress label="Comparing" share={share} />
        </div>
      );
    }
    case "failed":
      return (
        <div className="compare__failure" role="alert">
          <p>{state.error.message}</p>
          {state.error.details !== undefined && <CopyDetails details={state.error.details} />}
        </div>
      );
    case "done":
      return null;
  }
}

/** The tables before anything is in them: the results will come where they are looked for. */
function emptyTables(movie: MovieInfo, windowRadius: number): readonly Table[] {
  const rows = SINGLE_SCALE_METHODS.map((method) => ({
    method,
    ms: Number.NaN,
    runs: 0,
    peakBytes: Number.NaN,
    speedUp: Number.NaN,
    largestDifference: Number.NaN,
  }));
  return [
    { pair: "random", width: 100, height: 100, windowRadius, rows },
    { pair: "current", width: movie.width, height: movie.height, windowRadius, rows },
  ];
}

function titleOf(table: Table, frame: number): string {
  const size = `${table.width} × ${table.height}`;
  return table.pair === "random" ? `Random pair, ${size}` : `Frames ${frame} and ${frame + 1}, ${size}`;
}
