import { basename } from "node:path";
import type { Engine } from "../engine/engine";
import type { PoolHold } from "../engine/pool-keeper";
import { frameBudget } from "../engine/recording/frame-budget";
import type { Recording } from "../engine/recording/recording";
import {
  type RawOption,
  type StartRecordingOptions,
  startRecording,
} from "../engine/recordings/open-recording";
import { makeSampleMovie } from "../engine/sample/sample-movie";
import { PictureSession } from "../engine/view/picture-session";
import { type ErrorValue, failure, isCancelled, KinoflowError, toErrorValue } from "../shared/errors";
import type { EventChannel, EventPayloads } from "../shared/ipc";
import type { MovieInfo } from "../shared/movie";
import type { HandlersOf } from "./ipc-router";
import { throttled } from "./throttle";

/** The movie on the screen. */
export interface OpenMovie {
  readonly movie: Recording;
  /** As it is known now. */
  readonly info: MovieInfo;
  readonly session: PictureSession;
}

/** Where the open movie is found by its token. */
export interface OpenMovies {
  /** @throws KinoflowError `cancelled` where it is not open any more */
  require(token: string): OpenMovie;
}

type Tell = <C extends EventChannel>(channel: C, payload: EventPayloads[C]) => void;

/** What others do with movies that come and go. */
export interface MovieHooks {
  /** @param asked the path that it was opened by */
  opened?(movie: OpenMovie, asked: string): void;
  /** Called before a movie is closed, and awaited: whoever works on it in the background ends that. */
  closing?(movie: OpenMovie): Promise<void>;
  /** How a file without a header is read; null where nothing is known of that. */
  layoutOf?(path: string): Promise<RawOption["raw"] | null>;
  /** What a file that could not be opened is called in requests, where it may be one without a header; null where not. */
  unread?(path: string, error: ErrorValue): Promise<string | null>;
}

/** What to open: a file, or the sample. */
interface Wish {
  /** For people. */
  readonly name: string;
  path(engine: Engine, signal: AbortSignal): Promise<string>;
  readonly options: StartRecordingOptions;
}

/** What a person says of how a file is opened. */
export type FileOptions = Pick<
  StartRecordingOptions,
  "stream" | "raw" | "sequenceRate" | "captureRate" | "namingRule"
>;

/** More often than this nobody looks at bands and meters. */
const CACHE_NEWS_MS = 150;
const INDEX_NEWS_MS = 250;

/** Opens and closes the one movie that the window shows. The last one that was asked for wins. */
export class MovieService implements OpenMovies {
  #open: OpenedMovie | null = null;
  #opening: AbortController | null = null;
  readonly #engine: () => Promise<Engine>;
  readonly #sampleFolder: string;
  readonly #chosenBudget: () => number | null;
  readonly #tell: Tell;
  readonly #hooks: MovieHooks;

  constructor(
    engine: () => Promise<Engine>,
    sampleFolder: string,
    chosenBudget: () => number | null,
    tell: Tell,
    hooks: MovieHooks = {},
  ) {
    this.#engine = engine;
    this.#sampleFolder = sampleFolder;
    this.#chosenBudget = chosenBudget;
    this.#tell = tell;
    this.#hooks = hooks;
  }

  get current(): OpenMovie | null {
    return this.#open;
  }

  /** The open movie that a token names; anything else was closed in the meantime. */
  require(token: string): OpenMovie {
    if (this.#open?.info.token !== token) {
      throw failure("movieClosed");
    }
    return this.#open;
  }

  /** @param options how it is opened; default: as it says itself */
  openFile(path: string, options: FileOptions = {}): Promise<void> {
    return this.#show({ name: basename(path), path: () => Promise.resolve(path), options });
  }

