import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { failure } from "../../../shared/errors";
import type { ColourDescription } from "../../../shared/movie";
import {
  type DecodeRequest,
  decodeArguments,
  type FrameAnnouncement,
  parseFrame,
  parseFrameColours,
  parseX264Build,
} from "../../ffmpeg/arguments";
import type { BytePipe } from "../../ffmpeg/byte-pipe";
import { ToolProcess } from "../../ffmpeg/process";

/** After so many announcements it is known how much ffmpeg says of a frame. */
const ENOUGH_ANNOUNCEMENTS = 8;
/** Where it says more than this of one, about its side data say, it would stand still if nobody listened. */
const FEW_CHARACTERS = 1500;

/** One running ffmpeg that decodes frames in presentation order, and says which ones they are before it writes them. */
export class AnnouncingDecoder {
  readonly #tool: ToolProcess;
  readonly #announced: FrameAnnouncement[] = [];
  #waiter: (() => void) | null = null;
  #latestColours: Omit<ColourDescription, "range"> | null = null;
  #encoderBuild: number | null = null;
  #ended = false;
  #announcements = 0;
  #characters = 0;

  /**
   * @param stdout where the frames go; {@link stdout} when undefined
   * @param stderr for what it says; an ordinary pipe where null
   */
  static start(
    ffmpeg: string,
    request: DecodeRequest,
    stdout: Socket | number | undefined,
    stderr: BytePipe | null,
  ): AnnouncingDecoder {
    const onInfo = (line: string): void => decoder.#hear(line, request.deinterlace);
    const options = { ...(stdout === undefined ? {} : { stdout }), stderr, onInfo };
    const decoder = new AnnouncingDecoder(new ToolProcess(ffmpeg, decodeArguments(request), options));
    return decoder;
  }

  // biome-ignore lint/style/useConsistentMemberAccessibility: a constructor has no other way to be private
  private constructor(tool: ToolProcess) {
    this.#tool = tool;
    void tool.ended.then(() => {
      this.#ended = true;
      this.#wakeWaiter();
    });
  }

  get pid(): number | undefined {
    return this.#tool.pid;
  }

  get stdout(): Readable {
    return this.#tool.stdout;
  }

  /** What ffmpeg complained of. */
  get errorText(): string {
    return this.#tool.errorText;
  }

  /** Build of x264 that made the stream; null where nothing said so yet. */
  get x264Build(): number | null {
    return this.#encoderBuild;
  }

  /** Colour properties of the frames, as the decoder states them; null before the first one. */
  get colours(): Omit<ColourDescription, "range"> | null {
    return this.#latestColours;
  }

  /**
   * The next frame that was written, or is about to be.
   *
   * @returns null when the movie is over (or ffmpeg gave up on the rest of it).
   * @throws KinoflowError `decoder-failed` when ffmpeg was killed from outside.
   */
  async next(): Promise<FrameAnnouncement | null> {
    if (this.#announced.length === 0) this.#tool.listen();
    while (this.#announced.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#waiter = resolve;
      });
    }
    return this.#announced.shift() ?? this.finish();
  }

  /** Call it when no announcement is wanted for the time being. */
  rest(): void {
    const announcements = this.#announcements;
    const characters = this.#characters;
    const saysLittle = announcements >= ENOUGH_ANNOUNCEMENTS && characters <= FEW_CHARACTERS * announcements;
    if (saysLittle) this.#tool.rest();
  }

  /** What follows the last frame. Throws like {@link next}. */
  async finish(): Promise<null> {
    const exit = await this.#tool.ended;
    if (exit.code === null) throw failure("decoderStopped").withDetails(this.#tool.errorText);
    return null;
  }

  /** Ends ffmpeg at once; what waits for a frame then fails. */
  kill(): void {
    this.#tool.kill();
  }

  /** Ends ffmpeg, and resolves when it is gone. Whoever has the other end of its stdout has closed that. */
  async close(): Promise<void> {
    this.#tool.kill();
    await this.#tool.ended;
  }

  #hear(line: string, deinterlace: boolean): void {
    this.#characters += line.length;
    const frame = parseFrame(line, deinterlace);
    if (frame === null) {
      this.#latestColours = parseFrameColours(line) ?? this.#latestColours;
      this.#encoderBuild ??= parseX264Build(line);
      return;
    }
    this.#announced.push(frame);
    this.#announcements++;
    this.#wakeWaiter();
  }

  #wakeWaiter(): void {
    this.#waiter?.();
    this.#waiter = null;
  }
}
