import { z } from "zod";
import type { AnalysisRows, AnalysisState } from "./analysis";
import { BOOKMARK_NAME_LENGTH, type Bookmark, MOST_BOOKMARKS } from "./bookmarks";
import { type ChosenScales, chosenScalesSchema } from "./chosen-scales";
import type { CommandId } from "./commands";
import type { ComparisonProgress, ComparisonReport } from "./comparison";
import type { CurveState, CurveValues } from "./curves";
import { type CutMarks, MOST_CUT_MARKS } from "./cut-marks";
import type { ErrorValue } from "./errors";
import { EXPORT_SPEED } from "./export-pacing";
import { EXPORT_SIDE } from "./export-size";
import { FIGURE_PIXELS } from "./figures";
import { DENSE_LIMITS, DENSE_PRESETS, FLOW_METHODS, type NumberLimits, WINDOW_RADIUS } from "./flow";
import type { FrameCacheState } from "./frame-cache";
import { levelsSchema, type RecordingLevels } from "./levels";
import { type MovieIndexUpdate, type MovieInfo, STATED_RATE } from "./movie";
import { DEFAULT_MINIMUM_SHARE } from "./movie-speed";
import { ARROW_COLOURINGS, MAP_KINDS, OVERLAY_LIMITS } from "./overlay/settings";
import { PAIR_STEP, type Pairing, PULSE_SEPARATION } from "./pairing";
import { type BackgroundProgress, NO_PREPARATION, preparationSchema } from "./preparation";
import { ARROW_SCALINGS, MOST_PRESETS, PRESET_NAME_LENGTH, type ViewPreset } from "./presets";
import { type FlowProbe, PROBE_POINTS } from "./probe";
import { rawLayoutSchema } from "./raw-layout";
import type { RawFile, RawPreview } from "./raw-question";
import type { RecentMovie, Thumbnail } from "./recent";
import { RELIABILITY_CHOICES, RELIABILITY_THRESHOLD } from "./reliability";
import { type Settings, settingsChangeSchema } from "./settings";
import type { SoundChunk } from "./sound";
import type { FlowSuggestion } from "./suggestion";
import type { MovieSurvey } from "./survey";

/**
 * The one contract between the window and the main process: main's handlers, the preload script and the
 * window's types all derive from it. Requests are checked against their schema when they arrive; answers
 * and events come from main, which the window trusts.
 */

/** Of a PNG of a screen. */
const MOST_SCREEN_BYTES = 256 * 2 ** 20;

const token = z.string().min(1).max(64);
const rawId = z.string().min(1).max(64);
const frameNumber = z.int().min(0);
const points = z
  .array(z.tuple([z.number(), z.number()]).readonly())
  .max(PROBE_POINTS)
  .readonly();
const scalarMap = z.enum(MAP_KINDS).exclude(["direction"]);

function within({ min, max, integer }: NumberLimits) {
  return integer ? z.int().min(min).max(max) : z.number().min(min).max(max);
}
function between({ min, max }: { readonly min: number; readonly max: number }) {
  return z.number().min(min).max(max);
}
function perLevel(limits: NumberLimits) {
  const value = within(limits);
  return z.tuple([value, value, value, value]).readonly();
}

const denseParametersSchema = z.strictObject({
  smallestSide: within(DENSE_LIMITS.smallestSide),
  finestLevel: z.union([z.literal(0), z.literal(1)]),
  windowRadius: within(DENSE_LIMITS.windowRadius),
  damping: within(DENSE_LIMITS.damping),
  maxStep: within(DENSE_LIMITS.maxStep),
  smoothness: within(DENSE_LIMITS.smoothness),
  overRelaxation: within(DENSE_LIMITS.overRelaxation),
  iterations: perLevel(DENSE_LIMITS.iterations),
  warps: perLevel(DENSE_LIMITS.warps),
  fixedPoints: perLevel(DENSE_LIMITS.fixedPoints),
  sweeps: perLevel(DENSE_LIMITS.sweeps),
  propagationRounds: perLevel(DENSE_LIMITS.propagationRounds),
  searchRange: perLevel(DENSE_LIMITS.searchRange),
});

const windowRadius = z.int().min(WINDOW_RADIUS.min).max(WINDOW_RADIUS.max);
const minimumReliability = z.number().min(RELIABILITY_THRESHOLD.min).max(RELIABILITY_THRESHOLD.max);

