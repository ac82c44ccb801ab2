import { colourIndex, colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { applyMatrix } from "../measure/calibration";
import { PIXEL_GRADIENT, PIXEL_SPEED, type PictureUnits, type SaidAs } from "../measure/units";
import { arrowGeometry, arrowHaloWidth, arrowProportions } from "./arrow-geometry";
import { type ArrowLook, arrowLook, parseColour } from "./arrow-look";
import { paintArrows } from "./arrow-paint";
import { longestArrow } from "./arrow-scale";
import { Brush, framePlacement, type Placement } from "./brush";
import { fadingFlowColour, flowColour } from "./colour-wheel";
import { FLAGGED_COLOURS } from "./flagged-arrows";
import { exportLayout, type LegendLayout, type ScreenPage, screenLayouts } from "./legend-layout";
import { formatSpeed, referenceSpeed } from "./legend-numbers";
import type { Plate, PlateContent } from "./legend-plate";
import { type LegendScale, placedScale } from "./legend-scale";
import { legendStyle } from "./legend-style";
import { type Lettering, STROKE_LETTERING } from "./lettering";
import { MAP_WORDS } from "./map-words";
import { scaleBarPlate } from "./scale-bar";
import { type MapKind, mapLimit, type OverlaySettings } from "./settings";
import { RgbaSurface, type Surface } from "./surface";
import type { TreatedNote } from "./treated-note";

/** Speeds where nothing else is said. */
const IN_PIXELS: SaidAs = { factor: 1, unit: PIXEL_SPEED };

/** A unit in the words of the legend, with the time that it goes by where pairs take different times. */
function unitText(unit: string, lettering: Lettering, units: PictureUnits | undefined): string {
  const text = lettering.unit(unit);
  const timed = unit !== PIXEL_SPEED && unit !== PIXEL_GRADIENT && unit !== "";
  return timed && units && units.typicalSeconds !== null ? lettering.at(text, units.typicalSeconds) : text;
}

/** A speed that is said, with its unit. */
function saidSpeed(speed: number, unit: string, lettering: Lettering, units?: PictureUnits): string {
  return `${formatSpeed(speed)} ${unitText(unit, lettering, units)}`;
}

/** A speed of the colours, in px/frame, as it is said. */
function speedLabel(speed: number, lettering: Lettering, units: PictureUnits | undefined): string {
  const { factor, unit } = units?.speed ?? IN_PIXELS;
  return saidSpeed(speed * factor, unit, lettering, units);
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
export function paintReferenceArrow(
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

/** A scale of colours: a wheel for directions, a bar for anything else. */
interface ColourScale {
  readonly kind: MapKind;
  readonly limit: number;
  /** Of a wheel whose opacity goes with the speed. */
  readonly fading: boolean;
}

/** The scales that the settings ask for: that of the map, and that of the arrows where it is another one. */
function colourScales({ arrows, colour }: OverlaySettings): ColourScale[] {
  const scales: ColourScale[] = [];
  if (colour.visible) scales.push({ kind: colour.kind, limit: mapLimit(colour), fading: colour.fading });
  if (arrows.visible && arrows.colouring !== "plain" && scales[0]?.kind !== arrows.colouring) {
    scales.push({ kind: arrows.colouring, limit: colour.maxSpeed, fading: false });
  }
  return scales;
}

/** What a legend is of: how a flow is drawn, and what was done to it. */
export interface LegendSettings extends OverlaySettings {
  readonly treated?: TreatedNote | undefined;
}

/** Everything in the settings that the legend depends on: it need not be painted again while this is the same. */
export function legendKey(settings: LegendSettings): string {
  const { arrows, legend } = settings;
  const reference = arrows.visible && [
    arrows.spacing,
    arrows.scale,
    arrows.colouring,
    arrows.colour,
    arrows.halo,
    settings.colour.maxSpeed,
  ];
  const { scaleBar, units } = settings;
  const plate = legendStyle(settings).plate;
  const note = noteLines(settings, STROKE_LETTERING);
  return JSON.stringify([legend, reference, colourScales(settings), plate, scaleBar, units, note]);
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
  units?: PictureUnits,
): BarTexts {
  const { diverging } = colourMapOf(kind);
  const { factor, unit } = mapSaidAs(kind, units);
  return {
    name: lettering.name(kind),
    low: diverging ? formatSpeed(-limit * factor) : "0",
    middle: diverging ? "0" : "",
    high: formatSpeed(limit * factor),
    unit: unitText(unit, lettering, units),
  };
}

/** How values of a map are said. */
export function mapSaidAs(kind: MapKind, units: PictureUnits | undefined): SaidAs {
  const inPixels = { factor: 1, unit: MAP_WORDS[kind].unit };
  if (units === undefined) return inPixels;
  switch (kind) {
    case "direction":
    case "speed":
      return units.speed;
    case "vorticity":
      return units.vorticity;
    case "divergence":
    case "shear":
      return units.gradient;
    default:
      return inPixels;
  }
}

/** A bar of all colours of a map with its numbers. */
function barPlate(
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

function wheelPlate(
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
type CutNote = "full" | "short" | "none";

/** Length of the sign of an arrow that is cut, and its distance from what is said beside it, in heights of the digits. */
const CUT_SIGN = { full: { length: 2.6, gap: 0.75 }, short: { length: 1.6, gap: 0.4 } } as const;

/**
 * The arrow of a round speed, as long as such a motion is drawn, and above which speed arrows are cut, beside one that is.
 *
 * @param cutNote what there is room for of the latter
 */
function arrowPlate(
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

/** A line of what was done to the flow: its text, and the colour of the arrows that it explains. */
interface NoteLine {
  readonly text: string;
  readonly colour: string | null;
}

/** Arrows are explained where there are some. */
function noteLines({ treated, arrows, units }: LegendSettings, lettering: Lettering): readonly NoteLine[] {
  if (treated === undefined) return [];
  const { camera, flagged } = treated;
  const lines: NoteLine[] = [];
  if (camera !== null) {
    const said = camera.motion === null ? "" : saidCamera(camera.motion, lettering, units);
    lines.push({ text: lettering.camera(camera.model, said), colour: null });
  }
  for (const one of arrows.visible ? flagged : [])
    lines.push({ text: lettering.flagged(one), colour: FLAGGED_COLOURS[one] });
  return lines;
}

/** The motion of the camera along the axes; empty where the time of its pair is not known, and so nothing is said of it. */
function saidCamera(
  motion: readonly [u: number, v: number],
  lettering: Lettering,
  units: PictureUnits | undefined,
): string {
  const pixels = motion.map(roundedMotion);
  if (units === undefined) return `(${pixels.map(formatSpeed).join(", ")}) ${lettering.unit(PIXEL_SPEED)}`;
  if (units.motion === null) return "";
  const { matrix, unit } = units.motion;
  const [u, v] = applyMatrix(matrix, [pixels[0] ?? 0, pixels[1] ?? 0]);
  return `(${formatSpeed(u)}, ${formatSpeed(v)}) ${lettering.unit(unit)}`;
}

/** A hundredth of a pixel is what the motion of a camera is known to, about. */
function roundedMotion(speed: number): number {
  return Math.round(100 * speed) / 100;
}

/** What was done to the flow; null where there is nothing to say, or no room to say it. */
function notePlate(settings: LegendSettings, layout: LegendLayout): PlateContent | null {
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

/** What the settings ask for. */
interface LegendContent {
  readonly arrow: PlateContent | null;
  /** Stands over the arrow, and is never left out. */
  readonly note: PlateContent | null;
  /** The bar of a round length. */
  readonly length: PlateContent | null;
  /** That of the map first. */
  readonly scales: readonly PlateContent[];
}

/** How the pixels of the recording lie on the picture. */
interface ShownPixels {
  /** Width of a pixel as displayed by its height. */
  readonly pixelAspect: number;
  /** Height of a pixel of the recording, in units of the picture. */
  readonly pixelHeight: number;
}

function legendContent(
  settings: LegendSettings,
  layout: LegendLayout,
  { pixelAspect, pixelHeight }: ShownPixels,
  cutNote: CutNote,
): LegendContent {
  const { units } = settings;
  const length = settings.scaleBar && units?.length ? scaleBarPlate(layout, pixelHeight, units.length) : null;
  if (!settings.legend) return { arrow: null, note: null, length, scales: [] };
  return {
    note: notePlate(settings, layout),
    arrow: settings.arrows.visible ? arrowPlate(settings, layout, pixelAspect, cutNote) : null,
    length,
    scales: colourScales(settings).map(({ kind, limit, fading }) =>
      kind === "direction"
        ? wheelPlate(limit, fading, layout, pixelAspect, units)
        : barPlate(kind, limit, layout, units),
    ),
  };
}

/**
 * The scales of the colours at the bottom right, the reference arrow and then the bar of a length from the bottom left on; all end on the same
 * line, and the note stands over them.
 */
function placedPlates({ arrow, note, length, scales }: LegendContent, layout: LegendLayout): Plate[] {
  const { width, height, margin } = layout;
  const plates: Plate[] = [];
  const bottom = height - margin;
  let left = margin;
  for (const plate of [arrow, length]) {
    if (plate === null) continue;
    plates.push({ ...plate, x: left, y: bottom - plate.height });
    left += plate.width + margin;
  }
  // Wherever it stands, it covers none of the others.
  const under = note !== null && note.width > 0.4 * width ? [arrow, length, ...scales] : [arrow, length];
  const highest = Math.max(0, ...under.map((plate) => (plate === null ? 0 : plate.height + margin)));
  if (note !== null) plates.push({ ...note, x: margin, y: bottom - highest - note.height });
  let right = width - margin;
  for (const scale of scales) {
    plates.push({ ...scale, x: right - scale.width, y: bottom - scale.height });
    right -= scale.width + margin;
  }
  return plates;
}

/** The largest share of a picture on the screen that the legend may hide. */
const FAIR_SHARE = 0.1;
/** The largest share of its height that a plate may reach up to. */
const FAIR_REACH = 0.5;

/** Whether plates stand side by side on the picture, and leave enough of it to see. */
function isFair(plates: readonly PlateContent[], { width, height, margin }: LegendLayout): boolean {
  const total = (of: (plate: PlateContent) => number): number =>
    plates.reduce((sum, plate) => sum + of(plate), 0);
  return (
    total((plate) => plate.width + margin) + margin <= width &&
    total((plate) => plate.width * plate.height) <= FAIR_SHARE * width * height &&
    plates.every((plate) => plate.height + margin <= FAIR_REACH * height)
  );
}

function platesOf({ arrow, length, scales }: LegendContent): readonly PlateContent[] {
  return [arrow, length, ...scales].filter((plate) => plate !== null);
}

/** As much of a legend as is fair: first the scale of the map, then the reference arrow, the bar, and the scale of the arrows. */
function fairPart({ arrow, note, length, scales }: LegendContent, layout: LegendLayout): LegendContent {
  const kept: PlateContent[] = [];
  for (const plate of [scales[0], arrow, length, ...scales.slice(1)]) {
    if (plate && isFair([...kept, plate], layout)) kept.push(plate);
  }
  return {
    note,
    arrow: arrow !== null && kept.includes(arrow) ? arrow : null,
    length: length !== null && kept.includes(length) ? length : null,
    scales: scales.filter((scale) => kept.includes(scale)),
  };
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

/** One plate as a bitmap, for a picture with so many pixels per picture unit. */
function plateBitmap(
  plate: Plate,
  scaleX: number,
  scaleY: number,
  { cornerRadius, style }: LegendLayout,
): LegendBitmap {
  const left = Math.round(plate.x * scaleX);
  const bottom = Math.round((plate.y + plate.height) * scaleY);
  const columns = Math.max(1, Math.round(plate.width * scaleX));
  const rows = Math.max(1, Math.round(plate.height * scaleY));
  const picture = new RgbaSurface(columns, rows);
  // Aligned to the bottom, where the labels of all plates share a baseline.
  const placement = { scaleX, scaleY, offsetX: 0, offsetY: rows - plate.height * scaleY };
  const brush = new Brush(picture, placement);
  const top = -placement.offsetY / scaleY;
  brush.roundedRectangle(0, top, columns / scaleX, rows / scaleY, cornerRadius);
  brush.blend(style.plate);
  plate.paint(brush);
  return { x: left, y: bottom - rows, picture };
}

/** The legend on the screen, in device pixels from the top left of what is seen of the picture. */
export interface ScreenLegend {
  readonly bitmaps: readonly LegendBitmap[];
  /** Where it has which colour, from right to left. */
  readonly scales: readonly LegendScale[];
  /** Names what is on it, and how large that is, but for how long the bar is. */
  readonly form: string;
}

/**
 * The legend for the screen: as large as the labels of the window, however large the movie is. It is smaller, and then
 * says less, where it would hide more than a fair share of the picture. The reference arrow is as long as a motion of its
 * speed is drawn.
 *
 * @param settings with lengths of arrows in CSS pixels
 * @param pixelHeight height of a pixel of the movie, in CSS pixels
 * @param before made of the same settings and page for another height of a pixel: what is on both is not painted again
 */
export function screenLegend(
  settings: LegendSettings,
  page: ScreenPage,
  pixelAspect: number,
  lettering: Lettering = STROKE_LETTERING,
  pixelHeight = 1,
  before: ScreenLegend | null = null,
): ScreenLegend {
  const { ratio } = page;
  const pixels = { pixelAspect, pixelHeight };
  const style = legendStyle(settings);
  const [usual, small] = screenLayouts(page, lettering).map((layout) => ({ ...layout, style })) as [
    LegendLayout,
    LegendLayout,
  ];
  let layout = usual;
  let content = legendContent(settings, usual, pixels, "full");
  if (!isFair(platesOf(content), usual)) {
    layout = small;
    content = legendContent(settings, small, pixels, "short");
    if (!isFair(platesOf(content), small)) {
      content = fairPart(legendContent(settings, small, pixels, "none"), small);
    }
  }
  const plates = placedPlates(content, layout);
  const bar = content.length === null ? -1 : content.arrow === null ? 0 : 1;
  const form = JSON.stringify([layout === usual, plates.map(({ height }) => height), bar]);
  const kept = before?.form === form ? before.bitmaps : [];
  return {
    form,
    bitmaps: plates.map((plate, at) =>
      at !== bar && kept[at] ? kept[at] : plateBitmap(plate, ratio, ratio, layout),
    ),
    scales: plates.flatMap(({ scale, x, y, height }) => {
      if (scale === null) return [];
      const top = Math.round((y + height) * ratio) - height * ratio;
      return [placedScale(scale, Math.round(x * ratio), top, ratio)];
    }),
  };
}

/**
 * The legend for a frame of the movie itself, in its stored pixels: as large as the movie asks for.
 *
 * @param width of the movie in pixels, as height
 * @param pixelHeight height of a pixel of the recording on the frame, in its pixels: not 1 where the frame has another size
 */
export function frameLegend(
  settings: LegendSettings,
  width: number,
  height: number,
  pixelAspect: number,
  pixelHeight = 1,
): LegendBitmap[] {
  const { scaleX, scaleY } = framePlacement(pixelAspect);
  const layout = { ...exportLayout(width, height, pixelAspect), style: legendStyle(settings) };
  const cutNote = layout.narrow ? "short" : "full";
  const content = legendContent(settings, layout, { pixelAspect, pixelHeight }, cutNote);
  return placedPlates(content, layout).map((plate) => plateBitmap(plate, scaleX, scaleY, layout));
}

/** Paints the legend that the settings ask for on a surface of the size of the movie. */
export function paintLegend(surface: Surface, settings: OverlaySettings, pixelAspect: number): void {
  for (const { x, y, picture } of frameLegend(settings, surface.width, surface.height, pixelAspect)) {
    surface.blendPicture(picture, x, y, 1);
  }
}
