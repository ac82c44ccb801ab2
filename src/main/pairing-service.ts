import type { Recording } from "../engine/recording/recording";
import { pairingSchema } from "../shared/contract/flow";
import type { Pairing } from "../shared/pairing";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import { MovieNotes } from "./movie-notes";
import type { OpenMovies } from "./movie-service";

/** Keeps which frames of a movie a person has compared; see {@link MovieNotes}. */
export class PairingService {
  readonly #notes: MovieNotes;

  constructor(folder: string, contents: MovieContents) {
    this.#notes = new MovieNotes(folder, contents);
  }

  /**
   * What was chosen the last time; null where nobody chose, or nothing readable is kept.
   *
   * @throws KinoflowError `file-unreadable`
   */
  async of(movie: Recording): Promise<Pairing | null> {
    const kept = pairingSchema.safeParse(await this.#notes.read(movie));
    return kept.success ? kept.data : null;
  }

  /**
   * Keeps a choice; null keeps none.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  keep(movie: Recording, pairing: Pairing | null): Promise<void> {
    return this.#notes.write(movie, pairing);
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"pairing:recall" | "pairing:keep"> {
    return {
      "pairing:recall": ({ token }) => this.of(movies.require(token).movie),
      "pairing:keep": ({ token, pairing }) => this.keep(movies.require(token).movie, pairing),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#notes.idle;
  }
}
