import { colourIndex, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { arrowGeometry, arrowHaloWidth, arrowProportions } from "./arrow-geometry";
import { type ArrowLook, arrowLook } from "./arrow-look";
import { paintArrows } from "./arrow-paint";
import { Brush, framePlacement, type Placement } from "./brush";
import { flowColour } from "./colour-wheel";
import { type LegendScale, placedScale } from "./legend-scale";
import { type LegendUnit, type Lettering, STROKE_LETTERING } from "./lettering";
import { MAP_WORDS } from "./map-words";
import { type MapKind, mapLimit, type OverlaySettings } from "./settings";
import { type Colour, RgbaSurface, type Surface } from "./surface";

/** The look of the legend. */
export const LEGEND_STYLE: { readonly plate: Colour; readonly text: Colour; readonly ring: Colour } = {
  plate: { r: 14, g: 16, b: 20, alpha: 0.8 },
  text: { r: 245, g: 245, b: 242, alpha: 1 },
  ring: { r: 0, g: 0, b: 0, alpha: 0.65 },
};

/** The unit of every speed of the legend. */
const SPEED_UNIT = "px/frame" satisfies LegendUnit;

/** A speed with three significant digits, without zeros at its end, and with a true minus sign. */
export function formatSpeed(speed: number): string {
  if (!Number.isFinite(speed)) return "?";
  const rounded = Number(speed.toPrecision(3));
  if (rounded === 0) return "0";
  const magnitude = Math.abs(rounded);
  // Never an exponent: it would be no plain number to the reader.
  const decimals = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(magnitude))));
  const digits = magnitude.toFixed(decimals);
  const trimmed = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return rounded < 0 ? `−${trimmed}` : trimmed;
}

/** Sizes of the legend in picture units (see {@link Placement}): they follow the displayed picture. */
export interface LegendLayout {
  /** Size of the displayed picture. */
  readonly width: number;
  readonly height: number;
  /** Distance of the plates from the border of the picture. */
  readonly margin: number;
  /** Distance of the content of a plate from its border. */
  readonly padding: number;
  readonly cornerRadius: number;
  /** Height of the digits. */
  readonly textHeight: number;
  /** Between a symbol and its label. */
  readonly gap: number;
  readonly wheelRadius: number;
  /** The longest reference arrow. */
  readonly arrowLength: number;
  /** Height of a bar of colours. */
  readonly barHeight: number;
  readonly lettering: Lettering;
}

/** Movies of fewer rows are small: their plates are kept within this share of the width. */
const SMALL_ROWS = 480;
const SMALL_SHARE = 1 / 8;
/** Width of the plate of a common label by the height of its digits. */
const LABEL_PLATE = 8;

/** @param width of the movie in pixels, as height; @param pixelAspect width of such a pixel by its height */
export function legendLayout(
  width: number,
  height: number,
  pixelAspect: number,
  lettering: Lettering = STROKE_LETTERING,
): LegendLayout {
  const displayed = width * pixelAspect;
  const shorter = Math.min(displayed, height);
  const small = height < SMALL_ROWS;
  const room = small ? SMALL_SHARE * displayed : Number.POSITIVE_INFINITY;
  // Seven pixels is the least that is read with ease, and four the least that can be told from a smudge; in a tiny
  // picture the two labels must still fit side by side.
  const textHeight = Math.min(Math.max(7, 0.022 * shorter), Math.max(4, room / LABEL_PLATE), displayed / 20);
  const padding = 0.85 * textHeight;
  const roundRoom = Math.max(2, (room / 2 - padding) / 1.05);
  return {
    width: displayed,
    height,
    margin: Math.max(0.5 * textHeight, 0.025 * shorter),
    padding,
    cornerRadius: 0.6 * textHeight,
    textHeight,
    gap: 0.75 * textHeight,
    wheelRadius: Math.min(0.09 * shorter, roundRoom),
    arrowLength: Math.min(0.2 * displayed, Math.max(4, room - 2 * padding)),
    barHeight: 0.9 * textHeight,
    lettering,
  };
}

