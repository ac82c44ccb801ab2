import { Brush, framePlacement } from "./brush";
import { exportLayout, type LegendLayout, type ScreenPage, screenLayouts } from "./legend-layout";
import type { Plate, PlateContent } from "./legend-plate";
import { arrowPlate, barPlate, type CutNote, notePlate, wheelPlate } from "./legend-plates";
import { type LegendScale, placedScale } from "./legend-scale";
import { legendStyle } from "./legend-style";
import { type LegendSettings, noteLines } from "./legend-texts";
import { type Lettering, STROKE_LETTERING } from "./lettering";
import { scaleBarPlate } from "./scale-bar";
import { type MapKind, mapLimit, type OverlaySettings } from "./settings";
import { RgbaSurface, type Surface } from "./surface";

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
