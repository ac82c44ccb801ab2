import { useEffect } from "react";
import type { ComparisonStep, ComparisonTable as Table } from "../../../shared/comparison";
import { SINGLE_SCALE_METHODS } from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import { lastFirst, pairingOf } from "../../../shared/pairing";
import type { Texts } from "../../../shared/texts/texts";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { windowSize } from "../../lib/methods";
import { closeDialog } from "../../stores/dialog-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
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
  const { common, compare } = useTexts();
  const state = useCompareStore();
  const shownFrame = usePlaybackStore((playback) => playback.shownFrame ?? playback.frame);
  const windowRadius = useViewStore((view) => view.flow.windowRadius);
  const deinterlace = useViewStore((view) => view.deinterlace);
  const pairing = pairingOf(useViewStore((view) => view.flow));
  // The last frame begins no pair; the one before it does.
  const frame = Math.max(Math.min(shownFrame, lastFirst(pairing, movie.frameCount)), 0);
  const running = state.phase === "running";
  const tables = state.phase === "done" ? state.report.tables : emptyTables(movie, windowRadius);

  // What was measured on another frame or window would pass for a measurement of this one.
  useEffect(() => resetComparison, []);

  return (
    <Modal
      title={compare.title}
      kind="wide"
      status={<Status state={state} />}
      closable={!running}
      onClose={closeDialog}
      actions={
        running ? (
          <button type="button" className="button" disabled={state.cancelling} onClick={cancelComparison}>
            {state.cancelling ? common.cancelling : common.cancel}
          </button>
        ) : (
          <>
            <button type="button" className="button" onClick={closeDialog}>
              {common.close}
            </button>
            <button
              type="button"
              className="button button--primary"
              onClick={() =>
                void runComparison(
                  { token: movie.token, frame, pairing, deinterlace: movie.interlaced && deinterlace },
                  windowRadius,
                )
              }
            >
              {state.phase === "done" ? compare.runAgain : compare.run}
            </button>
          </>
        )
      }
    >
      <p>{compare.about}</p>
      <p className="quiet">
        {compare.runsOn(frame, movie.name, `${movie.width} × ${movie.height}`, windowSize(windowRadius))}
      </p>
      <div className="compare__results">
        {tables.map((table) => (
          <ComparisonTable key={table.pair} table={table} title={titleOf(table, frame, compare)} />
        ))}
      </div>
    </Modal>
  );
}

function Status({ state }: { readonly state: CompareState }) {
  const { compare } = useTexts();
  switch (state.phase) {
    case "idle":
      return <p className="quiet">{compare.mayTakeLong}</p>;
    case "running": {
      const { progress } = state;
      const share = progress === null || progress.total === 0 ? null : progress.done / progress.total;
      return (
        <div className="compare__status">
          <p aria-live="polite">
            {progress === null ? compare.starting : runningText(progress.running, compare)}
          </p>
          <Progress label={compare.label} share={share} />
        </div>
      );
    }
    case "failed":
      return <Failure error={state.error} className="compare__failure" />;
    case "done":
      return null;
  }
}

function runningText(step: ComparisonStep | null, compare: Texts["compare"]): string {
  if (step === null) return "";
  return compare.running[step.pair](compare.methods[step.method], `${step.width} x ${step.height}`);
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

function titleOf(table: Table, frame: number, compare: Texts["compare"]): string {
  const size = `${table.width} × ${table.height}`;
  return table.pair === "random" ? compare.randomPair(size) : compare.framePair(frame, size);
}