const figurePixels = z.enum(FIGURE_PIXELS);
/** Checks a {@link FigureChoice}. */
const figuresSchema = z.strictObject({ figurePixels, minimumReliability });

/** Checks a `Pairing`. */
export const pairingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("step"), step: z.int().min(PAIR_STEP.min).max(PAIR_STEP.max) }),
  z.strictObject({ kind: z.literal("new") }),
  z.strictObject({ kind: z.literal("pairs"), pulseSeparation: between(PULSE_SEPARATION).nullable() }),
  z.strictObject({ kind: z.literal("reference"), frame: frameNumber }),
]);

export const flowParametersSchema = z.strictObject({
  method: z.enum(FLOW_METHODS),
  windowRadius,
  dense: denseParametersSchema,
  // Presets that were kept before there was one leave the frames as they are.
  preparation: preparationSchema.default(NO_PREPARATION),
  pairing: pairingSchema.optional(),
});

/** Sides of the largest grid: more arrows than a screen has room for are a mistake. */
const MOST_ARROWS_A_SIDE = 2000;
const gridStep = z.int().min(1).max(65_536);
const gridCount = z.int().min(1).max(MOST_ARROWS_A_SIDE);
const arrowGridSchema = z.strictObject({
  stepX: gridStep,
  stepY: gridStep,
  columns: gridCount,
  rows: gridCount,
  firstX: z.int().min(0),
  firstY: z.int().min(0),
});
const minimumSpeed = between(OVERLAY_LIMITS.minimumSpeed);
const streamlineSpacing = between(OVERLAY_LIMITS.streamlineSpacing);

/** Larger than a video can be: that is said by the export itself. */
const exportSide = z
  .int()
  .min(EXPORT_SIDE.min)
  .max(8 * EXPORT_SIDE.max)
  .multipleOf(2);

const pictureSide = z
  .int()
  .min(1)
  .max(8 * EXPORT_SIDE.max);

/** Presets that were kept before arrows and lines had an opacity show them as they were. */
const layerOpacity = between(OVERLAY_LIMITS.opacity).default(1);

export const overlaySettingsSchema = z.strictObject({
  footage: z.strictObject({
    brightness: between(OVERLAY_LIMITS.brightness),
    // Presets that were kept before it could be lightened show the footage as it was.
    wash: between(OVERLAY_LIMITS.wash).default(0),
  }),
  arrows: z.strictObject({
    visible: z.boolean(),
    spacing: between(OVERLAY_LIMITS.spacing),
    scale: between(OVERLAY_LIMITS.scale),
    colouring: z.enum(ARROW_COLOURINGS),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    halo: z.boolean(),
    opacity: layerOpacity,
  }),
  streamlines: z.strictObject({ visible: z.boolean(), opacity: layerOpacity, spacing: streamlineSpacing }),
  minimumSpeed: minimumSpeed.default(0),
  minimumReliability,
  colour: z.strictObject({
    visible: z.boolean(),
    kind: z.enum(MAP_KINDS),
    opacity: between(OVERLAY_LIMITS.opacity),
    maxSpeed: between(OVERLAY_LIMITS.maxSpeed),
    maxGradient: between(OVERLAY_LIMITS.maxGradient),
    maxDifference: between(OVERLAY_LIMITS.maxDifference),
    // Presets that were kept before show what the map shows now.
    fading: z.boolean().default(true),
  }),
  legend: z.boolean(),
});

/** Checks a {@link ViewPreset}. */
export const viewPresetSchema = z.strictObject({
  name: z.string().trim().min(1).max(PRESET_NAME_LENGTH),
  settings: z.strictObject({
    flow: flowParametersSchema,
    basePreset: z.enum(DENSE_PRESETS),
    overlay: overlaySettingsSchema,
    // Presets that were kept before there was an automatic one show the scale that they have.
    arrowScaling: z.enum(ARROW_SCALINGS).default("chosen"),
    minimumShare: between(OVERLAY_LIMITS.minimumShare).default(DEFAULT_MINIMUM_SHARE),
    // What was kept before there was a choice is a number for another measure of reliability.
    reliabilityThreshold: z.enum(RELIABILITY_CHOICES).default("auto"),
    deinterlace: z.boolean(),
  }),
});

