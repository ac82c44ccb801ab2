import { cancelledError } from "../../../shared/errors";
import type { FrameReader, FrameSink } from "../../recording/frame-reader";
import { checkSource, type SourceFile } from "../../recording/source-file";
import { type DecodableMovie, DecodeRun } from "./decode-run";
import { canJump, earlierKeyframe, startFor } from "./frame-index";
import { RunCosts } from "./run-costs";

/** So many runs in a row that lost their way, and jumps are no use in this movie. */
const MOST_LOST = 3;

/**
 * A way through a movie: frames are decoded from the preceding keyframe, or by the decoder that comes by anyway. See {@link DecodeRun}
 * for how a decoded frame is known.
 */
export class MovieReader implements FrameReader {
  readonly #costs = new RunCosts();
  #run: DecodeRun | null = null;
  #lastErrorText = "";
  #lostRuns = 0;
  /** True once a run showed a frame that did not begin at the movie's start. */
  #seeksWork = false;
  #closed = false;
  readonly #ffmpeg: string;
  readonly #movie: DecodableMovie;
  readonly #source: SourceFile;

  constructor(ffmpeg: string, movie: DecodableMovie, source: SourceFile) {
    this.#ffmpeg = ffmpeg;
    this.#movie = movie;
    this.#source = source;
  }

  get processId(): number | undefined {
    return this.#run?.pid;
  }

  get complaint(): string {
    return this.#lastErrorText;
  }

  comesBy(frame: number): boolean {
    const run = this.#run;
    if (!run || run.isKilled || frame < run.position) return false;
    return this.#costs.readingOnPays(this.#startFor(frame) - run.position);
  }

  async read(wanted: number, sink: FrameSink, signal: AbortSignal | undefined): Promise<void> {
    let run = this.#run && this.comesBy(wanted) ? this.#run : await this.#start(this.#startFor(wanted));
    for (let stride = 1; ; stride *= 2) {
      if (await this.#readUntil(run, wanted, sink, signal)) return;
      const passed = run.firstShown !== null && run.firstShown < wanted;
      // What lies before the frame was shown and it was not; or there is no earlier place to start from.
      if (passed || run.start === 0) {
        sink.missing(wanted, wanted);
        return;
      }
      // A container may land a seek behind the keyframe that was asked for; then an earlier one is tried.
      run = await this.#start(this.#canSeek ? earlierKeyframe(this.#movie.index, run.start, stride) : 0);
    }
  }

  kill(): void {
    this.#run?.kill();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.kill();
    await this.#stopRun();
  }

  #startFor(frame: number): number {
    return this.#canSeek ? startFor(this.#movie.index, frame, this.#movie.deinterlace) : 0;
  }

  get #canSeek(): boolean {
    const { index, deinterlace } = this.#movie;
    return canJump(index, deinterlace) && this.#lostRuns < MOST_LOST;
  }

  /** Some raw streams end where one seeks; but where seeks have worked, it is the place that is damaged. */
  #isUselessSeek(run: DecodeRun): boolean {
    return !this.#seeksWork && run.start > 0 && run.firstShown === null;
  }

  async #start(keyframe: number): Promise<DecodeRun> {
    await this.#stopRun();
    await checkSource(this.#source);
    this.#costs.started();
    const run = await DecodeRun.start(this.#ffmpeg, this.#movie, keyframe);
    this.#run = run;
    if (this.#closed) {
      // Whoever closed meanwhile did not know of it.
      await this.#stopRun();
      throw cancelledError();
    }
    return run;
  }

  /** Reads on to `wanted`, keeping what passes. False when the run turns out to be past it, lost, or at its end. */
  async #readUntil(
    run: DecodeRun,
    wanted: number,
    sink: FrameSink,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    for (;;) {
      if (signal?.aborted || this.#closed) throw cancelledError();
      const slot = sink.take();
      let reading: Awaited<ReturnType<DecodeRun["read"]>>;
      try {
        reading = await run.read(slot.bytes);
      } catch (error) {
        sink.drop(slot);
        await this.#stopRun();
        throw error;
      }
      switch (reading.kind) {
        case "end":
        case "lost":
        case "no-keyframe":
          sink.drop(slot);
          if (reading.kind === "lost" || this.#isUselessSeek(run)) this.#lostRuns++;
          if (reading.kind === "no-keyframe") this.#movie.index.distrustKeyframe(run.start);
          await this.#stopRun();
          return false;
        case "unusable":
          sink.drop(slot);
          break;
        case "frame": {
          const { frame, expected, decodeMs } = reading;
          this.#costs.read(decodeMs);
          if (run.start > 0) {
            this.#lostRuns = 0;
            this.#seeksWork = true;
          }
          if (expected < frame) sink.missing(expected, frame - 1);
          sink.keep(frame, slot, decodeMs);
          if (frame >= wanted) return frame === wanted;
        }
      }
    }
  }

  async #stopRun(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#run = null;
    await run.close();
    this.#lastErrorText = run.errorText;
  }
}
