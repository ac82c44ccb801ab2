import { allMarks } from "../marks/hit-test";
import type { MarkPoint, Marks } from "../marks/marks";
import { type AnyMark, nameplaceOf } from "../marks/reshape";
import { isInPixels } from "../measure/calibration";
import type { RegionShape } from "../measure/region";
import { parseColour } from "./arrow-look";
import { Brush, scaledPlacement } from "./brush";
import { CoverageMask } from "./coverage-mask";
import { exportLayout } from "./legend-layout";
import { paintText } from "./stroke-font";
import type { Colour, Surface } from "./surface";

/** What a person laid over a recording, as it is painted on one of its frames. */
export interface LaidMarks {
  readonly marks: Marks;
  /** Number of the frame. */
  readonly frame: number;
}

/** What marks are painted on. */
export interface MarkedPicture {
  /** Number of the frame that is shown. */
  readonly frame: number;
  /** Width of a pixel of the recording as displayed, by its height. */
  readonly pixelAspect: number;
}

/** Sizes of what is painted, in picture units as all of a {@link Brush}. */
export interface MarkLook {
  /** A CSS pixel on the screen, or what is like one in an export. */
  readonly unit: number;
  /** Writes a name that begins at a place, with a dark rim. */
  readonly write: (brush: Brush, text: string, x: number, baseline: number, colour: Colour) => void;
}

export const MARK_RIM: Colour = { r: 0, g: 0, b: 0, alpha: 0.6 };
const AXES_INK: Colour = { r: 255, g: 255, b: 255, alpha: 1 };
/** What counts nowhere is seen through this. */
export const MASK_INK: Colour = { r: 255, g: 64, b: 64, alpha: 0.4 };

/** In CSS pixels: widths of lines and of their rims, half of an anchor's cross, length of an axis and of its head. */
const LINE = { width: 1.75, rim: 1.25 } as const;
const ANCHOR = { ring: 6.5, gap: 3.5 } as const;
const AXIS = { length: 44, head: 7 } as const;
const NAME = { off: 4, height: 9 } as const;

/** Regions, lines, anchors of tracks and axes with their names, as they are on the screen, in copies of it and in exports. */
export function paintMarks(brush: Brush, marks: Marks, picture: MarkedPicture, look: MarkLook): void {
  for (const any of allMarks(marks)) if (any.mark.hidden !== true) paintMark(brush, any, picture, look);
  if (!isInPixels(marks.calibration)) paintAxes(brush, marks.calibration.axes, picture, look);
}

function paintMark(brush: Brush, any: AnyMark, picture: MarkedPicture, look: MarkLook): void {
  const ink = parseColour(any.mark.colour);
  strokeTwice(brush, ink, look, (width) => outline(brush, any, picture, look, width));
  const at = nameplaceOf(any, picture.frame);
  if (at === null) return;
  const { x, y } = onPicture(at, picture);
  const beside = any.kind === "tracks" ? ANCHOR.ring + NAME.off : 0;
  look.write(brush, any.mark.name, x + beside * look.unit, y - NAME.off * look.unit, ink);
}

/** Paints what is seen around the selected mark, below it. */
export function paintSelection(
  brush: Brush,
  any: AnyMark,
  picture: MarkedPicture,
  look: MarkLook,
  ink: Colour,
): void {
  outline(brush, any, picture, look, (LINE.width + 2 * LINE.rim + 2) * look.unit);
  brush.blend(ink);
}

function outline(brush: Brush, any: AnyMark, picture: MarkedPicture, look: MarkLook, width: number): void {
  switch (any.kind) {
    case "regions":
      borderLine(brush, any.mark.shape, picture, width);
      return;
    case "lines":
      strokePath(brush, any.mark.points, picture, width);
      // Lines have a beginning, from which places along them are counted.
      disc(brush, any.mark.points[0], picture, width * 1.6);
      return;
    case "tracks":
      for (const anchor of any.mark.anchors)
        if (anchor.frame === picture.frame) cross(brush, [anchor.x, anchor.y], picture, look, width);
  }
}

/** Steps of a quarter of an ellipse, and how many there are at least and at most. */
const STEPS = { perRoot: 1.5, least: 6, most: 24 } as const;

