import { KinoflowError } from "../shared/errors";
import type { PixelSize } from "../shared/export-size";
import type { FlowMethod } from "../shared/flow";
import { DEFAULT_MINIMUM_SHARE, fullColourSpeed, lowestShownSpeed } from "../shared/movie-speed";
import { exportUnit, fittedArrowScale } from "../shared/overlay/arrow-scale";
import { LOOKS, withLook } from "../shared/overlay/looks";
import {
  ARROW_COLOURINGS,
  anyLayer,
  defaultOverlaySettings,
  MAP_KINDS,
  OVERLAY_LIMITS,
  type OverlaySettings,
  showsSpeedColours,
} from "../shared/overlay/settings";
import { automaticReliability, RELIABILITY_THRESHOLD } from "../shared/reliability";
import { type MovieSurvey, SURVEY_PAIRS } from "../shared/survey";
import { AXES_OPTIONS, checkCalibration } from "./calibration-options";
import type { KeptByProject, ProjectValues } from "./project-values";
import { choiceOption, numberOption } from "./terminal";

/** Options of what is drawn over the footage. */
export const OVERLAY_OPTIONS = {
  layer: { type: "string" },
  map: { type: "string" },
  streamlines: { type: "boolean" },
  spacing: { type: "string" },
  "streamline-spacing": { type: "string" },
  scale: { type: "string", multiple: true },
  "scale-bar": { type: "boolean" },
  ...AXES_OPTIONS,
  "arrow-colour": { type: "string" },
  "no-halo": { type: "boolean" },
  "min-speed": { type: "string" },
  "min-reliability": { type: "string" },
  "max-speed": { type: "string" },
  "max-gradient": { type: "string" },
  "max-difference": { type: "string" },
  "max-error": { type: "string" },
  "classic-wheel": { type: "boolean" },
  opacity: { type: "string" },
  "arrow-opacity": { type: "string" },
  "streamline-opacity": { type: "string" },
  brightness: { type: "string" },
  lighten: { type: "string" },
  look: { type: "string" },
  "no-legend": { type: "boolean" },
} as const;

export type OverlayValues = ProjectValues & {
  readonly [Name in Exclude<
    keyof typeof OVERLAY_OPTIONS,
    "scale"
  >]?: (typeof OVERLAY_OPTIONS)[Name]["type"] extends "boolean" ? boolean : string;
} & {
  /** A number is the length of arrows, anything else the size of a pixel. */
  readonly scale?: readonly string[];
};

export const OVERLAY_OPTIONS_HELP = `      --layer NAME         arrows | colour | both (default arrows; both with --map)
      --map NAME           what the colours show: direction | speed | divergence | vorticity | shear | reliability |
                           difference (this frame minus the next one moved back by the flow) |
                           uncertainty (how far motions may be from the truth, in px) | forward-backward (how far the
                           motion there and back leads from where it began, in px) (default direction)
      --streamlines        lines along the motion, in place of the arrows unless --layer asks for these too
      --spacing N          distance of the arrows in pixels of the video (default: by its size; 24 at 1920 x 1080)
      --streamline-spacing N   distance of the lines in pixels of the movie (default: by its size)
      --scale N            length in pixels of the video for 1 px/frame (default: by the speeds of what moves in
                           ${SURVEY_PAIRS} pairs over the movie); arrows longer than three spacings are cut, with a second head
      --scale LENGTH       height of a pixel, such as 0.02mm, or "file" for what the file says: the legend is in that
                           unit per second; both kinds of --scale may be given
      --y-up, --origin X,Y, --turn DEGREES   the axes, as of analyze
      --scale-bar          a bar of a round length, where the height of a pixel is known
      --arrow-colour NAME  plain | speed | direction | a colour as #rrggbb (default plain)
      --no-halo            arrows and lines without their rims
      --min-speed N        motions slower than this, in px/frame or, with %, as a share of the typical speed, get no
                           arrow, line, or colour of direction or speed (default ${100 * DEFAULT_MINIMUM_SHARE}%); as a share it
                           takes the same pairs, also where --scale and --max-speed are given, and unless it is 0%
                           leaves out the noise of a ground that stands still, too
      --min-reliability N  motions less reliable than this are not shown, ${RELIABILITY_THRESHOLD.min} to ${RELIABILITY_THRESHOLD.max}
                           (default: ${automaticReliability("dense-pyramidal")}, or ${automaticReliability("lucas-kanade")} for the methods at a single scale)
      --max-speed N        speed of the full colour, in px/frame (default: by the same pairs)
      --max-gradient N     full colour of divergence, vorticity and shear, in 1/frame (default 0.1)
      --max-difference N   full colour of the difference, in levels of the picture (default 20)
      --max-error N        full colour of uncertainty and forward-backward, in px (default 1)
      --classic-wheel      direction colours opaque and white at rest (default: their opacity goes with the speed)
      --opacity N          of the colours, 0 to 1 (default 0.75)
      --arrow-opacity N    of the arrows, 0 to 1 (default 1)
      --streamline-opacity N   of the lines, 0 to 1 (default 1)
      --brightness N       of the footage under them, 0 to 1 (default 1)
      --look NAME          dark (light arrows with dark rims, as usual) | bright (dark arrows with light rims) |
                           print (black arrows on footage that is nearly white, light legend); other options go
                           before it
      --lighten N          how far the footage is mixed with white, 0 to 1 (default 0); for print, with dark arrows
      --no-legend          without the scale of the colours and the reference arrow`;

