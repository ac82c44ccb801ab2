import type { FrameAnnouncement } from "../../ffmpeg/arguments";
import { type FrameIndex, frameAtTicks } from "./frame-index";

/** What is known of the frames that a decoder shows. */
export interface ShownMovie {
  readonly width: number;
  readonly height: number;
  readonly index: FrameIndex;
  /** True when frames are rebuilt from fields, for which each takes a look at its neighbours. */
  readonly deinterlace: boolean;
}

export type Recognition =
  /**
   * The decoder shows this frame. Frames from `expected` on to before it were passed without being shown,
   * which means that they cannot be decoded.
   */
  | { readonly kind: "frame"; readonly frame: number; readonly expected: number }
  /** Something was decoded that is no frame of the movie, or not surely the one it seems to be; read on. */
  | { readonly kind: "unusable" }
  /** Decoding cannot start at the keyframe that it was started at: the container is wrong, or it is damaged. */
  | { readonly kind: "no-keyframe" }
  /** What was decoded cannot be matched with the index at all; an earlier start may do better. */
  | { readonly kind: "lost" };

/**
 * Says of each frame that one decoder shows on its way from a keyframe on which one it is: by what the
 * decoder announces, never by counting from where a seek was expected to land; only a run from the start may count.
 */
export class FrameRecogniser {
  /** Before the keyframe come frames whose references may lie before it. */
  #trusted: number;
  #nextFrame: number;
  /** True once a frame of the movie's size came. */
  #begun = false;
  #seen = false;
  /** True once the keyframe itself came by, or where every frame can be proven to be right. */
  #anchored: boolean;
  #first: number | null = null;
  readonly #movie: ShownMovie;
  readonly #start: number;

  /** @param start the keyframe that the decoder starts from; 0 is the start of the movie */
  constructor(movie: ShownMovie, start: number) {
    this.#movie = movie;
    this.#start = start;
    this.#nextFrame = start;
    this.#trusted = start;
    this.#anchored = start === 0 || movie.index.identity === "checksums";
  }

  /** The frame that is shown next, or a later one. */
  get position(): number {
    return this.#nextFrame;
  }

  /** The first frame that was shown; null before. */
  get firstShown(): number | null {
    return this.#first;
  }

  /** To be told of every frame that the decoder shows, in their order. */
  recognise(shown: FrameAnnouncement): Recognition {
    const { width, height, deinterlace } = this.#movie;
    // ffmpeg scales a stream of changing size to what it met first, so only a run from the movie's start gives the
    // movie's size.
    if (!this.#begun && (shown.width !== width || shown.height !== height)) return { kind: "lost" };
    this.#begun = true;
    const frame = this.#identify(shown.ticks, shown.checksum);
    if (frame === null) return { kind: "lost" };
    if (!this.#anchored && frame >= this.#start) {
      // Not all decoders wait for a keyframe; what they show without one looks like a frame and is none.
      if (frame > this.#start || !shown.keyframe) return { kind: "no-keyframe" };
      this.#anchored = true;
    }
    // A frame is rebuilt from fields with the help of the one before it, which the first one after a seek does not have.
    if (deinterlace && !this.#seen && frame >= 0 && this.#start > 0)
      this.#trusted = Math.max(this.#start, frame) + 1;
    if (frame >= 0) this.#seen = true;
    if (frame < this.#trusted) return { kind: "unusable" };
    // What a seek left out says nothing about the movie.
    const expected = this.#first === null ? frame : this.#nextFrame;
    this.#nextFrame = frame + 1;
    this.#first ??= frame;
    return { kind: "frame", frame, expected };
  }

  /** The number of a decoded frame, -1 when the movie has no such frame, null when it contradicts the index. */
  #identify(ticks: number | null, checksum: number | null): number | null {
    const { index } = this.#movie;
    if (index.identity !== "timestamps" && this.#start === 0) return this.#nextFrame;
    const frame = ticks === null ? -1 : frameAtTicks(index, ticks);
    if (index.identity === "timestamps") return frame;
    return frame >= 0 && index.checksums[frame] === checksum ? frame : null;
  }
}
