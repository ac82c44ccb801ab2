import {
  type CalibrationBin,
  type JudgedVectors,
  RIGHT,
} from "../../src/workers/testing/reliability-measures";

/** Share of the right vectors that a threshold hides. */
export function hiddenShare({ reliability, error }: JudgedVectors, threshold: number): number {
  let [right, hidden] = [0, 0];
  for (let k = 0; k < error.length; k++) {
    if (!(error[k] < RIGHT)) continue;
    right++;
    if (reliability[k] < threshold) hidden++;
  }
  return hidden / right;
}

const [SIDE, LEFT, TOP] = [360, 50, 20];
const COLOURS = ["#0072b2", "#d55e00", "#009e73"];

/** The curves of some presets as a picture: share of right vectors over reliability. */
export function calibrationSvg(curves: Readonly<Record<string, readonly CalibrationBin[]>>): string {
  const x = (value: number) => LEFT + SIDE * value;
  const y = (value: number) => TOP + SIDE * (1 - value);
  const middle = (bins: readonly CalibrationBin[], k: number) =>
    (bins[k].from + (bins[k + 1]?.from ?? 1)) / 2;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    `<path d="M${x(value)} ${y(0)}V${y(1)}M${x(0)} ${y(value)}H${x(1)}" stroke="#ddd"/>`,
    `<text x="${x(value)}" y="${y(0) + 16}" text-anchor="middle">${value}</text>`,
    `<text x="${x(0) - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  ]);
  const lines = Object.entries(curves).flatMap(([name, bins], i) => [
    `<polyline fill="none" stroke="${COLOURS[i]}" stroke-width="2" points="${bins
      .map(({ right }, k) => `${x(middle(bins, k)).toFixed(1)},${y(right).toFixed(1)}`)
      .join(" ")}"/>`,
    `<text x="${x(0.66)}" y="${y(0.3 - 0.06 * i)}" fill="${COLOURS[i]}">${name}</text>`,
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE + 80}" height="${SIDE + 70}" font-family="sans-serif" font-size="12">
<title>Share of vectors within 1 px of the truth over reliability</title>
<rect width="100%" height="100%" fill="#fff"/>
${ticks.join("\n")}
<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#888" stroke-dasharray="4 3"/>
${lines.join("\n")}
<text x="${x(0.5)}" y="${y(0) + 36}" text-anchor="middle">reliability</text>
<text x="14" y="${y(0.5)}" text-anchor="middle" transform="rotate(-90 14 ${y(0.5)})">share of vectors within 1 px of the truth</text>
</svg>
`;
}
