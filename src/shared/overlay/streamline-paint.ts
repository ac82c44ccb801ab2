import type { Streamlines } from "../picture";
import { arrowHaloWidth } from "./arrow-geometry";
import type { Brush } from "./brush";
import type { Colour } from "./surface";

/** How streamlines look, apart from their course. */
export interface StreamlineLook {
  readonly fill: Colour;
  /** Of the rim; null where there is none. */
  readonly halo: Colour | null;
}

/** Width of a line, in heights of a movie pixel. */
export function streamlineWidth(spacing: number): number {
  return Math.min(Math.max(1, 0.055 * spacing), 3);
}

/** Length of the heads that show the direction; their width is four fifths of it. */
function headLength(spacing: number): number {
  return Math.max(3.5 * streamlineWidth(spacing), 0.28 * spacing);
}

/** Distance of the heads along a line, in spacings. */
const HEAD_DISTANCE = 4;
/** A line is drawn in pieces of so many steps: the box around a whole one could be the whole picture. */
const PIECE = 8;
/** How far pieces reach beyond their ends, in pixels of the movie: seams would show. */
const OVERLAP = 0.5;

/**
 * Paints lines with heads along them: first the halos of all, as one shape, then all lines, as one shape.
 *
 * @param spacing of the lines in movie pixels, which decides how thick they are
 * @param mostHalo how far halos reach at most, in movie pixels
 */
export function paintStreamlines(
  brush: Brush,
  lines: Streamlines,
  spacing: number,
  pixelAspect: number,
  look: StreamlineLook,
  mostHalo = Number.POSITIVE_INFINITY,
): void {
  if (look.halo) {
    addLines(brush, lines, spacing, pixelAspect, Math.min(arrowHaloWidth(spacing), mostHalo));
    brush.blend(look.halo);
  }
  addLines(brush, lines, spacing, pixelAspect, 0);
  brush.blend(look.fill);
}

/** Adds all lines and heads, widened by `reach` on all sides. */
function addLines(
  brush: Brush,
  { points, lengths }: Streamlines,
  spacing: number,
  pixelAspect: number,
  reach: number,
): void {
  const half = streamlineWidth(spacing) / 2 + reach;
  let first = 0;
  for (const length of lengths) {
    const last = first + length - 1;
    for (let from = first; from < last; from += PIECE) {
      addPiece(brush, points, from, Math.min(from + PIECE, last), pixelAspect, half);
    }
    addHeads(brush, points, first, last, spacing, pixelAspect, reach);
    first += length;
  }
}

/** The part of a line between two of its points: there along its left side, and back along the right one. */
function addPiece(
  brush: Brush,
  points: Float32Array,
  from: number,
  to: number,
  pixelAspect: number,
  half: number,
): void {
  addSide(brush, points, from, to, pixelAspect, half);
  addSide(brush, points, to, from, pixelAspect, half);
  brush.fill();
}

/** Points beside those of a line, on the left as seen from the first to the last one. */
function addSide(
  brush: Brush,
  points: Float32Array,
  from: number,
  to: number,
  pixelAspect: number,
  half: number,
): void {
  const step = from < to ? 1 : -1;
  for (let i = from; i !== to + step; i += step) {
    const before = i === from ? i : i - step;
    const after = i === to ? i : i + step;
    const alongX = (points[2 * after] - points[2 * before]) * pixelAspect;
    const alongY = points[2 * after + 1] - points[2 * before + 1];
    const length = Math.sqrt(alongX * alongX + alongY * alongY);
    const dx = length > 0 ? alongX / length : 0;
    const dy = length > 0 ? alongY / length : 0;
    const overlap = OVERLAP * Math.max(1, pixelAspect);
    const beyond = i === from ? -overlap : i === to ? overlap : 0;
    brush.point(
      points[2 * i] * pixelAspect + dx * beyond + dy * half,
      points[2 * i + 1] + dy * beyond - dx * half,
    );
  }
}

/** Heads at even distances along a line, the first and the last one as far from its ends; a short line has one. */
function addHeads(
  brush: Brush,
  points: Float32Array,
  first: number,
  last: number,
  spacing: number,
  pixelAspect: number,
  reach: number,
): void {
  const size = headLength(spacing);
  const x = (i: number): number => points[2 * i] * pixelAspect;
  const y = (i: number): number => points[2 * i + 1];
  let length = 0;
  for (let i = first; i < last; i++) length += Math.hypot(x(i + 1) - x(i), y(i + 1) - y(i));
  const heads = Math.max(1, Math.round(length / (HEAD_DISTANCE * spacing)));
  let wanted = length / heads / 2;
  let passed = 0;
  for (let i = first; i < last; i++) {
    const dx = x(i + 1) - x(i);
    const dy = y(i + 1) - y(i);
    const step = Math.hypot(dx, dy);
    if (step > 0 && passed + step >= wanted) {
      const share = (wanted - passed) / step;
      addHead(brush, x(i) + share * dx, y(i) + share * dy, dx / step, dy / step, size, reach);
      wanted += length / heads;
    }
    passed += step;
  }
}

/** A triangle around (x, y) that points along (dx, dy), a unit vector. */
function addHead(
  brush: Brush,
  x: number,
  y: number,
  dx: number,
  dy: number,
  size: number,
  reach: number,
): void {
  const half = 0.4 * size;
  // Widened by `reach` a triangle grows by that over the sine of half its angles.
  const tip = size / 2 + reach * (Math.hypot(size, half) / half);
  const back = -size / 2 - reach;
  const wing = (half / size) * (tip - back);
  brush.point(x + dx * tip, y + dy * tip);
  brush.point(x + dx * back - dy * wing, y + dy * back + dx * wing);
  brush.point(x + dx * back + dy * wing, y + dy * back - dx * wing);
  brush.fill();
}