  /** @param name what people are told is opened */
  openSample(name: string): Promise<void> {
    return this.#show({
      name,
      path: ({ tools }, signal) => makeSampleMovie(tools, this.#sampleFolder, signal),
      options: { isSample: true },
    });
  }

  /** Opens another video track of the open movie. */
  chooseStream(token: string, stream: number): Promise<void> {
    const { wish } = this.#requireOpened(token);
    return this.#show({ ...wish, options: { ...wish.options, stream, distrustPackets: false } });
  }

  /** Opens the open movie at other rates; null leaves the one that it has, or that is assumed. */
  chooseRates(
    token: string,
    { frameRate, captureRate }: { readonly frameRate: number | null; readonly captureRate: number | null },
  ): Promise<void> {
    const { wish } = this.#requireOpened(token);
    const { sequenceRate: _rate, captureRate: _captured, ...others } = wish.options;
    return this.#show({
      ...wish,
      options: {
        ...others,
        ...(frameRate === null ? {} : { sequenceRate: frameRate }),
        ...(captureRate === null ? {} : { captureRate }),
        distrustPackets: false,
      },
    });
  }

  /** Opens the pictures of the open movie in another order. */
  chooseOrder(token: string, namingRule: string): Promise<void> {
    const { wish } = this.#requireOpened(token);
    return this.#show({ ...wish, options: { ...wish.options, namingRule, distrustPackets: false } });
  }

  /** Answers what the window asks of the open movie. */
  handlers(): HandlersOf<
    | "movie:choose-stream"
    | "movie:choose-rates"
    | "movie:choose-order"
    | "probe:read"
    | "map:extent"
    | "regions:figures"
    | "levels:measure"
  > {
    const sessionOf = (token: string): PictureSession => this.require(token).session;
    // How opening goes is told by events.
    return {
      "movie:choose-stream": ({ token, stream }) => void this.chooseStream(token, stream),
      "movie:choose-rates": ({ token, ...rates }) => void this.chooseRates(token, rates),
      "movie:choose-order": ({ token, rule }) => void this.chooseOrder(token, rule),
      "probe:read": ({ token, ...request }) => sessionOf(token).probe(request),
      "map:extent": ({ token, ...request }) => sessionOf(token).mapExtent(request),
      "regions:figures": ({ token, ...request }) => sessionOf(token).regionFigures(request),
      "levels:measure": ({ token }) => sessionOf(token).levels(),
    };
  }

  /** Brings the memory for frames to what the settings say now. */
  applyFrameBudget(): void {
    this.#open?.session.setFrameBudget(frameBudget(this.#chosenBudget()));
  }

  async close(): Promise<void> {
    this.#opening?.abort();
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    await this.#dismiss(open);
    (await this.#engine()).pools.renewIfGrown();
  }

  #requireOpened(token: string): OpenedMovie {
    this.require(token);
    if (!this.#open) throw new KinoflowError("internal", "No movie is open.");
    return this.#open;
  }

  /** Failures are told to the window; the movie that was open before stays open then. */
  async #show(wish: Wish): Promise<void> {
    this.#opening?.abort();
    const control = new AbortController();
    this.#opening = control;
    const { signal } = control;
    this.#tell("movie:opening", { name: wish.name });
    let asked: string | null = null;
    try {
      const engine = await this.#engine();
      const path = await wish.path(engine, signal);
      asked = path;
      const raw = wish.options.raw ?? (await this.#hooks.layoutOf?.(path));
      const movie = await startRecording(engine.tools, path, {
        ...wish.options,
        ...(raw && { raw }),
        signal,
      });
      if (signal.aborted) {
        movie.close();
        return;
      }
      const previous = this.#open;
      const budget = frameBudget(this.#chosenBudget());
      engine.pools.renewIfGrown();
      const hold = engine.pools.hold();
      const opened = new OpenedMovie(movie, new PictureSession(movie, hold.pool, budget), wish, hold);
      this.#open = opened;
      this.#tell("movie:opened", opened.info);
      this.#report(opened);
      this.#hooks.opened?.(opened, path);
      if (previous) await this.#dismiss(previous);
    } catch (error) {
      // A newer wish took its place, and tells its own story.
      if (isCancelled(error) || signal.aborted) return;
      const said = toErrorValue(error);
      const rawFile = asked === null ? null : ((await this.#hooks.unread?.(asked, said)) ?? null);
      if (!signal.aborted) this.#tell("movie:failed", { name: wish.name, error: said, rawFile });
    } finally {
      if (this.#opening === control) this.#opening = null;
    }
  }

  /** Tells the window how the index grows and which frames are in memory, for as long as the movie is open. */
  #report(opened: OpenedMovie): void {
    const { movie, session } = opened;
    const isOpen = (): boolean => this.#open === opened;
    let told = movie.info.frameCount;
    const tellIndex = (): void => {
      const { times, ...info } = movie.info;
      this.#tell("movie:index", {
        token: info.token,
        from: told,
        times: Float64Array.from(times.slice(told)),
        indexComplete: info.indexComplete,
        expectedFrameCount: info.expectedFrameCount,
        frameRate: info.frameRate,
        variableFrameRate: info.variableFrameRate,
        duration: info.duration,
        notices: info.notices,
      });
      told = times.length;
    };
    const grew = throttled(INDEX_NEWS_MS, () => isOpen() && !movie.timeline.complete && tellIndex());
    const changed = throttled(
      CACHE_NEWS_MS,
      () => isOpen() && this.#tell("frames:state", session.frameCache),
    );
    opened.onDismissal(movie.timeline.subscribe(grew));
    opened.onDismissal(session.onFrameCacheChange(changed));
    opened.onDismissal(
      session.onBackgroundProgress((progress) => isOpen() && this.#tell("background:progress", progress)),
    );
    changed();
    movie.indexed.then(
      (outcome) => {
        if (!isOpen()) return;
        if (outcome === "complete") tellIndex();
        // What was shown so far had wrong numbers: begin again, without the packets' timestamps.
        else void this.#show({ ...opened.wish, options: { ...opened.wish.options, distrustPackets: true } });
      },
      (error: unknown) => {
        if (isOpen() && !isCancelled(error)) {
          this.#tell("movie:failed", { name: opened.wish.name, error: toErrorValue(error), rawFile: null });
        }
      },
    );
  }

  async #dismiss(opened: OpenedMovie): Promise<void> {
    await this.#hooks.closing?.(opened);
    await opened.dismiss();
  }
}

class OpenedMovie implements OpenMovie {
  readonly #leaving: (() => void)[] = [];
  readonly #hold: PoolHold;

  constructor(
    readonly movie: Recording,
    readonly session: PictureSession,
    readonly wish: Wish,
    hold: PoolHold,
  ) {
    this.#hold = hold;
  }

  get info(): MovieInfo {
    return this.movie.info;
  }

  onDismissal(leave: () => void): void {
    this.#leaving.push(leave);
  }

  async dismiss(): Promise<void> {
    for (const leave of this.#leaving) leave();
    this.movie.close();
    await this.session.close();
    this.#hold.release();
  }
}
