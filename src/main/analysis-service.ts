import { analyseMovie, checkRange } from "../engine/analysis/analyse-movie";
import { analysisKey, programVersion } from "../engine/analysis/analysis-key";
import type { AnalysisStore } from "../engine/analysis/analysis-store";
import { factsOfRows } from "../engine/analysis/cut-rows";
import { mergeRows, type PackedRows, packRows, unpackRows } from "../engine/analysis/packed-rows";
import { partsWishOf } from "../engine/analysis/parts-wish";
import { PauseGate } from "../engine/analysis/pause-gate";
import type { TableMeasure } from "../engine/analysis/said-row";
import type { Engine } from "../engine/engine";
import type { Recording } from "../engine/recording/recording";
import type { AnalysisState, FrameAnalysis } from "../shared/analysis";
import { maskName } from "../shared/counted-parts";
import { type ErrorValue, isCancelled, throwIfCancelled, toErrorValue } from "../shared/errors";
import type { EventPayloads, RequestPayload } from "../shared/ipc";
import { IN_PIXELS, isInPixels } from "../shared/measure/calibration";
import type { MovieInfo } from "../shared/movie";
import { pairingOf, strideOf } from "../shared/pairing";
import type { Texts } from "../shared/texts/texts";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import type { OpenMovies } from "./movie-service";
import { RegionBook } from "./region-book";
import { saveTable } from "./table-file";

/** Rows and progress are told at most this often. */
const TELL_MS = 250;
/** What a crash may lose. */
const KEEP_MS = 5000;

type AnalysisEvent = "analysis:state" | "analysis:rows" | "analysis:region-rows";
type Tell = <C extends AnalysisEvent>(channel: C, payload: EventPayloads[C]) => void;
type Run = RequestPayload<"analysis:run">;
type Recall = Omit<RequestPayload<"analysis:recall">, "token">;
type TableWish = Omit<RequestPayload<"analysis:save-table">, "token">;

/** What an analysis needs of the open movie. */
export interface AnalysedMovie {
  readonly movie: Recording;
}

/**
 * Analyses the open movie in the background, one pass at a time, and keeps what it finds out. Everything is told by
 * events: every `analysis:state` speaks of the analysis that its key names.
 */
export class AnalysisService {
  /** The latest one, under way or ended. */
  #latest: BackgroundAnalysis | null = null;
  #version: string | null = null;
  readonly #engine: () => Promise<Engine>;
  readonly #workerUrl: URL;
  readonly #store: AnalysisStore;
  readonly #contents: MovieContents;
  readonly #tell: Tell;

  constructor(
    engine: () => Promise<Engine>,
    workerUrl: URL,
    store: AnalysisStore,
    contents: MovieContents,
    tell: Tell,
  ) {
    this.#engine = engine;
    this.#workerUrl = workerUrl;
    this.#store = store;
    this.#contents = contents;
    this.#tell = tell;
  }

