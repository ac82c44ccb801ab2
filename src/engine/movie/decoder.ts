import { failure, KinoflowError } from "../../shared/errors";
import type { ColourDescription } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import {
  type DecodeRequest,
  decodeArguments,
  type FrameAnnouncement,
  parseFrame,
  parseFrameColours,
  parseX264Build,
  type StreamHeader,
} from "../ffmpeg/arguments";
import { type ByteFlow, flowFromPipe, flowFromStdout, takeBytePipe } from "../ffmpeg/byte-pipe";
import { ToolProcess } from "../ffmpeg/process";
import { FrameParser, type FramePlace } from "./frame-parser";

/** A decoded frame in the memory that the caller gave for it. */
export interface DecodedFrame extends FrameAnnouncement {
  /** Milliseconds that the frame took to arrive after it was asked for. */
  readonly decodeMs: number;
}

type FrameOutcome = "frame" | "nonsense" | "end";

/**
 * One running ffmpeg that decodes frames in presentation order, each when it is asked for: while nobody asks,
 * its pipe is not read and it stands still.
 */
export class FrameDecoder {
  private readonly tool: ToolProcess;
  private readonly bytes: ByteFlow;
  private readonly parser: FrameParser;
  private readonly announced: FrameAnnouncement[] = [];
  private announcementWaiter: (() => void) | null = null;
  /** Who waits for the bytes of a frame. */
  private frameWaiter: ((outcome: FrameOutcome) => void) | null = null;
  private noMoreBytes = false;
  private latestColours: Omit<ColourDescription, "range"> | null = null;
  private encoderBuild: number | null = null;
  private ended = false;

  constructor(ffmpeg: string, request: DecodeRequest) {
    const size = request.frameSize;
    const pipe = takeBytePipe();
    this.tool = new ToolProcess(ffmpeg, decodeArguments(request), {
      ...(pipe ? { stdout: pipe.writeEnd } : {}),
      onInfo: (line) => {
        const frame = parseFrame(line, request.deinterlace);
        if (frame === null) {
          this.latestColours = parseFrameColours(line) ?? this.latestColours;
          this.encoderBuild ??= parseX264Build(line);
          return;
        }
        this.announced.push(frame);
        this.wakeAnnouncementWaiter();
      },
    });
    this.parser = new FrameParser(size ? i420Size(size.width, size.height) : null, (outcome) =>
      this.wakeFrameWaiter(outcome),
    );
    this.bytes = pipe ? flowFromPipe(pipe, this.parser) : flowFromStdout(this.tool.stdout, this.parser);
    void this.bytes.ended.then(() => {
      this.noMoreBytes = true;
      this.wakeFrameWaiter("end");
    });
    void this.tool.ended.then(() => {
      this.ended = true;
      this.wakeAnnouncementWaiter();
    });
  }

  get pid(): number | undefined {
    return this.tool.pid;
  }

  /** What ffmpeg complained of. */
  get errorText(): string {
    return this.tool.errorText;
  }

  /** The size of all frames and their colour range, known from the first frame on, where it was not before. */
  get header(): StreamHeader | null {
    return this.parser.header;
  }

  /** Build of x264 that made the stream; null where nothing said so yet. */
  get x264Build(): number | null {
    return this.encoderBuild;
  }

  /** The other colour properties of the frames, as the decoder states them; null before the first one. */
  get colours(): Omit<ColourDescription, "range"> | null {
    return this.latestColours;
  }

  /**
   * Reads the next frame. `place` is called once its size is known and returns memory for its I420 bytes.
   *
   * @returns null when the movie is over (or ffmpeg gave up on the rest of it).
   * @throws KinoflowError `decoder-failed` when ffmpeg was killed from outside.
   */
  async next(place: FramePlace): Promise<DecodedFrame | null> {
    const start = performance.now();
    const outcome = await this.nextBytes(place);
    if (outcome === "nonsense")
      throw new KinoflowError("internal", "ffmpeg wrote something that is no video.");
    // ffmpeg announces a frame before it writes it, so its announcement is here or on its way.
    const announced = outcome === "end" ? undefined : await this.nextAnnouncement();
    return announced ? { ...announced, decodeMs: performance.now() - start } : this.finish();
  }

  /** Ends ffmpeg at once; what waits for a frame then fails. */
  kill(): void {
    this.tool.kill();
  }

  /** Ends ffmpeg, and resolves when it is gone. */
  async close(): Promise<void> {
    this.tool.kill();
    // A pipe that nobody reads would keep "ended" waiting for its end.
    this.bytes.destroy();
    await this.tool.ended;
  }

  private nextBytes(place: FramePlace): Promise<FrameOutcome> {
    if (this.noMoreBytes) return Promise.resolve("end");
    return new Promise((resolve) => {
      this.frameWaiter = resolve;
      this.parser.expect(place);
      this.bytes.resume();
    });
  }

  private wakeFrameWaiter(outcome: FrameOutcome): void {
    this.frameWaiter?.(outcome);
    this.frameWaiter = null;
  }

  private async nextAnnouncement(): Promise<FrameAnnouncement | undefined> {
    while (this.announced.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.announcementWaiter = resolve;
      });
    }
    return this.announced.shift();
  }

  private wakeAnnouncementWaiter(): void {
    this.announcementWaiter?.();
    this.announcementWaiter = null;
  }

  private async finish(): Promise<null> {
    const exit = await this.tool.ended;
    if (exit.code === null) {
      throw failure("decoderStopped").withDetails(this.tool.errorText);
    }
    return null;
  }
}
