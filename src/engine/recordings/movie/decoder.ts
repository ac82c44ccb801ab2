import { KinoflowError } from "../../../shared/errors";
import type { ColourDescription } from "../../../shared/movie";
import { i420Size } from "../../../shared/overlay/i420-surface";
import type { DecodeRequest, FrameAnnouncement, StreamHeader } from "../../ffmpeg/arguments";
import {
  type ByteFlow,
  type BytePipe,
  flowFromPipe,
  flowFromStdout,
  takeBytePipe,
} from "../../ffmpeg/byte-pipe";
import { AnnouncingDecoder } from "./announcing-decoder";
import { FrameParser, type FramePlace } from "./frame-parser";

/** A decoded frame in the memory that the caller gave for it. */
export interface DecodedFrame extends FrameAnnouncement {
  /** Milliseconds that the frame took to arrive after it was asked for. */
  readonly decodeMs: number;
}

type FrameOutcome = "frame" | "nonsense" | "end";

/** A decoder whose frames come here, each when it is asked for: while nobody asks, its pipe is not read and it stands still. */
export class FrameDecoder {
  readonly #bytes: ByteFlow;
  readonly #parser: FrameParser;
  /** Who waits for the bytes of a frame. */
  #frameWaiter: ((outcome: FrameOutcome) => void) | null = null;
  #noMoreBytes = false;

  /** @param isShort only a few frames will be read: pipes that spare the garbage take longer to make than these */
  static async start(ffmpeg: string, request: DecodeRequest, isShort = false): Promise<FrameDecoder> {
    const pipe = isShort ? null : await takeBytePipe();
    const words = isShort ? null : await takeBytePipe();
    const decoder = AnnouncingDecoder.start(ffmpeg, request, pipe?.writeEnd, words);
    return new FrameDecoder(decoder, request, pipe);
  }
  readonly #decoder: AnnouncingDecoder;

  // biome-ignore lint/style/useConsistentMemberAccessibility: a constructor has no other way to be private
  private constructor(
    decoder: AnnouncingDecoder,
    { frameSize: size, pixels }: DecodeRequest,
    pipe: BytePipe | null,
  ) {
    this.#decoder = decoder;
    const bytes = size ? (pixels?.frameBytes ?? i420Size(size.width, size.height)) : null;
    this.#parser = new FrameParser(bytes, (outcome) => this.#wakeFrameWaiter(outcome));
    this.#bytes = pipe ? flowFromPipe(pipe, this.#parser) : flowFromStdout(decoder.stdout, this.#parser);
    void this.#bytes.ended.then(() => {
      this.#noMoreBytes = true;
      this.#wakeFrameWaiter("end");
    });
  }

  get pid(): number | undefined {
    return this.#decoder.pid;
  }

  /** What ffmpeg complained of. */
  get errorText(): string {
    return this.#decoder.errorText;
  }

  /** The size of all frames and their colour range, known from the first frame on, where it was not before. */
  get header(): StreamHeader | null {
    return this.#parser.header;
  }

  /** Build of x264 that made the stream; null where nothing said so yet. */
  get x264Build(): number | null {
    return this.#decoder.x264Build;
  }

  /** The other colour properties of the frames, as the decoder states them; null before the first one. */
  get colours(): Omit<ColourDescription, "range"> | null {
    return this.#decoder.colours;
  }

  /**
   * Reads the next frame. `place` is called once its size is known and returns memory for its bytes.
   *
   * @returns null when the movie is over (or ffmpeg gave up on the rest of it).
   * @throws KinoflowError `decoder-failed` when ffmpeg was killed from outside.
   */
  async next(place: FramePlace): Promise<DecodedFrame | null> {
    const start = performance.now();
    const outcome = await this.#nextBytes(place);
    if (outcome === "nonsense")
      throw new KinoflowError("internal", "ffmpeg wrote something that is no video.");
    if (outcome === "end") return this.#decoder.finish();
    // ffmpeg announces a frame before it writes it, so its announcement is here or on its way.
    const announced = await this.#decoder.next();
    this.#decoder.rest();
    return announced && { ...announced, decodeMs: performance.now() - start };
  }

  /** Ends ffmpeg at once; what waits for a frame then fails. */
  kill(): void {
    this.#decoder.kill();
  }

  /** Ends ffmpeg, and resolves when it is gone. */
  async close(): Promise<void> {
    this.#decoder.kill();
    // A pipe that nobody reads would keep "ended" waiting for its end.
    this.#bytes.destroy();
    await this.#decoder.close();
  }

  #nextBytes(place: FramePlace): Promise<FrameOutcome> {
    if (this.#noMoreBytes) return Promise.resolve("end");
    return new Promise((resolve) => {
      this.#frameWaiter = resolve;
      this.#parser.expect(place);
      this.#bytes.resume();
    });
  }

  #wakeFrameWaiter(outcome: FrameOutcome): void {
    this.#frameWaiter?.(outcome);
    this.#frameWaiter = null;
  }
}
