import type { FrameAnalysis } from "../../shared/analysis";
import { failure } from "../../shared/errors";
import type { Matrix } from "../../shared/measure/calibration";
import type { Line } from "../../shared/measure/line";
import type { Region } from "../../shared/measure/region";
import { firstOf, isNextFrame, pairingOf } from "../../shared/pairing";
import type { BackgroundProgress } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import type { FieldParts } from "../../workers/protocol";
import { withBackground } from "../preparation/background";
import type { Recording } from "../recording/recording";
import { nextPartsKey } from "./parts-key";
import { PauseGate } from "./pause-gate";
import { type FlowWish, type LaneOptions, PRIORITY, type PreparedFlowWish, SourceLane } from "./source-lane";
import { StreamLane } from "./stream-lane";
import { type StreamParts, streamParts } from "./stream-parts";

/** What to analyse, and how. Frames count from 0; both ends are included. */
export interface AnalysisRequest extends FlowWish {
  readonly start: number;
  readonly end: number;
  /** Regions that are counted, too, and what counts nowhere. Default: the picture as a whole. */
  readonly parts?: PartsWish | undefined;
  /** Frames of the range that are left out, because they are known already, say. Default: none. */
  readonly skip?: (frame: number) => boolean;
}

export interface AnalysisOptions {
  readonly signal?: AbortSignal;
  /** Lets somebody pause the pass: pairs under way are finished, then ffmpeg stands still. */
  readonly gate?: PauseGate;
  /** Gets every frame's row once. They come from several places of a long movie at a time, from each in the order of the frames. */
  readonly onRow: (row: FrameAnalysis) => void;
  readonly onProgress?: (progress: AnalysisProgress) => void;
  /** Told of the background that is made before, where the flow is without it. */
  readonly onBackground?: (progress: BackgroundProgress) => void;
}

export interface AnalysisProgress {
  /** Rows that have been delivered, of all that are wanted. */
  readonly done: number;
  readonly total: number;
  /** Over the whole pass so far, pauses not counted. */
  readonly framesPerSecond: number;
  /** Null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** Process ids of those ffmpegs that decode. */
  readonly decoderPids: readonly number[];
}

/** Frames that a decoder of one thread may hold, as a rule, and the bytes that those of all decoders may take. */
const DECODER_FRAMES = 16;
const DECODER_BYTES = 1e9;
/** Rows after which the remaining time is guessed. */
const ENOUGH_ROWS = 3;

/**
 * Computes the statistics of the flow of every frame in a range, and what they cost, with several pairs under way. A long
 * movie is cut into parts, which several decoders of a thread or a few each go through at a time: that takes up to a third
 * less of the processor than one decoder whose threads wait for one another. The flow of a frame leads to the frame that its pairing says, also beyond the
 * end of the range; frames that begin no pair have no row, and those that only repeat the one before have no flow where that is asked for. A
 * frame that cannot be decoded gets NaN everywhere and the frame before it in all columns of the flow, as does the last
 * frame of the movie; the pass goes on.
 *
 * @returns what the pass took, pauses included
 * @throws KinoflowError `invalid-argument`; `cancelled` within a second of the signal's abort; `decoder-failed`,
 * `worker-died` or `out-of-memory` when it cannot go on. All rows up to then have been delivered.
 */
export async function analyseMovie(
  pool: FlowPool,
  movie: Recording,
  request: AnalysisRequest,
  options: AnalysisOptions,
): Promise<{ readonly frames: number; readonly seconds: number }> {
  checkRange(request, movie.timeline.count);
  const began = performance.now();
  const { signal, onBackground } = options;
  const reading = { signal, priority: PRIORITY, onProgress: onBackground };
  return withBackground(pool, movie, request, reading, async (background) => {
    const parts = request.parts && placeParts(pool, request.parts);
    try {
      const pass = new AnalysisPass(pool, movie, { ...request, background, parts }, options);
      try {
        const frames = await pass.run();
        return { frames, seconds: (performance.now() - began) / 1000 };
      } finally {
        await pass.close();
      }
    } finally {
      if (parts?.mask) pool.heap.release(parts.mask);
    }
  });
}

/** Parts of the picture, as they are placed on it. */
export interface PartsWish {
  readonly regions: readonly Region[];
  /** Default: none. */
  readonly lines?: readonly Line[] | undefined;
  /** A byte a pixel, above 0 where no vector counts. */
  readonly mask: Uint8Array | null;
  /** What the lengths of displacements are counted in; see `speedMatrix`. */
  readonly displacement: Matrix;
}

/** The same, with its mask in the pool's heap: release that when done. */
function placeParts({ heap }: FlowPool, { mask, ...parts }: PartsWish): FieldParts {
  const place = mask && heap.allocate(mask.byteLength);
  if (mask && place) heap.bytes(place).set(mask);
  return { ...parts, mask: place, key: nextPartsKey() };
}