/** Checks a {@link PictureRequest} that arrives over the picture port. */
export const pictureRequestSchema = z.strictObject({
  id: z.int().min(0),
  token,
  frame: frameNumber,
  pairing: pairingSchema.optional(),
  deinterlace: z.boolean(),
  levels: levelsSchema.nullable(),
  flow: flowParametersSchema.nullable(),
  compare: z.strictObject({ flow: flowParametersSchema, frame: frameNumber }).nullable(),
  prepared: preparationSchema.nullable().optional(),
  nextImage: z.boolean(),
  minimumReliability,
  compareReliability: minimumReliability.optional(),
  figurePixels,
  minimumSpeed,
  arrows: arrowGridSchema.nullable(),
  colour: z
    .strictObject({
      kind: z.enum(MAP_KINDS),
      limit: between(OVERLAY_LIMITS.mapLimit),
      step: z.int().min(1).max(64),
      fading: z.boolean(),
    })
    .nullable(),
  streamlines: z.strictObject({ spacing: streamlineSpacing }).nullable(),
  points,
});

const cutList = z.array(frameNumber).max(MOST_CUT_MARKS).readonly();

/** Checks {@link CutMarks}. */
export const cutMarksSchema = z.strictObject({ set: cutList, deleted: cutList });
const curvePoints = z
  .array(z.tuple([frameNumber, frameNumber]).readonly())
  .min(1)
  .max(PROBE_POINTS)
  .readonly();
/** First and last frame, both inclusive. */
const frameRange = z.tuple([frameNumber, frameNumber]).readonly();

/** Checks the bookmarks of a movie. */
export const bookmarksSchema = z
  .array(z.strictObject({ frame: frameNumber, name: z.string().trim().min(1).max(BOOKMARK_NAME_LENGTH) }))
  .max(MOST_BOOKMARKS)
  .readonly();
/** A frame with its overlay, at a size in square pixels, and with marks at pixels. */
const savedPictureSchema = z.strictObject({
  token,
  frame: frameNumber,
  flow: flowParametersSchema,
  deinterlace: z.boolean(),
  overlay: overlaySettingsSchema,
  levels: levelsSchema.nullable(),
  size: z.strictObject({ width: pictureSide, height: pictureSide }),
  marks: z
    .array(z.strictObject({ number: z.int().min(1).max(PROBE_POINTS), x: frameNumber, y: frameNumber }))
    .max(PROBE_POINTS)
    .readonly(),
  list: z.boolean(),
});

/** The flow of a pair. */
const fieldSchema = {
  token,
  /** First of the pair. */
  frame: frameNumber,
  deinterlace: z.boolean(),
  flow: flowParametersSchema,
};

/** How a movie is analysed. */
const analysisSchema = {
  flow: flowParametersSchema,
  deinterlace: z.boolean(),
  figures: figuresSchema,
};

