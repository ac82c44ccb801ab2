import { KinoflowError, throwIfCancelled } from "../../shared/errors";
import type { FlowPool, StreamRequest } from "../../workers/flow-pool";
import type { SharedBytes, StreamedFrame, StreamReport } from "../../workers/protocol";
import type { Pass } from "../recording/passes";
import type { Recording } from "../recording/recording";
import { rowOf, rowWithoutFlow } from "./analysis-row";
import { type LaneOptions, PRIORITY, type PreparedFlowWish } from "./source-lane";

/** A worker is asked for about so much at a time: rows come, and pauses begin, in between. */
const TURN_MS = 50;
const MOST_FRAMES = 16;
/** Where decoding takes longer, waiting for it would keep workers from what somebody at the screen waits for. */
const SLOW_READ_MS = 150;
/** How long a turn may take, beside twenty times of what was expected, before its decoder is thought to hang. */
const PATIENCE_MS = 5000;

/** A decoder of one thread for a worker, which reads the frames itself and has no need of threads in between. */
export class StreamLane {
  #stream: Pass | null = null;
  readonly #pool: FlowPool;
  readonly #movie: Recording;
  readonly #request: PreparedFlowWish;
  readonly #options: LaneOptions;

  constructor(pool: FlowPool, movie: Recording, request: PreparedFlowWish, options: LaneOptions) {
    this.#pool = pool;
    this.#movie = movie;
    this.#request = request;
    this.#options = options;
  }

  /** Process id of the ffmpeg that decodes, while there is one. */
  get decoderPid(): number | undefined {
    return this.#stream?.pid;
  }

