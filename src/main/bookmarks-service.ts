import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Movie } from "../engine/movie/movie";
import type { Bookmark } from "../shared/bookmarks";
import { bookmarksSchema } from "../shared/ipc";
import { JsonFile } from "./json-file";
import type { MovieContents } from "./movie-contents";

/**
 * Keeps the bookmarks of movies, a small file for each video track, known by its content: they are there again when the
 * movie is opened again, whatever it is called by then.
 */
export class BookmarksService {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly contents: MovieContents,
  ) {}

  /**
   * The bookmarks of a movie, in the order of their frames; none where nothing readable is kept.
   *
   * @throws KinoflowError `file-unreadable`
   */
  list(movie: Movie): Promise<readonly Bookmark[]> {
    return this.inTurn(async () => {
      const kept = bookmarksSchema.safeParse(new JsonFile(await this.pathOf(movie)).read());
      return kept.success ? [...kept.data].sort((a, b) => a.frame - b.frame) : [];
    });
  }

  /**
   * Keeps these bookmarks in place of all others.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  keep(movie: Movie, bookmarks: readonly Bookmark[]): Promise<void> {
    return this.inTurn(async () => {
      const path = await this.pathOf(movie);
      if (bookmarks.length === 0) await rm(path, { force: true });
      else await new JsonFile(path).write(bookmarks);
    });
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.turn;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async pathOf(movie: Movie): Promise<string> {
    return join(this.folder, `${await this.contents.of(movie)}-${movie.probe.stream}.json`);
  }
}
