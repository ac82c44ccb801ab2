import type { Brush } from "./brush";
import { CAP_HEIGHT, DESCENDER, glyphOf, X_HEIGHT } from "./stroke-glyphs";
import type { Colour } from "./surface";

/** Free space between the centre lines of neighbouring letters, in units of the glyphs. */
const LETTER_GAP = 2.1;

/** Width of the strokes of text whose digits are `height` high, in the same unit. */
export function textStroke(height: number): number {
  return Math.max(1, 0.12 * height);
}

/** Size of one unit of the glyphs: digits are `height` high with their strokes. */
function glyphUnit(height: number): number {
  return Math.max(0, height - textStroke(height)) / CAP_HEIGHT;
}

/** Width of a line of text from the outer edge of its first stroke to that of its last one, in the unit of `height`. */
export function textWidth(text: string, height: number): number {
  let units = 0;
  for (const character of text) units += glyphOf(character).width + LETTER_GAP;
  return text === "" ? 0 : (units - LETTER_GAP) * glyphUnit(height) + textStroke(height);
}

export interface TextHalo {
  readonly colour: Colour;
  /** How far it reaches beyond the strokes, in picture units. */
  readonly width: number;
}

/**
 * Paints one line of text. Baseline, x-height and the tops of capitals are moved to whole rows of the surface, which keeps
 * small text crisp; widths are left exact, so that a text is as wide at every scale.
 *
 * @param x left edge of the text, in picture units as all lengths
 * @param baseline where the digits stand, below the top by `height`
 * @param height of the digits with their strokes
 */
export function paintText(
  brush: Brush,
  text: string,
  x: number,
  baseline: number,
  height: number,
  colour: Colour,
  halo?: TextHalo,
): void {
  if (halo !== undefined && halo.width > 0) {
    addText(brush, text, x, baseline, height, halo.width);
    brush.blend(halo.colour);
  }
  addText(brush, text, x, baseline, height, 0);
  brush.blend(colour);
}

function addText(
  brush: Brush,
  text: string,
  x: number,
  baseline: number,
  height: number,
  reach: number,
): void {
  const { scaleX, scaleY, offsetX, offsetY } = brush.placement;
  const stroke = textStroke(height);
  const strokeX = stroke * scaleX;
  const strokeY = stroke * scaleY;
  const thicknessX = (stroke + 2 * reach) * scaleX;
  const thicknessY = (stroke + 2 * reach) * scaleY;
  const unitX = glyphUnit(height) * scaleX;

  const bottom = Math.round(baseline * scaleY + offsetY);
  const capHeight = Math.max(1, Math.round(height * scaleY));
  const xHeight = Math.max(1, Math.round((((height - stroke) * X_HEIGHT) / CAP_HEIGHT) * scaleY + strokeY));
  const baseLineY = bottom - strokeY / 2;
  const xLineY = bottom - xHeight + strokeY / 2;
  const capLineY = bottom - capHeight + strokeY / 2;
  const perUnit = (baseLineY - capLineY) / CAP_HEIGHT;
  const descenderY = Math.round(baseLineY - DESCENDER * perUnit + strokeY / 2) - strokeY / 2;

  /** Centre line of a height in the glyph: linear between the snapped lines. */
  const deviceY = (y: number): number => {
    if (y < 0) return baseLineY + (y / DESCENDER) * (descenderY - baseLineY);
    if (y <= X_HEIGHT) return baseLineY + (y / X_HEIGHT) * (xLineY - baseLineY);
    return xLineY + ((y - X_HEIGHT) / (CAP_HEIGHT - X_HEIGHT)) * (capLineY - xLineY);
  };

  let left = x * scaleX + offsetX + strokeX / 2;
  for (const character of text) {
    const glyph = glyphOf(character);
    for (const points of glyph.strokes) {
      for (let i = 2; i < points.length; i += 2) {
        brush.deviceStroke(
          left + points[i - 2] * unitX,
          deviceY(points[i - 1]),
          left + points[i] * unitX,
          deviceY(points[i + 1]),
          thicknessX,
          thicknessY,
        );
      }
    }
    left += (glyph.width + LETTER_GAP) * unitX;
  }
}