/** Schemas of everything the window may ask of main. */
export const requestSchemas = {
  /** The window is ready for events; main then opens what the command line or the desktop named. */
  "app:ready": z.undefined(),
  "app:info": z.undefined(),
  /** Shows the About box. */
  "app:about": z.undefined(),
  "window:toggle-full-screen": z.undefined(),
  /** Gives the picture all of the screen, or gives back what there was before. */
  "window:picture-only": z.strictObject({ on: z.boolean() }),
  "movie:open-dialog": z.undefined(),
  "movie:open-folder-dialog": z.undefined(),
  "movie:open-sample": z.undefined(),
  /** Only the preload script sends this, with the path of a file that a person dropped. */
  "movie:open-dropped": z.strictObject({ path: z.string().min(1).max(32768) }),
  /** Opens another video track of the open movie. */
  "movie:choose-stream": z.strictObject({ token, stream: z.int().min(0) }),
  /** Opens the open movie at other rates, in frames per second; null leaves those that it has. */
  "movie:choose-rates": z.strictObject({
    token,
    frameRate: within(STATED_RATE).nullable(),
    captureRate: within(STATED_RATE).nullable(),
  }),
  /** Opens the pictures of the open movie in another order, one of {@link PictureNaming.choices}. */
  "movie:choose-order": z.strictObject({ token, rule: z.string().min(1).max(64) }),
  /** Asks for a file with the system's dialog, to be read as a recording without a header. */
  "raw:choose-file": z.undefined(),
  "raw:describe": z.strictObject({ id: rawId }),
  /** The file of the open movie, to have its layout changed. */
  "raw:describe-movie": z.strictObject({ token }),
  "raw:preview": z.strictObject({ id: rawId, layout: rawLayoutSchema }),
  /** Opens the file by this layout, and remembers it. */
  "raw:open": z.strictObject({ id: rawId, layout: rawLayoutSchema }),
  "settings:get": z.undefined(),
  "settings:set": settingsChangeSchema,
  /** Asks for a program with the system's dialog, and keeps it when it is an ffmpeg. */
  "settings:choose-ffmpeg": z.undefined(),
  "settings:forget-ffmpeg": z.undefined(),
  "recent:list": z.undefined(),
  "recent:open": z.strictObject({ id: z.string().min(1).max(64) }),
  "recent:remove": z.strictObject({ id: z.string().min(1).max(64) }),
  "recent:clear": z.undefined(),
  /** A small picture of about a frame: one up to `tolerance` frames before it may stand for it. */
  "movie:thumbnail": z.strictObject({
    token,
    frame: frameNumber,
    height: z.int().min(16).max(512),
    tolerance: z.int().min(0),
    levels: levelsSchema.nullable(),
  }),
  /** Analyses a range in the background; what is known already is not computed again. Ends another one that runs. */
  "analysis:run": z.strictObject({
    token,
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    ...analysisSchema,
  }),
  /** The flow of a pair at some points, exactly as it was computed. */
  "probe:read": z.strictObject({
    ...fieldSchema,
    /** Reads the value of this map too. */
    map: scalarMap.nullable(),
    points,
  }),
  /** How large the values of a map are, to fit its scale to them. */
  "map:extent": z.strictObject({ ...fieldSchema, map: scalarMap, minimumReliability }),
  "analysis:pause": z.undefined(),
  "analysis:resume": z.undefined(),
  "analysis:cancel": z.undefined(),
  /** Asks for what is known already of the movie analysed this way; it comes as `analysis:rows` and `analysis:state`. */
  "analysis:recall": z.strictObject({ token, ...analysisSchema }),
  /** Asks for a place with the system's dialog, then writes there what is known of all frames analysed this way, as CSV. */
  "analysis:save-table": z.strictObject({ token, ...analysisSchema }),
  /** Has these marks of cuts apply to the movie from now on, and keeps them. */
  "cuts:keep": z.strictObject({ token, marks: cutMarksSchema }),
  /** Asks which of these frames' pairs cross a cut, as it is found: their neighbours are measured where nobody has done that. */
  "cuts:among": z.strictObject({ token, frames: z.array(frameNumber).max(1000).readonly() }),
  /** What a survey of the whole movie says of its speeds. It is made once for a pairing, in the background, when the movie's index is complete. */
  "movie:survey": z.strictObject({ token, pairing: pairingSchema }),
  /** What is known of the grey values of a recording by now: it is measured where nobody has done that. */
  "levels:measure": z.strictObject({ token }),
  /** The scales that a person chose for this movie the last time. */
  "scales:recall": z.strictObject({ token }),
  /** Keeps the scales that a person chose for this movie; null is none. */
  "scales:keep": z.strictObject({ token, scales: chosenScalesSchema }),
  /** Measures some pairs spread over the movie, and suggests how to compute its flow. */
  "flow:suggest": z.strictObject({ token, pairing: pairingSchema, deinterlace: z.boolean() }),
  "flow:suggest-cancel": z.undefined(),
  /** Reads the flow of many frames at some pixels, in the background; it comes as `curves:values`. Ends what was asked for before. */
  "curves:run": z.strictObject({
    token,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    /** Of the answers: larger with every request. */
    id: z.int().min(1),
    points: curvePoints,
    ranges: z.array(frameRange).max(100_000).readonly(),
  }),
  "curves:cancel": z.undefined(),
  /** Asks for a place with the system's dialog, then reads the flow of a range at some pixels and writes it there, as CSV. */
  "curves:save-table": z.strictObject({
    token,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    probes: z
      .array(z.strictObject({ number: z.int().min(1).max(99), x: frameNumber, y: frameNumber }))
      .min(1)
      .max(PROBE_POINTS)
      .readonly(),
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    /** What the values are of, for the head of the file. */
    about: z.string().max(1000),
    /** Frames of the range whose next ones show another scene. */
    cuts: z.array(frameNumber).max(1_000_000).readonly(),
  }),
  /** Which frames of this movie a person had compared the last time. */
  "pairing:recall": z.strictObject({ token }),
  /** Keeps that; null is the movie's own way. */
  "pairing:keep": z.strictObject({ token, pairing: pairingSchema.nullable() }),
  "bookmarks:list": z.strictObject({ token }),
  /** Keeps these bookmarks with the movie, in place of all others. */
  "bookmarks:keep": z.strictObject({ token, bookmarks: bookmarksSchema }),
  "presets:list": z.undefined(),
  /** Replaces all presets of the person's own. */
  "presets:keep": z.strictObject({ presets: z.array(viewPresetSchema).max(MOST_PRESETS).readonly() }),
  "compare:run": z.strictObject({
    token,
    frame: frameNumber,
    pairing: pairingSchema,
    deinterlace: z.boolean(),
    windowRadius,
  }),
  "compare:cancel": z.undefined(),
  /** Asks for a place with the system's dialog, then exports there. */
  "export:run": z.strictObject({
    token,
    /** Inclusive. */
    start: frameNumber,
    end: frameNumber,
    flow: flowParametersSchema,
    deinterlace: z.boolean(),
    overlay: overlaySettingsSchema,
    levels: levelsSchema.nullable(),
    speed: between(EXPORT_SPEED),
    /** In square pixels, both even; null for the movie's own. */
    size: z.strictObject({ width: exportSide, height: exportSide }).nullable(),
  }),
  "export:cancel": z.undefined(),
  /** The next stretch of sound of a run that began at a time; a run with a new number, larger than all before, begins there. */
  "sound:read": z.strictObject({ token, run: z.int().min(0), from: z.number().min(0) }),
  "sound:stop": z.undefined(),
  /** Answers `leave:asked`: whether to leave all the same. */
  "leave:answer": z.strictObject({ leave: z.boolean() }),
  /** Makes a picture as it would be saved, small enough for a dialog. */
  "picture:preview": savedPictureSchema,
  /** Asks for a place with the system's dialog, and saves the picture there as PNG. */
  "picture:save": savedPictureSchema,
  /** The same with what is on the screen, which only the window can draw. */
  "picture:save-screen": z.strictObject({
    token,
    frame: frameNumber,
    png: z.instanceof(Uint8Array).refine((png) => png.length <= MOST_SCREEN_BYTES),
  }),
  /** Shows the last finished export in the system's file manager. */
  "export:reveal": z.undefined(),
} as const;

