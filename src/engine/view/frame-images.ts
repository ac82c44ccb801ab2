import { assumedMatrix, lumaShares } from "../../shared/colour/luma-shares";
import type { ColourDescription } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { ImageOfPair, PictureFrame, PictureRequest } from "../../shared/picture";
import type { FrameSize, SharedBytes, ViewJob } from "../../workers/protocol";
import { viewScratchBytes } from "../../workers/view-frame";
import { displayColour, isShownAsItIs, toDisplayFrame } from "../display/display-frame";
import { preparedColour, preparedImage } from "../preparation/prepared-image";
import type { FrameLease } from "../recording/frame-source";
import { HeapBuffer } from "./heap-buffer";
import type { SessionSources } from "./session-sources";

/** How frames are wanted. */
export type ImageWish = Pick<
  PictureRequest,
  "token" | "deinterlace" | "levels" | "prepared" | "part" | "have"
>;

/** What a frame is made for, each in memory of its own. */
export type ImageSlot = ImageOfPair | "ahead";

type ViewOfFrame = Pick<ViewJob, "source" | "picture" | "lumaBits" | "part" | "toneMapped">;

/** More urgent than flow: the picture comes before it. */
const PRIORITY = 2;
/** Of a frame that the window has. */
const NOTHING = new ArrayBuffer(0);

/**
 * Makes of frames what a window shows of them, in memory that the next picture's frame overwrites. Shared memory cannot cross to
 * another process: what is sent has to be a plain buffer.
 */
export class FrameImages {
  private readonly buffers: Record<ImageSlot, ArrayBuffer> = {
    ahead: NOTHING,
    shown: NOTHING,
    next: NOTHING,
    other: NOTHING,
  };
  /** All of a frame as it is shown, where that is not how it was recorded. */
  private readonly whole: HeapBuffer;
  /** The part that is seen. */
  private readonly seen: HeapBuffer;
  private readonly scratch: HeapBuffer;

  constructor(private readonly sources: SessionSources) {
    const { heap } = sources.pool;
    this.whole = new HeapBuffer(heap);
    this.seen = new HeapBuffer(heap);
    this.scratch = new HeapBuffer(heap);
  }

  /** True where a worker has to make a frame ready: one that is asked for behind a flow would wait for that. */
  needWorker({ prepared, part }: ImageWish): boolean {
    return prepared != null || part != null || !isShownAsItIs(this.sources.movie);
  }

  /** True where the window has what would be made. */
  isKnown(frame: FrameLease, wish: ImageWish): boolean {
    return wish.have?.includes(keyOf(frame, wish)) ?? false;
  }

  /**
   * What is to be seen of a frame; without its pixels where the window has them.
   *
   * @throws KinoflowError `invalid-argument` for a part that the frame does not have, and what `FlowPool.run` rejects with
   */
  async image(
    frame: FrameLease,
    which: ImageSlot,
    wish: ImageWish,
    signal: AbortSignal,
  ): Promise<PictureFrame> {
    const { info } = this.sources.movie;
    const { part = null } = wish;
    const { width, height } = part ?? info;
    const shown = namedColour(displayColour(info), info);
    const colour = wish.prepared ? preparedColour(shown) : shown;
    const image = { width, height, part, colour, key: keyOf(frame, wish) };
    if (this.isKnown(frame, wish)) return { ...image, data: NOTHING };
    const bytes = i420Size(width, height);
    if (this.buffers[which].byteLength !== bytes) this.buffers[which] = new ArrayBuffer(bytes);
    const data = this.buffers[which];
    new Uint8Array(data).set(await this.pixels(frame, wish, signal));
    return { ...image, data };
  }

  /** Gives back the memory of frames that are not asked for. */
  drop(...which: readonly ImageSlot[]): void {
    for (const one of which) this.buffers[one] = NOTHING;
  }

  /** Gives all shared memory back, once no worker touches it any more. */
  close(): void {
    for (const buffer of [this.whole, this.seen, this.scratch]) buffer.release();
  }

  /** What is to be sent, in memory that stays as it is until the next call. */
  private async pixels(frame: FrameLease, wish: ImageWish, signal: AbortSignal): Promise<Uint8Array> {
    const { movie, pool } = this.sources;
    const { part = null } = wish;
    const { lumaBits, picture } = movie.format;
    // Grey levels and RGB have bends in their ways to the screen, where the mean of recorded values would go astray.
    const isMade = wish.prepared != null || picture.kind === "grey" || picture.kind === "rgb";
    if (part !== null && !isMade) {
      const toneMapped = movie.info.highDynamicRange ? movie.info.colour : null;
      const source = frame.slot.memory;
      return this.view({ source, picture, lumaBits, part, toneMapped }, signal);
    }
    if (!isMade && isShownAsItIs(movie)) return frame.slot.bytes;
    const source = await this.shown(frame, wish, signal);
    if (part === null) return pool.heap.bytes(source);
    return this.view({ source, picture: { kind: "i420" }, lumaBits: 8, part, toneMapped: null }, signal);
  }

  /** All of a frame as it is shown. */
  private async shown(
    frame: FrameLease,
    { prepared, levels }: ImageWish,
    signal: AbortSignal,
  ): Promise<SharedBytes> {
    const { movie, pool, flows } = this.sources;
    const { width, height } = movie.format;
    const options = { signal, priority: PRIORITY };
    const target = this.whole.of(i420Size(width, height));
    if (prepared) {
      const background = await flows.background(prepared, signal);
      const wish = { width, height, luma: frame.meta.luma, preparation: prepared, background };
      await preparedImage(pool, wish, target, options);
    } else {
      await toDisplayFrame(pool, movie, levels, frame.slot.memory, target, options);
    }
    return target;
  }

  private async view(job: ViewOfFrame, signal: AbortSignal): Promise<Uint8Array> {
    const { movie, pool } = this.sources;
    const { width, height } = movie.format;
    const { part } = job;
    const target = this.seen.of(i420Size(part.width, part.height));
    const scratch = this.scratch.of(viewScratchBytes(movie.format, part.width));
    await pool.run({ kind: "view", ...job, width, height, target, scratch }, { signal, priority: PRIORITY });
    return pool.heap.bytes(target);
  }
}

/** Everything that the pixels of a shown frame depend on. */
function keyOf(
  frame: FrameLease,
  { token, deinterlace, levels, prepared = null, part = null }: ImageWish,
): string {
  return JSON.stringify([token, frame.meta.frame, deinterlace, levels, prepared, part]);
}

/** A matrix that nobody names is assumed by the size of the frame, which that of a part would not tell. */
function namedColour(colour: ColourDescription, { width, height }: FrameSize): ColourDescription {
  return lumaShares(colour.matrix) ? colour : { ...colour, matrix: assumedMatrix(width, height) };
}
