import type { MovieInfo } from "../../shared/movie";
import { type AnimationFrames, createFrameTask, type FrameTask, windowFrames } from "../lib/frame-task";
import { PlaybackClock } from "./clock";

/** Where the playhead is. */
export interface PlayheadState {
  /** The frame wished for; its picture may still be on its way. */
  readonly frame: number;
  readonly playing: boolean;
}

/**
 * Moves the playhead: by steps, by jumps, and by the clock. It knows nothing of pictures; whoever draws
 * them follows with the latest position it can manage, so playing skips frames where the flow is slow.
 */
export class Player {
  readonly #tick: FrameTask;
  readonly #onChange: (state: PlayheadState) => void;
  readonly #now: () => number;
  /** Gets longer while the index is being made. */
  #times: readonly number[] = [];
  #complete = true;
  #frame = 0;
  #clock: PlaybackClock | null = null;

  constructor(
    onChange: (state: PlayheadState) => void,
    frames: AnimationFrames = windowFrames,
    now: () => number = () => performance.now(),
  ) {
    this.#onChange = onChange;
    this.#now = now;
    this.#tick = createFrameTask(() => this.#advance(), frames);
  }

  get state(): PlayheadState {
    return { frame: this.#frame, playing: this.#clock !== null };
  }

  /** Starts over with another movie, at its first frame and paused. */
  load(movie: Pick<MovieInfo, "times" | "indexComplete">): void {
    this.#stop();
    this.#times = movie.times;
    this.#complete = movie.indexComplete;
    this.#frame = 0;
    this.#onChange(this.state);
  }

  /** Goes on with the same movie, of which more is known now. */
  grow(movie: Pick<MovieInfo, "times" | "indexComplete">): void {
    // The list that grew is usually the very same one, which the clock looks at already.
    const sameList = movie.times === this.#times;
    this.#times = movie.times;
    this.#complete = movie.indexComplete;
    if (this.#clock !== null && !sameList)
      this.#clock = new PlaybackClock(this.#times, this.#frame, this.#now());
  }

  /** Goes to a frame, or to the nearest one there is. A movie that plays goes on from there. */
  seek(frame: number): void {
    const target = Math.min(Math.max(Math.round(frame), 0), Math.max(this.#times.length - 1, 0));
    if (this.#clock !== null) this.#clock = new PlaybackClock(this.#times, target, this.#now());
    if (target === this.#frame) return;
    this.#frame = target;
    this.#onChange(this.state);
  }

  /** Goes some frames on, or back. Stepping is for looking at single frames, so it pauses. */
  step(frames: number): void {
    this.pause();
    this.seek(this.#frame + frames);
  }

  /** Plays from here, or from the start when this is the end. At the end of what is known it waits for more. */
  play(): void {
    if (this.#clock !== null || this.#times.length < 2) return;
    if (this.#complete && this.#frame >= this.#times.length - 1) this.#frame = 0;
    this.#clock = new PlaybackClock(this.#times, this.#frame, this.#now());
    this.#tick.request();
    this.#onChange(this.state);
  }

  pause(): void {
    if (this.#clock === null) return;
    this.#stop();
    this.#onChange(this.state);
  }

  toggle(): void {
    if (this.#clock === null) this.play();
    else this.pause();
  }

  #stop(): void {
    this.#clock = null;
    this.#tick.cancel();
  }

  #advance(): void {
    if (this.#clock === null) return;
    const due = this.#clock.frameAt(this.#now());
    const atLast = due >= this.#times.length - 1;
    const atEnd = atLast && this.#complete;
    if (atEnd) this.#clock = null;
    else this.#tick.request();
    // Nobody knows the next frame yet: the movie's time waits for it, so that no frames are left out afterwards.
    if (atLast && !atEnd) this.#clock = new PlaybackClock(this.#times, due, this.#now());
    if (due !== this.#frame || atEnd) {
      this.#frame = due;
      this.#onChange(this.state);
    }
  }
}
