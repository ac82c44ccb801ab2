import { failure } from "../../shared/errors";
import { isEncodable, type PixelSize } from "../../shared/export-size";
import type { Levels } from "../../shared/frame-picture";
import type { MovieInfo } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { FlowPool, RunOptions } from "../../workers/flow-pool";
import type { SharedBytes } from "../../workers/protocol";
import { abortable } from "../abortable";
import { levelsForFile } from "../display/automatic-levels";
import { isShownAsItIs, toDisplayFrame } from "../display/display-frame";
import type { Recording } from "../recording/recording";
import { type Slot, SlotPool } from "../recording/slot-pool";

/**
 * Refuses a size that no encoder takes, before any work is done.
 *
 * @param size of the video; that of the movie where there is none
 * @throws KinoflowError `invalid-argument`
 */
export function checkEncodable({ width, height }: MovieInfo, size: PixelSize | null | undefined): void {
  const wanted = size ?? { width, height };
  if (!isEncodable(wanted)) throw failure("videoTooLarge", wanted.width, wanted.height);
}

/** How frames are exported. */
export interface OutputLook {
  /** The movie's own where there is none. */
  readonly size?: PixelSize | null | undefined;
  /** What grey frames are shown through; automatic ones where there are none. */
  readonly levels?: Levels | null | undefined;
}

/** Memory for the frames of an export, at the size that they have there. */
export class OutputFrames {
  /** The same for all frames; known with the first one. */
  private levels: Promise<Levels> | null = null;
  private readonly ending = new AbortController();
  private readonly slots: SlotPool;
  /** Of the movie's size, for frames that are changed before they are resized. */
  private readonly between: SlotPool;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly look: OutputLook,
  ) {
    const { size } = look;
    const { width, height } = movie.format;
    const ownBytes = i420Size(width, height);
    this.slots = new SlotPool(pool.heap, size ? i420Size(size.width, size.height) : ownBytes);
    this.between = new SlotPool(pool.heap, ownBytes);
  }

  take(): Slot {
    return this.slots.take();
  }

  give(slot: Slot): void {
    this.slots.give(slot);
  }

  /** Gives the memory back; call it when no frame is in use any more. */
  close(): void {
    this.ending.abort();
    this.slots.close();
    this.between.close();
  }

  /**
   * Puts a decoded frame into `target` as it is exported, without its overlay.
   *
   * @param source,target stay untouched by others until the promise settles
   */
  async show(source: SharedBytes, target: SharedBytes, options: RunOptions): Promise<void> {
    const { pool, movie } = this;
    const { size } = this.look;
    this.levels ??= levelsForFile(movie, pool.heap, this.look.levels, this.ending.signal);
    const levels = await abortable(this.levels, options.signal);
    if (!size) {
      await toDisplayFrame(pool, movie, levels, source, target, options);
    } else if (!isShownAsItIs(movie)) {
      const slot = this.between.take();
      try {
        await toDisplayFrame(pool, movie, levels, source, slot.memory, options);
        await this.resize(size, slot.memory, target, options);
      } finally {
        this.between.give(slot);
      }
    } else {
      await this.resize(size, source, target, options);
    }
  }

  private async resize(
    output: PixelSize,
    source: SharedBytes,
    target: SharedBytes,
    options: RunOptions,
  ): Promise<void> {
    const { width, height } = this.movie.info;
    await this.pool.run({ kind: "resize", width, height, output, source, target }, options);
  }
}
