import { colourMapOf, type ScalarMapKind } from "../colour-maps/colour-map";
import { applyMatrix } from "../measure/calibration";
import { PIXEL_GRADIENT, PIXEL_SPEED, type PictureUnits, type SaidAs } from "../measure/units";
import { FLAGGED_COLOURS } from "./flagged-arrows";
import { formatSpeed } from "./legend-numbers";
import { type Lettering, STROKE_LETTERING } from "./lettering";
import { MAP_WORDS } from "./map-words";
import type { MapKind, OverlaySettings } from "./settings";
import type { TreatedNote } from "./treated-note";

/** Speeds where nothing else is said. */
const IN_PIXELS: SaidAs = { factor: 1, unit: PIXEL_SPEED };

/** A unit in the words of the legend, with the time that it goes by where pairs take different times. */
export function unitText(unit: string, lettering: Lettering, units: PictureUnits | undefined): string {
  const text = lettering.unit(unit);
  const timed = unit !== PIXEL_SPEED && unit !== PIXEL_GRADIENT && unit !== "";
  return timed && units && units.typicalSeconds !== null ? lettering.at(text, units.typicalSeconds) : text;
}

/** A speed that is said, with its unit. */
export function saidSpeed(speed: number, unit: string, lettering: Lettering, units?: PictureUnits): string {
  return `${formatSpeed(speed)} ${unitText(unit, lettering, units)}`;
}

/** A speed of the colours, in px/frame, as it is said. */
export function speedLabel(speed: number, lettering: Lettering, units: PictureUnits | undefined): string {
  const { factor, unit } = units?.speed ?? IN_PIXELS;
  return saidSpeed(speed * factor, unit, lettering, units);
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
function mapSaidAs(kind: MapKind, units: PictureUnits | undefined): SaidAs {
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

/** What a legend is of: how a flow is drawn, and what was done to it. */
export interface LegendSettings extends OverlaySettings {
  readonly treated?: TreatedNote | undefined;
}

/** A line of what was done to the flow: its text, and the colour of the arrows that it explains. */
export interface NoteLine {
  readonly text: string;
  readonly colour: string | null;
}

/** Arrows are explained where there are some. */
export function noteLines(
  { treated, arrows, units }: LegendSettings,
  lettering: Lettering,
): readonly NoteLine[] {
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
