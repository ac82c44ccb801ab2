import { failure } from "../../shared/errors";
import { isEncodable, type PixelSize } from "../../shared/export-size";
import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { MovieInfo } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { ExportFrameRequest } from "../../workers/flow-pool";
import type { SharedHeap } from "../../workers/shared-heap";
import { abortable } from "../abortable";
import { levelsForFile } from "../display/automatic-levels";
import { displayColour } from "../display/display-frame";
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

/** What a worker is told of how frames look in an export. */
export type FrameLook = Pick<
  ExportFrameRequest,
  "width" | "height" | "picture" | "lumaBits" | "levels" | "toneMapFrom" | "output" | "colour" | "pixelAspect"
>;

/** Memory for the frames of an export, at the size that they have there, and how they look. */
export class OutputFrames {
  /** The same for all frames; known with the first one. */
  private look: Promise<FrameLook> | null = null;
  private readonly ending = new AbortController();
  private readonly slots: SlotPool;

  constructor(
    private readonly heap: SharedHeap,
    private readonly movie: Recording,
    private readonly wanted: OutputLook,
  ) {
    const { width, height } = wanted.size ?? movie.format;
    this.slots = new SlotPool(heap, i420Size(width, height));
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
  }

  /** How all frames look. */
  async lookOf(signal: AbortSignal | undefined): Promise<FrameLook> {
    this.look ??= this.measure();
    return abortable(this.look, signal);
  }

  private async measure(): Promise<FrameLook> {
    const { movie, wanted } = this;
    const { info, format } = movie;
    const { width, height, picture, lumaBits, depth } = format;
    const levels = await levelsForFile(movie, this.heap, wanted.levels, this.ending.signal);
    return {
      ...{ width, height, picture, lumaBits },
      levels: levels ?? wholeLevels(depth),
      toneMapFrom: info.highDynamicRange ? info.colour : null,
      output: wanted.size ?? undefined,
      colour: displayColour(info),
      pixelAspect: info.pixelAspect,
    };
  }
}
