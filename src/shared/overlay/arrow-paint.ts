import { ARROW_NUMBERS, type ArrowGeometry, arrowHaloWidth, arrowHasHalo } from "./arrow-geometry";
import { type ArrowLook, arrowColour } from "./arrow-look";
import type { Brush, Placement } from "./brush";
import type { Surface } from "./surface";

/** How arrows are painted. */
export interface ArrowStyle {
  /** Of their grid, which decides how thick they are. */
  readonly spacing: number;
  /** Width of a movie pixel as displayed, by its height. */
  readonly pixelAspect: number;
  readonly placement: Placement;
  readonly look: ArrowLook;
}

/**
 * Paints arrows on a surface as {@link paintArrows} does, in a quicker way; coverage at their rims may differ a little. False where
 * it cannot, and then nothing is painted.
 */
export type QuickArrowPainter = (surface: Surface, geometry: ArrowGeometry, style: ArrowStyle) => boolean;

/**
 * Paints the arrows: first the halos of all of them, as one shape, then the arrows, as one shape where all have one
 * colour, else one by one. For the widths see `arrowStrokeWidth` and `arrowHaloWidth`.
 *
 * @param geometry in movie pixels
 * @param spacing of the grid of the arrows, which decides how thick they are
 */
export function paintArrows(
  brush: Brush,
  geometry: ArrowGeometry,
  spacing: number,
  pixelAspect: number,
  look: ArrowLook,
): void {
  const { coordinates: c, motions, count } = geometry;
  if (look.halo) {
    const halo = arrowHaloWidth(spacing);
    for (let i = 0; i < count; i++) {
      const at = i * ARROW_NUMBERS;
      if (!arrowHasHalo(c, at, halo, pixelAspect)) continue;
      addHalo(brush, c, at, halo, pixelAspect);
    }
    brush.blend(look.halo);
  }
  const isPlain = look.colouring === "plain";
  for (let i = 0; i < count; i++) {
    const at = i * ARROW_NUMBERS;
    for (const corner of OUTLINE) brush.point(c[at + corner] * pixelAspect, c[at + corner + 1]);
    brush.fill();
    if (!isPlain) {
      brush.blend(arrowColour(look, motions[2 * i], motions[2 * i + 1]));
    }
  }
  if (isPlain) brush.blend(look.fill);
}

/** Offsets of the corners of the outline within the numbers of an arrow. */
const OUTLINE = [4, 6, 8, 2, 10, 12, 14] as const;

/**
 * Adds the outline of an arrow widened by `reach` on all sides, with corners rounded in two steps. It is made of the
 * same points as a stroke along the outline, and costs one polygon instead of one for the shaft and one for the head.
 */
function addHalo(brush: Brush, c: Float32Array, at: number, reach: number, pixelAspect: number): void {
  const tipX = c[at + 2] * pixelAspect;
  const tipY = c[at + 3];
  const lengthX = tipX - c[at] * pixelAspect;
  const lengthY = tipY - c[at + 1];
  const length = Math.sqrt(lengthX * lengthX + lengthY * lengthY);
  const dirX = lengthX / length;
  const dirY = lengthY / length;
  const barbX = (c[at + 8] - c[at + 10]) * pixelAspect;
  const barbY = c[at + 9] - c[at + 11];
  const barb = Math.sqrt(barbX * barbX + barbY * barbY) / 2;
  const shaftX = (c[at + 4] - c[at + 14]) * pixelAspect;
  const shaftY = c[at + 5] - c[at + 15];
  const shaft = Math.sqrt(shaftX * shaftX + shaftY * shaftY) / 2;
  const headX = tipX - ((c[at + 8] + c[at + 10]) / 2) * pixelAspect;
  const headY = tipY - (c[at + 9] + c[at + 11]) / 2;
  const head = Math.sqrt(headX * headX + headY * headY);
  const neck = length - head;
  // The outward normal of a side of the head, along the arrow and across it.
  const side = Math.sqrt(head * head + barb * barb);
  const normalAlong = barb / side;
  const normalAcross = head / side;

  /** Adds a point by its place along the arrow, from the tail, and across it, to the left. */
  const add = (along: number, across: number): void =>
    brush.point(
      tipX + dirX * (along - length) + dirY * across,
      tipY + dirY * (along - length) - dirX * across,
    );
  const half = reach * Math.SQRT1_2;
  // Halfway round the corner of a barb, from straight back to the normal of the side.
  const roundAlong = normalAlong - 1;
  const round = reach / Math.sqrt(roundAlong * roundAlong + normalAcross * normalAcross);
  // The notch behind the head is gone where the halo of the shaft is as wide as the head, in short arrows.
  const wide = barb > shaft + reach;
  // Along the left side to the tip, and back along the right one.
  add(-reach, shaft);
  add(-half, shaft + half);
  add(0, shaft + reach);
  if (wide) {
    add(neck - reach, shaft + reach);
    add(neck - reach, barb);
  }
  add(neck + roundAlong * round, barb + normalAcross * round);
  add(neck + normalAlong * reach, barb + normalAcross * reach);
  add(length + normalAlong * reach, normalAcross * reach);
  add(length + reach, 0);
  add(length + normalAlong * reach, -normalAcross * reach);
  add(neck + normalAlong * reach, -barb - normalAcross * reach);
  add(neck + roundAlong * round, -barb - normalAcross * round);
  if (wide) {
    add(neck - reach, -barb);
    add(neck - reach, -shaft - reach);
  }
  add(0, -shaft - reach);
  add(-half, -shaft - half);
  add(-reach, -shaft);
  brush.fill();
}
