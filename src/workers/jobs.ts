import { KinoflowError } from "../shared/errors";
import type { FlowMethod, FlowReport } from "../shared/flow";
import type { ColourDescription } from "../shared/movie";
import { colourField } from "../shared/overlay/colour-wheel";
import { type ColourMatrix, I420Surface, i420Size } from "../shared/overlay/i420-surface";
import { OverlayPainter } from "../shared/overlay/paint-overlay";
import { OVERLAY_LIMITS } from "../shared/overlay/settings";
import type { HeldMemory, KernelContext, LucasKanade } from "./kernel/method";
import { methods } from "./kernel/methods";
import { speedStatistics } from "./kernel/statistics";
import { measure } from "./measure";
import type {
  ColourJob,
  FieldBytes,
  FlowJob,
  FrameSize,
  Job,
  JobResults,
  MeasureJob,
  PaintJob,
  SharedBytes,
} from "./protocol";

/** Does a job. Throws KinoflowError for a job that cannot be done, and what `throwIfCancelled` throws. */
export function perform(job: Job, throwIfCancelled: () => void): JobResults[Job["kind"]] {
  throwIfCancelled();
  switch (job.kind) {
    case "flow":
      return performFlow(job, throwIfCancelled);
    case "colour":
      return performColour(job);
    case "paint":
      return performPaint(job);
    case "measure":
      return performMeasure(job, throwIfCancelled);
    default:
      throw invalid("A flow worker was asked for something it does not know.");
  }
}

function performFlow(job: FlowJob, throwIfCancelled: () => void): FlowReport {
  const { width, height } = job;
  const { windowRadius } = job.parameters;
  const method = methodOf(job.parameters.method);
  const first = bytesOf(job.first, width * height);
  const second = bytesOf(job.second, width * height);
  const field = fieldOf(job.field, job);
  let workingBytes = 0;
  const context: KernelContext = {
    throwIfCancelled,
    holdsMost: (memory: HeldMemory) => {
      workingBytes = memory.buffers + memory.lists;
    },
  };
  const start = performance.now();
  method({ width, height, first, second }, windowRadius, field, context);
  const flowMs = performance.now() - start;
  return { flowMs, workingBytes, ...speedStatistics(field, width, height, windowRadius) };
}

function performColour(job: ColourJob): JobResults["colour"] {
  const { width, height, maxSpeed, step } = job;
  if (!Number.isInteger(step) || step < 1) {
    throw invalid(`The step of a colour picture must be a whole number above 0, not ${step}.`);
  }
  if (!(maxSpeed > 0)) {
    throw invalid(`The speed of the full colour must be above 0, not ${maxSpeed}.`);
  }
  const { u, v } = fieldOf(job.field, job);
  const picture = bytesOf(job.picture, Math.ceil(width / step) * Math.ceil(height / step) * 4);
  const start = performance.now();
  colourField(u, v, width, height, maxSpeed, step, picture);
  return { colourMs: performance.now() - start };
}

/** Keeps its memory and the painted legend from frame to frame. One for a thread. */
const painter = new OverlayPainter();

function performPaint(job: PaintJob): JobResults["paint"] {
  const { width, height, overlay, pixelAspect, colour } = job;
  const { spacing } = overlay.arrows;
  if (!Number.isInteger(spacing) || spacing < OVERLAY_LIMITS.spacing.min) {
    throw invalid(
      `Arrows must be a whole number of at least ${OVERLAY_LIMITS.spacing.min} pixels apart, not ${spacing}.`,
    );
  }
  if (!(pixelAspect > 0 && pixelAspect < Number.POSITIVE_INFINITY)) {
    throw invalid(`The shape of a pixel must be a number above 0, not ${pixelAspect}.`);
  }
  const frame = bytesOf(job.frame, i420Size(width, height));
  const start = performance.now();
  if (job.field) {
    const surface = new I420Surface(frame, width, height, matrixOf(colour), colour.range);
    painter.paint(surface, { width, height, ...fieldOf(job.field, job) }, overlay, pixelAspect);
  }
  return { paintMs: performance.now() - start };
}

/** Whoever opens a movie has named a matrix where the movie does not; see `engine/movie`. */
function matrixOf({ matrix }: ColourDescription): ColourMatrix {
  switch (matrix) {
    case "bt470bg":
    case "smpte170m":
    case "fcc":
      return "bt601";
    case "bt2020nc":
    case "bt2020c":
      return "bt2020";
    default:
      return "bt709";
  }
}

function performMeasure(job: MeasureJob, throwIfCancelled: () => void): JobResults["measure"] {
  const { width, height } = job;
  const method = methodOf(job.parameters.method);
  const first = bytesOf(job.first, width * height);
  const second = bytesOf(job.second, width * height);
  const field = fieldOf(job.field, job);
  const run = (context: KernelContext) =>
    method({ width, height, first, second }, job.parameters.windowRadius, field, context);
  return { method: job.parameters.method, ...measure(run, throwIfCancelled) };
}

function methodOf(name: FlowMethod): LucasKanade {
  if (!Object.hasOwn(methods, name)) {
    throw invalid(`There is no flow method called "${name}".`);
  }
  return methods[name];
}

/** A view of at least, and then exactly, `length` bytes of shared memory. */
function bytesOf(shared: SharedBytes, length: number): Uint8Array {
  if (!(shared.byteLength >= length)) {
    throw invalid(`A job needs ${length} bytes of memory where it was given ${shared.byteLength}.`);
  }
  return new Uint8Array(shared.buffer, shared.byteOffset, length);
}

function fieldOf(shared: FieldBytes, { width, height }: FrameSize): { u: Float32Array; v: Float32Array } {
  const pixels = width * height;
  const { buffer, byteOffset } = bytesOf(shared, 2 * pixels * Float32Array.BYTES_PER_ELEMENT);
  if (byteOffset % Float32Array.BYTES_PER_ELEMENT !== 0) {
    throw invalid(`A flow field must start at a multiple of 4 bytes, not at ${byteOffset}.`);
  }
  return {
    u: new Float32Array(buffer, byteOffset, pixels),
    v: new Float32Array(buffer, byteOffset + pixels * Float32Array.BYTES_PER_ELEMENT, pixels),
  };
}

function invalid(message: string): KinoflowError {
  return new KinoflowError("invalid-argument", message);
}
