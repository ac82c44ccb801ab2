import { cancelledError } from "../shared/errors";
import type { FlowSummary } from "../shared/flow-report";
import type { LumaPair } from "../shared/overlay/flow-difference";
import { i420Size } from "../shared/overlay/i420-surface";
import { MapPainter } from "../shared/overlay/map-picture";
import { mapExtent, needsFrames } from "../shared/overlay/map-values";
import { PlaneResizer, resizeI420 } from "../shared/overlay/resample";
import { streamlines } from "../shared/overlay/streamlines";
import { needsBack, type TreatmentReport } from "../shared/treatment";
import { DisplayJobs } from "./display-jobs";
import { FrameExporter } from "./export-frame";
import { addToMoments, momentsAt, momentsBytes } from "./field-moments";
import { invalid } from "./invalid";
import { computeAndCount } from "./kernel/compute-flow";
import { addToBackground } from "./kernel/prepare/background";
import { prepareFrame } from "./kernel/prepare/prepare-frame";
import { stageBytes, stageMemoryAt } from "./kernel/prepare/stage-memory";
import { scaleBand } from "./kernel/scale-field";
import { countBand, type FieldOrigin, summarise } from "./kernel/statistics";
import { summarisePair } from "./kernel/summarise-pair";
import type { WasmKernels } from "./kernel/wasm-kernels";
import { measureMethod } from "./measure";
import { checkStreamlineSpacing, lumaPairIn, PicturePainter } from "./paint-jobs";
import { PartCounter } from "./part-counter";
import { pictureChange } from "./picture-change";
import type {
  BackgroundJob,
  BandResult,
  ColourJob,
  CountJob,
  ExtentJob,
  FlowJob,
  FrameSize,
  Job,
  JobMessage,
  JobResults,
  LumaPlane,
  LumaPlanes,
  MomentsJob,
  PrepareJob,
  ResizeJob,
  SharedBytes,
  StreamedFrame,
  StreamJob,
  StreamlinesJob,
  StreamReport,
  SummaryJob,
  TreatJob,
} from "./protocol";
import { backgroundBytes, CONTROL, CONTROL_WORDS, fieldBytes, lumaBytes } from "./protocol";
import { readFully } from "./read-fully";
import { bytesIn, fieldIn, lumaIn, makeVisible } from "./shared-views";
import { FrameShower } from "./show-frame";
import { ToneMapping } from "./tone-map";
import { treatIn } from "./treat-field";

/** Does the jobs of one thread. */
export class JobPerformer {
  readonly #maps = new MapPainter();
  readonly #resizer = new PlaneResizer();
  readonly #display: DisplayJobs;
  readonly #pictures: PicturePainter;
  readonly #exporter: FrameExporter;
  readonly #parts: PartCounter;

  constructor(private readonly kernels: WasmKernels) {
    this.#parts = new PartCounter(kernels);
    const tools = { toneMapping: new ToneMapping(), resizer: this.#resizer, shower: new FrameShower() };
    this.#display = new DisplayJobs(kernels, tools);
    this.#pictures = new PicturePainter(kernels.memory, tools.resizer);
    this.#exporter = new FrameExporter(kernels, tools);
  }

  /** Does a job. Throws KinoflowError for one that cannot be done or has been cancelled. */
  perform({ job, band, control }: JobMessage): JobResults[Job["kind"]] {
    const { memory } = this.kernels;
    const { buffer, byteOffset } = bytesIn(memory, control, CONTROL_WORDS * Int32Array.BYTES_PER_ELEMENT);
    const words = new Int32Array(buffer, byteOffset, CONTROL_WORDS);
    const throwIfCancelled = () => {
      if (Atomics.load(words, CONTROL.cancelled) !== 0) throw cancelledError();
    };
    switch (job.kind) {
      case "flow":
        return this.#computeFlow(job, band, words, throwIfCancelled);
      case "count":
        return this.#count(job, band, words);
      case "treat":
        return this.#treat(job);
      case "summarise":
        return this.#summarise(job, throwIfCancelled);
      case "summarise-stream":
        return this.#summariseStream(job, words, throwIfCancelled);
      case "colour":
        return this.#paintColours(job);
      case "extent":
        return this.#measureExtent(job);
      case "streamlines":
        return this.#traceStreamlines(job);
      case "moments":
        return this.#addMoments(job);
      case "regions":
        return { regions: this.#parts.ofField(job) };
      case "export-frame":
        return this.#exporter.export(job, throwIfCancelled);
      case "picture":
        return this.#pictures.paint(job);
      case "resize":
        return this.#resize(job);
      case "tone-map":
        return this.#display.toneMap(job);
      case "show":
        return this.#display.show(job);
      case "view":
        return this.#display.view(job);
      case "background":
        return this.#addToBackground(job);
      case "prepare":
        return this.#prepare(job, throwIfCancelled);
      case "measure":
        return measureMethod(this.kernels, job, throwIfCancelled);
      default:
        throw invalid("A flow worker was asked for something it does not know.");
    }
  }

  /** @param words memory that the workers of all bands see */
  #computeFlow(job: FlowJob, band: number, words: Int32Array, throwIfCancelled: () => void): BandResult {
    for (const range of [job.first, job.second, job.field, job.workspace])
      makeVisible(this.kernels.memory, range);
    const { statisticsMs, ...cost } = computeAndCount(this.kernels, job, band, {
      throwIfCancelled,
      holdsMost: () => undefined,
    });
    const start = performance.now();
    const summary = this.#sumUpLast(job, words);
    return { ...cost, summary, statisticsMs: statisticsMs + performance.now() - start };
  }

  #count(job: CountJob, band: number, words: Int32Array): JobResults["count"] {
    for (const range of [job.field, job.workspace]) makeVisible(this.kernels.memory, range);
    scaleBand(this.kernels, job, job.factor ?? 1, band);
    countBand(this.kernels, job, band);
    return this.#sumUpLast(job, words);
  }

