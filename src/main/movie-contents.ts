import { movieFingerprint } from "../engine/recordings/movie/fingerprint";
import type { Movie } from "../engine/recordings/movie/movie";

/** Knows open movies by their content, each read once. */
export class MovieContents {
  private readonly known = new WeakMap<Movie, Promise<string>>();

  /** See {@link movieFingerprint}. */
  of(movie: Movie): Promise<string> {
    const known = this.known.get(movie) ?? movieFingerprint(movie.probe.input);
    this.known.set(movie, known);
    // What could not be read may be readable the next time.
    known.catch(() => this.known.delete(movie));
    return known;
  }
}
