/**
 * A small single-stroke alphabet of our own, for labels in exported video, where no font can be counted on.
 * Coordinates of centre lines: x right from the left edge, y *up* from the baseline (0), x-height 5, capitals
 * and digits 7, descenders -2.
 */
export const X_HEIGHT = 5;
export const CAP_HEIGHT = 7;
export const DESCENDER = -2;

export interface Glyph {
  readonly width: number;
  /** Polylines: x, y, x, y, ... */
  readonly strokes: readonly (readonly number[])[];
}

const DEGREE = Math.PI / 180;

/** Points on an elliptic arc; angles in degrees, 0 to the right, counter-clockwise. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): number[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 15));
  const points: number[] = [];
  for (let i = 0; i <= steps; i++) {
    const angle = (from + ((to - from) * i) / steps) * DEGREE;
    points.push(cx + rx * Math.cos(angle), cy + ry * Math.sin(angle));
  }
  return points;
}

function glyph(width: number, ...strokes: number[][]): Glyph {
  return { width, strokes };
}

const bowl = (): number[] => arc(1.85, 2.5, 1.85, 2.5, 0, 360);

/** Half a turn: what 6 is to 9. */
function turned(strokes: number[][], width: number, height: number): number[][] {
  return strokes.map((stroke) => stroke.map((value, i) => (i % 2 === 0 ? width : height) - value));
}

const six: number[][] = [arc(2, 2.15, 2, 2.15, 0, 360), [...arc(3.5, 2.15, 3.5, 4.85, 180, 100)]];