/**
 * The largest round speed (1, 2 or 5 times a power of ten) whose arrow is at most `longest` pixels of the movie long,
 * hence at least two fifths of it.
 */
export function referenceSpeed(longest: number, scale: number): number {
  const limit = longest / scale;
  const power = Math.floor(Math.log10(limit));
  for (const exponent of [power + 1, power, power - 1]) {
    for (const digit of [5, 2, 1]) {
      // Through the decimal notation, for 0.2 rather than 2 * 0.1.
      const speed = Number(`${digit}e${exponent}`);
      if (speed <= limit) return speed;
    }
  }
  return limit;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function speedLabel(speed: number, lettering: Lettering): string {
  return `${formatSpeed(speed)} ${lettering.unit(SPEED_UNIT)}`;
}

/** Ring around the wheel, beyond its radius. */
function ringWidth(radius: number): number {
  return Math.max(0.75, 0.025 * radius);
}

/**
 * The wheel of the colours around (x, y): its rim stands for `maxSpeed`, written below it. The colour
 * in a direction is that of what moves in this direction *on the displayed picture*.
 */
export function paintWheelLegend(
  brush: Brush,
  x: number,
  y: number,
  layout: LegendLayout,
  maxSpeed: number,
  pixelAspect: number,
): void {
  const { wheelRadius: radius, gap, textHeight, lettering } = layout;
  brush.disc(x, y, radius + ringWidth(radius));
  brush.blend(LEGEND_STYLE.ring);
  paintWheel(brush, x, y, radius, pixelAspect);
  const label = speedLabel(maxSpeed, lettering);
  const left = x - lettering.width(label, textHeight) / 2;
  lettering.paint(brush, label, left, y + radius + gap + textHeight, textHeight, LEGEND_STYLE.text);
}

/** The disc of colours; its coverage becomes the alpha of a picture of it. */
function paintWheel(brush: Brush, x: number, y: number, radius: number, pixelAspect: number): void {
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
        flowColour(u * factor, dy * factor, 1, picture.rgba, at);
        picture.rgba[at + 3] = mask.coverage[row * mask.width + column];
        at += 4;
      }
    }
    surface.blendPicture(picture, left, mask.top, 1);
  }
  mask.clear();
}

/** An arrow to the right from (x, y), exactly as one of this speed would be drawn in the picture, without a label. */
export function paintReferenceArrow(
  brush: Brush,
  x: number,
  y: number,
  arrows: { readonly spacing: number; readonly scale: number },
  speed: number,
  pixelAspect: number,
  look: ArrowLook,
): void {
  // One arrow at the place of pixel (0, 0), which is moved to (x, y).
  const grid = { spacing: arrows.spacing, columns: 1, rows: 1, firstX: 0, firstY: 0 };
  const style = { scale: arrows.scale, minimumSpeed: 0, pixelAspect };
  const geometry = arrowGeometry(grid, Float32Array.of(speed, 0), style);
  const before = brush.placement;
  brush.placement = {
    ...before,
    offsetX: before.offsetX + (x - 0.5 * pixelAspect) * before.scaleX,
    offsetY: before.offsetY + (y - 0.5) * before.scaleY,
  };
  paintArrows(brush, geometry, arrows.spacing, pixelAspect, look, arrows.scale);
  brush.placement = before;
}

/** One plate of the legend: where it is on the picture, and how to paint it from its top left corner on. */
interface Plate {
  readonly area: Rectangle;
  /** Its colours, in picture units from its top left corner; null where it has none. */
  readonly scale: LegendScale | null;
  paint(brush: Brush): void;
}

/** A scale of colours: a wheel for directions, a bar for anything else. */
interface ColourScale {
  readonly kind: MapKind;
  readonly limit: number;
}

/** The scales that the settings ask for: that of the map, and that of the arrows where it is another one. */
function colourScales({ arrows, colour }: OverlaySettings): ColourScale[] {
  const scales: ColourScale[] = [];
  if (colour.visible) scales.push({ kind: colour.kind, limit: mapLimit(colour) });
  if (arrows.visible && arrows.colouring !== "plain" && scales[0]?.kind !== arrows.colouring) {
    scales.push({ kind: arrows.colouring, limit: colour.maxSpeed });
  }
  return scales;
}