/** Adds the border of a region to the brush: of rectangles and ellipses as a ring, which has a tenth of the points of as many stretches. */
function borderLine(brush: Brush, shape: RegionShape, picture: MarkedPicture, width: number): void {
  if (shape.kind === "polygon") {
    strokePath(brush, [...shape.corners, shape.corners[0]], picture, width);
    return;
  }
  const { pixelAspect } = picture;
  const half = width / 2;
  if (shape.kind === "rectangle") {
    const [left, right] = [shape.x * pixelAspect, (shape.x + shape.width) * pixelAspect];
    const [top, bottom] = [shape.y, shape.y + shape.height];
    ring(brush, [
      [left - half, top - half, right + half, bottom + half],
      [left + half, top + half, right - half, bottom - half],
    ]);
    return;
  }
  const { x, y } = onPicture([shape.x, shape.y], picture);
  const [across, down] = [shape.radiusX * pixelAspect, shape.radiusY];
  const large = Math.max(across * brush.placement.scaleX, down * brush.placement.scaleY);
  const quarter = Math.ceil(Math.min(Math.max(STEPS.perRoot * Math.sqrt(large), STEPS.least), STEPS.most));
  for (const side of [1, -1]) {
    for (let k = 0; k <= 4 * quarter; k++) {
      const angle = (side * Math.PI * k) / (2 * quarter);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      brush.point(x + Math.max(0, across + side * half) * cos, y + Math.max(0, down + side * half) * sin);
    }
  }
  brush.fill();
}

/** Left, top, right, bottom. */
type Box = readonly [number, number, number, number];

/** What lies between two boxes: there along the outer one, and back along the inner one, where that is any. */
function ring(brush: Brush, [outer, inner]: readonly [Box, Box]): void {
  const [left, top, right, bottom] = outer;
  for (const [x, y] of [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ])
    brush.point(x, y);
  const [inLeft, inTop, inRight, inBottom] = inner;
  if (inLeft < inRight && inTop < inBottom)
    for (const [x, y] of [
      [inLeft, inTop],
      [inLeft, inBottom],
      [inRight, inBottom],
      [inRight, inTop],
      [inLeft, inTop],
    ])
      brush.point(x, y);
  brush.fill();
}

/** Paints a shape with a dark rim. @param shape adds it to the brush, with lines of this width */
export function strokeTwice(
  brush: Brush,
  ink: Colour,
  { unit }: Pick<MarkLook, "unit">,
  shape: (width: number) => void,
): void {
  shape((LINE.width + 2 * LINE.rim) * unit);
  brush.blend(MARK_RIM);
  shape(LINE.width * unit);
  brush.blend(ink);
}

/** Where a place of the recording is on its picture, in picture units. */
export function onPicture(
  [x, y]: MarkPoint,
  { pixelAspect }: Pick<MarkedPicture, "pixelAspect">,
): { readonly x: number; readonly y: number } {
  return { x: (x + 0.5) * pixelAspect, y: y + 0.5 };
}

/** Adds a path through places of the recording to the brush. */
export function strokePath(
  brush: Brush,
  path: readonly MarkPoint[],
  picture: Pick<MarkedPicture, "pixelAspect">,
  width: number,
): void {
  for (let k = 1; k < path.length; k++)
    segment(brush, onPicture(path[k - 1], picture), onPicture(path[k], picture), width);
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function segment(brush: Brush, from: Place, to: Place, width: number): void {
  const { scaleX, scaleY, offsetX, offsetY } = brush.placement;
  brush.deviceStroke(
    ...([from.x * scaleX + offsetX, from.y * scaleY + offsetY] as const),
    ...([to.x * scaleX + offsetX, to.y * scaleY + offsetY] as const),
    ...([width * scaleX, width * scaleY] as const),
  );
}

/** Adds a disc around a place of the recording to the brush. */
export function disc(
  brush: Brush,
  at: MarkPoint,
  picture: Pick<MarkedPicture, "pixelAspect">,
  radius: number,
): void {
  const { x, y } = onPicture(at, picture);
  brush.disc(x, y, radius);
}

/** A cross that is open in the middle: what it marks is seen. */
function cross(brush: Brush, at: MarkPoint, picture: MarkedPicture, { unit }: MarkLook, width: number): void {
  const { x, y } = onPicture(at, picture);
  const [near, far] = [ANCHOR.gap * unit, (ANCHOR.gap + ANCHOR.ring) * unit];
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ])
    segment(brush, { x: x + dx * near, y: y + dy * near }, { x: x + dx * far, y: y + dy * far }, width);
}