const GLYPHS: Readonly<Record<string, Glyph>> = {
  " ": glyph(1.1),
  "0": glyph(4, [...arc(2, 4.9, 2, 2.1, 0, 180), ...arc(2, 2.1, 2, 2.1, 180, 360), 4, 4.9]),
  "1": glyph(2, [0, 5.4, 2, 7, 2, 0]),
  "2": glyph(3.9, [...arc(1.95, 5.05, 1.85, 1.95, 165, -38), 0, 0, 3.9, 0]),
  "3": glyph(3.9, [...arc(1.8, 5.3, 1.75, 1.7, 155, -90), ...arc(1.8, 1.8, 2.05, 1.8, 90, -152)]),
  "4": glyph(4.3, [3.2, 0, 3.2, 7, 0, 1.9, 4.3, 1.9]),
  "5": glyph(3.9, [3.6, 7, 0.55, 7, 0.3, 3.8, ...arc(1.8, 2.25, 2.1, 2.25, 128, -150)]),
  "6": glyph(4, ...six),
  "7": glyph(3.9, [0, 7, 3.9, 7, 1.2, 0]),
  "8": glyph(4, arc(2, 5.35, 1.7, 1.65, 0, 360), arc(2, 1.85, 2, 1.85, 0, 360)),
  "9": glyph(4, ...turned(six, 4, 7)),
  ".": glyph(0.2, [0.1, 0, 0.1, 0.15]),
  ",": glyph(0.5, [0.5, 0.2, 0, -1.3]),
  ":": glyph(0.2, [0.1, 0, 0.1, 0.15], [0.1, 4.4, 0.1, 4.55]),
  "-": glyph(2.2, [0, 2.8, 2.2, 2.8]),
  "–": glyph(3.4, [0, 2.8, 3.4, 2.8]),
  "−": glyph(3.6, [0, 3.3, 3.6, 3.3]),
  _: glyph(3.6, [0, -1.2, 3.6, -1.2]),
  "+": glyph(3.6, [0, 3.3, 3.6, 3.3], [1.8, 1.5, 1.8, 5.1]),
  "=": glyph(3.6, [0, 2.3, 3.6, 2.3], [0, 4.3, 3.6, 4.3]),
  "×": glyph(3, [0.1, 1.8, 2.9, 4.8], [0.1, 4.8, 2.9, 1.8]),
  "/": glyph(2.7, [0, -0.9, 2.7, 7.5]),
  "%": glyph(5.8, arc(1.3, 5.5, 1.3, 1.5, 0, 360), arc(4.5, 1.5, 1.3, 1.5, 0, 360), [4.7, 7, 1.1, 0]),
  "(": glyph(1.4, arc(3, 3, 3, 5.2, 125, 235)),
  ")": glyph(1.4, arc(-1.6, 3, 3, 5.2, 55, -55)),
  "?": glyph(3.6, [...arc(1.8, 5.2, 1.75, 1.8, 165, -45), 1.8, 2.9, 1.8, 2.1], [1.8, 0, 1.8, 0.15]),

  a: glyph(3.7, bowl(), [3.7, 5, 3.7, 0]),
  b: glyph(3.7, bowl(), [0, 7, 0, 0]),
  c: glyph(3.4, arc(1.95, 2.5, 1.95, 2.5, 48, 312)),
  d: glyph(3.7, bowl(), [3.7, 7, 3.7, 0]),
  e: glyph(3.8, [0, 2.6, 3.8, 2.6, ...arc(1.9, 2.5, 1.9, 2.5, 4, 318)]),
  f: glyph(2.4, [0.9, 0, 0.9, 5.4, ...arc(2.4, 5.4, 1.5, 1.6, 180, 80)], [0, 5, 2.3, 5]),
  g: glyph(3.7, bowl(), [3.7, 5, 3.7, -0.2, ...arc(1.85, -0.2, 1.85, 1.8, 0, -150)]),
  h: glyph(3.6, [0, 7, 0, 0], [...arc(1.8, 3.1, 1.8, 1.9, 180, 0), 3.6, 0]),
  i: glyph(0.1, [0, 5, 0, 0], [0, 6.9, 0, 7]),
  j: glyph(1, [1, 5, 1, -0.6, ...arc(-0.4, -0.6, 1.4, 1.4, 0, -90)], [1, 6.9, 1, 7]),
  k: glyph(3.3, [0, 7, 0, 0], [3.1, 5, 0, 2], [1.1, 3.05, 3.3, 0]),
  l: glyph(0.1, [0, 7, 0, 0]),
  m: glyph(
    5.8,
    [0, 5, 0, 0],
    [...arc(1.45, 3.3, 1.45, 1.7, 180, 0), 2.9, 0],
    [...arc(4.35, 3.3, 1.45, 1.7, 180, 0), 5.8, 0],
  ),
  n: glyph(3.6, [0, 5, 0, 0], [...arc(1.8, 3.1, 1.8, 1.9, 180, 0), 3.6, 0]),
  o: glyph(3.8, arc(1.9, 2.5, 1.9, 2.5, 0, 360)),
  p: glyph(3.7, bowl(), [0, 5, 0, -2]),
  q: glyph(3.7, bowl(), [3.7, 5, 3.7, -2]),
  r: glyph(2.2, [0, 5, 0, 0], arc(1.9, 3, 1.9, 2, 180, 78)),
  s: glyph(3.2, [...arc(1.6, 3.75, 1.45, 1.25, 30, 270), ...arc(1.6, 1.25, 1.6, 1.25, 90, -150)]),
  t: glyph(2.4, [0.9, 6.5, 0.9, 1.4, ...arc(2.2, 1.4, 1.3, 1.4, 180, 282)], [0, 5, 2.3, 5]),
  u: glyph(3.6, [0, 5, 0, 1.9, ...arc(1.8, 1.9, 1.8, 1.9, 180, 360)], [3.6, 5, 3.6, 0]),
  v: glyph(3.6, [0, 5, 1.8, 0, 3.6, 5]),
  w: glyph(5.4, [0, 5, 1.35, 0, 2.7, 4.8, 4.05, 0, 5.4, 5]),
  x: glyph(3.4, [0, 5, 3.4, 0], [0, 0, 3.4, 5]),
  y: glyph(3.6, [0, 5, 1.85, 0], [3.6, 5, 1, -2]),
  z: glyph(3.4, [0, 5, 3.4, 5, 0, 0, 3.4, 0]),
  µ: glyph(3.6, [0, 5, 0, -2], [0, 1.9, ...arc(1.8, 1.9, 1.8, 1.9, 180, 360)], [3.6, 5, 3.6, 0]),

  A: glyph(4.8, [0, 0, 2.4, 7, 4.8, 0], [0.8, 2.3, 4, 2.3]),
  B: glyph(
    4,
    [0, 0, 0, 7, 2.1, 7, ...arc(2.1, 5.3, 1.6, 1.7, 90, -90), 0, 3.6],
    [2.1, 3.6, ...arc(2.2, 1.8, 1.8, 1.8, 90, -90), 0, 0],
  ),
  C: glyph(4.5, arc(2.7, 3.5, 2.7, 3.5, 48, 312)),
  D: glyph(4.5, [0, 0, 0, 7, 1.5, 7, ...arc(1.5, 3.5, 3, 3.5, 90, -90), 0, 0]),
  E: glyph(3.6, [3.6, 7, 0, 7, 0, 0, 3.6, 0], [0, 3.6, 3.1, 3.6]),
  F: glyph(3.5, [3.5, 7, 0, 7, 0, 0], [0, 3.5, 3, 3.5]),
  G: glyph(4.8, [...arc(2.7, 3.5, 2.7, 3.5, 48, 320), 4.8, 3.2, 2.9, 3.2]),
  H: glyph(4.3, [0, 7, 0, 0], [4.3, 7, 4.3, 0], [0, 3.6, 4.3, 3.6]),
  I: glyph(0.1, [0, 7, 0, 0]),
  J: glyph(3, [3, 7, 3, 1.7, ...arc(1.4, 1.7, 1.6, 1.7, 0, -150)]),
  K: glyph(4.1, [0, 7, 0, 0], [4, 7, 0, 2.6], [1.4, 4.1, 4.1, 0]),
  L: glyph(3.4, [0, 7, 0, 0, 3.4, 0]),
  M: glyph(5.4, [0, 0, 0, 7, 2.7, 1.8, 5.4, 7, 5.4, 0]),
  N: glyph(4.4, [0, 0, 0, 7, 4.4, 0, 4.4, 7]),
  O: glyph(5.2, arc(2.6, 3.5, 2.6, 3.5, 0, 360)),
  P: glyph(3.9, [0, 0, 0, 7, 2, 7, ...arc(2, 5, 1.9, 2, 90, -90), 0, 3]),
  Q: glyph(5.2, arc(2.6, 3.5, 2.6, 3.5, 0, 360), [3.2, 1.8, 5, -0.5]),
  R: glyph(4.1, [0, 0, 0, 7, 2, 7, ...arc(2, 5.1, 1.9, 1.9, 90, -90), 0, 3.2], [2, 3.2, 4.1, 0]),
  S: glyph(4, [...arc(2, 5.25, 1.8, 1.75, 35, 270), ...arc(2, 1.75, 2, 1.75, 90, -150)]),
  T: glyph(4.4, [0, 7, 4.4, 7], [2.2, 7, 2.2, 0]),
  U: glyph(4.2, [0, 7, 0, 2.1, ...arc(2.1, 2.1, 2.1, 2.1, 180, 360), 4.2, 7]),
  V: glyph(4.6, [0, 7, 2.3, 0, 4.6, 7]),
  W: glyph(6.8, [0, 7, 1.7, 0, 3.4, 6.6, 5.1, 0, 6.8, 7]),
  X: glyph(4.3, [0, 7, 4.3, 0], [0, 0, 4.3, 7]),
  Y: glyph(4.4, [0, 7, 2.2, 3.3, 4.4, 7], [2.2, 3.3, 2.2, 0]),
  Z: glyph(4, [0, 7, 4, 7, 0, 0, 4, 0]),
};

/** The glyph of a character; a question mark stands for those we have not drawn. */
export function glyphOf(character: string): Glyph {
  return (Object.hasOwn(GLYPHS, character) ? GLYPHS[character] : GLYPHS["?"]) ?? GLYPHS[" "];
}
