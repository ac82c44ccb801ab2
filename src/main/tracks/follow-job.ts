import { abortable } from "../../engine/abortable";
import type { Engine } from "../../engine/engine";
import type { Recording } from "../../engine/recording/recording";
import { type FollowWish, followTracks } from "../../engine/tracks/follow-tracks";
import type { GrowingTrack } from "../../engine/tracks/growing-track";
import { cancelledError, isCancelled, throwIfCancelled, toErrorValue } from "../../shared/errors";
import type { EventPayloads } from "../../shared/ipc";
import type { KnownTracks } from "./known-tracks";

/** Places and progress are told at most this often. */
const TELL_MS = 250;
/** Behind everything that somebody waits for, as an analysis is. */
const PRIORITY = -1;

type TracksEvent = "tracks:points" | "tracks:state";
export type TellTracks = <C extends TracksEvent>(channel: C, payload: EventPayloads[C]) => void;

/** Whom a job tells. */
export interface Teller {
  /** Of the request that is told of it. */
  readonly id: () => number;
  readonly tell: TellTracks;
}

/** What is followed. */
export interface Followed {
  readonly movie: Recording;
  /** Hears of the places. */
  readonly known: KnownTracks;
  readonly tracks: readonly GrowingTrack[];
}

/** Follows tracks to both ends of the recording, and tells where they come to. */
export class FollowJob {
  /** Resolves when nothing is done for it any more; never rejects. */
  ended: Promise<void> = Promise.resolve();
  /** Why it did not come to its end. */
  failure: unknown = null;
  readonly #control = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #active = true;
  #done = 0;
  #total = 0;
  readonly #followed: Followed;
  readonly #wish: Omit<FollowWish, "start" | "end">;
  readonly #teller: Teller;

  constructor(followed: Followed, wish: Omit<FollowWish, "start" | "end">, teller: Teller) {
    this.#followed = followed;
    this.#wish = wish;
    this.#teller = teller;
  }

  get movie(): Recording {
    return this.#followed.movie;
  }

  /** @param engine resolves when it is its turn */
  begin(engine: () => Promise<Engine>): void {
    this.ended = this.#run(engine);
  }

  cancel(): void {
    this.#control.abort();
  }

  async #run(engine: () => Promise<Engine>): Promise<void> {
    const { signal } = this.#control;
    const { movie, known, tracks } = this.#followed;
    try {
      const { pools } = await abortable(engine(), signal);
      throwIfCancelled(signal);
      this.#tellNow();
      // The end of a recording that is still being indexed is not known.
      await abortable(movie.indexed, signal);
      const range = { start: 0, end: movie.timeline.count - 1 };
      const options = {
        ...{ signal, priority: PRIORITY },
        onPoint: (...found: Parameters<KnownTracks["found"]>) => known.found(...found),
        onProgress: (done: number, total: number) => {
          [this.#done, this.#total] = [done, total];
          this.#timer ??= setTimeout(() => this.#tellNow(), TELL_MS);
        },
      };
      await pools.use((pool) => followTracks(pool, movie, tracks, { ...this.#wish, ...range }, options));
      throwIfCancelled(signal);
    } catch (error) {
      this.failure = signal.aborted ? cancelledError() : error;
    }
    this.#active = false;
    this.#tellNow();
  }

  #tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { tell } = this.#teller;
    const id = this.#teller.id();
    // What a job finds that was given up is told by the next one: nobody listens to this one any more.
    const places = this.#control.signal.aborted ? null : this.#followed.known.takeUntold();
    if (places !== null) tell("tracks:points", { id, ...places });
    const isFailed = this.failure !== null && !isCancelled(this.failure);
    tell("tracks:state", {
      ...{ id, active: this.#active, done: this.#done, total: this.#total },
      stopped: isCancelled(this.failure),
      error: isFailed ? toErrorValue(this.failure) : null,
    });
  }
}
