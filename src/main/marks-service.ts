import type { Recording } from "../engine/recording/recording";
import { marksSchema } from "../shared/contract/marks";
import { type Marks, NO_MARKS } from "../shared/marks/marks";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import { MovieNotes } from "./movie-notes";
import type { OpenMovies } from "./movie-service";

/** Keeps what was laid over recordings to measure them; see {@link MovieNotes}. */
export class MarksService {
  readonly #notes: MovieNotes;

  constructor(folder: string, contents: MovieContents) {
    this.#notes = new MovieNotes(folder, contents, (notes) => marksSchema.safeParse(notes).success);
  }

  /**
   * The marks of a recording; where nothing readable is kept, none but the size of a pixel that the file says.
   *
   * @throws KinoflowError `file-unreadable`
   */
  async read(movie: Recording): Promise<Marks> {
    const kept = marksSchema.safeParse(await this.#notes.read(movie));
    if (kept.success) return kept.data;
    const { pixelSize } = movie.info;
    return pixelSize === null
      ? NO_MARKS
      : { ...NO_MARKS, calibration: { ...NO_MARKS.calibration, pixel: pixelSize } };
  }

  /**
   * Keeps these marks in place of all others. What was there and is not readable stays beside them as `*.unreadable.json`.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`
   */
  keep(movie: Recording, marks: Marks): Promise<void> {
    return this.#notes.write(movie, marks);
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"marks:read" | "marks:keep"> {
    return {
      "marks:read": ({ token }) => this.read(movies.require(token).movie),
      "marks:keep": ({ token, marks }) => this.keep(movies.require(token).movie, marks),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#notes.idle;
  }
}
