import type { Recording } from "../engine/recording/recording";
import type { Bookmark } from "../shared/bookmarks";
import { bookmarksSchema } from "../shared/contract/movie";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import { MovieNotes } from "./movie-notes";
import type { OpenMovies } from "./movie-service";

/** Keeps the bookmarks of movies; see {@link MovieNotes}. */
export class BookmarksService {
  readonly #notes: MovieNotes;

  constructor(folder: string, contents: MovieContents) {
    this.#notes = new MovieNotes(folder, contents);
  }

  /**
   * The bookmarks of a movie, in the order of their frames; none where nothing readable is kept.
   *
   * @throws KinoflowError `file-unreadable`
   */
  async list(movie: Recording): Promise<readonly Bookmark[]> {
    const kept = bookmarksSchema.safeParse(await this.#notes.read(movie));
    return kept.success ? [...kept.data].sort((a, b) => a.frame - b.frame) : [];
  }

  /**
   * Keeps these bookmarks in place of all others.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  keep(movie: Recording, bookmarks: readonly Bookmark[]): Promise<void> {
    return this.#notes.write(movie, bookmarks.length === 0 ? null : bookmarks);
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"bookmarks:list" | "bookmarks:keep"> {
    return {
      "bookmarks:list": ({ token }) => this.list(movies.require(token).movie),
      "bookmarks:keep": ({ token, bookmarks }) => this.keep(movies.require(token).movie, bookmarks),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#notes.idle;
  }
}