/** @throws KinoflowError `invalid-argument` unless the range lies within the frames that are known */
export function checkRange({ start, end }: { start: number; end: number }, frameCount: number): void {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end < frameCount && start <= end)
    return;
  throw failure("rangeOutside", start, end, frameCount - 1);
}

class AnalysisPass {
  readonly #sourceLane: SourceLane;
  readonly #streamLanes: readonly StreamLane[];
  readonly #parts: (readonly number[])[];
  /** Frames that nobody has been able to stream. */
  readonly #rest: (readonly number[])[];
  readonly #gate: PauseGate;
  readonly #stopped = new AbortController();
  #failure: unknown = null;
  readonly #began = performance.now();
  readonly #pausedBefore: number;
  readonly #total: number;
  #done = 0;
  readonly #options: AnalysisOptions;

  constructor(
    pool: FlowPool,
    movie: Recording,
    request: Omit<AnalysisRequest, "parts"> & PreparedFlowWish,
    options: AnalysisOptions,
  ) {
    this.#options = options;
    this.#gate = options.gate ?? new PauseGate();
    this.#pausedBefore = this.#gate.pausedMs;
    const { signal } = options;
    const laneOptions: LaneOptions = {
      gate: this.#gate,
      signal: signal ? AbortSignal.any([signal, this.#stopped.signal]) : this.#stopped.signal,
      onRow: (row) => this.#deliver(row),
      onFailure: (error) => this.#fail(error),
    };
    const frames = wantedFrames(request);
    this.#total = frames.length;
    const { parts, rest } = dealOut(movie, frames, request, pool.size);
    this.#parts = [...parts];
    this.#rest = [rest];
    this.#sourceLane = new SourceLane(pool, movie, request, laneOptions);
    this.#streamLanes = Array.from(
      { length: Math.min(parts.length, pool.size) },
      () => new StreamLane(pool, movie, request, laneOptions),
    );
  }

  async run(): Promise<number> {
    this.#tellProgress();
    await Promise.all([...this.#streamLanes.map((lane) => this.#stream(lane)), this.#readRest()]);
    // What could not be streamed after all.
    await this.#readRest();
    if (this.#failure !== null) throw this.#failure;
    return this.#done;
  }

  close(): Promise<void> {
    return this.#sourceLane.close();
  }

  async #stream(lane: StreamLane): Promise<void> {
    try {
      for (let part = this.#parts.shift(); part; part = this.#parts.shift()) {
        const done = await lane.run(part);
        if (done < part.length) this.#rest.push(part.slice(done));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  async #readRest(): Promise<void> {
    try {
      for (let part = this.#rest.shift(); part; part = this.#rest.shift()) await this.#sourceLane.run(part);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Keeps what stopped the pass, not what follows from stopping. */
  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#stopped.abort();
  }

  /** Hands a row on as long as anybody wants it. */
  #deliver(row: FrameAnalysis): void {
    if (this.#options.signal?.aborted) return;
    this.#done++;
    this.#options.onRow(row);
    this.#tellProgress();
  }

  #tellProgress(): void {
    const done = this.#done;
    const total = this.#total;
    const options = this.#options;
    if (!options.onProgress) return;
    const ms = performance.now() - this.#began - (this.#gate.pausedMs - this.#pausedBefore);
    const framesPerSecond = done / Math.max(ms / 1000, 1e-3);
    options.onProgress({
      done,
      total,
      framesPerSecond,
      secondsLeft: done >= ENOUGH_ROWS ? (total - done) / framesPerSecond : null,
      decoderPids: [...this.#streamLanes, this.#sourceLane].flatMap(({ decoderPid }) => decoderPid ?? []),
    });
  }
}

function wantedFrames({ start, end, skip, flow }: Omit<AnalysisRequest, "parts">): readonly number[] {
  const pairing = pairingOf(flow);
  const frames: number[] = [];
  for (let frame = start; frame <= end; frame++) {
    if (firstOf(pairing, frame) === frame && !skip?.(frame)) frames.push(frame);
  }
  return frames;
}

/** What goes to decoders of their own, one for each worker, if that keeps all workers busy; all else is the rest. */
function dealOut(
  movie: Recording,
  frames: readonly number[],
  { deinterlace, flow }: FlowWish,
  workers: number,
): StreamParts {
  const { passes, format } = movie;
  const isAffordable = workers * DECODER_FRAMES * format.bytes <= DECODER_BYTES;
  const isPossible = passes?.canBeginWithin(deinterlace) === true;
  // A pass gives frames to nobody but its worker, which keeps two of them.
  if (!isNextFrame(pairingOf(flow))) return { parts: [], rest: frames };
  if (workers < 2 || !isAffordable || !isPossible) return { parts: [], rest: frames };
  const dealt = streamParts(frames, workers, (frame) => passes.beginsAt(frame));
  return dealt.parts.length < workers ? { parts: [], rest: frames } : dealt;
}
