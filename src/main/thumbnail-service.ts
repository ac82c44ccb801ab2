import type { Engine } from "../engine/engine";
import type { PoolHold } from "../engine/pool-keeper";
import type { Recording } from "../engine/recording/recording";
import { type ThumbnailOptions, ThumbnailSource } from "../engine/view/thumbnail";
import { cancelledError } from "../shared/errors";
import { Turns } from "../shared/turns";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";

export interface ThumbnailRequest extends Omit<ThumbnailOptions, "signal"> {
  /** Height in pixels; the width follows from the displayed shape. */
  readonly height: number;
}

/** A decoder that nobody has asked for anything for so long is ended: it holds memory. */
const IDLE_MS = 3000;

interface OpenSource {
  readonly movie: Recording;
  readonly height: number;
  readonly source: ThumbnailSource;
  readonly hold: PoolHold;
}

/** Makes small pictures of movies one after the other: they are the least urgent of all work. */
export class ThumbnailService {
  #open: OpenSource | null = null;
  readonly #turns = new Turns();
  #closed = false;
  #idleTimer: NodeJS.Timeout | null = null;
  readonly #engine: () => Promise<Engine>;

  constructor(engine: () => Promise<Engine>) {
    this.#engine = engine;
  }

  make(movie: Recording, { height, ...options }: ThumbnailRequest): Promise<Buffer> {
    return this.#turns.take(async () => {
      clearTimeout(this.#idleTimer ?? undefined);
      const source = await this.#sourceOf(movie, height);
      try {
        return await source.make(options);
      } finally {
        this.#idleTimer = setTimeout(() => void this.#leave(), IDLE_MS).unref();
      }
    });
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"movie:thumbnail"> {
    return {
      "movie:thumbnail": async ({ token, ...wish }) => ({
        frame: wish.frame,
        png: await this.make(movies.require(token).movie, wish),
      }),
    };
  }

  /** Ends what is done on a movie that is about to be closed. */
  async leaveMovie(movie: Recording): Promise<void> {
    if (this.#open?.movie === movie) await this.#leave();
  }

  /** Ends all of it, for good. */
  cancel(): void {
    this.#closed = true;
    void this.#leave();
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#turns.idle.then(() => this.#leave());
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#idleTimer ?? undefined);
    const open = this.#open;
    this.#open = null;
    await open?.source.close();
    open?.hold.release();
  }

  async #sourceOf(movie: Recording, height: number): Promise<ThumbnailSource> {
    if (this.#open?.movie !== movie || this.#open.height !== height) await this.#leave();
    const { pools } = await this.#engine();
    if (this.#closed) throw cancelledError();
    if (this.#open === null) {
      const hold = pools.hold();
      this.#open = { movie, height, source: new ThumbnailSource(movie, hold.pool, height), hold };
    }
    return this.#open.source;
  }
}
