import { drawDirectionRose } from "../../canvas/direction-rose";
import { describeDirections } from "../../lib/directions";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { useStatsStore } from "../../stores/stats-store";
import { useUnits } from "../../stores/units-store";
import { useTexts } from "../../texts/use-texts";

const drawRose: Draw = (context, style) => {
  const directions = useStatsStore.getState().stats?.report?.directions ?? [];
  drawDirectionRose(context, directions, {
    petal: style.color,
    grid: style.getPropertyValue("--divider"),
  });
};

function onDirections(redraw: () => void): () => void {
  return useStatsStore.subscribe((state, before) => {
    if (state.stats?.report !== before.stats?.report) redraw();
  });
}

/** The directions in which the pixels of the frame on the screen move. */
export function Rose() {
  const texts = useTexts();
  const report = useStatsStore((state) => state.stats?.report ?? null);
  const canvas = useDrawing(drawRose, onDirections);
  return (
    <canvas
      ref={canvas}
      className="rose"
      role="img"
      aria-label={describeDirections(report, texts, useUnits())}
      title={texts.directions.title}
    />
  );
}
