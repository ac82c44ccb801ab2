import { basename } from "node:path";
import type { Engine } from "../engine/engine";
import { type Movie, openMovie } from "../engine/movie/movie";
import { makeSampleMovie } from "../engine/sample/sample-movie";
import { PictureSession } from "../engine/view/picture-session";
import { isCancelled, KinoflowError, toErrorValue } from "../shared/errors";
import type { EventChannel, EventPayloads } from "../shared/ipc";
import type { MovieInfo } from "../shared/movie";

/** The movie on the screen. */
export interface OpenMovie {
  readonly movie: Movie;
  readonly info: MovieInfo;
  readonly session: PictureSession;
}

type Tell = <C extends EventChannel>(channel: C, payload: EventPayloads[C]) => void;

/** Opens and closes the one movie that the window shows. The last one that was asked for wins. */
export class MovieService {
  private open: OpenMovie | null = null;
  private opening: AbortController | null = null;

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly sampleFolder: string,
    private readonly tell: Tell,
  ) {}

  get current(): OpenMovie | null {
    return this.open;
  }

  /** The open movie that a token names; anything else was closed in the meantime. */
  require(token: string): OpenMovie {
    if (this.open?.info.token !== token) {
      throw new KinoflowError("invalid-argument", "That movie is not open any more; open it again.");
    }
    return this.open;
  }

  openFile(path: string): Promise<void> {
    return this.show(basename(path), async ({ tools }, signal) => openMovie(tools, path, { signal }));
  }

  openSample(): Promise<void> {
    return this.show("the sample", async ({ tools }, signal) => {
      const path = await makeSampleMovie(tools, this.sampleFolder, signal);
      return openMovie(tools, path, { signal, isSample: true });
    });
  }

  async close(): Promise<void> {
    this.opening?.abort();
    const { open } = this;
    this.open = null;
    await open?.session.close();
  }

  /** Failures are told to the window; the movie that was open before stays open then. */
  private async show(
    name: string,
    load: (engine: Engine, signal: AbortSignal) => Promise<Movie>,
  ): Promise<void> {
    this.opening?.abort();
    const control = new AbortController();
    this.opening = control;
    this.tell("movie:opening", { name });
    try {
      const engine = await this.engine();
      const movie = await load(engine, control.signal);
      if (control.signal.aborted) return;
      const previous = this.open;
      this.open = { movie, info: movie.info, session: new PictureSession(movie, engine.pool) };
      this.tell("movie:opened", movie.info);
      await previous?.session.close();
    } catch (error) {
      // A newer wish took its place, and tells its own story.
      if (isCancelled(error) || control.signal.aborted) return;
      this.tell("movie:failed", { name, error: toErrorValue(error) });
    } finally {
      if (this.opening === control) this.opening = null;
    }
  }
}
