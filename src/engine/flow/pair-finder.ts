import { crossedFrames, isNextFrame, type Pairing, secondOf } from "../../shared/pairing";
import { repeatVerdict } from "../../shared/repeats";
import { partChange } from "../../workers/part-change";
import type { FrameSize } from "../../workers/protocol";
import type { FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import type { CutFinder, FramePair } from "./cut-finder";
import { measuredPair } from "./sampled-pairs";

/** A picture that is stored more often than this stands still. */
const MOST_REPEATS = 240;
/** Pairs whose change is kept in mind. */
const MOST_KNOWN = 4096;

/** Says which frame the flow of a frame leads to, by its pairing and, where that asks for it, by what the pictures show. */
export class PairFinder {
  private readonly known = new Map<number, number | null>();
  private readonly size: FrameSize;

  /** @param frames gives the frames, as they are used for the flow */
  constructor(
    private readonly movie: Recording,
    private readonly frames: FrameSource,
  ) {
    const { width, height } = movie.info;
    this.size = { width, height };
  }

  /**
   * The frame that the flow of `first` leads to; null where there is none.
   *
   * @throws KinoflowError `cancelled`, and what reading frames may end with, but for `frame-missing`
   */
  async second(first: number, pairing: Pairing, signal?: AbortSignal): Promise<number | null> {
    const { count } = this.movie.timeline;
    const second = secondOf(pairing, first, count);
    if (second === null || pairing.kind !== "new") return second;
    for (let frame = second; frame < Math.min(count, first + MOST_REPEATS); frame++) {
      if (!(await this.isRepeated(frame - 1, signal))) return frame;
    }
    return null;
  }

  /**
   * Whether the next frame shows the picture of a frame again.
   *
   * @throws as {@link second}
   */
  async isRepeated(frame: number, signal?: AbortSignal): Promise<boolean> {
    for (;;) {
      const { isRepeat, wants } = repeatVerdict(
        frame,
        (other) => this.known.get(other),
        this.movie.timeline.count,
      );
      if (wants === null) return isRepeat;
      this.keep(wants, await this.measure(wants, signal));
    }
  }

  /** Null where a frame of the pair cannot be decoded. */
  private measure(frame: number, signal: AbortSignal | undefined): Promise<number | null> {
    return measuredPair(
      this.frames,
      frame,
      signal,
      async (first, second) => partChange(first.meta.samples, second.meta.samples, this.size).most,
    );
  }

  private keep(frame: number, change: number | null): void {
    this.known.set(frame, change);
    if (this.known.size <= MOST_KNOWN) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      break;
    }
  }
}

/**
 * Whether a cut lies between the two frames of a pair, where their pairing has cuts.
 *
 * @throws what {@link CutFinder.isCut} throws
 */
export async function crossesCut(
  cuts: CutFinder,
  pairing: Pairing,
  pair: FramePair,
  signal?: AbortSignal,
): Promise<boolean> {
  const { frame } = pair.first.meta;
  if (isNextFrame(pairing)) return cuts.isCut(frame, pair, signal);
  for (const crossed of crossedFrames(pairing, frame, pair.second.meta.frame)) {
    if (await cuts.isCut(crossed, null, signal)) return true;
  }
  return false;
}
