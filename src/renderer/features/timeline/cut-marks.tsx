import { useCallback } from "react";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { isSetByHand, useCuts } from "../../stores/scene-cuts";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { frameScale } from "./frame-scale";
import { RULER_HEIGHT, SLIDER_INSET } from "./layout";
import { currentView, onView } from "./use-timeline-view";

/** Half the width, and two thirds of the height, of the mark that a cut has at its top. */
const MARK = 4;

/** A triangle for a cut that was found, a flag in the colour of what a person does for one that was set. */
const drawCuts =
  (cuts: readonly number[]): Draw =>
  (context, style) => {
    const { canvas } = context;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const ratio = window.devicePixelRatio;
    const scale = frameScale(currentView(), canvas.width, SLIDER_INSET * ratio);
    const hairline = Math.max(Math.round(ratio), 1);
    const [lines, found, set] = [new Path2D(), new Path2D(), new Path2D()];
    let drawnAt = Number.NEGATIVE_INFINITY;
    for (const cut of cuts) {
      // Before its first frame: there one scene ends and the other begins.
      const x = Math.round(scale.xOf(cut - 0.5) - hairline / 2);
      if (x === drawnAt || x < 0 || x > canvas.width) continue;
      drawnAt = x;
      lines.rect(x, 0, hairline, canvas.height);
      const middle = x + hairline / 2;
      if (isSetByHand(cut)) {
        set.rect(x, 0, 2 * MARK * ratio, 1.5 * MARK * ratio);
      } else {
        found.moveTo(middle - MARK * ratio, 0);
        found.lineTo(middle + MARK * ratio, 0);
        found.lineTo(middle, 1.5 * MARK * ratio);
      }
    }
    context.fillStyle = style.getPropertyValue("--outline");
    context.fill(lines);
    context.fillStyle = style.getPropertyValue("--text");
    context.fill(found);
    context.fillStyle = style.getPropertyValue("--accent");
    context.fill(set);
  };

/** Marks where one scene ends and another begins, across all tracks. */
export function CutMarks() {
  const cuts = useCuts();
  const marks = useViewStore((state) => state.cutMarks);
  const texts = useTexts().cuts;
  const set = cuts.filter((cut) => marks.set.includes(cut)).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks say which of the cuts were set.
  const draw = useCallback<Draw>((context, style) => drawCuts(cuts)(context, style), [cuts, marks]);
  const canvas = useDrawing(draw, onView);
  const label = [texts.found(cuts.length - set), ...(set > 0 ? [texts.set(set)] : [])].join(", ");
  return (
    <div
      className="timeline__cuts"
      style={{ top: RULER_HEIGHT }}
      role="img"
      aria-label={label}
      hidden={cuts.length === 0}
    >
      <canvas ref={canvas} />
    </div>
  );
}
