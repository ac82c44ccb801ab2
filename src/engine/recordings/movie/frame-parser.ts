import { i420Size } from "../../../shared/overlay/i420-surface";
import { parseStreamHeader, type StreamHeader } from "../../ffmpeg/arguments";
import type { ByteSink } from "../../ffmpeg/byte-pipe";

/** Memory for a frame of so many bytes. */
export type FramePlace = (bytes: number) => Uint8Array;

const NEWLINE = 10;
/** No header line of ffmpeg's is anywhere near this long. */
const LONGEST_LINE = 4096;
/** What stands before each frame, with its line feed. Parameters may follow, which ffmpeg does not write. */
const FRAME_LINE = "FRAME\n".length;

/**
 * Takes a stream of frames apart: raw frames of a known size, or YUV4MPEG2, which has a header line, and before each
 * frame a line "FRAME". Frames go straight into the memory that is meant for them, one for each {@link expect}.
 */
export class FrameParser implements ByteSink {
  #streamHeader: StreamHeader | null = null;
  readonly #lineSpace = new Uint8Array(FRAME_LINE);
  #line = "";
  #target: Uint8Array | null = null;
  #filled = 0;
  /** True when the memory given last is not the frame's: a pipe asks for it before it is known where a raw frame goes. */
  #ahead = false;
  #place: FramePlace = (bytes) => new Uint8Array(bytes);
  readonly #frameBytes: number | null;
  readonly #onFrame: (outcome: "frame" | "nonsense") => void;

  /**
   * @param frameBytes of raw frames; null for YUV4MPEG2
   * @param onFrame called when the frame that was expected is complete, or the stream turns out to be none
   */
  constructor(frameBytes: number | null, onFrame: (outcome: "frame" | "nonsense") => void) {
    this.#frameBytes = frameBytes;
    this.#onFrame = onFrame;
  }

  /** Of YUV4MPEG2, known once the first frame has begun. */
  get header(): StreamHeader | null {
    return this.#streamHeader;
  }

  /** The next frame goes to `place`. Not before the one before it is complete. */
  expect(place: FramePlace): void {
    this.#place = place;
    if (this.#frameBytes !== null) this.#begin(this.#frameBytes);
  }

  space(): Uint8Array {
    this.#ahead = this.#target === null;
    if (this.#target) return this.#target.subarray(this.#filled);
    // No byte of a frame may end up in a line, so lines of unknown length come byte by byte.
    const whole = this.#streamHeader && this.#line === "";
    return whole ? this.#lineSpace : this.#lineSpace.subarray(0, 1);
  }

  took(count: number): boolean {
    if (!this.#target) return this.#tookOfLine(count);
    if (this.#ahead) this.#target.set(this.#lineSpace.subarray(0, count));
    return this.#tookOfFrame(this.#target, count);
  }

  #begin(bytes: number): void {
    this.#target = this.#place(bytes).subarray(0, bytes);
    this.#filled = 0;
  }

  #tookOfFrame(target: Uint8Array, count: number): boolean {
    this.#filled += count;
    if (this.#filled < target.length) return true;
    this.#target = null;
    this.#onFrame("frame");
    return false;
  }

  #tookOfLine(count: number): boolean {
    this.#line += Buffer.from(this.#lineSpace.subarray(0, count)).toString("latin1");
    if (this.#lineSpace[count - 1] !== NEWLINE) return this.#line.length <= LONGEST_LINE || this.#giveUp();
    const line = this.#line.slice(0, -1);
    this.#line = "";
    if (this.#streamHeader) {
      this.#begin(i420Size(this.#streamHeader.width, this.#streamHeader.height));
      return true;
    }
    this.#streamHeader = parseStreamHeader(line);
    return this.#streamHeader !== null || this.#giveUp();
  }

  #giveUp(): false {
    this.#onFrame("nonsense");
    return false;
  }
}
