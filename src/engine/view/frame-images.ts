import { i420Size } from "../../shared/overlay/i420-surface";
import type { ImageOfPair, PictureFrame, PictureRequest } from "../../shared/picture";
import type { SharedBytes } from "../../workers/protocol";
import { displayColour, isShownAsItIs, toDisplayFrame } from "../display/display-frame";
import { preparedColour, preparedImage } from "../preparation/prepared-image";
import type { FrameLease } from "../recording/frame-source";
import type { SessionSources } from "./session-sources";

/** How frames are wanted. */
export type ImageWish = Pick<PictureRequest, "token" | "deinterlace" | "levels" | "prepared" | "have">;

/** More urgent than flow: the picture comes before it. */
const PRIORITY = 2;
/** Of a frame that the window has. */
const NOTHING = new ArrayBuffer(0);

/**
 * Makes of frames what a window shows of them, in memory that the next picture's frame overwrites. Shared memory cannot cross to
 * another process: what is sent has to be a plain buffer.
 */
export class FrameImages {
  private readonly buffers: Record<ImageOfPair, ArrayBuffer> = {
    shown: NOTHING,
    next: NOTHING,
    other: NOTHING,
  };
  /** Of recordings that are not shown as they are: the frame as it is shown. */
  private shownFrame: SharedBytes | null = null;

  constructor(private readonly sources: SessionSources) {}

  /** True where a worker has to make a frame ready: one that is asked for behind a flow would wait for that. */
  needWorker({ prepared }: ImageWish): boolean {
    return prepared != null || !isShownAsItIs(this.sources.movie);
  }

  /** True where the window has what would be made. */
  isKnown(frame: FrameLease, wish: ImageWish): boolean {
    return wish.have?.includes(keyOf(frame, wish)) ?? false;
  }

  /** A frame as it is to be shown; without its pixels where the window has them. Throws as `FlowPool.run` rejects. */
  async make(
    frame: FrameLease,
    which: ImageOfPair,
    wish: ImageWish,
    signal: AbortSignal,
  ): Promise<PictureFrame> {
    const { movie } = this.sources;
    const { width, height } = movie.info;
    const shown = displayColour(movie.info);
    const colour = wish.prepared ? preparedColour(shown) : shown;
    const image = { width, height, colour, key: keyOf(frame, wish) };
    if (this.isKnown(frame, wish)) return { ...image, data: NOTHING };
    const bytes = i420Size(width, height);
    if (this.buffers[which].byteLength !== bytes) this.buffers[which] = new ArrayBuffer(bytes);
    const data = this.buffers[which];
    await this.fill(new Uint8Array(data), frame, wish, signal);
    return { ...image, data };
  }

  /** Gives back the memory of frames that are not asked for. */
  drop(...which: readonly ImageOfPair[]): void {
    for (const one of which) this.buffers[one] = NOTHING;
  }

  /** Gives all shared memory back, once no worker touches it any more. */
  close(): void {
    if (this.shownFrame) this.sources.pool.heap.release(this.shownFrame);
    this.shownFrame = null;
  }

  private async fill(
    target: Uint8Array,
    frame: FrameLease,
    { prepared, levels }: ImageWish,
    signal: AbortSignal,
  ): Promise<void> {
    const { movie, pool, flows } = this.sources;
    const options = { signal, priority: PRIORITY };
    if (prepared) {
      const { width, height } = movie.info;
      const background = await flows.background(prepared, signal);
      const wish = { width, height, luma: frame.meta.luma, preparation: prepared, background };
      await preparedImage(pool, wish, target, options);
      return;
    }
    let shown = frame.slot.bytes;
    if (!isShownAsItIs(movie)) {
      this.shownFrame ??= pool.heap.allocate(target.byteLength);
      await toDisplayFrame(pool, movie, levels, frame.slot.memory, this.shownFrame, options);
      shown = pool.heap.bytes(this.shownFrame);
    }
    target.set(shown);
  }
}

/** Everything that the pixels of a shown frame depend on. */
function keyOf(frame: FrameLease, { token, deinterlace, levels, prepared = null }: ImageWish): string {
  return JSON.stringify([token, frame.meta.frame, deinterlace, levels, prepared]);
}
