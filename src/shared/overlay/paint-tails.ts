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
const DASH = 7;
const DASHED_SHARE = 0.55;
const HEAD = 3.5;
const CROSS = 4;
const DARK: Colour = { r: 0, g: 0, b: 0, alpha: 1 };
const WHITE: Colour = { r: 255, g: 255, b: 255, alpha: 1 };
/** More tails would be a dark picture with their rims. */
const MOST_RIMMED = 120;

/**
 * Draws the tails of tracks: lines that fade with the time since, dashed where the track is unsure, a dot where it is now (open where that is unsure),
 * and a cross where it was lost. All of one colour and age are one shape, so that where tails cross they are no darker.
 */
export function paintTails(brush: Brush, tails: readonly TrackTail[], look: TailLook): void {
  const byColour = inColours(tails);
  if (tails.length <= MOST_RIMMED) {
    for (let band = 0; band < BANDS; band++) {
      for (const tail of tails) addTail(brush, tail, band, (WIDTH + 2 * RIM) * look.unit, look);
      brush.blend({ ...DARK, alpha: 0.5 * alphaOf(band) });
    }
  }
  for (const [colour, alike] of byColour) {
    const ink = parseColour(colour);
    for (let band = 0; band < BANDS; band++) {
      for (const tail of alike) addTail(brush, tail, band, WIDTH * look.unit, look);
      brush.blend({ ...ink, alpha: alphaOf(band) });
    }
  }
  paintHeads(brush, tails, byColour, look);
}

function inColours(tails: readonly TrackTail[]): ReadonlyMap<string, readonly TrackTail[]> {
  const colours = new Map<string, TrackTail[]>();
  for (const tail of tails) {
    const alike = colours.get(tail.colour);
    if (alike === undefined) colours.set(tail.colour, [tail]);
    else alike.push(tail);
  }
  return colours;
}

function alphaOf(band: number): number {
  return 1 - band / BANDS;
}

/** Adds the pieces of a tail that have come to a step of fading. */
function addTail(brush: Brush, tail: TrackTail, band: number, width: number, look: TailLook): void {
  const { xs, ys, pieces, age, length, from } = tail;
  const newest = xs.length - 1;
  const [youngest, oldest] = [(band * length) / BANDS, ((band + 1) * length) / BANDS];
  for (let at = 0; at < newest; at++) {
    if (pieces[at] === PIECE.none) continue;
    // Of its newer end.
    const since = age + newest - at - 1;
    if (since < youngest || since >= oldest) continue;
    const [x0, y0] = placeOf(xs[at], ys[at], look);
    const [x1, y1] = placeOf(xs[at + 1], ys[at + 1], look);
    if (pieces[at] === PIECE.sure) addBar(brush, x0, y0, x1, y1, width);
    else addDashes(brush, x0, y0, x1, y1, width, look.unit, from + at);
  }
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

function paintHeads(
  brush: Brush,
  tails: readonly TrackTail[],
  byColour: ReadonlyMap<string, readonly TrackTail[]>,
  look: TailLook,
): void {
  const { unit } = look;
  const chosen = tails.filter(({ selected }) => selected);
  for (const tail of chosen) addHead(brush, tail, HEAD + 4, look);
  brush.blend({ ...DARK, alpha: 0.75 });
  for (const tail of chosen) addHead(brush, tail, HEAD + 3, look);
  brush.blend(WHITE);
  for (const tail of tails) addHead(brush, tail, HEAD + RIM, look);
  brush.blend({ ...DARK, alpha: 0.85 });
  for (const [colour, alike] of byColour) {
    for (const tail of alike) addHead(brush, tail, HEAD, look);
    brush.blend(parseColour(colour));
  }
  for (const tail of tails) {
    if (tail.head === "unsure") brush.disc(...headOf(tail, look), (HEAD - 1.5) * unit);
  }
  brush.blend(DARK);
}

function headOf({ xs, ys }: TrackTail, look: TailLook): readonly [number, number] {
  return placeOf(xs[xs.length - 1], ys[ys.length - 1], look);
}

/** @param radius in pixels of the screen */
function addHead(brush: Brush, tail: TrackTail, radius: number, look: TailLook): void {
  if (tail.head === null) return;
  const [x, y] = headOf(tail, look);
  if (tail.head !== "lost") {
    brush.disc(x, y, radius * look.unit);
    return;
  }
  const [arm, width] = [CROSS * look.unit, (WIDTH + 2 * (radius - HEAD)) * look.unit];
  addBar(brush, x - arm, y - arm, x + arm, y + arm, width);
  addBar(brush, x - arm, y + arm, x + arm, y - arm, width);
}
