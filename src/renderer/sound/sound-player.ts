import { SOUND, type SoundChunk } from "../../shared/sound";

/** What is played now, as the picture has it. */
export interface SoundWish {
  /** Of the movie; null where there is none, or it has no sound. */
  readonly token: string | null;
  /** Seconds of the movie a second; 0 while it is paused. */
  readonly rate: number;
  /** Where the clock of the picture is, in seconds of the movie. */
  readonly time: number;
}

/** A stretch of sound that is scheduled. */
export interface ScheduledSound {
  stop(): void;
}

/** The loudspeaker: a part of the browser's AudioContext, or a test's stand-in for it. Its times are in seconds of its own. */
export interface Loudspeaker {
  /** Whether its clock runs; asks for that where it does not. */
  readonly ready: boolean;
  /** What is scheduled for now is heard at {@link latency} from now. */
  readonly now: number;
  readonly latency: number;
  /** Plays samples from a time on, without those before `skip` seconds. */
  play(samples: Int16Array, at: number, skip: number): ScheduledSound;
  setVolume(volume: number): void;
}

/** Where sound comes from; null when it has come to its end or cannot be had. */
export type SoundSource = (token: string, run: number, from: number) => Promise<SoundChunk | null>;

/** Sound that is as far from the picture as this, in seconds, starts anew from where the picture is. */
const MOST_DRIFT = 0.08;
/** So much is scheduled ahead. */
const AHEAD = 1.5;
const LOOK_MS = 200;
/** Somebody who drags the playhead jumps many times a second: sound waits until that has an end. */
const SETTLE_MS = 150;
/** A loudspeaker whose clock stands still, or a machine that is too slow, is given up after so many runs that were short. */
const MOST_ATTEMPTS = 8;
const LONG_ENOUGH = 2;
/** Where the picture has gone on so far, in seconds, before the first sound came, somebody has jumped. */
const JUMP = 5;

interface Run {
  readonly number: number;
  readonly token: string;
  /** Time of the loudspeaker at which the movie's time 0 would be heard with its picture; null until the first sound came. */
  origin: number | null;
  /** Movie's time of the next stretch. */
  next: number;
}

/**
 * Plays the sound of a movie with its picture, at normal speed and forwards only. The picture's clock leads: whenever the two
 * are apart, after a jump or by a slow drift, sound starts anew from where the picture is.
 */
export class SoundPlayer {
  readonly #speaker: () => Loudspeaker;
  readonly #source: SoundSource;
  readonly #onSilence: () => void;
  #wish: () => SoundWish = () => ({ token: null, rate: 0, time: 0 });
  #on = false;
  #run: Run | null = null;
  #runs = 0;
  /** Runs since the picture was started that soon were apart from it. */
  #attempts = 0;
  /** Seconds of sound that the present run has scheduled. */
  #heard = 0;
  #scheduled: ScheduledSound[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param speaker made when there is something to play for the first time
   * @param onSilence called when sound ends, so that nobody goes on making it
   */
  constructor(speaker: () => Loudspeaker, source: SoundSource, onSilence: () => void) {
    this.#speaker = speaker;
    this.#source = source;
    this.#onSilence = onSilence;
  }

  /** @param wish tells at any time what the picture does */
  follow(wish: () => SoundWish): void {
    this.#wish = wish;
    this.update();
  }

  /** Switches sound on or off. */
  setOn(on: boolean): void {
    this.#on = on;
    this.update();
  }

  /** To be called whenever the picture starts, stops, jumps or goes on. */
  update(): void {
    const { token, rate, time } = this.#wish();
    if (!this.#on || token === null || rate !== 1) {
      this.#silence();
      this.#attempts = 0;
      return;
    }
    const run = this.#run;
    if (run === null) {
      if (this.#attempts < MOST_ATTEMPTS && this.#speaker().ready) this.#begin(token, time);
    } else if (run.token !== token || this.#drift(run, time) > MOST_DRIFT) {
      this.#attempts = this.#heard > LONG_ENOUGH ? 1 : this.#attempts + 1;
      this.#silence();
      this.#run = { number: this.#runs++, token, origin: null, next: time };
      this.#timer = setTimeout(() => this.#restart(), SETTLE_MS);
    }
  }

  /** How far sound and picture are apart, in seconds; 0 while nothing is heard yet. */
  #drift({ origin, next }: Run, time: number): number {
    if (origin === null) return time < next - MOST_DRIFT || time > next + JUMP ? JUMP : 0;
    return Math.abs(this.#originNow(time) - origin);
  }

  #originNow(time: number): number {
    const { now, latency } = this.#speaker();
    return now - latency - time;
  }

  #restart(): void {
    this.#run = null;
    this.update();
  }

  #begin(token: string, time: number): void {
    const run: Run = { number: this.#runs++, token, origin: null, next: time };
    this.#run = run;
    this.#heard = 0;
    void this.#feed(run, time);
  }

  /** Asks for one stretch after the other, for as long as the run goes on. */
  async #feed(run: Run, from: number): Promise<void> {
    const chunk = await this.#source(run.token, run.number, from);
    // Somebody jumped meanwhile.
    if (this.#run !== run || chunk === null || chunk.samples.length === 0) return;
    const speaker = this.#speaker();
    run.origin ??= this.#originNow(this.#wish().time);
    const length = chunk.samples.length / SOUND.channels / SOUND.sampleRate;
    const at = run.origin + run.next;
    run.next += length;
    this.#heard += length;
    const late = Math.max(speaker.now - at, 0);
    if (late < length) {
      this.#scheduled = [
        ...this.#scheduled.slice(-8),
        speaker.play(chunk.samples, Math.max(at, speaker.now), late),
      ];
    }
    this.#feedLater(run, from);
  }

  #feedLater(run: Run, from: number): void {
    if (this.#run !== run || run.origin === null) return;
    if (run.origin + run.next - this.#speaker().now < AHEAD) void this.#feed(run, from);
    else this.#timer = setTimeout(() => this.#feedLater(run, from), LOOK_MS);
  }

  #silence(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#run === null) return;
    this.#run = null;
    for (const sound of this.#scheduled) sound.stop();
    this.#scheduled = [];
    this.#onSilence();
  }
}
