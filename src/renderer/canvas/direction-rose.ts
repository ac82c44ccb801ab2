/** Colours of the rose, in CSS. */
export interface RoseColours {
  readonly petal: string;
  readonly grid: string;
}

/**
 * Draws how the moving pixels share the directions: a petal for each bin, the first one from right on,
 * clockwise, as y points down. The area of a petal is its share, so a narrow strong direction does not
 * look stronger than it is; the largest petal reaches the rim.
 */
export function drawDirectionRose(
  context: CanvasRenderingContext2D,
  directions: readonly number[],
  colours: RoseColours,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const line = Math.max(Math.round(window.devicePixelRatio), 1);
  const x = width / 2;
  const y = height / 2;
  const rim = Math.min(width, height) / 2 - line;

  context.strokeStyle = colours.grid;
  context.lineWidth = line;
  context.beginPath();
  context.arc(x, y, rim, 0, 2 * Math.PI);
  context.moveTo(x - rim, y);
  context.lineTo(x + rim, y);
  context.moveTo(x, y - rim);
  context.lineTo(x, y + rim);
  context.stroke();

  const largest = Math.max(...directions, 0);
  if (!(largest > 0)) return;
  const angle = (2 * Math.PI) / directions.length;
  context.fillStyle = colours.petal;
  // One outline around all petals: petals drawn one by one would show hairlines between them.
  context.beginPath();
  directions.forEach((share, bin) => {
    const radius = rim * Math.sqrt(Math.max(share, 0) / largest);
    context.arc(x, y, radius, bin * angle, (bin + 1) * angle);
  });
  context.closePath();
  context.fill();
}
