import type { Levels } from "../../shared/frame-picture";
import type { GreyHistogram } from "../../shared/levels";

export interface LevelsColours {
  readonly bars: string;
  readonly curve: string;
}

/** Draws how often grey values come, rare ones magnified, and how bright each of them is shown, on the whole canvas. */
export function drawLevels(
  context: CanvasRenderingContext2D,
  histogram: GreyHistogram,
  levels: Levels,
  { bars, curve }: LevelsColours,
): void {
  const { width, height } = context.canvas;
  const { from, step, counts } = histogram;
  context.clearRect(0, 0, width, height);
  const most = Math.log1p(counts.reduce((least, count) => Math.max(least, count), 1));
  context.fillStyle = bars;
  counts.forEach((count, bin) => {
    const left = Math.round((bin * width) / counts.length);
    const right = Math.round(((bin + 1) * width) / counts.length);
    const top = Math.round(height * (1 - Math.log1p(count) / most));
    context.fillRect(left, top, Math.max(right - left, 1), height - top);
  });
  const line = Math.max(1, Math.round(window.devicePixelRatio));
  context.strokeStyle = curve;
  context.lineWidth = line;
  context.beginPath();
  const span = Math.max(step * counts.length - 1, 1);
  for (let x = 0; x <= width; x++) {
    const value = from + (x / width) * span;
    const share = Math.min(Math.max((value - levels.black) / (levels.white - levels.black), 0), 1);
    const y = line / 2 + (height - line) * (1 - share ** (1 / levels.gamma));
    if (x === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}
