import { type CsvProbe, writeCurves } from "../engine/analysis/curves-csv";
import { type CurvesWish, readCurves } from "../engine/analysis/read-curves";
import type { Engine } from "../engine/engine";
import type { Recording } from "../engine/recording/recording";
import { CurveTable } from "../shared/curve-table";
import { CURVE_VALUES, type CurvePoint, type CurveState } from "../shared/curves";
import { failure, isCancelled, throwIfCancelled, toErrorValue } from "../shared/errors";
import type { EventPayloads, RequestPayload } from "../shared/ipc";
import type { PixelGrid } from "../shared/measure/calibration";
import { firstOf, type Pairing, pairingOf, saidSeconds, secondOf } from "../shared/pairing";
import type { Texts } from "../shared/texts/texts";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";
import { askForTable } from "./table-file";

/** Values and progress are told at most this often. */
const TELL_MS = 250;

type CurveEvent = "curves:values" | "curves:state";
type Tell = <C extends CurveEvent>(channel: C, payload: EventPayloads[C]) => void;

/** Where a table of values over time is written, and when its frames are shown. */
export interface CurvesTable {
  readonly path: string;
  readonly times: ArrayLike<number>;
  readonly grid: PixelGrid;
}

/**
 * Reads the flow of the open movie at single pixels over time, one job at a time, and remembers what it read for as long as
 * the movie is open and computed the same way.
 */
export class CurveService {
  #known: { readonly movie: Recording; readonly way: string; readonly table: CurveTable } | null = null;
  #job: CurveJob | null = null;
  readonly #engine: () => Promise<Engine>;
  readonly #tell: Tell;

  constructor(engine: () => Promise<Engine>, tell: Tell) {
    this.#engine = engine;
    this.#tell = tell;
  }

  /** Starts reading, which ends what was read before. What goes wrong from then on is told by `curves:state`. */
  run(movie: Recording, { id, points, ranges, ...wish }: Omit<RequestPayload<"curves:run">, "token">): void {
    const frames = ranges
      .flatMap(([start, end]) => Array.from({ length: Math.max(end - start + 1, 0) }, (_, k) => start + k))
      .filter((frame) => frame < movie.timeline.count && isFirst(frame, wish));
    void this.#begin(movie, wish, { id, points, frames });
  }

  /**
   * Reads what is not known yet of a range, and writes it.
   *
   * @throws KinoflowError `cancelled` after {@link cancel}, `output-unwritable`, `disk-full`, and what reading a movie ends with
   */
  async write(
    movie: Recording,
    {
      probes,
      start,
      end,
      cuts,
      about,
      calibration,
      ...wish
    }: Omit<RequestPayload<"curves:save-table">, "token">,
    { path, times, grid }: CurvesTable,
  ): Promise<number> {
    const last = movie.timeline.count - 1;
    if (start > end || end > last) throw failure("rangeOutside", start, end, last);
    const points = probes.map(({ x, y }): CurvePoint => [x, y]);
    const range = Array.from({ length: end - start + 1 }, (_, k) => start + k);
    const frames = range.filter((frame) => isFirst(frame, wish));
    const job = await this.#begin(movie, wish, { id: 0, points, frames });
    throwIfCancelled(job.signal);
    if (job.failure !== null) throw job.failure;
    const across = new Set(cuts);
    const pairing = pairingOf(wish.flow);
    await writeCurves(path, {
      ...{ about, times, frames, probes: probes satisfies readonly CsvProbe[] },
      valuesOf: (frame) => job.table.valuesOf(points, frame),
      isCut: (frame) => across.has(frame),
      ...{ calibration, grid },
      secondsOf: (frame) => {
        const second = secondOfCurve(pairing, frame, movie.timeline.count, (other) =>
          job.table.valuesOf(points, other),
        );
        return saidSeconds(pairing, frame, second, times);
      },
    });
    return frames.length;
  }

  /** Answers what the window asks of this. */
  handlers(
    movies: OpenMovies,
    texts: () => Texts,
  ): HandlersOf<"curves:run" | "curves:cancel" | "curves:save-table"> {
    return {
      "curves:run": ({ token, ...wish }) => this.run(movies.require(token).movie, wish),
      "curves:cancel": () => this.cancel(),
      "curves:save-table": ({ token, ...wish }, window) => {
        const { movie, info } = movies.require(token);
        return askForTable(window, info, texts(), "probes", (path) =>
          this.write(movie, wish, { path, times: info.times, grid: info }),
        );
      },
    };
  }

