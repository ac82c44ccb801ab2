import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Movie } from "../engine/movie/movie";
import type { CutMarks } from "../shared/cut-marks";
import { cutMarksSchema, type EventPayloads } from "../shared/ipc";
import { JsonFile } from "./json-file";
import type { MovieContents } from "./movie-contents";

/** What the marks of cuts need of the open movie. */
export interface CutMovie {
  readonly movie: Movie;
  readonly session: { cutMarks: CutMarks };
}

/**
 * Keeps the marks of cuts that a person sets and deletes, a small file for each video track of a movie, known by its content: they are
 * there again when the movie is opened again, whatever it is called by then.
 */
export class CutService {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly contents: MovieContents,
    private readonly tell: (marks: EventPayloads["cuts:marks"]) => void,
  ) {}

  /** Has the marks of a movie that was just opened apply, and tells them. Without any there is nothing to tell. */
  async recall({ movie, session }: CutMovie): Promise<void> {
    const before = session.cutMarks;
    const path = await this.pathOf(movie);
    await this.turn;
    // What a person has marked meanwhile is what counts.
    if (session.cutMarks !== before) return;
    const marks = cutMarksSchema.safeParse(new JsonFile(path).read());
    if (!marks.success) return;
    session.cutMarks = marks.data;
    this.tell({ token: movie.info.token, marks: marks.data });
  }

  /**
   * Has these marks apply from now on, and keeps them.
   *
   * @throws KinoflowError `file-unreadable`, `output-unwritable` or `disk-full`; they apply all the same
   */
  keep({ movie, session }: CutMovie, marks: CutMarks): Promise<void> {
    session.cutMarks = marks;
    const kept = this.turn.then(async () => {
      const path = await this.pathOf(movie);
      if (marks.set.length === 0 && marks.deleted.length === 0) await rm(path, { force: true });
      else await new JsonFile(path).write(marks);
    });
    this.turn = kept.catch(() => undefined);
    return kept;
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.turn;
  }

  private async pathOf(movie: Movie): Promise<string> {
    return join(this.folder, `${await this.contents.of(movie)}-${movie.probe.stream}.json`);
  }
}