/** Everything in the settings that the legend depends on: it need not be painted again while this is the same. */
export function legendKey(settings: OverlaySettings): string {
  const { arrows, legend } = settings;
  const reference = arrows.visible && [
    arrows.spacing,
    arrows.scale,
    arrows.colouring,
    arrows.colour,
    arrows.halo,
    settings.colour.maxSpeed,
  ];
  return JSON.stringify([legend, reference, colourScales(settings)]);
}

/** The texts of a bar: its name above it, the numbers of its ends and of the zero between them, and the unit below it. */
export interface BarTexts {
  readonly name: string;
  readonly low: string;
  /** Empty where the bar begins with zero. */
  readonly middle: string;
  readonly high: string;
  readonly unit: string;
}

export function barTexts(
  kind: ScalarMapKind,
  limit: number,
  lettering: Lettering = STROKE_LETTERING,
): BarTexts {
  const { diverging } = colourMapOf(kind);
  return {
    name: lettering.name(kind),
    low: diverging ? formatSpeed(-limit) : "0",
    middle: diverging ? "0" : "",
    high: formatSpeed(limit),
    unit: lettering.unit(MAP_WORDS[kind].unit),
  };
}

/** A bar of all colours of a map with its numbers. */
function barPlate(kind: ScalarMapKind, limit: number, layout: LegendLayout): Omit<Plate, "area"> & Size {
  const { padding, textHeight, gap, barHeight, wheelRadius, lettering } = layout;
  const texts = barTexts(kind, limit, lettering);
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
        lettering.paint(brush, content, left, baseline, textHeight, LEGEND_STYLE.text);
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

interface Size {
  readonly width: number;
  readonly height: number;
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

function wheelPlate(maxSpeed: number, layout: LegendLayout, pixelAspect: number): Omit<Plate, "area"> & Size {
  const { padding, textHeight, gap, wheelRadius, lettering } = layout;
  const labelWidth = lettering.width(speedLabel(maxSpeed, lettering), textHeight);
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
      paintWheelLegend(brush, width / 2, padding + wheelWidth / 2, layout, maxSpeed, pixelAspect),
  };
}

/** What the settings ask for: the scales of the colours at the bottom right, the reference arrow at the bottom left. */
function legendPlates(
  settings: OverlaySettings,
  width: number,
  height: number,
  pixelAspect: number,
  lettering: Lettering,
): Plate[] {
  const plates: Plate[] = [];
  if (!settings.legend) return plates;
  const layout = legendLayout(width, height, pixelAspect, lettering);
  const { margin, padding, textHeight, gap } = layout;
  // All plates end on the same line, and so do their labels.
  if (settings.arrows.visible) {
    const { spacing, scale } = settings.arrows;
    const speed = referenceSpeed(layout.arrowLength / pixelAspect, scale);
    const label = speedLabel(speed, lettering);
    const length = speed * scale * pixelAspect;
    const thick = arrowProportions(length, spacing).headWidth + 2 * arrowHaloWidth(spacing);
    const labelWidth = lettering.width(label, textHeight);
    const contentWidth = Math.max(length, labelWidth);
    const areaHeight = 2 * padding + thick + gap + textHeight;
    const area = {
      x: margin,
      y: height - margin - areaHeight,
      width: contentWidth + 2 * padding,
      height: areaHeight,
    };
    plates.push({
      area,
      scale: null,
      paint: (brush) => {
        const middle = snapToPixelCentre(padding + thick / 2, brush.placement);
        const tail = area.width / 2 - length / 2;
        const look = arrowLook(settings);
        paintReferenceArrow(brush, tail, middle, settings.arrows, speed, pixelAspect, look);
        const left = area.width / 2 - labelWidth / 2;
        lettering.paint(brush, label, left, areaHeight - padding, textHeight, LEGEND_STYLE.text);
      },
    });
  }
  let right = layout.width - margin;
  for (const { kind, limit } of colourScales(settings)) {
    const plate =
      kind === "direction" ? wheelPlate(limit, layout, pixelAspect) : barPlate(kind, limit, layout);
    const x = right - plate.width;
    const area = { x, y: height - margin - plate.height, width: plate.width, height: plate.height };
    plates.push({ area, scale: plate.scale, paint: plate.paint });
    right = x - margin;
  }
  return plates;
}

/** The shaft of a horizontal arrow is symmetric, and so crispest, on the middle of a row. */
function snapToPixelCentre(y: number, placement: Placement): number {
  const { scaleY, offsetY } = placement;
  return (Math.floor(y * scaleY + offsetY) + 0.5 - offsetY) / scaleY;
}

/** One plate of the legend as a bitmap with straight alpha, and the place of its top left pixel. */
export interface LegendBitmap {
  /** In pixels of the picture as placed: integers. */
  readonly x: number;
  readonly y: number;
  readonly picture: RgbaSurface;
}

/**
 * The legend as one small bitmap per plate, for a picture shown with `scaleX` x `scaleY` pixels per picture
 * unit. For the screen both are the device pixels per height of a movie pixel (x, y are then device pixels
 * from the top left of the picture); for a frame of the movie see {@link frameLegend}.
 *
 * @param width of the movie in pixels, as height
 */
export function legendBitmaps(
  settings: OverlaySettings,
  width: number,
  height: number,
  pixelAspect: number,
  scaleX: number,
  scaleY: number = scaleX,
  lettering: Lettering = STROKE_LETTERING,
): LegendBitmap[] {
  return legendPlates(settings, width, height, pixelAspect, lettering).map((plate) => {
    const { area } = plate;
    const left = Math.round(area.x * scaleX);
    const bottom = Math.round((area.y + area.height) * scaleY);
    const columns = Math.max(1, Math.round(area.width * scaleX));
    const rows = Math.max(1, Math.round(area.height * scaleY));
    const picture = new RgbaSurface(columns, rows);
    // Aligned to the bottom, where the labels of all plates share a baseline.
    const placement = { scaleX, scaleY, offsetX: 0, offsetY: rows - area.height * scaleY };
    const brush = new Brush(picture, placement);
    const radius = legendLayout(width, height, pixelAspect).cornerRadius;
    const top = -placement.offsetY / scaleY;
    brush.roundedRectangle(0, top, columns / scaleX, rows / scaleY, radius);
    brush.blend(LEGEND_STYLE.plate);
    plate.paint(brush);
    return { x: left, y: bottom - rows, picture };
  });
}

/**
 * The scales of colours in what {@link legendBitmaps} makes, from right to left, in device pixels from the top left of
 * the picture. Parameters as there.
 */
export function legendScales(
  settings: OverlaySettings,
  width: number,
  height: number,
  pixelAspect: number,
  pixels: number,
  lettering: Lettering = STROKE_LETTERING,
): LegendScale[] {
  return legendPlates(settings, width, height, pixelAspect, lettering).flatMap(({ area, scale }) => {
    if (scale === null) return [];
    const x = Math.round(area.x * pixels);
    const y = Math.round((area.y + area.height) * pixels) - area.height * pixels;
    return [placedScale(scale, x, y, pixels)];
  });
}

/** The legend for a frame of the movie itself, in its stored pixels. */
export function frameLegend(
  settings: OverlaySettings,
  width: number,
  height: number,
  pixelAspect: number,
): LegendBitmap[] {
  const { scaleX, scaleY } = framePlacement(pixelAspect);
  return legendBitmaps(settings, width, height, pixelAspect, scaleX, scaleY);
}

/** Paints the legend that the settings ask for on a surface of the size of the movie. */
export function paintLegend(surface: Surface, settings: OverlaySettings, pixelAspect: number): void {
  for (const { x, y, picture } of frameLegend(settings, surface.width, surface.height, pixelAspect)) {
    surface.blendPicture(picture, x, y, 1);
  }
}