  /**
   * Starts an analysis, which ends the one before. What goes wrong from then on is told by `analysis:state`.
   *
   * @throws KinoflowError `invalid-argument` when the range is not within the frames that are known
   */
  run({ movie }: AnalysedMovie, request: Omit<Run, "token">): void {
    checkRange(request, movie.timeline.count);
    const before = this.#latest;
    before?.cancel();
    const analysis = new BackgroundAnalysis(movie, request, this.#store, this.#tell);
    this.#latest = analysis;
    analysis.begin(async () => {
      await before?.ended;
      const engine = await this.#engine();
      const key = await this.#keyOf(movie, request);
      const regions = await this.#book(key, request, before);
      return { engine, key, known: await this.#known(key, before), regions };
    });
  }

  pause(): void {
    this.#latest?.pause();
  }

  resume(): void {
    this.#latest?.resume();
  }

  /** What is known so far stays known. */
  cancel(): void {
    this.#latest?.cancel();
  }

  /** Tells what is known of a movie analysed this way, and where that analysis stands. */
  async recall({ movie }: AnalysedMovie, wish: Recall): Promise<void> {
    const key = await this.#keyOf(movie, wish);
    const rows = await this.#known(key, this.#latest);
    const { token } = movie.info;
    if (rows.frames.length > 0) this.#tell("analysis:rows", { token, key, ...rows });
    const book = await this.#book(key, wish, this.#latest);
    for (const some of book.all(token)) this.#tell("analysis:region-rows", some);
    if (this.#latest?.key !== key) {
      this.#tell("analysis:state", {
        ...{ token, key, status: "idle", parameters: wish.flow, range: null },
        ...{ deinterlace: wish.deinterlace, figures: wish.figures, mask: maskName(wish.parts?.mask ?? []) },
        ...{ done: 0, total: 0, framesPerSecond: 0, secondsLeft: null, error: null },
      });
    }
    // Also while another analysis is recalled: that one still goes on.
    if (this.#latest?.key === key || this.#latest?.isActive) this.#latest.tellState();
  }

  /** What is known of a movie analysed this way, in the order of the frames. */
  async rowsOf({ movie }: AnalysedMovie, wish: Recall): Promise<readonly FrameAnalysis[]> {
    const key = await this.#keyOf(movie, wish);
    const rows = unpackRows(await this.#known(key, this.#latest));
    if (wish.parts === undefined) return rows;
    return (await this.#book(key, wish, this.#latest)).withRegions(rows, wish.parts);
  }

  /** Answers what the window asks of this. */
  handlers(
    movies: OpenMovies,
    texts: () => Texts,
  ): HandlersOf<
    | "analysis:run"
    | "analysis:pause"
    | "analysis:resume"
    | "analysis:cancel"
    | "analysis:recall"
    | "analysis:save-table"
  > {
    return {
      "analysis:run": ({ token, ...request }) => this.run(movies.require(token), request),
      "analysis:pause": () => this.pause(),
      "analysis:resume": () => this.resume(),
      "analysis:cancel": () => this.cancel(),
      "analysis:recall": ({ token, ...wish }) => this.recall(movies.require(token), wish),
      "analysis:save-table": ({ token, ...wish }, window) => {
        const open = movies.require(token);
        const origin = { ...wish, measure: measureOf(open.info, wish) };
        return saveTable(window, open.info, texts(), origin, async () => {
          const rows = await this.rowsOf(open, wish);
          const { frameCount, cutMarks } = open.session;
          const cutsAmong = (frames: readonly number[]) => open.session.cutsAmong(frames);
          const facts = await factsOfRows(rows, pairingOf(wish.flow), { frameCount, cutMarks, cutsAmong });
          return { rows, facts };
        });
      },
    };
  }

  /** Ends what is under way, for its movie is being closed; resolves when it has let go of the movie and the engine. */
  async close(): Promise<void> {
    const latest = this.#latest;
    latest?.cancel();
    await latest?.ended;
    // Another one may have been started in the meantime, of the movie that is open now.
    if (this.#latest === latest) this.#latest = null;
  }

  /** What the store has, and what an analysis has found out: the store may be unable to keep anything. */
  async #known(key: string, analysis: BackgroundAnalysis | null): Promise<PackedRows> {
    const stored = await this.#store.load(key);
    const own = analysis?.key === key ? [analysis.rows()] : [];
    return mergeRows(stored ? [stored, ...own] : own);
  }

  /** What is known of the regions. */
  async #book(key: string, { parts }: Recall, analysis: BackgroundAnalysis | null): Promise<RegionBook> {
    const book = new RegionBook(this.#store, key, parts);
    await book.load(analysis?.regions ?? null);
    return book;
  }

  async #keyOf(movie: Recording, { flow, figures, deinterlace, parts }: Recall): Promise<string> {
    this.#version ??= await programVersion(this.#workerUrl);
    const { track, reader } = movie.identity;
    const content = await this.#contents.of(movie);
    return analysisKey({
      ...{ content, reader, track, deinterlace, flow, figures, version: this.#version },
      mask: parts?.mask,
    });
  }
}

/** What a table says beyond the whole picture in pixels; undefined where it does not. */
function measureOf(
  grid: MovieInfo,
  { calibration = IN_PIXELS, regions = [], lines = [], flow: { treatment } }: TableWish,
): TableMeasure | undefined {
  const hasParts = regions.length > 0 || lines.length > 0;
  if (!hasParts && isInPixels(calibration) && treatment === undefined) return undefined;
  return { calibration, grid, regions, lines, treatment };
}

/** What an analysis starts with. */
interface Start {
  readonly engine: Engine;
  readonly key: string;
  readonly known: PackedRows;
  readonly regions: RegionBook;
}

/** One analysis of a range, from its start to its end. */
class BackgroundAnalysis {
  /** Resolves when nothing is done for it any more; never rejects. */
  ended: Promise<void> = Promise.resolve();
  /** Empty until it is known. */
  key = "";
  /** What it finds out of regions; null until it has begun. */
  regions: RegionBook | null = null;
  readonly #control = new AbortController();
  readonly #gate = new PauseGate();
  readonly #batches: PackedRows[] = [];
  #untold: FrameAnalysis[] = [];
  #unkept: PackedRows[] = [];
  #tellTimer: NodeJS.Timeout | null = null;
  #keepTimer: NodeJS.Timeout | null = null;
  #active = true;
  #error: ErrorValue | null = null;
  readonly #total: number;
  #doneBefore = 0;
  #done = 0;
  #framesPerSecond = 0;
  #secondsLeft: number | null = null;
  readonly #movie: Recording;
  readonly #request: Omit<Run, "token">;
  readonly #store: AnalysisStore;
  readonly #tell: Tell;

  constructor(movie: Recording, request: Omit<Run, "token">, store: AnalysisStore, tell: Tell) {
    this.#movie = movie;
    this.#request = request;
    this.#store = store;
    this.#tell = tell;
    const { start, end, flow } = request;
    const stride = strideOf(pairingOf(flow));
    this.#total = Math.floor(end / stride) - Math.ceil(start / stride) + 1;
  }

  get isActive(): boolean {
    return this.#active && this.key !== "";
  }

  begin(prepare: () => Promise<Start>): void {
    this.ended = this.#run(prepare);
  }

  pause(): void {
    if (!this.#active) return;
    this.#gate.pause();
    void this.#keep();
    this.tellState();
  }

  resume(): void {
    if (!this.#active) return;
    this.#gate.resume();
    this.tellState();
  }

  cancel(): void {
    this.#control.abort();
  }

  /** What it has found out itself. */
  rows(): PackedRows {
    return mergeRows([...this.#batches, packRows(this.#untold)]);
  }

  tellState(): void {
    // Before it has a key nobody could tell what it is about; its start is told when it has. Why it never got one is told.
    if (this.key === "" && this.#error === null) return;
    const { start, end, flow, figures, deinterlace, parts } = this.#request;
    this.#tell("analysis:state", {
      token: this.#movie.info.token,
      key: this.key,
      status: this.#status(),
      parameters: flow,
      figures,
      deinterlace,
      mask: maskName(parts?.mask ?? []),
      range: { start, end },
      done: this.#doneBefore + this.#done,
      total: this.#total,
      framesPerSecond: this.#framesPerSecond,
      secondsLeft: this.#active ? this.#secondsLeft : null,
      error: this.#error,
    });
  }

  #status(): AnalysisState["status"] {
    if (!this.#active) return "idle";
    return this.#gate.isPaused ? "paused" : "running";
  }

  async #run(prepare: () => Promise<Start>): Promise<void> {
    const { signal } = this.#control;
    try {
      const { engine, key, known, regions } = await prepare();
      throwIfCancelled(signal);
      this.key = key;
      this.regions = regions;
      const { token } = this.#movie.info;
      const wholes = new Set(known.frames);
      const isKnown = (frame: number): boolean => wholes.has(frame) && regions.has(frame);
      const { start, end, parts, ...how } = this.#request;
      for (const frame of wholes) if (frame >= start && frame <= end && isKnown(frame)) this.#doneBefore++;
      this.tellState();
      if (known.frames.length > 0) this.#tell("analysis:rows", { token, key, ...known });
      for (const rows of regions.all(token)) this.#tell("analysis:region-rows", rows);
      const { pool, release } = engine.pools.hold();
      await analyseMovie(
        pool,
        this.#movie,
        { ...how, start, end, parts: partsWishOf(parts, this.#movie.info), skip: isKnown },
        {
          signal,
          gate: this.#gate,
          onRow: (row) => {
            // A frame whose regions alone were missing keeps the row that it has.
            if (!wholes.has(row.frame)) this.#untold.push(row);
            regions.take(row, parts);
            this.#tellTimer ??= setTimeout(() => this.#tellRows(), TELL_MS);
            this.#keepTimer ??= setTimeout(() => void this.#keep(), KEEP_MS);
          },
          onProgress: ({ done, framesPerSecond, secondsLeft }) => {
            this.#done = done;
            this.#framesPerSecond = framesPerSecond;
            this.#secondsLeft = secondsLeft;
          },
        },
      ).finally(release);
    } catch (error) {
      if (!isCancelled(error)) this.#error = toErrorValue(error);
    }
    await this.#keep();
    this.#active = false;
    this.tellState();
  }

  #tellRows(): void {
    if (this.#tellTimer) clearTimeout(this.#tellTimer);
    this.#tellTimer = null;
    const { token } = this.#movie.info;
    const ofRegions = this.regions?.news(token) ?? [];
    for (const rows of ofRegions) this.#tell("analysis:region-rows", rows);
    if (this.#untold.length > 0) {
      const rows = packRows(this.#untold);
      this.#untold = [];
      this.#batches.push(rows);
      this.#unkept.push(rows);
      this.#tell("analysis:rows", { token, key: this.key, ...rows });
    } else if (ofRegions.length === 0) return;
    this.tellState();
  }

  async #keep(): Promise<void> {
    this.#tellRows();
    if (this.#keepTimer) clearTimeout(this.#keepTimer);
    this.#keepTimer = null;
    const rows = mergeRows(this.#unkept);
    this.#unkept = [];
    if (rows.frames.length > 0) await this.#store.add(this.key, rows);
    await this.regions?.keep();
  }
}
