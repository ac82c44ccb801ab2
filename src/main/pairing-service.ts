import type { Recording } from "../engine/recording/recording";
import { pairingSchema } from "../shared/contract/flow";
import type { Pairing } from "../shared/pairing";
import type { MovieContents } from "./movie-contents";
import { MovieNotes } from "./movie-notes";

/** Keeps which frames of a movie a person has compared; see {@link MovieNotes}. */
export class PairingService {
  private readonly notes: MovieNotes;

  constructor(folder: string, contents: MovieContents) {
    this.notes = new MovieNotes(folder, contents);
  }

  /**
   * What was chosen the last time; null where nobody chose, or nothing readable is kept.
   *
   * @throws KinoflowError `file-unreadable`
   */
  async of(movie: Recording): Promise<Pairing | null> {
    const kept = pairingSchema.safeParse(await this.notes.read(movie));
    return kept.success ? kept.data : null;
  }

  /**
   * Keeps a choice; null keeps none.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  keep(movie: Recording, pairing: Pairing | null): Promise<void> {
    return this.notes.write(movie, pairing);
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.notes.idle;
  }
}
