import { KinoflowError } from "../../shared/errors";
import type { ColourDescription } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import {
  type DecodeRequest,
  decodeArguments,
  type FrameAnnouncement,
  parseFrame,
  parseFrameColours,
  parseStreamHeader,
  parseX264Build,
  type StreamHeader,
} from "../ffmpeg/arguments";
import { ToolProcess } from "../ffmpeg/process";

/** A decoded frame in the memory that the caller gave for it. */
export interface DecodedFrame extends FrameAnnouncement {
  /** Milliseconds that the frame took to arrive after it was asked for. */
  readonly decodeMs: number;
}

const NEWLINE = 10;
/** No header line of ffmpeg's is anywhere near this long. */
const LONGEST_LINE = 4096;

/**
 * One running ffmpeg that decodes frames in presentation order, each when it is asked for: while nobody asks,
 * its pipe is not read and it stands still.
 */
export class FrameDecoder {
  private readonly tool: ToolProcess;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly announced: FrameAnnouncement[] = [];
  private announcementWaiter: (() => void) | null = null;
  private rest: Uint8Array = new Uint8Array(0);
  private streamHeader: StreamHeader | null = null;
  private latestColours: Omit<ColourDescription, "range"> | null = null;
  private encoderBuild: number | null = null;
  private ended = false;

  constructor(ffmpeg: string, request: DecodeRequest) {
    this.tool = new ToolProcess(ffmpeg, decodeArguments(request), {
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
    this.chunks = this.tool.stdout[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
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

  /** The size of all frames and their colour range, known from the first frame on. */
  get header(): StreamHeader | null {
    return this.streamHeader;
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
  async next(place: (header: StreamHeader) => Uint8Array): Promise<DecodedFrame | null> {
    const start = performance.now();
    // A stream that changes its size on the way has one header all the same: ffmpeg scales to its first size.
    this.streamHeader ??= parseStreamHeader((await this.readLine()) ?? "");
    if (this.streamHeader === null || (await this.readLine()) === null) return this.finish();
    // ffmpeg announces a frame before it writes it, so its announcement is here or on its way.
    const announced = await this.nextAnnouncement();
    if (announced === undefined) return this.finish();
    const target = place(this.streamHeader);
    const bytes = i420Size(this.streamHeader.width, this.streamHeader.height);
    let filled = 0;
    while (filled < bytes) {
      if (this.rest.length === 0 && !(await this.readChunk())) return this.finish();
      const part = this.rest.subarray(0, bytes - filled);
      target.set(part, filled);
      filled += part.length;
      this.rest = this.rest.subarray(part.length);
    }
    return { ...announced, decodeMs: performance.now() - start };
  }

  /** Ends ffmpeg at once; what waits for a frame then fails. */
  kill(): void {
    this.tool.kill();
  }

  /** Ends ffmpeg, and resolves when it is gone. */
  async close(): Promise<void> {
    this.tool.kill();
    // A pipe that nobody reads would keep "ended" waiting for its end.
    await this.chunks.return?.();
    await this.tool.ended;
  }

  /** Reads up to the next line feed; null at the end of the stream. */
  private async readLine(): Promise<string | null> {
    let line = "";
    for (;;) {
      if (this.rest.length === 0 && !(await this.readChunk())) return null;
      const end = this.rest.indexOf(NEWLINE);
      line += Buffer.from(end === -1 ? this.rest : this.rest.subarray(0, end)).toString("latin1");
      this.rest = end === -1 ? new Uint8Array(0) : this.rest.subarray(end + 1);
      if (end !== -1) return line;
      if (line.length > LONGEST_LINE)
        throw new KinoflowError("internal", "ffmpeg wrote something that is no video.");
    }
  }

  /** False when ffmpeg has closed its pipe. */
  private async readChunk(): Promise<boolean> {
    const chunk = await this.chunks.next();
    if (chunk.done) return false;
    this.rest = chunk.value;
    return true;
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
      throw new KinoflowError(
        "decoder-failed",
        "ffmpeg stopped while it decoded the movie; go to another frame or open the movie again.",
        this.tool.errorText,
      );
    }
    return null;
  }
}