  #treat({ field, from, back, parameters, width, height }: TreatJob): TreatmentReport {
    const { memory } = this.kernels;
    const { treatment } = parameters;
    if (treatment === undefined) throw invalid("A field is to be treated, and nobody says how.");
    if (needsBack(treatment) && back === null)
      throw invalid("To test vectors both ways takes the flow back.");
    if (from !== null) {
      const bytes = fieldBytes(width, height);
      bytesIn(memory, field, bytes).set(bytesIn(memory, from, bytes));
    }
    return treatIn(memory, { field, back, parameters, width, height }, treatment);
  }

  /** The summary of a field whose band has been counted, from the band that is done last; null from the others. */
  #sumUpLast(origin: FieldOrigin, words: Int32Array): FlowSummary | null {
    // Whoever ends last has all counts, and nobody needs to wait for anybody.
    const isLast = Atomics.add(words, CONTROL.done, 1) + 1 === origin.bands;
    return isLast ? summarise(this.kernels, origin) : null;
  }

  #summarise(job: SummaryJob, throwIfCancelled: () => void): JobResults["summarise"] {
    const { first: of, second: to, next: then = to } = job;
    for (const range of [of, to, then, job.workspace]) makeVisible(this.kernels.memory, range);
    const parts = job.parts && this.#parts.of(job, job.parts);
    const context = { throwIfCancelled, holdsMost: () => undefined };
    const report = summarisePair(this.kernels, job, context, parts?.exclude);
    const { first, second: next } = lumaPairIn(this.kernels.memory, { first: of, second: then }, job);
    return {
      ...report,
      change: pictureChange(first, next, job),
      regions: parts?.count() ?? [],
      lines: parts?.countLines() ?? [],
    };
  }

  #summariseStream(job: StreamJob, words: Int32Array, throwIfCancelled: () => void): StreamReport {
    const { pipe, frameBytes, lumaBits = 8, places, before, count, skipped } = job;
    const byteLength = lumaBytes(job, lumaBits);
    const luma = ({ byteOffset }: SharedBytes): LumaPlane => ({ byteOffset, byteLength, bits: lumaBits });
    const frames: StreamedFrame[] = [];
    for (let frame = before; frame < before + count; frame++) {
      throwIfCancelled();
      const [first, second] = frame % 2 === 1 ? places : [places[1], places[0]];
      const began = performance.now();
      if (!readFully(pipe, bytesIn(this.kernels.memory, second, frameBytes))) return { frames, ended: true };
      const readMs = performance.now() - began;
      const isWanted = frame > skipped;
      const pair = { first: luma(first), second: luma(second), directions: false };
      const report = isWanted
        ? this.#summarise({ ...job, ...pair, kind: "summarise" }, throwIfCancelled)
        : null;
      frames.push({ readMs, report });
      if (Atomics.load(words, CONTROL.urgent) !== 0) break;
    }
    return { frames, ended: false };
  }

  #paintColours(job: ColourJob): JobResults["colour"] {
    const { width, height, map, limit, step, minimumReliability, minimumSpeed, fading } = job;
    if (!Number.isInteger(step) || step < 1) {
      throw invalid(`The step of a colour picture must be a whole number above 0, not ${step}.`);
    }
    if (!(limit > 0)) {
      throw invalid(`The value of the full colour must be above 0, not ${limit}.`);
    }
    if (map !== "direction" && needsFrames(map) && job.pair === null) {
      throw invalid(`A map of the ${map} needs both frames.`);
    }
    const { memory } = this.kernels;
    const field = fieldIn(memory, job.field, job);
    const picture = bytesIn(memory, job.picture, Math.ceil(width / step) * Math.ceil(height / step) * 4);
    const source = { width, height, ...field, pair: this.#pairIn(job.pair, job) };
    const start = performance.now();
    const style = { kind: map, limit, minimumReliability, minimumSpeed, fading };
    this.#maps.paintPicture(source, style, step, picture);
    return { colourMs: performance.now() - start };
  }

  #measureExtent(job: ExtentJob): JobResults["extent"] {
    const { width, height, map, minimumReliability } = job;
    const field = fieldIn(this.kernels.memory, job.field, job);
    const source = { width, height, ...field, pair: this.#pairIn(job.pair, job) };
    return { extent: mapExtent(source, map, minimumReliability) };
  }

  #traceStreamlines(job: StreamlinesJob): JobResults["streamlines"] {
    const { width, height, spacing, minimumReliability, minimumSpeed } = job;
    checkStreamlineSpacing(spacing);
    const field = { width, height, ...fieldIn(this.kernels.memory, job.field, job) };
    const start = performance.now();
    const lines = streamlines(field, spacing, minimumReliability, minimumSpeed);
    return { streamlinesMs: performance.now() - start, lines };
  }

  #addMoments({ field, moments, matrix, minimumReliability, ...size }: MomentsJob): JobResults["moments"] {
    const { memory } = this.kernels;
    const { buffer, byteOffset } = bytesIn(memory, moments, momentsBytes(size));
    const start = performance.now();
    const planes = fieldIn(memory, field, size);
    addToMoments(planes, matrix, minimumReliability, momentsAt(buffer, { byteOffset }, size));
    return { momentsMs: performance.now() - start };
  }

  #pairIn(pair: LumaPlanes | null, size: FrameSize): LumaPair | null {
    return pair && lumaPairIn(this.kernels.memory, pair, size);
  }

  #resize(job: ResizeJob): JobResults["resize"] {
    const { memory } = this.kernels;
    const source = bytesIn(memory, job.source, i420Size(job.width, job.height));
    const target = bytesIn(memory, job.target, i420Size(job.output.width, job.output.height));
    const start = performance.now();
    resizeI420(this.#resizer, source, job, target, job.output);
    return { resizeMs: performance.now() - start };
  }

  #prepare(job: PrepareJob, throwIfCancelled: () => void): JobResults["prepare"] {
    const { memory } = this.kernels;
    const { luma, target, scratch, background, preparation, width, height } = job;
    const start = performance.now();
    lumaIn(memory, luma, job);
    bytesIn(memory, target, width * height);
    bytesIn(memory, scratch, stageBytes(job));
    if (background) bytesIn(memory, background, backgroundBytes(job));
    if (preparation.background && !background) throw invalid("There is no background to be subtracted.");
    prepareFrame(
      this.kernels,
      { width, height, luma, target, light: null, background: background?.byteOffset ?? null },
      preparation,
      stageMemoryAt(scratch.byteOffset, job),
      throwIfCancelled,
    );
    return { prepareMs: performance.now() - start };
  }

  #addToBackground({ background, luma, sums, width, height }: BackgroundJob): JobResults["background"] {
    const { memory } = this.kernels;
    const pixels = width * height;
    const start = performance.now();
    const samples = lumaIn(memory, luma, { width, height });
    const { buffer, byteOffset } = bytesIn(memory, sums, pixels * Uint32Array.BYTES_PER_ELEMENT);
    addToBackground(background, samples, new Uint32Array(buffer, byteOffset, pixels));
    return { backgroundMs: performance.now() - start };
  }
}
