import type { CameraModel } from "../measure/camera-motion";
import type { Brush } from "./brush";
import type { Flagged } from "./flagged-arrows";
import { MAP_WORDS } from "./map-words";
import type { MapKind } from "./settings";
import { paintText, textWidth } from "./stroke-font";
import type { Colour } from "./surface";

/** In which words the legend speaks, and how they are written. */
export interface Lettering {
  name(kind: MapKind): string;
  /** A unit: those of pixels in words of the language, others as they are. */
  unit(unit: string): string;
  /** Says that a unit goes by pairs of frames that are so far apart, as others are not. */
  at(unit: string, seconds: number): string;
  /** Says that something is said of speeds above this one, which has its unit. */
  over(speed: string): string;
  /** Says that the motion of the camera was taken out: of which kind, and which, as a pair of numbers with their unit; empty where it is not known. */
  camera(model: CameraModel, motion: string): string;
  /** Names arrows by what is flagged of their vectors. */
  flagged(flagged: Flagged): string;
  /** Width of a line of text whose digits are `height` high, in the same unit. */
  width(text: string, height: number): number;
  /** Paints a line of text from its left edge on; lengths in picture units, as `width` says. */
  paint(brush: Brush, text: string, x: number, baseline: number, height: number, colour: Colour): void;
}

/** A time as legends have it: "40 ms". */
export function formatMilliseconds(seconds: number): string {
  return `${Number((1000 * seconds).toPrecision(3))} ms`;
}

/** English, in the font of our own: the same on every machine. */
export const STROKE_LETTERING: Lettering = {
  name: (kind) => MAP_WORDS[kind].name,
  unit: (unit) => unit,
  at: (unit, seconds) => `${unit} at ${formatMilliseconds(seconds)}`,
  over: (speed) => `over ${speed}`,
  camera: (model, motion) => `camera: ${[model, motion, "removed"].filter((word) => word !== "").join(" ")}`,
  flagged: (flagged) => (flagged === "failed" ? "not valid" : "replaced"),
  width: textWidth,
  paint: paintText,
};
