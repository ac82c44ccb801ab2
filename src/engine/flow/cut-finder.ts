import { type CutMarks, markOfPair, NO_CUT_MARKS } from "../../shared/cut-marks";
import { cutVerdict, type WholeChange } from "../../shared/scene-cuts";
import { wholeChange } from "../../workers/picture-change";
import type { FrameSize } from "../../workers/protocol";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { measuredPair } from "./sampled-pairs";

/** A frame and its next one. */
export interface FramePair {
  readonly first: FrameLease;
  readonly second: FrameLease;
}

/** Pairs whose change is kept in mind: many more than are looked at around any one. */
const MOST_KNOWN = 4096;

/**
 * Says of single pairs whether they cross a cut, by the rule of {@link cutVerdict}: of nearly all pairs their own change tells. Only
 * for one that changes much and suddenly are the frames around decoded, so that the verdict is that of an analysis of the whole.
 */
export class CutFinder {
  private readonly known = new Map<number, WholeChange | null>();
  private readonly size: FrameSize;

  /**
   * @param frames gives the frames, as they are used for the flow
   * @param marks what a person says goes before what is found
   * @param finds false leaves it at what the marks say
   */
  constructor(
    private readonly movie: Recording,
    private readonly frames: FrameSource,
    public marks: CutMarks = NO_CUT_MARKS,
    private readonly finds = true,
  ) {
    const { width, height } = movie.info;
    this.size = { width, height };
  }

  /**
   * Whether a cut lies between a frame and its next one.
   *
   * @param pair the two, where they are at hand
   * @throws KinoflowError `cancelled`, and what reading frames may end with, but for `frame-missing`
   */
  async isCut(frame: number, pair: FramePair | null, signal?: AbortSignal): Promise<boolean> {
    return markOfPair(this.marks, frame) ?? this.isFound(frame, pair, signal);
  }

  /** The same, whatever the marks say. */
  async isFound(frame: number, pair: FramePair | null, signal?: AbortSignal): Promise<boolean> {
    if (!this.finds) return false;
    if (pair !== null && !this.known.has(frame)) this.keep(frame, this.changeOf(pair.first, pair.second));
    for (;;) {
      const { isCut, wants } = cutVerdict(frame, (other) => this.known.get(other), this.movie.timeline.count);
      if (wants === null) return isCut;
      this.keep(wants, await this.measure(wants, signal));
    }
  }

  /** Takes over how much the picture changes from a frame to its next one, as an analysis has measured it. */
  tell(frame: number, change: WholeChange | null): void {
    this.keep(frame, change);
  }

  /** Null where a frame of the pair cannot be decoded. */
  private measure(frame: number, signal: AbortSignal | undefined): Promise<WholeChange | null> {
    return measuredPair(this.frames, frame, signal, async (first, second) => this.changeOf(first, second));
  }

  private changeOf(first: FrameLease, second: FrameLease): WholeChange {
    return wholeChange(first.meta.samples, second.meta.samples, this.size);
  }

  private keep(frame: number, change: WholeChange | null): void {
    this.known.set(frame, change);
    if (this.known.size <= MOST_KNOWN) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      break;
    }
  }
}
