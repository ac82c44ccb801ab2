import { i420ToRgba } from "../../shared/colour/i420-to-rgba";
import { assumedMatrix, lumaShares } from "../../shared/colour/luma-shares";
import { cancelledError, throwIfCancelled } from "../../shared/errors";
import type { MovieInfo } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { FlowPool } from "../../workers/flow-pool";
import type { SharedBytes } from "../../workers/protocol";
import type { FrameSource } from "../recording/frame-source";
import type { FrameSize } from "../recordings/movie/decode-run";
import { canJump, keyframeBefore } from "../recordings/movie/frame-index";
import type { Movie } from "../recordings/movie/movie";
import { displayColour } from "./display-frame";
import { encodePng } from "./png";

export interface ThumbnailOptions {
  readonly frame: number;
  /** So many frames before it another one may stand for it, which is quicker where that is a keyframe. */
  readonly tolerance: number;
  readonly signal?: AbortSignal | undefined;
}

/** Small pictures that passed by on the way to another one are kept: the next one may be among them. */
const BUDGET_BYTES = 4 * 2 ** 20;
/** So many keyframes in a row that could not be decoded alone, and no more are tried. */
const MOST_REFUSED = 3;
/** Behind everything that somebody waits for. */
const PRIORITY = -2;

/** Size of a small picture of a movie: in the shape that it is displayed in, of square pixels. */
export function thumbnailSize(
  { width, height, pixelAspect }: Pick<MovieInfo, "width" | "height" | "pixelAspect">,
  wanted: number,
): FrameSize {
  return { width: Math.max(1, Math.round((wanted * width * pixelAspect) / height)), height: wanted };
}

/**
 * Small pictures of a movie, to find one's way by. They come as all frames do, known by what the decoder announces (see
 * FrameRecogniser), only smaller. Where a keyframe will do it is decoded alone, and refused when ffmpeg complained or
 * announced another frame: not all that containers call keyframes can be decoded without what lies before.
 */
export class ThumbnailSource {
  private readonly size: FrameSize;
  private readonly frameBytes: number;
  private readonly closing = new AbortController();
  private readonly memory: SharedBytes[] = [];
  private frames: FrameSource | null = null;
  /** Where a keyframe is read to. */
  private keyframe: SharedBytes | null = null;
  /** Where a frame of high dynamic range is tone-mapped to. */
  private toneMapped: SharedBytes | null = null;
  private refused = 0;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param height in pixels; the width follows from the displayed shape */
  constructor(
    private readonly movie: Movie,
    private readonly pool: FlowPool,
    height: number,
  ) {
    this.size = thumbnailSize(movie.info, height);
    this.frameBytes = i420Size(this.size.width, this.size.height);
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

  /** Ends ffmpeg and gives the memory back; what is being made is cancelled. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.frames?.close();
    await this.turn;
    for (const memory of this.memory.splice(0)) this.pool.heap.release(memory);
  }

  private async makeNow({ frame, tolerance, signal }: ThumbnailOptions): Promise<Buffer> {
    const ending = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    throwIfCancelled(ending);
    const { index } = this.movie;
    const keyframe = keyframeBefore(index, frame);
    const wanted = frame - keyframe <= tolerance ? keyframe : frame;
    if (wanted === keyframe && canJump(index, false) && !this.frames?.has(keyframe)) {
      const alone = await this.readKeyframe(keyframe, ending);
      if (alone) return this.toPng(alone, ending);
    }
    const { size } = this;
    this.frames ??= this.movie.openReducedFrames(this.pool.heap, { size, budgetBytes: BUDGET_BYTES });
    const lease = await this.frames.get(wanted, ending);
    try {
      return await this.toPng(lease.slot.memory, ending);
    } finally {
      lease.release();
    }
  }

  /** A keyframe, decoded alone; null where that cannot be relied on. */
  private async readKeyframe(frame: number, signal: AbortSignal): Promise<SharedBytes | null> {
    if (this.refused >= MOST_REFUSED) return null;
    this.keyframe ??= this.allocate();
    const run = await this.movie.openReducedKeyframes(frame, this.size);
    const onAbort = (): void => run.kill();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      throwIfCancelled(signal);
      const reading = await run.read(this.pool.heap.bytes(this.keyframe));
      const believed = reading.kind === "frame" && reading.frame === frame && run.errorText === "";
      this.refused = believed ? 0 : this.refused + 1;
      return believed ? this.keyframe : null;
    } catch (error) {
      throw signal.aborted ? cancelledError() : error;
    } finally {
      signal.removeEventListener("abort", onAbort);
      await run.close();
    }
  }

  private async toPng(memory: SharedBytes, signal: AbortSignal): Promise<Buffer> {
    const { info } = this.movie;
    const { heap } = this.pool;
    const { width, height } = this.size;
    let source = memory;
    if (info.highDynamicRange) {
      this.toneMapped ??= this.allocate();
      source = this.toneMapped;
      const job = { width, height, source: memory, target: source, colour: info.colour };
      await this.pool.run({ kind: "tone-map", ...job }, { signal, priority: PRIORITY });
    }
    const data = new Uint8Array(heap.bytes(source)).buffer;
    const colour = displayColour(info);
    // What a matrix that is not named is taken for goes by the size of the movie, not by that of the picture.
    const matrix = lumaShares(colour.matrix) ? colour.matrix : assumedMatrix(info.width, info.height);
    return encodePng(width, height, i420ToRgba({ width, height, data, colour: { ...colour, matrix } }));
  }

  private allocate(): SharedBytes {
    const memory = this.pool.heap.allocate(this.frameBytes);
    this.memory.push(memory);
    return memory;
  }
}
