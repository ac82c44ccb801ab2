import type { Recording } from "../engine/recording/recording";

/** Knows open movies by their content, each read once. */
export class MovieContents {
  readonly #known = new WeakMap<Recording, Promise<string>>();

  /** See {@link RecordingIdentity.fingerprint}. */
  of(movie: Recording): Promise<string> {
    const known = this.#known.get(movie) ?? movie.identity.fingerprint();
    this.#known.set(movie, known);
    // What could not be read may be readable the next time.
    known.catch(() => this.#known.delete(movie));
    return known;
  }
}
