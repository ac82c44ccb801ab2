import type { MovieInfo } from "../../shared/movie";
import { type AnimationFrames, createFrameTask, type FrameTask, windowFrames } from "../lib/frame-task";
import { endOfFrame, frameAtTime, frameBeforeTime, PlaybackClock, type TimeSpan, wrapTime } from "./clock";
import { isRangeSettled, type Marks, NO_MARKS, targetRange } from "./marks";
import { NORMAL_SPEED, shuttleFasterThan } from "./speeds";

/** Where the playhead is, and how it moves. */
export interface PlayheadState {
  /** The frame wished for; its picture may still be on its way. */
  readonly frame: number;
  readonly playing: boolean;
  /** Seconds of the movie in a second, negative backwards; while paused, the speed to play at. */
  readonly rate: number;
  /** True when the marked range, or else the movie, is played again and again. */
  readonly loop: boolean;
}

type PlayedMovie = Pick<MovieInfo, "times" | "indexComplete" | "duration">;

const NO_MOVIE: PlayedMovie = { times: [], indexComplete: true, duration: 0 };

/**
 * Moves the playhead: by steps, by jumps, and by the clock, either way and at any speed. It knows nothing of pictures;
 * whoever draws them follows with the latest position it can manage, so playing skips frames where the flow is slow.
 */
export class Player {
  readonly #tick: FrameTask;
  readonly #onChange: (state: PlayheadState) => void;
  readonly #now: () => number;
  /** Its times get longer while the index is being made. */
  #movie = NO_MOVIE;
  #marks = NO_MARKS;
  #frame = 0;
  #speed = NORMAL_SPEED;
  #loop = false;
  /** Frames from one that it stops at to the next one; it begins at 0. */
  #stride = 1;
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
    return {
      frame: this.#frame,
      playing: this.#clock !== null,
      rate: this.#clock?.rate ?? this.#speed,
      loop: this.#loop,
    };
  }

  /** Where the clock is, in seconds of the movie; while paused, where the frame at the playhead begins. */
  get time(): number {
    return this.#clock?.timeAt(this.#now()) ?? this.#movie.times[this.#frame] ?? 0;
  }

  /** Starts over with another movie, at its first frame and paused. Speed and loop stay. */
  load(movie: PlayedMovie): void {
    this.#stop();
    this.#movie = movie;
    this.#marks = NO_MARKS;
    this.#frame = 0;
    this.#tell();
  }

  /** Goes on with the same movie, of which more is known now. */
  grow(movie: PlayedMovie): void {
    this.#movie = movie;
  }

  /** Has it stop at every frame, or at the first ones of double frames. */
  setStride(stride: number): void {
    if (stride === this.#stride) return;
    this.#stride = stride;
    if (this.#stopAt(this.#frame) !== this.#frame) this.seek(this.#frame);
  }

  /** Goes to a frame, or to the nearest one there is. A movie that plays goes on from there. */
  seek(frame: number): void {
    const target = this.#stopAt(Math.max(Math.round(frame), 0));
    const moved = target !== this.#frame;
    this.#frame = target;
    if (this.#clock !== null) this.#start(this.#clock.rate);
    if (moved) this.#tell();
  }

  /** Goes some frames on, or back; pairs, of double frames. Stepping is for looking at single frames, so it pauses. */
  step(frames: number): void {
    this.pause();
    this.seek(this.#frame + frames * this.#stride);
  }

  /**
   * Plays at the chosen speed from here, or from the start when this is the end. At the end of what is known it waits
   * for more.
   */
  play(): void {
    if (this.#clock === null) this.#begin(this.#speed);
  }

  pause(): void {
    if (this.#clock === null) return;
    this.#stop();
    this.#tell();
  }

  toggle(): void {
    if (this.#clock === null) this.play();
    else this.pause();
  }

  /** Plays in a direction: at normal speed at first, twice as fast with every call while it does so already. */
  shuttle(direction: 1 | -1): void {
    const rate = this.#clock?.rate ?? 0;
    if (Math.sign(rate) === direction) this.#changeRate(direction * shuttleFasterThan(Math.abs(rate)));
    else if (this.#clock !== null) this.#changeRate(direction * NORMAL_SPEED);
    else this.#begin(direction * NORMAL_SPEED);
  }

  /** Chooses the speed, a positive number. A movie that plays keeps its direction. */
  setSpeed(speed: number): void {
    this.#speed = speed;
    if (this.#clock === null) this.#tell();
    else this.#changeRate(Math.sign(this.#clock.rate) * speed);
  }

  setLoop(loop: boolean): void {
    this.#loop = loop;
    this.#tell();
  }

  /** The range that a loop is about. */
  setMarks(marks: Marks): void {
    this.#marks = marks;
  }

  /** The last frame that it stops at. */
  get #last(): number {
    const { length } = this.#movie.times;
    return Math.max(length - (length % this.#stride), this.#stride) - this.#stride;
  }

  #stopAt(frame: number): number {
    return Math.min(frame - (frame % this.#stride), this.#last);
  }

  #tell(): void {
    this.#onChange(this.state);
  }

  #stop(): void {
    this.#clock = null;
    this.#tick.cancel();
  }

  #begin(rate: number): void {
    const { times, indexComplete } = this.#movie;
    if (times.length < 2) return;
    if (!this.#loop) {
      // Nothing is before the first frame; after the last one it starts over.
      if (rate < 0 && this.#frame === 0) return;
      if (rate > 0 && indexComplete && this.#frame >= this.#last) this.#frame = 0;
    }
    this.#start(rate);
    this.#tick.request();
    this.#tell();
  }

  /** Lets the clock run from the beginning of the frame at the playhead: from its end, when it runs backwards. */
  #start(rate: number): void {
    const { times, duration } = this.#movie;
    const time = rate > 0 ? (times[this.#frame] ?? 0) : endOfFrame(times, this.#frame, duration);
    this.#clock = new PlaybackClock(time, this.#now(), rate);
  }

  #changeRate(rate: number): void {
    if (this.#clock === null) return;
    const now = this.#now();
    this.#clock = new PlaybackClock(this.#clock.timeAt(now), now, rate);
    this.#tell();
  }

  /** What is played again and again; null where nothing is, or where nobody knows yet where it ends. */
  #loopSpan(): TimeSpan | null {
    const { times, duration } = this.#movie;
    if (!this.#loop || !isRangeSettled(this.#movie, this.#marks)) return null;
    const { start, end } = targetRange(this.#marks, times.length);
    return { start: times[start] ?? 0, end: endOfFrame(times, end, duration) };
  }

  #advance(): void {
    if (this.#clock === null) return;
    const now = this.#now();
    const { rate } = this.#clock;
    const { times, indexComplete } = this.#movie;
    const span = this.#loopSpan();
    const ran = this.#clock.timeAt(now);
    const time = span === null ? ran : wrapTime(ran, span, rate);
    if (time !== ran) this.#clock = new PlaybackClock(time, now, rate);
    const due = this.#stopAt(rate > 0 ? frameAtTime(times, time) : frameBeforeTime(times, time));
    const atLast = span === null && (rate > 0 ? due >= this.#last : due <= 0);
    const atEnd = atLast && (rate < 0 || indexComplete);
    if (atEnd) this.#clock = null;
    else this.#tick.request();
    // Nobody knows the next frame yet: the movie's time waits for it, so that no frames are left out afterwards.
    if (atLast && !atEnd) this.#clock = new PlaybackClock(times[due] ?? 0, now, rate);
    if (due !== this.#frame || atEnd) {
      this.#frame = due;
      this.#tell();
    }
  }
}
