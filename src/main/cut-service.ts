import type { Recording } from "../engine/recording/recording";
import { cutMarksSchema } from "../shared/contract/movie";
import type { CutMarks } from "../shared/cut-marks";
import type { EventPayloads } from "../shared/ipc";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import { MovieNotes } from "./movie-notes";
import type { OpenMovies } from "./movie-service";

/** What the marks of cuts need of the open movie. */
export interface CutMovie {
  readonly movie: Recording;
  readonly session: { cutMarks: CutMarks };
}

/** Keeps the marks of cuts that a person sets and deletes; see {@link MovieNotes}. */
export class CutService {
  readonly #notes: MovieNotes;
  readonly #tell: (marks: EventPayloads["cuts:marks"]) => void;

  constructor(folder: string, contents: MovieContents, tell: (marks: EventPayloads["cuts:marks"]) => void) {
    this.#tell = tell;
    this.#notes = new MovieNotes(folder, contents);
  }

  /** Has the marks of a movie that was just opened apply, and tells them. Without any there is nothing to tell. */
  async recall({ movie, session }: CutMovie): Promise<void> {
    const before = session.cutMarks;
    const marks = cutMarksSchema.safeParse(await this.#notes.read(movie));
    // What a person has marked meanwhile is what counts.
    if (!marks.success || session.cutMarks !== before) return;
    session.cutMarks = marks.data;
    this.#tell({ token: movie.info.token, marks: marks.data });
  }

  /**
   * Has these marks apply from now on, and keeps them.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`; they apply all the same
   */
  keep({ movie, session }: CutMovie, marks: CutMarks): Promise<void> {
    session.cutMarks = marks;
    const isEmpty = marks.set.length === 0 && marks.deleted.length === 0;
    return this.#notes.write(movie, isEmpty ? null : marks);
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"cuts:keep" | "cuts:among"> {
    return {
      "cuts:keep": ({ token, marks }) => this.keep(movies.require(token), marks),
      "cuts:among": ({ token, frames }) => movies.require(token).session.cutsAmong(frames),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#notes.idle;
  }
}
