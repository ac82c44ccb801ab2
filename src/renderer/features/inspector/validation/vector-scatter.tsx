import { type PointerEvent, useState } from "react";
import { FLAGGED_COLOURS, flaggedAs } from "../../../../shared/overlay/flagged-arrows";
import type { VectorScatter } from "../../../../shared/picture";
import type { SpeedLimits } from "../../../../shared/validation";
import { limitsBetween, placeOfMotion, type ScatterRange, scatterRange } from "../../../lib/scatter-plot";
import { type Draw, useDrawing } from "../../../lib/use-drawing";
import { useScatterStore } from "../../../stores/scatter-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { setSpeedLimits } from "./validation-actions";

/** The plot of the frame on the screen, drawn outside of React: playing renders nothing. */
const draw: Draw = (context, style) => {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const shown = shownScatter();
  if (shown === null) return;
  const { scatter, range, limits } = shown;
  drawAxes(context, style);
  drawVectors(context, scatter, range, style.getPropertyValue("--text"));
  if (limits !== null) drawBox(context, range, limits, style.getPropertyValue("--accent"));
};

function shownScatter(): {
  readonly scatter: VectorScatter;
  readonly range: ScatterRange;
  readonly limits: SpeedLimits | null;
} | null {
  const { scatter } = useScatterStore.getState();
  if (scatter === null) return null;
  const limits = useViewStore.getState().marks.validation.speedLimits;
  return { scatter, range: scatterRange(scatter, limits), limits };
}

function drawAxes(context: CanvasRenderingContext2D, style: CSSStyleDeclaration): void {
  const { width, height } = context.canvas;
  context.fillStyle = style.getPropertyValue("--outline");
  context.fillRect(Math.floor(width / 2), 0, 1, height);
  context.fillRect(0, Math.floor(height / 2), width, 1);
}

/** Dots that show through each other: where there are many it is brighter. */
function drawVectors(
  context: CanvasRenderingContext2D,
  { samples, flags }: VectorScatter,
  range: ScatterRange,
  colour: string,
): void {
  const { width, height } = context.canvas;
  const dot = Math.max(2, Math.round(width / 120));
  for (let at = 0; at < flags.length; at++) {
    const flagged = flaggedAs(flags[at]);
    context.globalAlpha = flagged === null ? 0.25 : 0.7;
    context.fillStyle = flagged === null ? colour : FLAGGED_COLOURS[flagged];
    const x = placeOfMotion(range, samples[2 * at]) * width;
    const y = placeOfMotion(range, samples[2 * at + 1]) * height;
    context.fillRect(Math.round(x - dot / 2), Math.round(y - dot / 2), dot, dot);
  }
  context.globalAlpha = 1;
}

function drawBox(
  context: CanvasRenderingContext2D,
  range: ScatterRange,
  { minU, maxU, minV, maxV }: SpeedLimits,
  colour: string,
): void {
  const { width, height } = context.canvas;
  const [left, right] = [placeOfMotion(range, minU) * width, placeOfMotion(range, maxU) * width];
  const [top, bottom] = [placeOfMotion(range, minV) * height, placeOfMotion(range, maxV) * height];
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, Math.round(window.devicePixelRatio * 1.5));
  context.strokeRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
}

function onChange(redraw: () => void): () => void {
  const leaves = [
    useScatterStore.subscribe(redraw),
    useViewStore.subscribe((state, before) => {
      if (state.marks.validation !== before.marks.validation) redraw();
    }),
  ];
  return () => {
    for (const leave of leaves) leave();
  };
}

/** Where in the plot a person began to drag, and what the plot showed then: it stays as it is while they do. */
interface Drag {
  readonly from: readonly [number, number];
  readonly range: ScatterRange;
}

/** u and v of the vectors of the frame on the screen, on which a box is dragged that sets the speed limits. */
export function VectorScatterPlot() {
  const { validation: texts } = useTexts();
  const canvas = useDrawing(draw, onChange);
  const count = useScatterStore(({ scatter }) => scatter?.flags.length ?? 0);
  const [drag, setDrag] = useState<Drag | null>(null);
  const placeIn = (event: PointerEvent<HTMLElement>): readonly [number, number] => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  };
  const begin = (event: PointerEvent<HTMLElement>): void => {
    const shown = shownScatter();
    if (event.button !== 0 || shown === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: placeIn(event), range: shown.range });
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (drag !== null) setSpeedLimits(limitsBetween(drag.range, drag.from, placeIn(event)));
  };
  return (
    <div className="scatter">
      <canvas
        ref={canvas}
        className="scatter__plot"
        role="img"
        aria-label={texts.scatter(count)}
        title={texts.scatter(count)}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={() => setDrag(null)}
        onPointerCancel={() => setDrag(null)}
      />
      <ScatterEnds />
    </div>
  );
}

/** What the plot's sides stand for. */
function ScatterEnds() {
  const { validation: texts } = useTexts();
  const scatter = useScatterStore((state) => state.scatter);
  const limits = useViewStore((state) => state.marks.validation.speedLimits);
  if (scatter === null || scatter.flags.length === 0) return <p className="quiet">{texts.scatterNone}</p>;
  const { half } = scatterRange(scatter, limits);
  return (
    <p className="scatter__ends quiet" aria-hidden="true">
      <span>−{half}</span>
      <span>{texts.scatterLabel}</span>
      <span>{half}</span>
    </p>
  );
}
