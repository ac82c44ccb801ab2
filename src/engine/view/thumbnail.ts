import { i420ToRgba } from "../../shared/colour/i420-to-rgba";
import { assumedMatrix, lumaShares } from "../../shared/colour/luma-shares";
import { throwIfCancelled } from "../../shared/errors";
import type { Levels } from "../../shared/frame-picture";
import type { MovieInfo } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { FlowPool } from "../../workers/flow-pool";
import type { FrameSize, SharedBytes } from "../../workers/protocol";
import { automaticLevels } from "../display/automatic-levels";
import { displayColour, isShownAsItIs, toDisplayFrame } from "../display/display-frame";
import type { Recording } from "../recording/recording";
import type { SmallFrames } from "../recording/small-frames";
import { encodePng } from "./png";

export interface ThumbnailOptions {
  readonly frame: number;
  /** So many frames before it another one may stand for it, which is quicker where that is a keyframe. */
  readonly tolerance: number;
  /** What grey frames are shown through; automatic ones where there are none. */
  readonly levels?: Levels | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Behind everything that somebody waits for. */
const PRIORITY = -2;

/** Size of a small picture of a movie: in the shape that it is displayed in, of square pixels. */
export function thumbnailSize(
  { width, height, pixelAspect }: Pick<MovieInfo, "width" | "height" | "pixelAspect">,
  wanted: number,
): FrameSize {
  return { width: Math.max(1, Math.round((wanted * width * pixelAspect) / height)), height: wanted };
}

/** Small pictures of a movie as PNGs, to find one's way by. They come as all frames do, only smaller. */
export class ThumbnailSource {
  private readonly size: FrameSize;
  private readonly closing = new AbortController();
  private readonly frames: SmallFrames;
  /** Where a frame that is not shown as it is goes to. */
  private shown: SharedBytes | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param height in pixels; the width follows from the displayed shape */
  constructor(
    private readonly movie: Recording,
    private readonly pool: FlowPool,
    height: number,
  ) {
    this.size = thumbnailSize(movie.info, height);
    this.frames = movie.openSmallFrames(pool.heap, this.size);
  }

  /**
   * A PNG of about a frame, one after the other.
   *
   * @throws KinoflowError `frame-missing` when it cannot be decoded, `cancelled`, and what reading a movie throws
   */
  make(options: ThumbnailOptions): Promise<Buffer> {
    const made = this.turn.then(() => this.makeNow(options));
    this.turn = made.catch(() => undefined);
    return made;
  }

  /** Gives the memory back; what is being made is cancelled. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.frames.close();
    await this.turn;
    if (this.shown) this.pool.heap.release(this.shown);
    this.shown = null;
  }

  private async makeNow({ frame, tolerance, levels, signal }: ThumbnailOptions): Promise<Buffer> {
    const ending = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    throwIfCancelled(ending);
    const small = await this.frames.get(frame, tolerance, ending);
    try {
      return await this.toPng(small.memory, levels ?? null, ending);
    } finally {
      small.release();
    }
  }

  private async toPng(memory: SharedBytes, chosen: Levels | null, signal: AbortSignal): Promise<Buffer> {
    const { info } = this.movie;
    const { heap } = this.pool;
    const { width, height } = this.size;
    let source = memory;
    const displayed = { info, format: this.frames.format };
    if (!isShownAsItIs(displayed)) {
      this.shown ??= heap.allocate(i420Size(width, height));
      source = this.shown;
      const levels = chosen ?? (await automaticLevels(this.movie, heap, signal));
      await toDisplayFrame(this.pool, displayed, levels, memory, source, { signal, priority: PRIORITY });
    }
    const data = new Uint8Array(heap.bytes(source)).buffer;
    const colour = displayColour(info);
    // What a matrix that is not named is taken for goes by the size of the movie, not by that of the picture.
    const matrix = lumaShares(colour.matrix) ? colour.matrix : assumedMatrix(info.width, info.height);
    return encodePng(width, height, i420ToRgba({ width, height, data, colour: { ...colour, matrix } }));
  }
}
