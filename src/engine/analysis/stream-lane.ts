import type { FlowPool } from "../../workers/flow-pool";
import type { SharedBytes, StreamedFrame, StreamReport } from "../../workers/protocol";
import { keyframeBefore } from "../movie/frame-index";
import type { FrameStream } from "../movie/frame-stream";
import type { Movie } from "../movie/movie";
import { rowOf, rowWithoutFlow } from "./analysis-row";
import { type FlowWish, type LaneOptions, PRIORITY } from "./source-lane";

/** A worker is asked for about so much at a time: rows come, and pauses begin, in between. */
const TURN_MS = 50;
const MOST_FRAMES = 16;

/** A decoder of one thread for a worker, which reads the frames itself and has no need of threads in between. */
export class StreamLane {
  private stream: FrameStream | null = null;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Movie,
    private readonly request: FlowWish,
    private readonly options: LaneOptions,
  ) {}

  /** Process id of the ffmpeg that decodes, while there is one. */
  get decoderPid(): number | undefined {
    return this.stream?.pid;
  }

  /**
   * Goes through consecutive frames.
   *
   * @returns how many of them, from the first one on, have got their row: not all where the movie is not quite as its index
   * says, where that is still growing, and where the system cannot stream frames
   */
  async run(frames: readonly number[]): Promise<number> {
    const { index, frameBytes } = this.movie;
    const { deinterlace } = this.request;
    const { heap } = this.pool;
    // A frame that is rebuilt from fields needs the one before it.
    const start = keyframeBefore(index, deinterlace ? Math.max(frames[0] - 1, 0) : frames[0]);
    this.stream = await this.movie.openStream(start, { deinterlace, decoderThreads: 1 });
    if (this.stream === null) return 0;
    const kill = (): void => this.stream?.kill();
    const { signal } = this.options;
    signal.addEventListener("abort", kill, { once: true });
    if (signal.aborted) kill();
    const places: SharedBytes[] = [];
    try {
      places.push(heap.allocate(frameBytes), heap.allocate(frameBytes));
      return await this.walk(this.stream, [places[0], places[1]], start, frames);
    } finally {
      signal.removeEventListener("abort", kill);
      for (const place of places) heap.release(place);
      await this.stream.close();
      this.stream = null;
    }
  }

  private async walk(
    stream: FrameStream,
    places: readonly [SharedBytes, SharedBytes],
    start: number,
    frames: readonly number[],
  ): Promise<number> {
    const { index } = this.movie;
    const steps = new StreamSteps(frames[0], this.movie.frameBytes, this.options.onRow);
    const lastRead = Math.min(frames[frames.length - 1] + 1, index.count - 1);
    let read = 0;
    let count = 1;
    // As far as is known; what lies before the keyframe may come as well.
    for (let left = lastRead - start + 1; left > 0; left = lastRead - steps.latest) {
      const wanted = Math.min(count, left);
      const turn = { places, before: read, count: wanted, skipped: frames[0] - start };
      const began = performance.now();
      const { frames: streamed, ended } = await this.turn(stream, turn);
      count = framesInTurn((performance.now() - began) / Math.max(streamed.length, 1));
      read += streamed.length;
      for (const frame of streamed) {
        if (!(await steps.take(frame, stream))) return steps.rows;
      }
      stream.rest();
      if (ended) return steps.rows;
    }
    const isLast = lastRead === frames[frames.length - 1];
    if (isLast && index.complete) steps.end();
    return steps.rows;
  }

  private async turn(
    { pipe }: FrameStream,
    turn: Pick<Parameters<FlowPool["summariseStream"]>[0], "places" | "before" | "count" | "skipped">,
  ): Promise<StreamReport> {
    const { gate, signal } = this.options;
    const { info, frameBytes } = this.movie;
    const { width, height } = info;
    await gate.passed(signal);
    const request = { ...turn, pipe, width, height, frameBytes, parameters: this.request.flow };
    return this.pool.summariseStream(request, { signal, priority: PRIORITY });
  }
}

function framesInTurn(msPerFrame: number): number {
  return Math.max(1, Math.min(MOST_FRAMES, Math.round(TURN_MS / msPerFrame)));
}

/** Makes rows of frames that were read, as long as they are those that are expected. */
class StreamSteps {
  /** Rows that have been handed on. */
  rows = 0;
  private before: { readonly frame: number; readonly readMs: number } | null = null;

  constructor(
    private readonly first: number,
    private readonly frameBytes: number,
    private readonly onRow: LaneOptions["onRow"],
  ) {}

  /** The last frame that was read. */
  get latest(): number {
    return this.before?.frame ?? -1;
  }

  /** False when the frame is not the one that is expected. */
  async take({ readMs, report }: StreamedFrame, stream: FrameStream): Promise<boolean> {
    const shown = await stream.next();
    if (shown?.kind === "unusable") return this.before === null;
    if (shown?.kind !== "frame" || shown.frame !== shown.expected) return false;
    const { before, frameBytes } = this;
    const { frame } = shown;
    this.before = { frame, readMs };
    if (frame <= this.first) return true;
    if (before === null || report === null) return false;
    const bytes = 2 * frameBytes + report.workingBytes;
    const { flowMs, change } = report;
    this.hand(rowOf(before.frame, before.readMs, { summary: report, flowMs, bytes, change }));
    return true;
  }

  /** The movie has no more frames. */
  end(): void {
    if (this.before) this.hand(rowWithoutFlow(this.before.frame, this.before.readMs));
  }

  private hand(row: Parameters<LaneOptions["onRow"]>[0]): void {
    this.rows++;
    this.onRow(row);
  }
}
