import type { Tool } from "../../ffmpeg/locate";
import { DamagedFile, type RandomFile } from "../paged/random-file";
import { decodeStills, type Still } from "../stills/still-decoder";
import { WebpCanvas } from "./canvas";
import { stillOfFrame, type WebpAnimation, type WebpFrame } from "./chunks";

/** Bytes of pictures that are decoded at a time, and how many these are at most. */
const DECODED_BYTES = 1 << 25;
const MOST_DECODED = 64;

/** Draws the frames of an animation on its canvas, from one that needs none before it. */
export class WebpDrawing {
  readonly #file: RandomFile;
  readonly #animation: WebpAnimation;
  readonly #ffmpeg: Tool;
  readonly #canvas: WebpCanvas;
  readonly #closing = new AbortController();
  /** The frame that the canvas shows; -1 where it is not known what it shows. */
  #shown = -1;

  constructor(file: RandomFile, animation: WebpAnimation, ffmpeg: Tool) {
    this.#file = file;
    this.#animation = animation;
    this.#ffmpeg = ffmpeg;
    this.#canvas = new WebpCanvas(animation.width, animation.height);
  }

  /**
   * The frames from `from` to `to`, without that one, as they look on black; null for those that cannot be decoded, or are drawn on such ones.
   * Not to be called again before it has ended.
   */
  async draw(from: number, to: number): Promise<readonly (Uint8Array | null)[]> {
    const { frames } = this.#animation;
    const pages: (Uint8Array | null)[] = [];
    for (let next = this.#start(from); next < to; ) {
      const end = this.#batchEnd(next, to);
      const stills = await this.#decode(frames.slice(next, end));
      for (const [k, still] of stills.entries()) {
        const frame = next + k;
        this.#drawOne(frame, still);
        if (frame >= from) pages.push(this.#shown === frame ? this.#canvas.onBlack() : null);
      }
      next = end;
    }
    return pages;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#file.close();
  }

  /** The frame to begin at: the one behind that which the canvas shows, or the last one before that needs none. */
  #start(wanted: number): number {
    let start = wanted;
    while (start > 0 && !this.#standsAlone(start) && start !== this.#shown + 1) start--;
    return start;
  }

  /** True for a frame that hides all that was there: it covers the canvas, or follows a canvas that was cleared. */
  #standsAlone(frame: number): boolean {
    const { frames } = this.#animation;
    const before = frames[frame - 1];
    if (frame === 0 || (before.clears && this.#covers(before))) return true;
    return !frames[frame].blends && this.#covers(frames[frame]);
  }

  #covers({ width, height }: WebpFrame): boolean {
    return width === this.#animation.width && height === this.#animation.height;
  }

  /** Frames that are decoded together, within their memory. */
  #batchEnd(from: number, to: number): number {
    let bytes = 0;
    let end = from;
    while (end < to && end - from < MOST_DECODED) {
      const { width, height } = this.#animation.frames[end];
      bytes += width * height * 4;
      if (end > from && bytes > DECODED_BYTES) break;
      end++;
    }
    return end;
  }

  /** Draws a frame where the canvas shows the one before it, or need not. Otherwise it stays unknown what is on it. */
  #drawOne(frame: number, still: Still | null): void {
    const { frames } = this.#animation;
    const alone = this.#standsAlone(frame);
    const known = alone || this.#shown === frame - 1;
    const { width, height } = frames[frame];
    if (!known || still?.width !== width || still.height !== height) {
      this.#shown = -1;
      return;
    }
    const before = frames[frame - 1];
    if (alone) this.#canvas.clearAll();
    else if (before?.clears) this.#canvas.clear(before);
    this.#canvas.draw(frames[frame], still.bytes);
    this.#shown = frame;
  }

  /** Null for pictures that are damaged. */
  async #decode(frames: readonly WebpFrame[]): Promise<readonly (Still | null)[]> {
    const packets: Uint8Array[] = [];
    const places: number[] = [];
    for (const [k, frame] of frames.entries()) {
      try {
        packets.push(stillOfFrame(await this.#file.bytes(frame.offset, frame.length), frame));
        places.push(k);
      } catch (error) {
        if (!(error instanceof DamagedFile)) throw error;
      }
    }
    const mostPixels = Math.max(...frames.map(({ width, height }) => width * height));
    const decoding = { ffmpeg: this.#ffmpeg, decoder: "webp", pixelFormat: "rgba", mostPixels } as const;
    const stills = await decodeStills({ ...decoding, signal: this.#closing.signal }, packets);
    const found: (Still | null)[] = frames.map(() => null);
    for (const [k, place] of places.entries()) found[place] = stills[k];
    return found;
  }
}