/** Axes as they are laid: x along its turn, y up or down from there, both with their heads and names. */
export function paintAxes(
  brush: Brush,
  { origin, turn, yUp }: Marks["calibration"]["axes"],
  picture: MarkedPicture,
  look: MarkLook,
): void {
  const { unit } = look;
  const from = onPicture(origin, picture);
  const angles = [turn, turn + (yUp ? 90 : -90)].map((degrees) => (degrees * Math.PI) / 180);
  const arrow = (angle: number, width: number): void => {
    // Angles count counter-clockwise as one sees it, rows down.
    const tip = along(from, angle, AXIS.length * unit);
    segment(brush, from, tip, width);
    for (const side of [-1, 1])
      segment(brush, tip, along(tip, angle + Math.PI + side * 0.45, AXIS.head * unit), width);
  };
  strokeTwice(brush, AXES_INK, look, (width) => {
    for (const angle of angles) arrow(angle, width);
  });
  for (const [k, name] of ["x", "y"].entries()) {
    // Beside the axis, where the other one goes: axes start in corners of the picture, and beyond them nothing is seen.
    const tip = along(from, angles[k], (AXIS.length + 4) * unit);
    const at = along(tip, angles[1 - k], 9 * unit);
    look.write(brush, name, at.x - 3 * unit, at.y + 4 * unit, AXES_INK);
  }
}

function along({ x, y }: Place, angle: number, length: number): Place {
  return { x: x + length * Math.cos(angle), y: y - length * Math.sin(angle) };
}

/** Numbers of a stretch in `Marks.mask`: row, first column, column after the last one. */
const SPAN = 3;

/** Paints what a mask excludes; see {@link MASK_INK}. Stretches of neighbouring rows that are alike are painted as one. */
export function paintMask(brush: Brush, mask: Marks["mask"], { pixelAspect }: MarkedPicture): void {
  if (mask.length === 0) return;
  for (const { from, to, top, bottom } of boxesOf(mask)) {
    brush.point(from * pixelAspect, top);
    brush.point(to * pixelAspect, top);
    brush.point(to * pixelAspect, bottom);
    brush.point(from * pixelAspect, bottom);
    brush.fill();
  }
  brush.blend(MASK_INK);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

function* boxesOf(mask: Marks["mask"]): Generator<Stretch> {
  let open = new Map<string, Stretch>();
  let row = -1;
  let next = new Map<string, Stretch>();
  for (let at = 0; at <= mask.length; at += SPAN) {
    const y = at < mask.length ? mask[at] : Number.POSITIVE_INFINITY;
    if (y !== row) {
      for (const [key, box] of open) if (!next.has(key)) yield box;
      if (y === row + 1) open = next;
      else {
        yield* next.values();
        open = new Map();
      }
      next = new Map();
      row = y;
    }
    if (at === mask.length) return;
    const [from, to] = [mask[at + 1], mask[at + 2]];
    const key = `${from} ${to}`;
    next.set(key, { from, to, top: open.get(key)?.top ?? y, bottom: y + 1 });
  }
}

/** Paints what was laid over a recording on frames of an export, and keeps its memory (a byte a pixel) from one to the next. */
export class ExportMarkPainter {
  #mask: CoverageMask | null = null;

  /**
   * Paints it as large as the legend's digits ask for.
   *
   * @param surface all of the frame, at the size of the movie or another one
   */
  paint(
    surface: Surface,
    { marks, frame }: LaidMarks,
    movie: { readonly width: number; readonly height: number; readonly pixelAspect: number },
  ): void {
    const { pixelAspect } = movie;
    const picture: MarkedPicture = { frame, pixelAspect };
    const placement = scaledPlacement(movie, surface, pixelAspect);
    const shape = placement.scaleY / placement.scaleX;
    const { textHeight } = exportLayout(surface.width, surface.height, shape);
    const digits = Math.max(textHeight, 7) / placement.scaleY;
    const brush = new Brush(surface, placement, this.#maskFor(surface));
    paintMask(brush, marks.mask, picture);
    paintMarks(brush, marks, picture, {
      unit: digits / NAME.height,
      write: (target, text, x, baseline, colour) =>
        paintText(target, text, x, Math.max(baseline, 1.3 * digits), digits, colour, {
          colour: MARK_RIM,
          width: 0.2 * digits,
        }),
    });
  }

  /** All brushes leave it empty. */
  #maskFor({ width, height }: Surface): CoverageMask {
    if (this.#mask === null || this.#mask.width !== width || this.#mask.height !== height)
      this.#mask = new CoverageMask(width, height);
    return this.#mask;
  }
}
