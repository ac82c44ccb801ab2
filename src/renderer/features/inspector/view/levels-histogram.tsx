import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from "react";
import type { Levels } from "../../../../shared/frame-picture";
import { brightestOf, type RecordingLevels } from "../../../../shared/levels";
import type { MovieInfo } from "../../../../shared/movie";
import { drawLevels } from "../../../canvas/levels-drawing";
import {
  histogramEnd,
  type LevelEnd,
  shareOfValue,
  stepOfKey,
  valueAtShare,
  withEnd,
} from "../../../lib/level-handles";
import { type Draw, useDrawing } from "../../../lib/use-drawing";
import { chooseLevels, shownLevels, useLevelsStore } from "../../../stores/levels-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

const draw: Draw = (context, style) => {
  const { known } = useLevelsStore.getState();
  const levels = shownLevels();
  if (known === null || levels === null) return;
  drawLevels(context, known.histogram, levels, {
    bars: style.getPropertyValue("--chart-band"),
    curve: style.getPropertyValue("--accent"),
  });
};

function onChange(redraw: () => void): () => void {
  const leaves = [
    useLevelsStore.subscribe(redraw),
    useViewStore.subscribe((state, before) => {
      if (state.levels !== before.levels) redraw();
    }),
  ];
  return () => {
    for (const leave of leaves) leave();
  };
}

interface LevelsHistogramProps {
  readonly movie: MovieInfo;
  readonly known: RecordingLevels;
  readonly levels: Levels;
}

/** How often grey values come in the recording, with a handle for what is shown black and one for white. */
export function LevelsHistogram({ movie, known, levels }: LevelsHistogramProps) {
  const { levels: texts } = useTexts();
  const canvas = useDrawing(draw, onChange);
  const { histogram } = known;
  return (
    <div className="levels__plot">
      <canvas
        ref={canvas}
        className="levels__histogram"
        role="img"
        aria-label={texts.histogram(histogram.from, histogramEnd(histogram))}
        title={texts.histogram(histogram.from, histogramEnd(histogram))}
      />
      <Handle end="black" {...{ movie, known, levels }} />
      <Handle end="white" {...{ movie, known, levels }} />
    </div>
  );
}

function Handle({ end, movie, known, levels }: LevelsHistogramProps & { readonly end: LevelEnd }) {
  const { levels: texts } = useTexts();
  const { histogram } = known;
  /** How far from the handle it was taken hold of, as a share of the histogram; null while nobody holds it. */
  const [held, setHeld] = useState<number | null>(null);
  const value = levels[end];
  const brightest = brightestOf(movie);
  const share = shareOfValue(histogram, value);
  const place = (wanted: number): void => {
    const next = withEnd(levels, end, wanted, brightest);
    if (next[end] !== value) chooseLevels(next, `${end} point`);
  };
  const shareAt = (event: PointerEvent<HTMLElement>): number => {
    const plot = event.currentTarget.parentElement?.getBoundingClientRect();
    return plot === undefined || plot.width === 0 ? share : (event.clientX - plot.left) / plot.width;
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (held === null) return;
    const wanted = Math.min(Math.max(shareAt(event) - held, 0), 1);
    if (wanted !== share) place(valueAtShare(histogram, wanted));
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOfKey(histogram, event.key, event.shiftKey);
    if (step === null) return;
    // The window's own keys would go to another frame.
    event.preventDefault();
    place(value + step);
  };
  return (
    <div
      className={`levels__handle levels__handle--${end}`}
      style={{ "--at": share } as CSSProperties}
      role="slider"
      tabIndex={0}
      aria-label={texts[end]}
      aria-valuemin={end === "black" ? 0 : levels.black + 1}
      aria-valuemax={end === "black" ? levels.white - 1 : brightest}
      aria-valuenow={value}
      title={end === "black" ? texts.blackNote : texts.whiteNote}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(shareAt(event) - share);
      }}
      onPointerMove={move}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
      onKeyDown={handleKey}
    />
  );
}
