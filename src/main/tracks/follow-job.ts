import { abortable } from "../../engine/abortable";
import type { Engine } from "../../engine/engine";
import type { Recording } from "../../engine/recording/recording";
import { type FollowWish, followTracks } from "../../engine/tracks/follow-tracks";
import { cancelledError, isCancelled, throwIfCancelled, toErrorValue } from "../../shared/errors";
import type { EventPayloads } from "../../shared/ipc";
import type { KnownTracks } from "./known-tracks";

/** Places and progress are told at most this often. */
const TELL_MS = 250;
/** Behind everything that somebody waits for, as an analysis is. */
const PRIORITY = -1;

type TracksEvent = "tracks:points" | "tracks:state";
export type TellTracks = <C extends TracksEvent>(channel: C, payload: EventPayloads[C]) => void;

interface Teller {
  /** Of the request. */
  readonly id: number;
  readonly tell: TellTracks;
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
  readonly #movie: Recording;
  readonly #wish: Omit<FollowWish, "start" | "end">;
  readonly #known: KnownTracks;
  readonly #teller: Teller;

  constructor(movie: Recording, wish: Omit<FollowWish, "start" | "end">, known: KnownTracks, teller: Teller) {
    this.#movie = movie;
    this.#wish = wish;
    this.#known = known;
    this.#teller = teller;
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
    try {
      const { pools } = await engine();
      throwIfCancelled(signal);
      this.#tellNow();
      // The end of a recording that is still being indexed is not known.
      await abortable(this.#movie.indexed, signal);
      const range = { start: 0, end: this.#movie.timeline.count - 1 };
      const options = {
        ...{ signal, priority: PRIORITY },
        onPoint: (...found: Parameters<KnownTracks["found"]>) => this.#known.found(...found),
        onProgress: (done: number, total: number) => {
          [this.#done, this.#total] = [done, total];
          this.#timer ??= setTimeout(() => this.#tellNow(), TELL_MS);
        },
      };
      await pools.use((pool) =>
        followTracks(pool, this.#movie, this.#known.all, { ...this.#wish, ...range }, options),
      );
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
    const { id, tell } = this.#teller;
    // What a job finds that was given up is told by the next one: nobody listens to this one any more.
    const places = this.#control.signal.aborted ? null : this.#known.takeUntold();
    if (places !== null) tell("tracks:points", { id, ...places });
    const isFailed = this.failure !== null && !isCancelled(this.failure);
    tell("tracks:state", {
      ...{ id, active: this.#active, done: this.#done, total: this.#total },
      error: isFailed ? toErrorValue(this.failure) : null,
    });
  }
}