/** What something of the overlay has, and nobody has given in numbers: what the speeds of the movie decide. */
export interface OpenScales {
  readonly maxSpeed: boolean;
  readonly arrows: boolean;
  /** The lowest speed that is drawn, as a share of the typical one; null where it is given. */
  readonly minimumShare: number | null;
}

/** Whether the movie has to be asked. */
export function needsSurvey({ maxSpeed, arrows, minimumShare }: OpenScales): boolean {
  return maxSpeed || arrows || (minimumShare ?? 0) > 0;
}

/** The settings with what is open as a movie of these speeds has it. */
export function withFittedScales(
  overlay: OverlaySettings,
  open: OpenScales,
  { typicalSpeed, fastSpeed, restSpeed }: Pick<MovieSurvey, "typicalSpeed" | "fastSpeed" | "restSpeed">,
): OverlaySettings {
  const { arrows, colour } = overlay;
  const scale = open.arrows ? fittedArrowScale(arrows.spacing, typicalSpeed) : arrows.scale;
  const maxSpeed = open.maxSpeed
    ? within(OVERLAY_LIMITS.maxSpeed, fullColourSpeed(fastSpeed))
    : colour.maxSpeed;
  const minimumSpeed =
    open.minimumShare === null
      ? overlay.minimumSpeed
      : within(OVERLAY_LIMITS.minimumSpeed, lowestShownSpeed(open.minimumShare, { typicalSpeed, restSpeed }));
  return { ...overlay, minimumSpeed, arrows: { ...arrows, scale }, colour: { ...colour, maxSpeed } };
}

function within({ min, max }: { readonly min: number; readonly max: number }, value: number): number {
  return Math.min(Math.max(value, min), max);
}

/**
 * Checks the options before a movie is opened, whose size has to do with their defaults alone.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function checkOverlayOptions(values: OverlayValues, method: FlowMethod): void {
  readOverlayOptions(values, 1920, 1080, method);
  checkCalibration({ ...values, scale: scalesOf(values).pixel });
}

/**
 * What the options ask for in a video or picture of this size in pixels, for flow by this method.
 *
 * @param movie its size in pixels, where that of the video is another
 * @throws KinoflowError `invalid-argument`
 */
export function readOverlayOptions(
  values: OverlayValues,
  width: number,
  height: number,
  method: FlowMethod,
  movie: PixelSize = { width, height },
): { readonly overlay: OverlaySettings; readonly open: OpenScales } {
  const view = values.kept?.view;
  const defaults = overlayBefore(values, movie);
  const { footage, arrows, streamlines, colour } = defaults;
  const limits = OVERLAY_LIMITS;
  const number = (
    name: keyof typeof OVERLAY_OPTIONS,
    fallback: number,
    range: { readonly min: number; readonly max: number },
    integer = false,
  ): number => numberOption(name, textOf(values[name]), fallback, { ...range, integer });
  const { arrows: arrowScale } = scalesOf(values);
  const layers = readLayers(values);
  const minimumShare = readMinimumShare(values["min-speed"], view?.minimumShare ?? DEFAULT_MINIMUM_SHARE);
  const unit = exportUnit(width, height);
  // What follows from the movie follows from it here, too.
  const isOpen = (given: string | undefined, isFitted: boolean | undefined): boolean =>
    given === undefined && isFitted !== false;
  const overlay: OverlaySettings = {
    footage: {
      brightness: number("brightness", footage.brightness, limits.brightness),
      wash: number("lighten", footage.wash, limits.wash),
    },
    arrows: {
      visible: layers.arrows,
      spacing: number("spacing", Math.round(arrows.spacing * unit), limits.spacing, true),
      scale: numberOption(
        "scale",
        arrowScale,
        view ? within(limits.scale, arrows.scale * unit) : arrows.scale,
        {
          ...limits.scale,
          integer: false,
        },
      ),
      ...readArrowColour(values["arrow-colour"], arrows),
      halo: arrows.halo && !values["no-halo"],
      opacity: number("arrow-opacity", arrows.opacity, limits.opacity),
    },
    streamlines: {
      visible: layers.streamlines,
      opacity: number("streamline-opacity", streamlines.opacity, limits.opacity),
      spacing: number("streamline-spacing", streamlines.spacing, limits.streamlineSpacing),
    },
    minimumSpeed: minimumShare === null ? number("min-speed", 0, limits.minimumSpeed) : 0,
    minimumReliability: number("min-reliability", automaticReliability(method), RELIABILITY_THRESHOLD),
    colour: {
      visible: layers.colour,
      kind: choiceOption("map", values.map, colour.kind, MAP_KINDS),
      opacity: number("opacity", colour.opacity, limits.opacity),
      maxSpeed: number("max-speed", colour.maxSpeed, limits.maxSpeed),
      maxGradient: number("max-gradient", colour.maxGradient, limits.maxGradient),
      maxDifference: number("max-difference", colour.maxDifference, limits.maxDifference),
      maxError: number("max-error", colour.maxError, limits.maxError),
      fading: colour.fading && !values["classic-wheel"],
    },
    legend: defaults.legend && !values["no-legend"],
    scaleBar: values["scale-bar"] === true || view?.overlay.scaleBar === true,
  };
  return {
    overlay,
    open: {
      maxSpeed: isOpen(values["max-speed"], view && isFitted(view, "colour")) && showsSpeedColours(overlay),
      arrows: isOpen(arrowScale, view && isFitted(view, "arrow")) && overlay.arrows.visible,
      minimumShare: anyLayer(overlay) ? minimumShare : null,
    },
  };
}

