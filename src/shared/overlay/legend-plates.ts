import { colourIndex, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { PIXEL_SPEED, type PictureUnits } from "../measure/units";
import { arrowGeometry, arrowHaloWidth, arrowProportions } from "./arrow-geometry";
import { type ArrowLook, arrowLook, parseColour } from "./arrow-look";
import { paintArrows } from "./arrow-paint";
import { longestArrow } from "./arrow-scale";
import type { Brush, Placement } from "./brush";
import { fadingFlowColour, flowColour } from "./colour-wheel";
import type { LegendLayout } from "./legend-layout";
import { formatSpeed, referenceSpeed } from "./legend-numbers";
import type { PlateContent } from "./legend-plate";
import {
  barTexts,
  type LegendSettings,
  type NoteLine,
  noteLines,
  saidSpeed,
  speedLabel,
} from "./legend-texts";
import type { OverlaySettings } from "./settings";
import { RgbaSurface } from "./surface";

/** Ring around the wheel, beyond its radius. */
function ringWidth(radius: number): number {
  return Math.max(0.75, 0.025 * radius);
}

/**
 * The wheel of the colours around (x, y): its rim stands for `maxSpeed`, written below it. The colour
 * in a direction is that of what moves in this direction *on the displayed picture*.
 */
function paintWheelLegend(
  brush: Brush,
  x: number,
  y: number,
  layout: LegendLayout,
  maxSpeed: number,
  pixelAspect: number,
  fading = false,
  units?: PictureUnits,
): void {
  const { wheelRadius: radius, gap, textHeight, lettering } = layout;
  brush.disc(x, y, radius + ringWidth(radius));
  brush.blend(layout.style.ring);
  paintWheel(brush, x, y, radius, pixelAspect, fading);
  const label = speedLabel(maxSpeed, lettering, units);
  const left = x - lettering.width(label, textHeight) / 2;
  lettering.paint(brush, label, left, y + radius + gap + textHeight, textHeight, layout.style.text);
}

/** The disc of colours; its coverage becomes the alpha of a picture of it. Fading ones show the ground of the ring. */
function paintWheel(
  brush: Brush,
  x: number,
  y: number,
  radius: number,
  pixelAspect: number,
  fading: boolean,
): void {
  const { mask, surface, placement } = brush;
  brush.disc(x, y, radius);
  let left = mask.width;
  let right = 0;
  for (let row = mask.top; row < mask.bottom; row++) {
    left = Math.min(left, mask.spanStart[row]);
    right = Math.max(right, mask.spanEnd[row]);
  }
  if (left < right && mask.top < mask.bottom) {
    const picture = new RgbaSurface(right - left, mask.bottom - mask.top);
    let at = 0;
    for (let row = mask.top; row < mask.bottom; row++) {
      const dy = ((row + 0.5 - placement.offsetY) / placement.scaleY - y) / radius;
      for (let column = left; column < right; column++) {
        const dx = ((column + 0.5 - placement.offsetX) / placement.scaleX - x) / radius;
        // The saturation is that of the place in the wheel, the hue that of the motion seen in this direction;
        // pixels of the rim may lie a little outside the circle.
        const u = dx / pixelAspect;
        const place = Math.min(1, Math.hypot(dx, dy)) * (1 - 1e-9);
        const factor = place === 0 ? 0 : place / Math.hypot(u, dy);
        const coverage = mask.coverage[row * mask.width + column];
        if (fading) {
          fadingFlowColour(u * factor, dy * factor, 1, picture.rgba, at);
          picture.rgba[at + 3] = Math.round((picture.rgba[at + 3] * coverage) / 255);
        } else {
          flowColour(u * factor, dy * factor, 1, picture.rgba, at);
          picture.rgba[at + 3] = coverage;
        }
        at += 4;
      }
    }
    surface.blendPicture(picture, left, mask.top, 1);
  }
  mask.clear();
}

/**
 * An arrow to the right from (x, y), exactly as one of this speed would be drawn in the picture, without a label.
 *
 * @param arrows lengths in picture units; `mostLength` cuts it
 */
function paintReferenceArrow(
  brush: Brush,
  x: number,
  y: number,
  arrows: { readonly spacing: number; readonly scale: number; readonly mostLength?: number },
  speed: number,
  pixelAspect: number,
  look: ArrowLook,
): void {
  // One arrow at the place of pixel (0, 0), which is moved to (x, y).
  const grid = { stepX: 1, stepY: 1, columns: 1, rows: 1, firstX: 0, firstY: 0 };
  const style = { ...arrows, minimumSpeed: 0, pixelAspect };
  const geometry = arrowGeometry(grid, Float32Array.of(speed, 0), style);
  const before = brush.placement;
  brush.placement = {
    ...before,
    offsetX: before.offsetX + (x - 0.5 * pixelAspect) * before.scaleX,
    offsetY: before.offsetY + (y - 0.5) * before.scaleY,
  };
  paintArrows(brush, geometry, arrows.spacing, pixelAspect, look);
  brush.placement = before;
}

/** A bar of all colours of a map with its numbers. */
export function barPlate(
  kind: ScalarMapKind,
  limit: number,
  layout: LegendLayout,
  units: PictureUnits | undefined,
): PlateContent {
  const { padding, textHeight, gap, barHeight, wheelRadius, lettering } = layout;
  const texts = barTexts(kind, limit, lettering, units);
  const widthOf = (text: string): number => lettering.width(text, textHeight);
  const side = Math.max(widthOf(texts.low), widthOf(texts.high));
  // The zero stands in the middle, so that both sides take what the wider one does.
  const numbers =
    texts.middle === ""
      ? widthOf(texts.low) + gap + widthOf(texts.high)
      : 2 * (side + gap) + widthOf(texts.middle);
  const width = Math.max(2 * wheelRadius, numbers, widthOf(texts.name), widthOf(texts.unit));
  const line = textHeight + 0.7 * gap;
  const rows = texts.unit === "" ? 1 : 2;
  return {
    width: width + 2 * padding,
    height: 2 * padding + line + barHeight + rows * line,
    scale: { kind: "bar", map: kind, limit, x: padding, y: padding + line, width, height: barHeight },
    paint: (brush) => {
      const text = (content: string, left: number, baseline: number): void =>
        lettering.paint(brush, content, left, baseline, textHeight, layout.style.text);
      const middle = padding + width / 2;
      const barTop = padding + line;
      const numberLine = barTop + barHeight + line;
      text(texts.name, middle - widthOf(texts.name) / 2, padding + textHeight);
      paintBar(brush, padding, barTop, width, barHeight, kind);
      text(texts.low, padding, numberLine);
      if (texts.middle !== "") text(texts.middle, middle - widthOf(texts.middle) / 2, numberLine);
      text(texts.high, padding + width - widthOf(texts.high), numberLine);
      if (rows === 2) text(texts.unit, middle - widthOf(texts.unit) / 2, numberLine + line);
    },
  };
}

/** The colours of a map from its low end at the left to its high end at the right. */
function paintBar(
  brush: Brush,
  x: number,
  y: number,
  width: number,
  height: number,
  kind: ScalarMapKind,
): void {
  const { surface, placement } = brush;
  const left = Math.round(x * placement.scaleX + placement.offsetX);
  const top = Math.round(y * placement.scaleY + placement.offsetY);
  const columns = Math.max(2, Math.round(width * placement.scaleX));
  const rows = Math.max(1, Math.round(height * placement.scaleY));
  const map = colourMapOf(kind);
  const picture = new RgbaSurface(columns, rows);
  for (let column = 0; column < columns; column++) {
    const share = column / (columns - 1);
    const at = 3 * colourIndex(map, map.diverging ? 2 * share - 1 : share, 1);
    for (let row = 0; row < rows; row++) {
      picture.rgba.set(map.colours.subarray(at, at + 3), 4 * (row * columns + column));
      picture.rgba[4 * (row * columns + column) + 3] = 255;
    }
  }
  surface.blendPicture(picture, left, top, 1);
}

export function wheelPlate(
  maxSpeed: number,
  fading: boolean,
  layout: LegendLayout,
  pixelAspect: number,
  units: PictureUnits | undefined,
): PlateContent {
  const { padding, textHeight, gap, wheelRadius, lettering } = layout;
  const labelWidth = lettering.width(speedLabel(maxSpeed, lettering, units), textHeight);
  const wheelWidth = 2 * (wheelRadius + ringWidth(wheelRadius));
  const width = Math.max(wheelWidth, labelWidth) + 2 * padding;
  return {
    width,
    height: 2 * padding + wheelWidth / 2 + wheelRadius + gap + textHeight,
    scale: {
      ...{ kind: "wheel", limit: maxSpeed, pixelAspect },
      ...{ x: width / 2, y: padding + wheelWidth / 2, radius: wheelRadius },
    },
    paint: (brush) =>
      paintWheelLegend(
        brush,
        width / 2,
        padding + wheelWidth / 2,
        layout,
        maxSpeed,
        pixelAspect,
        fading,
        units,
      ),
  };
}

/** Whether it is said above which speed arrows are cut: with the unit, without it where there is less room, or not at all. */
export type CutNote = "full" | "short" | "none";

/** Length of the sign of an arrow that is cut, and its distance from what is said beside it, in heights of the digits. */
const CUT_SIGN = { full: { length: 2.6, gap: 0.75 }, short: { length: 1.6, gap: 0.4 } } as const;

/**
 * The arrow of a round speed, as long as such a motion is drawn, and above which speed arrows are cut, beside one that is.
 *
 * @param cutNote what there is room for of the latter
 */
export function arrowPlate(
  settings: OverlaySettings,
  layout: LegendLayout,
  pixelAspect: number,
  cutNote: CutNote,
): PlateContent {
  const { padding, textHeight, gap, lettering } = layout;
  const { scale } = settings.arrows;
  const spacing = Math.min(settings.arrows.spacing, layout.widestSpacing);
  const { units } = settings;
  // What is said of an arrow that is one unit long on the picture and drawn at a scale of 1: in pixels, its motion along the rows.
  const said = units?.arrow ?? { factor: 1 / pixelAspect, unit: PIXEL_SPEED };
  const perSaid = scale / said.factor;
  const saidRound = referenceSpeed(spacing * pixelAspect, layout.arrowLength, perSaid);
  const label = saidSpeed(saidRound, said.unit, lettering, units);
  const length = saidRound * perSaid;
  const speed = length / (scale * pixelAspect);
  const thick = arrowProportions(length, spacing).headWidth + 2 * arrowHaloWidth(spacing);
  const labelWidth = lettering.width(label, textHeight);
  const cutSpeed = longestArrow(settings.arrows.spacing) / perSaid;
  const saysCut = cutNote !== "none";
  const sized = CUT_SIGN[saysCut ? cutNote : "full"];
  const cutLabel = lettering.over(
    cutNote === "full" ? saidSpeed(cutSpeed, said.unit, lettering) : formatSpeed(cutSpeed),
  );
  const signWidth = sized.length * textHeight;
  const textLeft = signWidth + sized.gap * textHeight;
  const cutWidth = saysCut ? textLeft + lettering.width(cutLabel, textHeight) : 0;
  const line = textHeight + gap;
  const width = Math.max(length, labelWidth, cutWidth) + 2 * padding;
  const height = 2 * padding + thick + (saysCut ? 2 : 1) * line;
  const labelLine = padding + thick + line;
  return {
    width,
    height,
    scale: null,
    paint: (brush) => {
      const middle = snapToPixelCentre(padding + thick / 2, brush.placement);
      const look = arrowLook(settings);
      paintReferenceArrow(brush, (width - length) / 2, middle, { spacing, scale }, speed, pixelAspect, look);
      const text = (content: string, left: number, baseline: number): void =>
        lettering.paint(brush, content, left, baseline, textHeight, layout.style.text);
      text(label, (width - labelWidth) / 2, labelLine);
      if (!saysCut) return;
      const left = (width - cutWidth) / 2;
      const signLine = snapToPixelCentre(labelLine + line - textHeight / 2, brush.placement);
      // As thick as it can be beside the text.
      const sign = { spacing: 2 * textHeight, scale: 1, mostLength: signWidth };
      paintReferenceArrow(brush, left, signLine, sign, (2 * signWidth) / pixelAspect, pixelAspect, {
        ...look,
        colouring: "plain",
      });
      text(cutLabel, left + textLeft, labelLine + line);
    },
  };
}

/** What was done to the flow; null where there is nothing to say, or no room to say it. */
export function notePlate(settings: LegendSettings, layout: LegendLayout): PlateContent | null {
  const { padding, textHeight, gap, lettering, width: room, margin } = layout;
  const lines = noteLines(settings, lettering);
  if (lines.length === 0) return null;
  const indent = (line: NoteLine): number => (line.colour === null ? 0 : textHeight + 0.6 * gap);
  const widest = Math.max(...lines.map((line) => indent(line) + lettering.width(line.text, textHeight)));
  const size = Math.min(1, (room - 2 * margin - 2 * padding) / widest);
  const height = size * textHeight;
  const step = height + gap;
  return {
    width: size * widest + 2 * padding,
    height: 2 * padding + lines.length * step - gap,
    scale: null,
    paint: (brush) => {
      for (const [at, line] of lines.entries()) {
        const baseline = padding + at * step + height;
        if (line.colour !== null) {
          brush.disc(padding + height / 2, baseline - height / 2, 0.42 * height);
          brush.blend(parseColour(line.colour));
        }
        const left = padding + size * indent(line);
        lettering.paint(brush, line.text, left, baseline, height, layout.style.text);
      }
    },
  };
}

/** The shaft of a horizontal arrow is symmetric, and so crispest, on the middle of a row. */
function snapToPixelCentre(y: number, placement: Placement): number {
  const { scaleY, offsetY } = placement;
  return (Math.floor(y * scaleY + offsetY) + 0.5 - offsetY) / scaleY;
}
