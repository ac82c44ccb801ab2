import type { Engine } from "../engine/engine";
import type { Movie } from "../engine/movie/movie";
import { makeThumbnail, type ThumbnailOptions } from "../engine/movie/thumbnail";

/** Makes small pictures of movies one after the other: they are the least urgent of all work. */
export class ThumbnailService {
  private readonly control = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly engine: () => Promise<Engine>) {}

  make(movie: Movie, options: Omit<ThumbnailOptions, "signal">): Promise<Buffer> {
    const made = this.turn.then(async () => {
      const { tools } = await this.engine();
      return makeThumbnail(tools, movie, { ...options, signal: this.control.signal });
    });
    this.turn = made.catch(() => undefined);
    return made;
  }

  /** Ends all of it, for good. */
  cancel(): void {
    this.control.abort();
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.turn;
  }
}
