import { DEFAULT_FIGURES } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { PictureRequest } from "../../shared/picture";
import { isPrepared } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { type FrameSize, fieldBytes, type LumaPlane, type SharedBytes } from "../../workers/protocol";
import { viewScratchBytes } from "../../workers/view-frame";
import type { FramePair } from "../flow/cut-finder";
import type { FrameLease } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { CoarseLevels } from "./coarse-levels";
import { HeapBuffer } from "./heap-buffer";

/** The flow of a pair of frames that were made smaller. Its memory is that of the next one, too. */
export interface CoarseField {
  readonly pair: FramePair;
  readonly parameters: FlowParameters;
  /** Pixels of the movie across and down for each of the field. */
  readonly detail: number;
  readonly size: FrameSize;
  readonly field: SharedBytes;
  /** Motions in pixels of the movie, as its pairing says them. */
  readonly planes: FieldPlanes;
  readonly flowMs: number;
}

/** Maps that a coarse field gives as it is; others are made of differences between pixels, or of the frames. */
const MAPS: readonly string[] = ["direction", "speed"];
const PRIORITY = 1;

/**
 * Computes flow that is less fine and sooner there, for pictures while the playhead moves: by the same method, of both frames reduced to
 * a level of a pyramid. Only what is drawn is ever made of it.
 */
export class CoarseFlows {
  private readonly levels = new CoarseLevels();
  private readonly field: HeapBuffer;
  private readonly frames: readonly [HeapBuffer, HeapBuffer];
  private readonly scratches: readonly [HeapBuffer, HeapBuffer];

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
  ) {
    const buffer = (): HeapBuffer => new HeapBuffer(pool.heap);
    this.field = buffer();
    this.frames = [buffer(), buffer()];
    this.scratches = [buffer(), buffer()];
  }

  /** The level that a picture's flow may be computed at; 0 where only all of it will do, or where that is quick enough. */
  levelFor({ hasty, flow, compare, streamlines, colour, prepared }: PictureRequest): number {
    if (hasty == null || flow === null || compare !== null || prepared != null || streamlines !== null)
      return 0;
    // Of the other methods a pixel of a smaller frame sees something else, not the same less finely.
    if (flow.method !== "dense-pyramidal" || isPrepared(flow.preparation)) return 0;
    // Nor do neighbours of a coarse flow say the same of a vector.
    if (flow.treatment !== undefined) return 0;
    if (colour !== null && !MAPS.includes(colour.kind)) return 0;
    const { picture, lumaBits, width, height } = this.movie.format;
    if (picture.kind !== "i420" || lumaBits !== 8) return 0;
    const { windowRadius } = flow.dense;
    return this.levels.levelFor(keyOf(flow), { width, height }, 2 * windowRadius + 1, hasty.flowMs);
  }

  /** Takes down what all of a flow took. */
  noteWhole(flow: FlowParameters, ms: number): void {
    this.levels.note(keyOf(flow), 0, ms);
  }

  /** Throws as `FlowPool.flow` rejects. */
  async compute(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    level: number,
    signal: AbortSignal,
  ): Promise<CoarseField> {
    const { pool } = this;
    const { width, height } = this.movie.format;
    const detail = 2 ** level;
    const size = { width: Math.ceil(width / detail), height: Math.ceil(height / detail) };
    const began = performance.now();
    const reducing = [first, second].map((frame, index) => this.reduce(frame, index, size, detail, signal));
    // Both have let go of their memory before anything else is done with it, whatever became of them.
    await Promise.allSettled(reducing);
    const planes = await Promise.all(reducing);
    const field = this.field.of(fieldBytes(size.width, size.height));
    const request = { ...size, field, parameters, figures: DEFAULT_FIGURES, bands: pool.size };
    const options = { signal, priority: PRIORITY };
    await pool.flow({ ...request, first: planes[0], second: planes[1] }, options);
    // Motions are those of the movie.
    await pool.count({ ...request, factor: detail }, options);
    const flowMs = performance.now() - began;
    this.levels.note(keyOf(parameters), level, flowMs);
    const pair = { first, second };
    return { pair, parameters, detail, size, field, planes: this.planesOf(field, size), flowMs };
  }

  /** Gives all memory back, once no worker touches it any more. */
  close(): void {
    for (const buffer of [this.field, ...this.frames, ...this.scratches]) buffer.release();
  }

  /** The luma of a frame, each sample the mean of a square of pixels. */
  private async reduce(
    frame: FrameLease,
    index: number,
    { width, height }: FrameSize,
    detail: number,
    signal: AbortSignal,
  ): Promise<LumaPlane> {
    const { format } = this.movie;
    const part = { pixelsX: detail, pixelsY: detail, x: 0, y: 0, width, height };
    const target = this.frames[index].of(i420Size(width, height));
    const scratch = this.scratches[index].of(viewScratchBytes(format, width));
    await this.pool.run(
      {
        ...{ kind: "view", width: format.width, height: format.height, source: frame.slot.memory },
        ...{ picture: { kind: "i420" }, lumaBits: 8, part, toneMapped: null, target, scratch },
      },
      { signal, priority: PRIORITY },
    );
    return { byteOffset: target.byteOffset, byteLength: width * height };
  }

  private planesOf({ byteOffset }: SharedBytes, { width, height }: FrameSize): FieldPlanes {
    const pixels = width * height;
    const plane = (index: number): Float32Array =>
      this.pool.heap.floats(byteOffset + 4 * index * pixels, pixels);
    return { u: plane(0), v: plane(1), reliability: plane(2) };
  }
}

/** What the time of a flow goes by. */
function keyOf({ dense }: FlowParameters): string {
  return JSON.stringify(dense);
}
