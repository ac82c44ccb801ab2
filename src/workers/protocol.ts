import type { PictureChange } from "../shared/analysis";
import type { ScalarMapKind } from "../shared/colour-maps/colour-map";
import type { ErrorValue } from "../shared/errors";
import type { FigureChoice } from "../shared/figures";
import type { FlowMethod, FlowParameters } from "../shared/flow";
import type { FlowReport, FlowSummary } from "../shared/flow-report";
import type { FramePicture, Levels } from "../shared/frame-picture";
import type { ImagePart } from "../shared/image-part";
import type { Matrix } from "../shared/measure/calibration";
import type { Line } from "../shared/measure/line";
import type { LineSums } from "../shared/measure/line-figures";
import type { Region } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import type { ColourDescription } from "../shared/movie";
import type { LaidMarks } from "../shared/overlay/paint-marks";
import type { PictureMark } from "../shared/overlay/pin-paint";
import type { MapKind, OverlaySettings } from "../shared/overlay/settings";
import type { TrackTail } from "../shared/overlay/track-tail";
import type { TreatedNote } from "../shared/overlay/treated-note";
import type { Streamlines } from "../shared/picture";
import type { BackgroundKind, Preparation } from "../shared/preparation";
import type { TreatmentReport } from "../shared/treatment";
import type { BandReport } from "./kernel/band-report";

/**
 * What crosses between a thread and its flow workers. Pixels and fields never cross: both sides see the
 * same shared memory, and messages carry only where in it they lie.
 */

/**
 * A stretch of the one memory that main and all workers share (shared-heap.ts). The sender keeps it alive and
 * unchanged until the job has been answered.
 */
