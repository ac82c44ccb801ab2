import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef } from "react";
import { lengthUnit, speedUnit } from "../../../shared/measure/calibration";
import {
  type Kymograph,
  type KymographScale,
  kymographColours,
  paintKymograph,
} from "../../../shared/measure/kymograph";
import { formatFrameTime, formatNumber } from "../../lib/format";
import { useSession } from "../../session-context";
import type { MadeKymograph } from "../../stores/kymograph-store";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";

/** More rows than any screen has; of longer ones, some are left out. */
const MOST_ROWS = 4096;
const MOST_COLUMNS = 4096;
/** Rows that Page Up and Page Down go. */
const PAGE = 10;

interface KymographViewProps {
  readonly name: string;
  readonly made: MadeKymograph;
}

/** A space-time picture with the playhead; pressing it goes to the frame of the row. */
export function KymographView({ name, made }: KymographViewProps) {
  const { lines: texts } = useTexts();
  const { player } = useSession();
  const { kymograph, scale, calibration } = made;
  const { rows, frames, columns, step, of } = kymograph;
  const shown = usePlaybackStore((state) => state.shownFrame) ?? 0;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current, kymograph, scale), [kymograph, scale]);
  const row = rowOf(frames, shown);
  const frameOf = useCallback(
    (at: number): number => frames[Math.min(rows - 1, Math.max(0, at))] ?? 0,
    [frames, rows],
  );
  const handleClick = (event: MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    player.seek(frameOf(Math.floor(((event.clientY - box.top) / box.height) * rows)));
  };
  const handleKey = (event: KeyboardEvent): void => {
    const next = stepsOf(event.key, Math.round(row), rows);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(frameOf(next));
  };
  const [first, last] = [frameOf(0), frameOf(rows - 1)];
  return (
    <figure className="kymograph">
      <div className="kymograph__frames" aria-hidden="true">
        <FrameText frame={first} />
        <FrameText frame={last} />
      </div>
      <div
        className="kymograph__picture"
        role="slider"
        tabIndex={0}
        aria-label={texts.kymographLabel(name)}
        aria-orientation="vertical"
        aria-valuemin={first}
        aria-valuemax={last}
        aria-valuenow={Math.min(last, Math.max(first, shown))}
        aria-valuetext={texts.frameOf(shown)}
        onClick={handleClick}
        onKeyDown={handleKey}
      >
        <canvas ref={canvas} style={{ height: `${Math.min(260, Math.max(120, rows))}px` }} />
        {shown >= first && shown <= last && (
          <div className="kymograph__playhead" style={{ top: `${((row + 0.5) / rows) * 100}%` }} />
        )}
      </div>
      <div className="kymograph__distance" aria-hidden="true">
        <span>0</span>
        <span>
          {formatNumber(step * (columns - 1))} {lengthUnit(calibration)}
        </span>
      </div>
      <figcaption className="kymograph__scale">
        <span>{formatNumber(scale.least)}</span>
        <span className="kymograph__bar" style={{ background: gradient(kymograph) }} />
        <span>
          {formatNumber(scale.most)}{" "}
          <span className="unit">{of === "luma" ? texts.greyLevels : speedUnit(calibration)}</span>
        </span>
      </figcaption>
    </figure>
  );
}

function FrameText({ frame }: { readonly frame: number }) {
  const movie = useMovieStore((state) => state.movie);
  const unit = useTimeUnit();
  return <span>{movie === null ? "" : formatFrameTime(unit, frame, movie)}</span>;
}

/** The row of a frame, between rows where frames are left out. */
function rowOf(frames: Int32Array, frame: number): number {
  const after = frames.findIndex((other) => other >= frame);
  if (after <= 0) return after < 0 ? frames.length - 1 : 0;
  const [before, next] = [frames[after - 1] ?? 0, frames[after] ?? 0];
  return after - (next - frame) / (next - before);
}

/** The row that a key leads to; null for keys that lead nowhere. */
function stepsOf(key: string, row: number, rows: number): number | null {
  switch (key) {
    case "ArrowUp":
    case "ArrowLeft":
      return row - 1;
    case "ArrowDown":
    case "ArrowRight":
      return row + 1;
    case "PageUp":
      return row - PAGE;
    case "PageDown":
      return row + PAGE;
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    default:
      return null;
  }
}

function draw(canvas: HTMLCanvasElement | null, kymograph: Kymograph, scale: KymographScale): void {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return;
  const { columns, rows, values } = thinned(kymograph);
  canvas.width = columns;
  canvas.height = rows;
  context.putImageData(
    new ImageData(paintKymograph({ of: kymograph.of, values }, scale), columns, rows),
    0,
    0,
  );
}

/** As much of it as a canvas takes. */
function thinned({ columns, rows, values }: Kymograph): Pick<Kymograph, "columns" | "rows" | "values"> {
  const down = Math.ceil(rows / MOST_ROWS);
  const right = Math.ceil(columns / MOST_COLUMNS);
  if (down === 1 && right === 1) return { columns, rows, values };
  const [fewer, lower] = [Math.ceil(columns / right), Math.ceil(rows / down)];
  const some = Float32Array.from(
    { length: fewer * lower },
    (_, at) => values[Math.floor(at / fewer) * down * columns + (at % fewer) * right] ?? Number.NaN,
  );
  return { columns: fewer, rows: lower, values: some };
}

const STOPS = 17;

function gradient({ of }: Kymograph): string {
  return `linear-gradient(to right, ${kymographColours(of, STOPS)
    .map((rgb) => `rgb(${rgb.join(" ")})`)
    .join(", ")})`;
}
