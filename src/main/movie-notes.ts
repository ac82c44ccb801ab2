import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Recording } from "../engine/recording/recording";
import { Turns } from "../shared/turns";
import { JsonFile } from "./json-file";
import type { MovieContents } from "./movie-contents";

/**
 * Keeps what a person noted of movies, a small file for each video track, known by its content: it is there again when the movie
 * is opened again, whatever it is called by then.
 */
export class MovieNotes {
  readonly #turns = new Turns();
  readonly #folder: string;
  readonly #contents: MovieContents;

  constructor(folder: string, contents: MovieContents) {
    this.#folder = folder;
    this.#contents = contents;
  }

  /**
   * What is kept of a movie, once everything asked for before is written; nothing readable is null.
   *
   * @throws KinoflowError `file-unreadable`
   */
  read(movie: Recording): Promise<unknown> {
    return this.#turns.take(async () => new JsonFile(await this.#pathOf(movie)).read());
  }

  /**
   * Keeps this in place of what was kept; null keeps nothing.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  write(movie: Recording, notes: object | null): Promise<void> {
    return this.#turns.take(async () => {
      const path = await this.#pathOf(movie);
      if (notes === null) await rm(path, { force: true });
      else await new JsonFile(path).write(notes);
    });
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#turns.idle;
  }

  async #pathOf(movie: Recording): Promise<string> {
    return join(this.#folder, `${await this.#contents.of(movie)}-${movie.identity.track}.json`);
  }
}
