import { degreesOf } from "../direction";
import { applyMatrix, type Matrix } from "../measure/calibration";
import { PIXEL_LENGTH, PIXEL_SPEED, type PictureUnits } from "../measure/units";
import { Brush, type Placement, scaledPlacement } from "./brush";
import { isKnownFlow } from "./colour-wheel";
import type { FieldPlanes } from "./field-planes";
import { exportLayout, type LegendLayout } from "./legend-layout";
import { formatSpeed } from "./legend-numbers";
import type { LegendStyle } from "./legend-style";
import { pinInk } from "./pin-colours";
import { paintText, textWidth } from "./stroke-font";
import type { Colour, Surface } from "./surface";

/** A pixel of the movie that is marked on a saved picture. */
export interface PictureMark {
  readonly number: number;
  /** Counted from the top left corner, from 0. */
  readonly x: number;
  readonly y: number;
}

const RIM: Colour = { r: 0, g: 0, b: 0, alpha: 0.75 };
const INK: Colour = { r: 255, g: 255, b: 255, alpha: 1 };
const STEPS = 48;

/** In heights of the digits. */
const RING = { radius: 0.62, width: 0.2, rim: 0.2, dot: 0.1 } as const;

interface Ground {
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
}

/**
 * Marks pixels with rings and numbers in the colours of their curves, as large as the legend's digits ask for; on request also lists their motions at the
 * top left.
 *
 * @param movie size of the movie, of which the surface shows all
 * @param field of the movie; null where there is none
 * @param list how the list looks; null for none
 * @param units that the list is in; pixels where there are none
 */
export function paintPins(
  surface: Surface,
  marks: readonly PictureMark[],
  movie: Ground,
  field: FieldPlanes | null,
  list: LegendStyle | null,
  units?: PictureUnits,
): void {
  if (marks.length === 0) return;
  const { width, height } = surface;
  // In pixels of the surface, whose own may have a shape too.
  const scale = scaledPlacement(movie, surface, movie.pixelAspect);
  const shape = scale.scaleY / scale.scaleX;
  const placement: Placement = { scaleX: 1 / shape, scaleY: 1, offsetX: 0, offsetY: 0 };
  const brush = new Brush(surface, placement);
  const layout = exportLayout(width, height, shape);
  const digits = Math.max(layout.textHeight, 7);
  for (const mark of marks) {
    const x = (mark.x + 0.5) * movie.pixelAspect * scale.scaleY;
    const y = (mark.y + 0.5) * scale.scaleY;
    paintPin(brush, x, y, mark.number, digits, layout);
  }
  if (list !== null) paintList(brush, marks, { movie, field, units }, { ...layout, style: list });
}

function paintPin(
  brush: Brush,
  x: number,
  y: number,
  number: number,
  digits: number,
  { width }: LegendLayout,
): void {
  const radius = RING.radius * digits;
  ring(brush, x, y, radius, (RING.width + RING.rim) * digits);
  brush.blend(RIM);
  ring(brush, x, y, radius, RING.width * digits);
  brush.disc(x, y, RING.dot * digits);
  brush.blend(INK);
  const text = String(number);
  const wide = textWidth(text, digits);
  const right = x + radius + 0.45 * digits;
  // On the other side where the border would cut it off.
  const left = right + wide + 0.3 * digits > width ? x - radius - 0.45 * digits - wide : right;
  const baseline = Math.max(y - 0.1 * digits, 1.3 * digits);
  paintText(brush, text, left, baseline, digits, pinInk(number), { colour: RIM, width: RING.rim * digits });
}

/** A circle with a hole: there along the outside, and back along the inside. */
function ring(brush: Brush, x: number, y: number, radius: number, width: number): void {
  for (const side of [1, -1]) {
    for (let i = 0; i <= STEPS; i++) {
      const angle = (side * 2 * Math.PI * i) / STEPS;
      const from = radius + (side * width) / 2;
      brush.point(x + from * Math.cos(angle), y + from * Math.sin(angle));
    }
  }
  brush.fill();
}

/** What is said of marked pixels. */
interface Said {
  readonly movie: Pick<Ground, "width">;
  readonly field: FieldPlanes | null;
  readonly units?: PictureUnits | undefined;
}

function paintList(brush: Brush, marks: readonly PictureMark[], said: Said, layout: LegendLayout): void {
  const { margin, padding, textHeight, gap, cornerRadius, lettering } = layout;
  const rows = marks.map((mark) => pinText(mark, said));
  const columns = [0, 1, 2, 3].map((k) =>
    Math.max(...rows.map((row) => lettering.width(row[k] ?? "", textHeight))),
  );
  const line = textHeight + gap;
  const between = 1.5 * gap;
  const width = columns.reduce((sum, column) => sum + column, 0) + 3 * between + 2 * padding;
  brush.roundedRectangle(margin, margin, width, rows.length * line - gap + 2 * padding, cornerRadius);
  brush.blend(layout.style.plate);
  rows.forEach((row, k) => {
    let x = margin + padding;
    const baseline = margin + padding + k * line + textHeight;
    row.forEach((text, column) => {
      lettering.paint(brush, text, x, baseline, textHeight, layout.style.text);
      x += columns[column] + between;
    });
  });
}

/** Number, place, speed and direction, in English as the legends of exports are. */
export function pinText(
  { number, x, y }: PictureMark,
  { movie, field, units }: Said,
): readonly [number: string, place: string, speed: string, direction: string] {
  const place = placeText(x, y, units);
  const at = y * movie.width + x;
  const [u, v] = field === null ? [Number.NaN, Number.NaN] : [field.u[at], field.v[at]];
  const { matrix, unit } = units === undefined ? PIXELS : (units.motion ?? NO_TIME);
  const [saidU, saidV] = applyMatrix(matrix, [u, v]);
  if (!isKnownFlow(u, v) || Number.isNaN(saidU)) return [String(number), place, "no motion known", ""];
  const degrees = Math.round(degreesOf(saidU, saidV)) % 360;
  const speed = Math.hypot(saidU, saidV);
  return [String(number), place, `${formatSpeed(speed)} ${unit}`, speed > 0 ? `${degrees} deg` : ""];
}

const PIXELS = { matrix: [1, 0, 0, 1] as Matrix, unit: PIXEL_SPEED };
const NO_TIME = { matrix: Array<number>(4).fill(Number.NaN) as unknown as Matrix, unit: "" };

function placeText(x: number, y: number, units: PictureUnits | undefined): string {
  if (units === undefined) return `(${x}, ${y})`;
  const { matrix, origin, unit, decimals } = units.place;
  const said = applyMatrix(matrix, [x - origin[0], y - origin[1]]).map((value) =>
    // Never -0.
    (Number(value.toFixed(decimals)) + 0).toFixed(decimals).replace("-", "\u2212"),
  );
  return unit === PIXEL_LENGTH ? `(${said.join(", ")})` : `(${said.join(", ")}) ${unit}`;
}