export type RequestChannel = keyof typeof requestSchemas;
export type RequestPayload<C extends RequestChannel> = z.infer<(typeof requestSchemas)[C]>;

export interface ResponsePayloads {
  "app:ready": null;
  "app:info": AppInfo;
  "app:about": null;
  "window:toggle-full-screen": null;
  "window:picture-only": null;
  /** Null when the person closed the dialog without choosing. The movie itself comes as an event. */
  "movie:open-dialog": null;
  "movie:open-folder-dialog": null;
  "movie:open-sample": null;
  "movie:open-dropped": null;
  "movie:choose-stream": null;
  "movie:choose-rates": null;
  "movie:choose-order": null;
  /** Null when the person closed the dialog without choosing. */
  "raw:choose-file": RawFile | null;
  "raw:describe": RawFile;
  "raw:describe-movie": RawFile;
  "raw:preview": RawPreview;
  "raw:open": null;
  "settings:get": Settings;
  /** The settings as they are kept now. */
  "settings:set": Settings;
  /** Null when the person closed the dialog without choosing. */
  "settings:choose-ffmpeg": Settings | null;
  "settings:forget-ffmpeg": Settings;
  "recent:list": readonly RecentMovie[];
  "recent:open": null;
  /** What is left. */
  "recent:remove": readonly RecentMovie[];
  "recent:clear": readonly RecentMovie[];
  "movie:thumbnail": Thumbnail;
  "probe:read": FlowProbe;
  /** In the unit of the map; NaN where it shows nothing. */
  "map:extent": number;
  "analysis:run": null;
  "analysis:pause": null;
  "analysis:resume": null;
  "analysis:cancel": null;
  "analysis:recall": null;
  "analysis:save-table": TableOutcome;
  "cuts:keep": null;
  "cuts:among": readonly number[];
  "movie:survey": MovieSurvey;
  "levels:measure": RecordingLevels;
  "scales:recall": ChosenScales;
  "scales:keep": null;
  "flow:suggest": FlowSuggestion;
  "flow:suggest-cancel": null;
  "curves:run": null;
  "curves:cancel": null;
  "curves:save-table": TableOutcome;
  /** Null where nobody chose. */
  "pairing:recall": Pairing | null;
  "pairing:keep": null;
  "bookmarks:list": readonly Bookmark[];
  "bookmarks:keep": null;
  "presets:list": readonly ViewPreset[];
  /** As they are kept now. */
  "presets:keep": readonly ViewPreset[];
  "compare:run": ComparisonReport;
  "compare:cancel": null;
  "export:run": ExportOutcome;
  "export:cancel": null;
  "sound:read": SoundChunk;
  "sound:stop": null;
  "leave:answer": null;
  "picture:preview": Uint8Array;
  "picture:save": PictureOutcome;
  "picture:save-screen": PictureOutcome;
  "export:reveal": null;
}