export interface SharedBytes {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/**
 * The luma plane of a frame: width * height samples, row by row, without padding. Those of 16 bits are unsigned and little-endian,
 * and the plane starts at an even byte.
 */
export interface LumaPlane extends SharedBytes {
  /** Bits of a sample; 8 where it is absent. */
  readonly bits?: LumaBits;
}

export type LumaBits = 8 | 16;

/** Bytes of a luma plane. */
export function lumaBytes({ width, height }: FrameSize, bits: LumaBits = 8): number {
  return (width * height * bits) / 8;
}

/**
 * A flow field: width * height float32 of u, then as many of v (row-major, px/frame, x right, y down), then as many
 * of reliability (0 to 1). `byteOffset` is a multiple of 64.
 */
export type FieldBytes = SharedBytes;

/**
 * The background of a recording: width * height uint16, in steps of 1/256 of a grey level of 8 bits. `byteOffset` is even.
 */
export type BackgroundPlane = SharedBytes;

/** Bytes of a {@link BackgroundPlane}. */
export function backgroundBytes({ width, height }: FrameSize): number {
  return width * height * Uint16Array.BYTES_PER_ELEMENT;
}

/** Bytes of a flow field. */
export function fieldBytes(width: number, height: number): number {
  return 3 * width * height * Float32Array.BYTES_PER_ELEMENT;
}

/** Bytes of a flow field with a byte of `VECTOR_FLAGS` for each of its vectors behind it. */
export function treatedFieldBytes(width: number, height: number): number {
  return fieldBytes(width, height) + width * height;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Computes the flow from `first` to `second`, and its reliability, into `field`, and counts its figures. With `bands` above 1 as many workers
 * do it together, each a band of rows; the result does not depend on their number.
 */
export interface FlowJob extends FrameSize {
  readonly kind: "flow";
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly field: FieldBytes;
  readonly parameters: FlowParameters;
  /** Of the recording, {@link BackgroundPlane}; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** The pixels that the figures are over. */
  readonly figures: FigureChoice;
  /** Working memory: at least `workspaceBytes` of kernel/workspace.ts, used by no other job at the same time. */
  readonly workspace: SharedBytes;
  readonly bands: number;
}

/**
 * Counts the figures of a field that has been computed already anew, over other pixels. With `bands` above 1 as many workers
 * do it together, as for a {@link FlowJob}.
 */
export interface CountJob extends FrameSize {
  readonly kind: "count";
  readonly field: FieldBytes;
  /** What the field was computed with: its valid region depends on that. */
  readonly parameters: FlowParameters;
  readonly figures: FigureChoice;
  /** What the motions of the field are multiplied by before, in place. Default 1. */
  readonly factor?: number | undefined;
  /** Working memory: at least `countWorkspaceBytes` of kernel/workspace.ts, used by no other job at the same time. */
  readonly workspace: SharedBytes;
  readonly bands: number;
}

/**
 * Does the treatment of its parameters to a field that has been computed, and scaled to what is said, into `field`; on one worker. See `treatField`.
 */
export interface TreatJob extends FrameSize {
  readonly kind: "treat";
  /** Of {@link treatedFieldBytes} where the flags of the vectors are wanted. */
  readonly field: FieldBytes;
  /** The field as it was computed, which stays as it is; `field` itself where there is none. */
  readonly from: FieldBytes | null;
  /** From the second frame to the first; needed where vectors are tested forward and backward. */
  readonly back: FieldBytes | null;
  readonly parameters: FlowParameters;
}

/** Parts of the picture that figures are told of, and such as count nowhere. */
export interface FieldParts {
  /** Each has figures of its own. */
  readonly regions: readonly Region[];
  /** Each has figures of its own, too. Default: none. */
  readonly lines?: readonly Line[] | undefined;
  /** width * height bytes, above 0 where no vector counts. Null: all may count. */
  readonly mask: SharedBytes | null;
  /** Turns displacements in pixels into those whose lengths are the speeds of the regions and lines. */
  readonly displacement: Matrix;
  /** Names these parts: others have another one. */
  readonly key: number;
}

/**
 * Sums the flow from `first` to `second` up without keeping a field, on one worker: many pairs are done one on each.
 * The numbers are those of a {@link FlowJob}'s report, but for the order of the sums: means may differ by 2^-20 of those of
 * the magnitudes. With `lucas-kanade`, a speed may besides be off by 2^-11 of itself, where the equations are ill-conditioned,
 * and by 2^-20 as a rule; the bins of the percentiles are wider. Which pixels are reliable is decided in the same way.
 */
export interface SummaryJob extends FrameSize {
  readonly kind: "summarise";
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly parameters: FlowParameters;
  /** Of the recording, {@link BackgroundPlane}; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** The pixels that the figures are over. */
  readonly figures: FigureChoice;
  /** The frame after `first` that the change of the picture is measured to, where that is not `second`. */
  readonly next?: LumaPlane | undefined;
  /** Default: the picture as a whole. Others take a field, of every method. */
  readonly parts?: FieldParts | undefined;
  /** Without, the answer's `directions` are empty; they take a fifth of the time of `lucas-kanade`. */
  readonly directions: boolean;
  /** Working memory: at least `summaryWorkspaceBytes` of kernel/workspace.ts, used by no other job at the same time. */
  readonly workspace: SharedBytes;
}

/**
 * Reads frames from a pipe and sums up the flow from each to the next like a {@link SummaryJob}, without directions. The
 * worker stands still while nothing is in the pipe: whoever ends the job early has to end the program that writes.
 */
export interface StreamJob extends FrameSize {
  readonly kind: "summarise-stream";
  /** File descriptor of this process; reading from it waits for bytes, and ends when its writer has. */
  readonly pipe: number;
  /** Bytes of a frame in the pipe; its luma plane comes first. */
  readonly frameBytes: number;
  /** Bits of a sample of that plane; 8 where it is absent. */
  readonly lumaBits?: LumaBits;
  /** Where frames go in turn: the one that a job has read last is there for the next job. */
  readonly places: readonly [SharedBytes, SharedBytes];
  /** Frames that earlier jobs have read from the pipe. */
  readonly before: number;
  /** Frames to read, if there are so many. */
  readonly count: number;
  /** Frames of the whole pipe whose flow is not wanted, from its first one on. */
  readonly skipped: number;
  readonly parameters: FlowParameters;
  /** Of the recording, {@link BackgroundPlane}; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** As in {@link SummaryJob}. */
  readonly figures: FigureChoice;
  /** As in {@link SummaryJob}. */
  readonly parts?: FieldParts | undefined;
  /** As in {@link SummaryJob}. */
  readonly workspace: SharedBytes;
}

/** The frames that a field is of, as it was computed from them. */
export interface LumaPlanes {
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  /** What the displacement from the one to the other was multiplied by to be the field's; see `saidScale`. Default 1. */
  readonly saidScale?: number | undefined;
  /** What the flow was computed with; only the map of the uncertainty needs it. */
  readonly parameters?: FlowParameters | undefined;
  /** The flow from `second` back to `first`; only the map of the forward-backward error needs it. */
  readonly back?: FieldBytes | undefined;
  /** The flow as it was computed, where the field was treated; only maps that `needsFrames` tells look at it. */
  readonly untreated?: FieldBytes | undefined;
}

/**
 * Paints a map of a field, every `step`-th pixel of it, as RGBA into `picture`:
 * ceil(width / step) * ceil(height / step) * 4 bytes.
 */
export interface ColourJob extends FrameSize {
  readonly kind: "colour";
  readonly map: MapKind;
  readonly field: FieldBytes;
  /** Only the map `difference` needs it. */
  readonly pair: LumaPlanes | null;
  readonly picture: SharedBytes;
  /** What has the full colour, in the unit of the map. */
  readonly limit: number;
  readonly step: number;
  /** See `MapStyle`. */
  readonly fading: boolean;
  /** Less reliable pixels become transparent; 0 shows all. */
  readonly minimumReliability: number;
  /** See `MapStyle`. */
  readonly minimumSpeed: number;
}

/** Measures how large the values of a map are; see `mapExtent`. */
export interface ExtentJob extends FrameSize {
  readonly kind: "extent";
  readonly map: ScalarMapKind;
  readonly field: FieldBytes;
  /** As in {@link ColourJob}. */
  readonly pair: LumaPlanes | null;
  readonly minimumReliability: number;
}

/** Traces evenly spaced streamlines through a field. The answer carries them: they are few numbers. */
export interface StreamlinesJob extends FrameSize {
  readonly kind: "streamlines";
  readonly field: FieldBytes;
  /** In pixels of the field. */
  readonly spacing: number;
  readonly minimumReliability: number;
  /** Slower motions, in px/frame, carry no line. */
  readonly minimumSpeed: number;
}

/** Takes a field into the moments of many, in place; see `addToMoments`. */
export interface MomentsJob extends FrameSize {
  readonly kind: "moments";
  readonly field: FieldBytes;
  /** `momentsBytes` of field-moments.ts, from a multiple of 8 on; one job at a time. */
  readonly moments: SharedBytes;
  /** Turns and scales the vectors before. */
  readonly matrix: Matrix;
  /** Less reliable vectors do not count. */
  readonly minimumReliability: number;
}

/** Counts regions of a field that stays as it is. The numbers are those of a {@link SummaryJob} with the same parts, without mask and camera. */
export interface RegionsJob extends FrameSize {
  readonly kind: "regions";
  readonly field: FieldBytes;
  /** What the field was computed with: its valid region depends on that. */
  readonly parameters: FlowParameters;
  readonly figures: FigureChoice;
  readonly parts: Pick<FieldParts, "regions" | "displacement" | "key">;
  /** Pixels that are no part of any region, as the numbers of `Spans`; other ones have another key of the parts. */
  readonly excluded: readonly number[];
  /** Working memory: at least `regionsWorkspaceBytes` of kernel/workspace.ts, used by no other job at the same time. */
  readonly workspace: SharedBytes;
}

/** What is painted over a frame. */
export interface Painting extends FrameSize {
  /** As in {@link ColourJob}. The frame that is painted on may be another picture of the first one: tone-mapped, say. */
  readonly pair: LumaPlanes | null;
  readonly overlay: OverlaySettings;
  readonly pixelAspect: number;
  /** Of the frame that is painted on. */
  readonly colour: ColourDescription;
  /** What a person laid over the recording, painted above all else; nothing without it. */
  readonly laid?: LaidMarks | undefined;
  /** Of tracks, over all of that. */
  readonly tails?: readonly TrackTail[] | undefined;
}

/**
 * Makes a frame of an export: `target` gets a decoded frame as it is shown, with the overlay over the flow of its pair, as 8-bit I420:
 * width * height of Y, then ceil(width / 2) * ceil(height / 2) of U, then of V. All on one worker, whose processor has in its cache what
 * one stage leaves for the next; many frames are done one on each. Nobody is told of the flow.
 */
export interface ExportFrameJob extends Painting {
  readonly kind: "export-frame";
  /** All of the decoded frame. */
  readonly source: SharedBytes;
  readonly picture: FramePicture;
  readonly lumaBits: LumaBits;
  /** Of grey frames. */
  readonly levels: Levels;
  /** What is tone-mapped, as in {@link ToneMapJob}; null where the frame is shown in its own dynamic range. */
  readonly toneMapFrom: ColourDescription | null;
  readonly target: SharedBytes;
  /** Size of `target` where it is not that of the movie: the frame is resized, and all is drawn as much larger. */
  readonly output?: FrameSize | undefined;
  /** The flow from the first of `pair` to the second, as their pairing says it; without a pair the frame gets the legend alone. */
  readonly parameters: FlowParameters;
  /** Of the recording, {@link BackgroundPlane}; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** Working memory: at least `exportWorkspaceBytes` of export-memory.ts, used by no other job at the same time. */
  readonly workspace: SharedBytes;
}

/**
 * Draws the overlay over a frame (8-bit I420) in RGB, for a picture to be saved: `target` gets 3 bytes a pixel of the output. The
 * frame itself stays as it is. Without a field it gets the legend alone.
 */
export interface PictureJob extends Painting {
  readonly kind: "picture";
  readonly frame: SharedBytes;
  readonly field: FieldBytes | null;
  readonly output: FrameSize;
  readonly target: SharedBytes;
  readonly marks: readonly PictureMark[];
  /** Lists the motions of the marks too. */
  readonly list: boolean;
  /** What was done to the field, for the legend. */
  readonly treated?: TreatedNote | undefined;
}

/** Resizes an 8-bit I420 frame. */
export interface ResizeJob extends FrameSize {
  readonly kind: "resize";
  readonly source: SharedBytes;
  readonly target: SharedBytes;
  /** Size of the target. */
  readonly output: FrameSize;
}

/**
 * Turns a frame of a PQ or HLG movie into standard dynamic range (BT.709, limited range). Both are 8-bit I420, and may
 * lie in the same place.
 */
export interface ToneMapJob extends FrameSize {
  readonly kind: "tone-map";
  readonly source: SharedBytes;
  readonly target: SharedBytes;
  /** Of the source. */
  readonly colour: ColourDescription;
}

/** Does to the luma of a frame what is done before its flow; its light stays as it is, as that of a first frame does. */
export interface PrepareJob extends FrameSize {
  readonly kind: "prepare";
  readonly luma: LumaPlane;
  readonly preparation: Preparation;
  readonly background: BackgroundPlane | undefined;
  /** width * height bytes. */
  readonly target: SharedBytes;
  /** Working memory: at least `stageBytes` of kernel/prepare/stage-memory.ts, from a multiple of 64 on. */
  readonly scratch: SharedBytes;
}

/** Takes a frame into the background of a recording that is being made, in place; see kernel/prepare/background.ts. */
export interface BackgroundJob extends FrameSize {
  readonly kind: "background";
  readonly background: BackgroundKind;
  readonly luma: LumaPlane;
  /** width * height uint32; `byteOffset` is a multiple of 4. */
  readonly sums: SharedBytes;
}

/**
 * Runs one implementation once on a pair and measures it (time, peak of JS heap and array buffers in this
 * worker), for the comparison of the implementations. Give it a worker of its own: it collects garbage.
 */
export interface MeasureJob extends FrameSize {
  readonly kind: "measure";
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly field: FieldBytes;
  readonly parameters: FlowParameters;
  /** Of the recording, {@link BackgroundPlane}; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  readonly workspace: SharedBytes;
}

/** Turns a frame of another kind into 8-bit I420 of limited range, as it is shown; see `FrameShower`. */
export interface ShowJob extends FrameSize {
  readonly kind: "show";
  /** All of a frame. */
  readonly source: SharedBytes;
  readonly picture: Exclude<FramePicture, { kind: "i420" }>;
  readonly lumaBits: LumaBits;
  /** Of grey frames. */
  readonly levels: Levels;
  readonly target: SharedBytes;
}

/**
 * Puts a part of a frame, in the detail of a screen, into `target`: 8-bit I420 of the part's size; see `viewFrame`. Frames of high dynamic range
 * become those of standard range once they are so small.
 */
export interface ViewJob extends FrameSize {
  readonly kind: "view";
  /** All of a frame. */
  readonly source: SharedBytes;
  readonly picture: Extract<FramePicture, { kind: "i420" | "yuv" }>;
  readonly lumaBits: LumaBits;
  readonly part: ImagePart;
  /** Colours of a PQ or HLG frame; null for all others. */
  readonly toneMapped: ColourDescription | null;
  readonly target: SharedBytes;
  /** Working memory: at least `viewScratchBytes`, at a multiple of 4. */
  readonly scratch: SharedBytes;
}

export type Job =
  | FlowJob
  | CountJob
  | TreatJob
  | SummaryJob
  | StreamJob
  | ColourJob
  | ExtentJob
  | StreamlinesJob
  | MomentsJob
  | RegionsJob
  | ExportFrameJob
  | PictureJob
  | ResizeJob
  | ToneMapJob
  | ShowJob
  | ViewJob
  | BackgroundJob
  | PrepareJob
  | MeasureJob;

/** What each kind of job answers. */
export interface JobResults {
  readonly flow: BandResult;
  /** Of the whole field, from the band that was done last; null from all others. */
  readonly count: FlowSummary | null;
  readonly treat: TreatmentReport;
  /** `lucas-kanade` goes over the rows once: all its time is in `flowMs` and `solveMs`. */
  readonly summarise: SummaryReport;
  readonly "summarise-stream": StreamReport;
  readonly colour: { readonly colourMs: number };
  readonly extent: { readonly extent: number };
  readonly streamlines: { readonly streamlinesMs: number; readonly lines: Streamlines };
  readonly moments: { readonly momentsMs: number };
  readonly regions: { readonly regions: readonly RegionSums[] };
  readonly "export-frame": { readonly showMs: number; readonly flowMs: number; readonly paintMs: number };
  readonly picture: { readonly paintMs: number };
  readonly resize: { readonly resizeMs: number };
  readonly "tone-map": { readonly toneMapMs: number };
  readonly show: { readonly showMs: number };
  readonly view: { readonly viewMs: number };
  readonly background: { readonly backgroundMs: number };
  readonly prepare: { readonly prepareMs: number };
  readonly measure: MethodMeasurement;
}

/** The report of a flow that nobody keeps, with how much the picture itself changes from the first frame to the second. */
export interface SummaryReport extends FlowReport {
  readonly change: PictureChange;
  /** Of each region that was asked for. */
  readonly regions: readonly RegionSums[];
  /** Of each line that was asked for. */
  readonly lines: readonly LineSums[];
}

/** What came through a pipe. */
export interface StreamReport {
  /** Fewer than wanted at the end of the pipe, and where more urgent work came up. */
  readonly frames: readonly StreamedFrame[];
  /** True when the pipe had no more frames. */
  readonly ended: boolean;
}

/** A frame that was read from a pipe. */
export interface StreamedFrame {
  /** Milliseconds until all of it was there. */
  readonly readMs: number;
  /** Of the flow from the frame before it; null for the first one, and where that flow is not wanted. */
  readonly report: SummaryReport | null;
}

/** What one worker tells of its part of a flow job. */
export interface BandResult extends BandReport {
  /** What the whole field says, from the band that was done last; null from all others. */
  readonly summary: FlowSummary | null;
  readonly statisticsMs: number;
}

/** One run of one implementation. */
export interface MethodMeasurement {
  readonly method: FlowMethod;
  readonly ms: number;
  /** Highest amount of memory beyond the input frames and the output field that was held at once, in bytes. */
  readonly peakBytes: number;
}

/** What a worker is started with. */
export interface WorkerData {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** What a thread sends to its worker: one job at a time, and at the very end a request to leave. */
export type ThreadMessage = JobMessage | StopMessage;

export interface JobMessage {
  readonly id: number;
  readonly job: Job;
  /** Which of the job's bands is this worker's; 0 for jobs without bands. */
  readonly band: number;
  /** {@link CONTROL_WORDS} int32, all 0 at first, shared by all workers that do the job. */
  readonly control: SharedBytes;
}

/** What each of the control words of a job says. */
export const CONTROL = {
  /** Other than 0 asks the workers to give the job up. */
  cancelled: 0,
  /** Bands that are done. */
  done: 1,
  /** Other than 0: something of higher priority waits. A job of many parts may end with less. */
  urgent: 2,
} as const;
export const CONTROL_WORDS = 3;

/** Asks the worker to end by itself: ending a thread from outside may crash the whole process. */
export interface StopMessage {
  readonly stop: true;
}

/** What a worker sends: once that it has started, then one answer for every job. */
export type WorkerMessage = ReadyMessage | AnswerMessage;

export interface ReadyMessage {
  readonly ready: true;
}

export type AnswerMessage =
  | {
      readonly id: number;
      readonly ok: true;
      readonly result: JobResults[Job["kind"]];
      readonly heap: WorkerHeap;
    }
  | { readonly id: number; readonly ok: false; readonly error: ErrorValue; readonly heap: WorkerHeap };

/** The worker's JS heap after its job, in bytes. */
export interface WorkerHeap {
  readonly heapUsed: number;
}
