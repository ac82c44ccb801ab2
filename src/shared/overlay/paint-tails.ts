import { parseColour } from "./arrow-look";
import type { Brush } from "./brush";
import type { Colour } from "./surface";
import { PIECE, type TrackTail } from "./track-tail";

/** How large tails are drawn. */
export interface TailLook {
  /** Width of a movie pixel by its height. */
  readonly pixelAspect: number;
  /** Picture coordinates for a pixel of the screen, as which the sizes below are meant. */
  readonly unit: number;
}

/** Steps in which tails fade, the last one nearly gone. */
const BANDS = 4;
const WIDTH = 2;
const RIM = 1;
/** Shorter pieces are drawn together as one: hundreds of tails would have thousands. */
const SHORT = 3;
const DASH = 7;
const DASHED_SHARE = 0.55;
const HEAD = 3.5;
const CROSS = 4;
const DOT_CORNERS = 16;
const DARK: Colour = { r: 0, g: 0, b: 0, alpha: 1 };
const WHITE: Colour = { r: 255, g: 255, b: 255, alpha: 1 };
/** More tails would be a dark picture with their rims. */
const MOST_RIMMED = 120;

/**
 * Draws the tails of tracks: lines that fade with the time since, dashed where the track is unsure, a dot where it is now (open where that is unsure),
 * and a cross where it was lost. Each is a shape of its own: a canvas is much slower with a few shapes that have parts all over it.
 */
export function paintTails(brush: Brush, tails: readonly TrackTail[], look: TailLook): void {
  if (tails.length <= MOST_RIMMED) {
    for (const tail of tails) paintTail(brush, tail, DARK, 0.5, (WIDTH + 2 * RIM) * look.unit, look);
  }
  for (const tail of tails) paintTail(brush, tail, parseColour(tail.colour), 1, WIDTH * look.unit, look);
  for (const tail of tails) paintHead(brush, tail, look);
}

/** @param opacity where it is newest */
function paintTail(
  brush: Brush,
  tail: TrackTail,
  ink: Colour,
  opacity: number,
  width: number,
  look: TailLook,
): void {
  for (let band = 0; band < BANDS; band++) {
    addTail(brush, tail, band, width, look);
    brush.blend({ ...ink, alpha: opacity * alphaOf(band) });
  }
}

function alphaOf(band: number): number {
  return 1 - band / BANDS;
}

/** Adds the pieces of a tail that have come to a step of fading. */
function addTail(brush: Brush, tail: TrackTail, band: number, width: number, look: TailLook): void {
  const { xs, ys, pieces, age, length, from } = tail;
  const newest = xs.length - 1;
  const [youngest, oldest] = [(band * length) / BANDS, ((band + 1) * length) / BANDS];
  // Where the pieces begin that are drawn as one.
  let begin = -1;
  const drawTo = (end: number): void => {
    if (begin >= 0)
      addBar(brush, ...placeOf(xs[begin], ys[begin], look), ...placeOf(xs[end], ys[end], look), width);
    begin = -1;
  };
  for (let at = 0; at < newest; at++) {
    // Of its newer end.
    const since = age + newest - at - 1;
    const piece = since >= youngest && since < oldest ? pieces[at] : PIECE.none;
    if (piece !== PIECE.sure) drawTo(at);
    if (piece === PIECE.none) continue;
    if (piece === PIECE.unsure) {
      const ends = [...placeOf(xs[at], ys[at], look), ...placeOf(xs[at + 1], ys[at + 1], look)] as const;
      addDashes(brush, ...ends, width, look.unit, from + at);
      continue;
    }
    if (begin < 0) begin = at;
    const [right, down] = [(xs[at + 1] - xs[begin]) * look.pixelAspect, ys[at + 1] - ys[begin]];
    if (Math.hypot(right, down) >= SHORT * look.unit) drawTo(at + 1);
  }
  drawTo(newest);
}

/** Picture coordinates of a place. */
function placeOf(x: number, y: number, { pixelAspect }: TailLook): readonly [number, number] {
  return [(x + 0.5) * pixelAspect, y + 0.5];
}

/** A piece with square ends, a little longer than its line so that bends do not gape. */
function addBar(brush: Brush, x0: number, y0: number, x1: number, y1: number, width: number): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return;
  const [alongX, alongY] = [((x1 - x0) / length) * (width / 2), ((y1 - y0) / length) * (width / 2)];
  const [beyondX, beyondY] = [alongX / 2, alongY / 2];
  // Clockwise, as discs are: a canvas has shapes of opposite turns cancel each other.
  brush.point(x0 - beyondX + alongY, y0 - beyondY - alongX);
  brush.point(x1 + beyondX + alongY, y1 + beyondY - alongX);
  brush.point(x1 + beyondX - alongY, y1 + beyondY + alongX);
  brush.point(x0 - beyondX - alongY, y0 - beyondY + alongX);
  brush.fill();
}

/** Dashes that stay where they are on the picture; of a short piece every other frame is one. */
function addDashes(
  brush: Brush,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  width: number,
  unit: number,
  frame: number,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const count = Math.round(length / (DASH * unit));
  if (count < 1) {
    if (frame % 2 === 0) addBar(brush, x0, y0, x1, y1, width);
    return;
  }
  for (let dash = 0; dash < count; dash++) {
    const [begin, end] = [dash / count, (dash + DASHED_SHARE) / count];
    const [dx, dy] = [x1 - x0, y1 - y0];
    addBar(brush, x0 + begin * dx, y0 + begin * dy, x0 + end * dx, y0 + end * dy, width);
  }
}

function paintHead(brush: Brush, tail: TrackTail, look: TailLook): void {
  if (tail.head === null) return;
  const draw = (radius: number, ink: Colour): void => {
    addHead(brush, tail, radius, look);
    brush.blend(ink);
  };
  if (tail.selected) {
    draw(HEAD + 4, { ...DARK, alpha: 0.75 });
    draw(HEAD + 3, WHITE);
  }
  draw(HEAD + RIM, { ...DARK, alpha: 0.85 });
  draw(HEAD, parseColour(tail.colour));
  if (tail.head === "unsure") draw(HEAD - 1.5, DARK);
}

function headOf({ xs, ys }: TrackTail, look: TailLook): readonly [number, number] {
  return placeOf(xs[xs.length - 1], ys[ys.length - 1], look);
}

/** As round as a few pixels show, with a fraction of the corners of a disc. */
function addDot(brush: Brush, x: number, y: number, radius: number): void {
  for (let corner = 0; corner < DOT_CORNERS; corner++) {
    const angle = (2 * Math.PI * corner) / DOT_CORNERS;
    brush.point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  brush.fill();
}

/** @param radius in pixels of the screen */
function addHead(brush: Brush, tail: TrackTail, radius: number, look: TailLook): void {
  const [x, y] = headOf(tail, look);
  if (tail.head !== "lost") {
    addDot(brush, x, y, radius * look.unit);
    return;
  }
  const [arm, width] = [CROSS * look.unit, (WIDTH + 2 * (radius - HEAD)) * look.unit];
  addBar(brush, x - arm, y - arm, x + arm, y + arm, width);
  addBar(brush, x - arm, y + arm, x + arm, y - arm, width);
}