/**
 * Tells the two kinds of `--scale` apart: a number is the length of arrows, a length with its unit the size of a pixel.
 *
 * @throws KinoflowError `invalid-argument` where one of them is given twice
 */
export function scalesOf({ scale = [] }: Pick<OverlayValues, "scale">): {
  readonly arrows: string | undefined;
  readonly pixel: string | undefined;
} {
  const isNumber = (text: string): boolean => /^[-+.\deE\s]*$/.test(text);
  const arrows = scale.filter(isNumber);
  const pixel = scale.filter((text) => !isNumber(text));
  if (arrows.length > 1 || pixel.length > 1) {
    throw new KinoflowError(
      "invalid-argument",
      "--scale takes a number for the arrows, and a length such as 0.02mm for a pixel: each once at most.",
    );
  }
  return { arrows: arrows[0], pixel: pixel[0] };
}

/** Null where the lowest speed is given in px/frame. */
function readMinimumShare(text: string | undefined, fallback: number): number | null {
  if (text === undefined) return fallback;
  const percent = /^(.*\S)\s*%$/.exec(text)?.[1];
  if (percent === undefined) return null;
  const { min, max } = OVERLAY_LIMITS.minimumShare;
  return numberOption("min-speed", percent, 0, { min: 100 * min, max: 100 * max, integer: false }) / 100;
}

function textOf(value: string | boolean | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What is drawn where no option says otherwise: as the project has it, or nobody has touched it. */
function overlayBefore({ kept, look }: OverlayValues, movie: PixelSize): OverlaySettings {
  const chosen = choiceOption("look", look, "dark", LOOKS);
  if (kept === undefined) return withLook(defaultOverlaySettings(movie.width, movie.height), chosen);
  return look === undefined ? kept.view.overlay : withLook(kept.view.overlay, chosen);
}

/** Whether a scale of a project follows from the speeds of its recording. */
function isFitted(view: KeptByProject["view"], scale: "arrow" | "colour"): boolean {
  return view[`${scale}Scaling`] === "auto" && !view[`${scale}ScaleLocked`];
}

function readLayers(values: OverlayValues): { arrows: boolean; colour: boolean; streamlines: boolean } {
  const { layer, map, streamlines, kept } = values;
  if (kept && layer === undefined && map === undefined && streamlines === undefined) {
    const { overlay } = kept.view;
    const [arrows, colour, lines] = [overlay.arrows, overlay.colour, overlay.streamlines];
    return { arrows: arrows.visible, colour: colour.visible, streamlines: lines.visible };
  }
  return { ...readColourLayers(values), streamlines: streamlines === true };
}

function readColourLayers({ layer, map, streamlines }: OverlayValues): { arrows: boolean; colour: boolean } {
  if (layer === undefined) return { arrows: streamlines !== true, colour: map !== undefined };
  const chosen = choiceOption("layer", layer, "arrows", ["arrows", "colour", "both"]);
  if (map !== undefined && chosen === "arrows") {
    throw new KinoflowError("invalid-argument", "--map is of the layer colour; use --layer colour or both.");
  }
  return { arrows: chosen !== "colour", colour: chosen !== "arrows" };
}

function readArrowColour(
  text: string | undefined,
  { colouring, colour }: OverlaySettings["arrows"],
): Pick<OverlaySettings["arrows"], "colouring" | "colour"> {
  if (text === undefined) return { colouring, colour };
  if (/^#[0-9a-f]{6}$/i.test(text)) return { colouring: "plain", colour: text.toLowerCase() };
  const choice = ARROW_COLOURINGS.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      `--arrow-colour has to be one of ${ARROW_COLOURINGS.join(", ")}, or a colour as #rrggbb, not "${text}".`,
    );
  }
  return { colouring: choice, colour };
}
