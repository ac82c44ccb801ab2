import { closeSync } from "node:fs";
import { makeBlockingPipe } from "../../ffmpeg/blocking-pipe";
import { takeBytePipe } from "../../ffmpeg/byte-pipe";
import { AnnouncingDecoder } from "./announcing-decoder";
import { type DecodableMovie, decodeRequest } from "./decode-run";
import { FrameRecogniser, type Recognition } from "./frame-recogniser";

/**
 * One ffmpeg on its way through a movie, whose frames a worker reads from a pipe without anybody between them; here only
 * which ones they are is known. For passes over long stretches: a frame passes through no more memory, and wakes up no
 * more threads, than it must.
 */
export class FrameStream {
  readonly #recogniser: FrameRecogniser;

  /**
   * @param start the keyframe to start from; 0 is the start of the movie
   * @returns null where the system has no such pipes
   */
  static async open(ffmpeg: string, movie: DecodableMovie, start: number): Promise<FrameStream | null> {
    const ends = await makeBlockingPipe();
    if (ends === null) return null;
    try {
      const request = decodeRequest(movie, start);
      const decoder = AnnouncingDecoder.start(ffmpeg, request, ends.writeEnd, await takeBytePipe());
      return new FrameStream(decoder, ends.readEnd, new FrameRecogniser(movie, start));
    } catch (error) {
      closeSync(ends.readEnd);
      throw error;
    } finally {
      // From now on the pipe ends with its program.
      closeSync(ends.writeEnd);
    }
  }
  readonly #decoder: AnnouncingDecoder;

  // biome-ignore lint/style/useConsistentMemberAccessibility: a constructor has no other way to be private
  private constructor(
    decoder: AnnouncingDecoder,
    /** File descriptor to read I420 frames of the movie's size from; valid until {@link close}. */
    readonly pipe: number,
    recogniser: FrameRecogniser,
  ) {
    this.#decoder = decoder;
    this.#recogniser = recogniser;
  }

  get pid(): number | undefined {
    return this.#decoder.pid;
  }

  /**
   * Tells which one a frame is that was read from the pipe; call it once for each of them. Null when ffmpeg ended, by itself or
   * not, before it said so.
   */
  async next(): Promise<Recognition | null> {
    const announced = await this.#decoder.next().catch(() => null);
    return announced && this.#recogniser.recognise(announced);
  }

  /** Call it when no frame is asked for for the time being. */
  rest(): void {
    this.#decoder.rest();
  }

  /** Ends ffmpeg, and with it the pipe: whoever reads from it is not held up any longer. */
  kill(): void {
    this.#decoder.kill();
  }

  /** Resolves when ffmpeg is gone. Nobody may read from the pipe any more. */
  async close(): Promise<void> {
    // A pipe that nobody reads would keep alive whatever a wrapper around ffmpeg has started.
    closeSync(this.pipe);
    await this.#decoder.close();
  }
}