  cancel(): void {
    this.#job?.cancel();
  }

  /** Ends what is under way, for its movie is being closed; resolves when it has let go of the movie and the engine. */
  async leaveMovie(movie: Recording): Promise<void> {
    const job = this.#job;
    if (job?.movie === movie) {
      job.cancel();
      await job.ended;
    }
    if (this.#known?.movie === movie) this.#known = null;
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    this.#job?.cancel();
    await this.#job?.ended;
  }

  async #begin(movie: Recording, wish: CurvesWish, request: JobRequest): Promise<CurveJob> {
    const before = this.#job;
    before?.cancel();
    const job = new CurveJob(movie, wish, request, this.#tableOf(movie, wish), this.#tell);
    this.#job = job;
    job.begin(async () => {
      await before?.ended;
      return this.#engine();
    });
    await job.ended;
    return job;
  }

  #tableOf(movie: Recording, wish: CurvesWish): CurveTable {
    const way = JSON.stringify([wish.flow, wish.deinterlace]);
    if (this.#known?.movie !== movie || this.#known.way !== way)
      this.#known = { movie, way, table: new CurveTable() };
    return this.#known.table;
  }
}

/**
 * The frame that the flow of a frame leads to. Of repeated frames only the first has a motion of its own, so the next one that has is the next
 * picture that is new.
 */
function secondOfCurve(
  pairing: Pairing,
  frame: number,
  count: number,
  valuesOf: (frame: number) => Float32Array,
): number | null {
  if (pairing.kind !== "new") return secondOf(pairing, frame, count);
  for (let other = frame + 1; other < count; other += 1) if (!Number.isNaN(valuesOf(other)[0])) return other;
  return null;
}

/** True of a frame that begins a pair. */
function isFirst(frame: number, { flow }: CurvesWish): boolean {
  return firstOf(pairingOf(flow), frame) === frame;
}

interface JobRequest {
  readonly id: number;
  readonly points: readonly CurvePoint[];
  readonly frames: readonly number[];
}

/** Reads what a table lacks, and tells what it has and gets. */
class CurveJob {
  /** Resolves when nothing is done for it any more; never rejects. */
  ended: Promise<void> = Promise.resolve();
  failure: unknown = null;
  readonly #control = new AbortController();
  readonly #untold: number[] = [];
  #timer: NodeJS.Timeout | null = null;
  #active = true;
  #done = 0;
  readonly #wish: CurvesWish;
  readonly #request: JobRequest;
  readonly #tell: Tell;

  constructor(
    readonly movie: Recording,
    wish: CurvesWish,
    request: JobRequest,
    readonly table: CurveTable,
    tell: Tell,
  ) {
    this.#wish = wish;
    this.#request = request;
    this.#tell = tell;
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  begin(engine: () => Promise<Engine>): void {
    this.ended = this.#run(engine);
  }

  cancel(): void {
    this.#control.abort();
  }

  async #run(engine: () => Promise<Engine>): Promise<void> {
    const { frames, points } = this.#request;
    const { signal } = this;
    try {
      const { pools } = await engine();
      throwIfCancelled(signal);
      const missing = this.table.missing(points, frames);
      const lacking = new Set(missing);
      this.#untold.push(...frames.filter((frame) => !lacking.has(frame)));
      this.#done = frames.length - missing.length;
      this.#tellNow();
      await pools.use((pool) =>
        readCurves(
          pool,
          this.movie,
          { ...this.#wish, frames: missing, points },
          {
            signal,
            onValues: (frame, values) => {
              this.table.take(points, frame, values);
              this.#untold.push(frame);
              this.#done++;
              this.#timer ??= setTimeout(() => this.#tellNow(), TELL_MS);
            },
          },
        ),
      );
    } catch (error) {
      if (!isCancelled(error)) this.failure = error;
    }
    this.#active = false;
    this.#tellNow();
  }

  #tellNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { id, points, frames } = this.#request;
    const told = this.#untold.splice(0);
    // A table that is written wants none.
    if (id > 0 && told.length > 0) {
      const stride = points.length * CURVE_VALUES;
      const values = new Float32Array(told.length * stride);
      for (const [row, frame] of told.entries()) values.set(this.table.valuesOf(points, frame), row * stride);
      this.#tell("curves:values", { id, frames: Int32Array.from(told), values });
    }
    this.#tell("curves:state", {
      ...{ id, active: this.#active, done: this.#done, total: frames.length },
      error: this.failure === null ? null : toErrorValue(this.failure),
    } satisfies CurveState);
  }
}
