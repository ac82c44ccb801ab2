import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeError } from "../engine/field-io/atomic-file";
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
  readonly #isReadable: (notes: unknown) => boolean;
  /** Files that hold nothing but what this app can read. */
  readonly #known = new Set<string>();

  /** @param isReadable false of what is damaged or from a newer app: such a file is put aside before anything is kept in its place */
  constructor(folder: string, contents: MovieContents, isReadable: (notes: unknown) => boolean = () => true) {
    this.#folder = folder;
    this.#contents = contents;
    this.#isReadable = isReadable;
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
      await this.#putAside(path);
      if (notes === null) await rm(path, { force: true });
      else await new JsonFile(path).write(notes);
    });
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#turns.idle;
  }

  /** Somebody may still get back what this app cannot read. */
  async #putAside(path: string): Promise<void> {
    if (this.#known.has(path)) return;
    if (existsSync(path) && !this.#isReadable(new JsonFile(path).read())) {
      try {
        await rename(path, freeName(path));
      } catch (error) {
        throw writeError(error, path);
      }
    }
    this.#known.add(path);
  }

  async #pathOf(movie: Recording): Promise<string> {
    return join(this.#folder, `${await this.#contents.of(movie)}-${movie.identity.track}.json`);
  }
}

/** A name beside the file's that no other file has. */
function freeName(path: string): string {
  const stem = path.replace(/\.json$/, ".unreadable");
  let name = `${stem}.json`;
  for (let number = 2; existsSync(name); number += 1) name = `${stem}-${number}.json`;
  return name;
}
