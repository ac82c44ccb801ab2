import type { ErrorValue } from "../shared/errors";
import type { FlowMethod, FlowParameters, FlowReport } from "../shared/flow";
import type { ColourDescription } from "../shared/movie";
import type { OverlaySettings } from "../shared/overlay/settings";

/**
 * What crosses between a thread and its flow workers. Pixels and fields never cross: both sides see the
 * same shared memory, and messages carry only where in it they lie.
 */

/** A stretch of shared memory. The sender keeps it alive and unchanged until the job has been answered. */
export interface SharedBytes {
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** The luma plane of a frame: width * height bytes, row by row, without padding. */
export type LumaPlane = SharedBytes;

/**
 * A flow field: width * height float32 of u, then as many of v (row-major, px/frame, x right, y down).
 * `byteOffset` is a multiple of 4.
 */
export type FieldBytes = SharedBytes;

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Computes the flow from `first` to `second` into `field`. */
export interface FlowJob extends FrameSize {
  readonly kind: "flow";
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly field: FieldBytes;
  readonly parameters: FlowParameters;
}

/**
 * Paints a field in the colours of the wheel, every `step`-th pixel of it, as RGBA into `picture`:
 * ceil(width / step) * ceil(height / step) * 4 bytes.
 */
export interface ColourJob extends FrameSize {
  readonly kind: "colour";
  readonly field: FieldBytes;
  readonly picture: SharedBytes;
  readonly maxSpeed: number;
  readonly step: number;
}

/**
 * Draws the overlay over a frame in place. `frame` is 8-bit I420: width * height of Y, then
 * ceil(width / 2) * ceil(height / 2) of U, then of V. Without a field only the frame itself remains.
 */
export interface PaintJob extends FrameSize {
  readonly kind: "paint";
  readonly frame: SharedBytes;
  readonly field: FieldBytes | null;
  readonly overlay: OverlaySettings;
  readonly pixelAspect: number;
  readonly colour: ColourDescription;
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
}

export type Job = FlowJob | ColourJob | PaintJob | MeasureJob;

/** What each kind of job answers. */
export interface JobResults {
  readonly flow: FlowReport;
  readonly colour: { readonly colourMs: number };
  readonly paint: { readonly paintMs: number };
  readonly measure: MethodMeasurement;
}

/** One run of one implementation. */
export interface MethodMeasurement {
  readonly method: FlowMethod;
  readonly ms: number;
  /** Highest amount of memory beyond the input frames and the output field that was held at once, in bytes. */
  readonly peakBytes: number;
}

/** What a thread sends to its worker: one job at a time, and at the very end a request to leave. */
export type ThreadMessage = JobMessage | StopMessage;

export interface JobMessage {
  readonly id: number;
  readonly job: Job;
  /** One int32; non-zero asks the worker to give up the job at its next row. */
  readonly cancelFlag: SharedArrayBuffer;
}

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

/** Memory of the worker after its job, in bytes. */
export interface WorkerHeap {
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}