  /**
   * Goes through consecutive frames.
   *
   * @returns how many of them, from the first one on, have got their row: not all where the movie is not quite as its index
   * says, where that is still growing, where decoding is slow, and where the system cannot stream frames
   */
  async run(frames: readonly number[]): Promise<number> {
    const { passes } = this.#movie;
    const { deinterlace } = this.#request;
    const { signal } = this.#options;
    throwIfCancelled(signal);
    const start = passes?.startFor(frames[0], deinterlace) ?? 0;
    this.#stream = (await passes?.open(start, { deinterlace, decoderThreads: 1 })) ?? null;
    if (this.#stream === null) return 0;
    const kill = (): void => this.#stream?.kill();
    signal.addEventListener("abort", kill, { once: true });
    if (signal.aborted) kill();
    const places: SharedBytes[] = [];
    try {
      if (!this.#takePlaces(places)) return 0;
      return await this.#walk(this.#stream, [places[0], places[1]], start, frames);
    } finally {
      signal.removeEventListener("abort", kill);
      for (const place of places) this.#pool.heap.release(place);
      await this.#stream.close();
      this.#stream = null;
    }
  }

  /** Takes memory for two frames. False when there is too little. */
  #takePlaces(places: SharedBytes[]): boolean {
    try {
      while (places.length < 2) places.push(this.#pool.heap.allocate(this.#movie.format.bytes));
      return true;
    } catch (error) {
      if (error instanceof KinoflowError && error.code === "out-of-memory") return false;
      throw error;
    }
  }

  async #walk(
    stream: Pass,
    places: readonly [SharedBytes, SharedBytes],
    start: number,
    frames: readonly number[],
  ): Promise<number> {
    const { timeline } = this.#movie;
    const steps = new StreamSteps(frames[0], this.#movie.format.bytes, this.#options.onRow);
    const lastRead = Math.min(frames[frames.length - 1] + 1, timeline.count - 1);
    let read = 0;
    let msPerFrame = TURN_MS;
    const turn = (left: number): Promise<StreamReport> => {
      const count = Math.min(framesInTurn(msPerFrame), left);
      const wish = { places, before: read, count, skipped: frames[0] - start };
      return this.#turn(stream, wish, PATIENCE_MS + 20 * count * msPerFrame);
    };
    let next: Promise<StreamReport> | null = null;
    try {
      // As far as is known; what lies before the keyframe may come as well.
      for (let left = lastRead - start + 1; left > 0; left = lastRead - steps.latest) {
        const before = read;
        const began = performance.now();
        next ??= turn(left);
        const { frames: streamed, ended } = await next;
        next = null;
        msPerFrame = (performance.now() - began) / Math.max(streamed.length, 1);
        read += streamed.length;
        // The first frame comes late anywhere.
        const isLast = ended || (before > 0 && isSlow(streamed));
        // The worker reads on while it is found out here which frames these were.
        const ahead = left - streamed.length;
        if (!isLast && ahead > 0) {
          next = turn(ahead);
          next.catch(() => undefined);
        }
        for (const frame of streamed) {
          if (!(await steps.take(frame, stream))) return steps.rows;
        }
        stream.rest();
        if (isLast) return steps.rows;
      }
    } finally {
      if (next) {
        // Nobody wants what it is about to read, but it still has the memory.
        stream.kill();
        await next.catch(() => undefined);
      }
    }
    if (timeline.complete && frames[frames.length - 1] === timeline.count - 1) steps.end();
    return steps.rows;
  }

  async #turn(
    stream: Pass,
    turn: Pick<StreamRequest, "places" | "before" | "count" | "skipped">,
    patienceMs: number,
  ): Promise<StreamReport> {
    const { gate, signal } = this.#options;
    const { width, height, bytes: frameBytes, lumaBits } = this.#movie.format;
    await gate.passed(signal);
    const { pipe } = stream;
    const { flow: parameters, background, figures, parts } = this.#request;
    const frames = { ...turn, pipe, width, height, frameBytes, lumaBits };
    const request = { ...frames, parameters, background, figures, parts };
    const hangs = setTimeout(() => stream.kill(), patienceMs);
    try {
      return await this.#pool.summariseStream(request, { signal, priority: PRIORITY });
    } finally {
      clearTimeout(hangs);
    }
  }
}

function framesInTurn(msPerFrame: number): number {
  return Math.max(1, Math.min(MOST_FRAMES, Math.round(TURN_MS / msPerFrame)));
}

function isSlow(frames: readonly StreamedFrame[]): boolean {
  return frames.reduce((sum, { readMs }) => sum + readMs, 0) > SLOW_READ_MS * frames.length;
}

/** Makes rows of frames that were read, as long as they are those that are expected. */
class StreamSteps {
  /** Rows that have been handed on. */
  rows = 0;
  #before: { readonly frame: number; readonly readMs: number } | null = null;
  readonly #first: number;
  readonly #frameBytes: number;
  readonly #onRow: LaneOptions["onRow"];

  constructor(first: number, frameBytes: number, onRow: LaneOptions["onRow"]) {
    this.#first = first;
    this.#frameBytes = frameBytes;
    this.#onRow = onRow;
  }

  /** The last frame that was read. */
  get latest(): number {
    return this.#before?.frame ?? -1;
  }

  /** False when the frame is not the one that is expected. */
  async take({ readMs, report }: StreamedFrame, stream: Pass): Promise<boolean> {
    const shown = await stream.next();
    if (shown?.kind === "unusable") return this.#before === null;
    if (shown?.kind !== "frame" || shown.frame !== shown.expected) return false;
    const before = this.#before;
    const frameBytes = this.#frameBytes;
    const { frame } = shown;
    this.#before = { frame, readMs };
    if (frame <= this.#first) return true;
    if (before === null || report === null) return false;
    const bytes = 2 * frameBytes + report.workingBytes;
    const { flowMs, change, regions, lines } = report;
    const statistics = { summary: report, flowMs, bytes, change, regions, lines };
    this.#hand(rowOf(before.frame, before.readMs, statistics));
    return true;
  }

  /** The movie has no more frames. */
  end(): void {
    if (this.#before) this.#hand(rowWithoutFlow(this.#before.frame, this.#before.readMs));
  }

  #hand(row: Parameters<LaneOptions["onRow"]>[0]): void {
    this.rows++;
    this.#onRow(row);
  }
}