/** What main answers: a failure is a value too. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorValue };

/** Everything main tells the window by itself. */
export interface EventPayloads {
  /** A movie is being opened; the window shows its name until `movie:opened` or `movie:failed`. */
  "movie:opening": { readonly name: string };
  "movie:opened": MovieInfo;
  /** The file could not be opened. The movie that was open before, if any, stays open. */
  "movie:failed": {
    readonly name: string;
    readonly error: ErrorValue;
    /** What the file is called in requests where it may be a recording without a header; null where not. */
    readonly rawFile: string | null;
  };
  /** More frames are known, or all of them. */
  "movie:index": MovieIndexUpdate;
  /** Which frames are in memory; told at most a few times a second. */
  "settings:changed": Settings;
  "frames:state": FrameCacheState;
  /** How far the background is that pictures wait for; told at most a few times a second, and at its end. */
  "background:progress": BackgroundProgress;
  "analysis:state": AnalysisState;
  "analysis:rows": AnalysisRows;
  /** The marks of cuts that are kept of the movie that was opened; told where there are any. */
  "cuts:marks": { readonly token: string; readonly marks: CutMarks };
  "curves:values": CurveValues;
  "curves:state": CurveState;
  "compare:progress": ComparisonProgress;
  "export:progress": ExportProgress;
  /** Somebody wants to leave while an export is under way; main waits for `leave:answer`. */
  "leave:asked": { readonly kind: LeaveKind };
  /** A menu item or its key was chosen. */
  "menu:command": CommandId;
}
/** Ways to leave: closing the window, or quitting. */
export type LeaveKind = "close" | "quit";

export type EventChannel = keyof EventPayloads;
export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: string;
  /** Null when ffmpeg was not found; nothing can be opened then. */
  readonly ffmpeg: { readonly version: string; readonly source: string; readonly path: string } | null;
}

export interface ExportProgress {
  readonly done: number;
  readonly total: number;
  readonly framesPerSecond: number;
  /** Seconds left; null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** "frames" while frames are drawn, "finishing" while the file is completed. */
  readonly stage: "frames" | "finishing";
}

export type ExportOutcome =
  | {
      readonly status: "done";
      readonly fileName: string;
      readonly frames: number;
      readonly repeats: number;
      readonly leftOut: number;
      readonly seconds: number;
    }
  /** The person closed the dialog, or cancelled half-way; nothing is left behind. */
  | { readonly status: "cancelled" };

export type PictureOutcome =
  | { readonly status: "done"; readonly fileName: string }
  /** The person closed the dialog. */
  | { readonly status: "cancelled" };

export type TableOutcome =
  | { readonly status: "done"; readonly fileName: string; readonly frames: number }
  /** The person closed the dialog. */
  | { readonly status: "cancelled" };

/** What the preload script puts on `window.kinoflow`. */
export interface KinoflowApi {
  request<C extends RequestChannel>(
    channel: C,
    ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
  ): Promise<Outcome<ResponsePayloads[C]>>;
  /** Opens a file that was dropped on the window. Its path goes to main without being seen by the page. */
  openDroppedFile(file: File): Promise<Outcome<null>>;
  /** Returns a function that ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayloads[C]) => void): () => void;
}
