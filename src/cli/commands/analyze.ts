import { rm } from "node:fs/promises";
import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { type AnalysisProgress, analyseMovie, type PartsWish } from "../../engine/analysis/analyse-movie";
import { CsvFile } from "../../engine/analysis/analysis-csv";
import { CutRows, type KnownChanges, type RowFacts } from "../../engine/analysis/cut-rows";
import { tableUnits } from "../../engine/analysis/measured-columns";
import { rowAsKept } from "../../engine/analysis/packed-rows";
import { RowsInOrder } from "../../engine/analysis/rows-in-order";
import { saidRow, type TableMeasure } from "../../engine/analysis/said-row";
import {
  type ExtraColumns,
  type TrustWish,
  trustColumnNames,
  trustColumns,
} from "../../engine/analysis/trust-columns";
import type { Engine } from "../../engine/engine";
import { checkOutput } from "../../engine/export/output-file";
import { CutFinder } from "../../engine/flow/cut-finder";
import { residentBytes } from "../../engine/process-memory";
import type { FrameSource } from "../../engine/recording/frame-source";
import type { Recording } from "../../engine/recording/recording";
import type { FrameAnalysis } from "../../shared/analysis";
import { needsWholePicture } from "../../shared/counted-parts";
import type { CutWish } from "../../shared/cut-marks";
import { isCancelled, KinoflowError } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import { type FlowParameters, isSingleScale, presetOf } from "../../shared/flow";
import { type Calibration, isInPixels, speedMatrix, speedUnit } from "../../shared/measure/calibration";
import { maskOf, wholePicture } from "../../shared/measure/region";
import { noticeInEnglish } from "../../shared/movie";
import {
  firstFrom,
  pairingInWords,
  pairingOf,
  saidSeconds,
  strideOf,
  withPairing,
} from "../../shared/pairing";
import { preparationText } from "../../shared/preparation";
import { repeatSummary, repeatsInWords } from "../../shared/repeats";
import { withTreatment } from "../../shared/treatment";
import { CALIBRATION_OPTIONS, checkCalibration, readCalibration } from "../calibration-options";
import { readCutOptions } from "../cut-options";
import { FIGURE_OPTIONS, figuresInWords, readFigures } from "../figure-options";
import { checkLevels } from "../levels-options";
import { LINE_OPTION, readLines } from "../line-option";
import { sidecarOf, writeSidecar } from "../measure-sidecar";
import { MOVIE_OPTIONS, RANGE_OPTIONS, readMovieOptions, readRange } from "../movie-options";
import { readPairing } from "../pairing-options";
import { withProject } from "../project-options";
import { readFrameOptions } from "../recording-options";
import { checkMask, REGION_OPTIONS, readRegions } from "../region-options";
import { type CommandContext, duration, ProgressBar, parseOrExplain } from "../terminal";
import {
  checkTreatment,
  readMaskSpans,
  readTreatment,
  TREATMENT_OPTIONS,
  withoutMaskAlone,
} from "../treatment-options";
import { readTrust, TRUST_OPTIONS } from "../trust-options";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  ...RANGE_OPTIONS,
  ...FIGURE_OPTIONS,
  ...CALIBRATION_OPTIONS,
  ...REGION_OPTIONS,
  ...LINE_OPTION,
  ...TREATMENT_OPTIONS,
  ...TRUST_OPTIONS,
  csv: { type: "string" },
  json: { type: "boolean" },
} as const;

/** What the arguments ask for; the path is absolute. */
interface AnalyzeRequest {
  readonly csv: string | null;
  readonly flow: FlowParameters;
  readonly figures: FigureChoice;
  readonly range: { readonly start: number; readonly end: number };
  readonly deinterlace: boolean;
  readonly cuts: CutWish;
  readonly parts: MeasuredParts;
  readonly trust: TrustWish;
  /** Whether numbers have the digits that the app keeps of them, so that its tables and this one are the same. */
  readonly asInApp: boolean;
}

/** Parts of the picture with what their figures are said in. */
type MeasuredParts = Omit<PartsWish, "displacement"> & { readonly calibration: Calibration };

/** Writes the statistics of every frame's flow, and what they cost, as a table. */
export async function analyzeCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "analyze", "measure", context);
  if (!values.csv && !values.json) {
    throw new KinoflowError(
      "invalid-argument",
      "Where to? Give the table's name with --csv OUT.csv, or ask for the summary alone with --json.",
    );
  }
  // Levels are of what is shown: taken, so that the options of an export can be passed on, and without effect on figures.
  const { recording, threads, flow, levels } = readMovieOptions(values);
  const figures = readFigures(values, flow.method);
  readRange(values, Number.POSITIVE_INFINITY);
  checkCalibration(values);
  checkMask(values.mask !== undefined || (values.kept?.mask.length ?? 0) > 0, figures);
  checkTreatment(values);
  const csv = values.csv ? context.path(values.csv) : null;
  if (csv !== null) await checkTable(csv, path);
  return withMovie({ path, recording, threads }, context, async (engine, movie) => {
    const { out, say } = context;
    for (const notice of movie.info.notices) say(`${noticeInEnglish(notice)}\n`);
    const range = readRange(values, movie.info.frameCount);
    const { deinterlace } = readFrameOptions(values, movie.info);
    checkLevels(levels, movie.info);
    const cuts = readCutOptions(values, movie.info.frameCount);
    const pairing = readPairing(values, movie.info);
    const { info } = movie;
    const { minimumReliability } = figures;
    const mask = await readMaskSpans(values, { tools: engine.tools, movie }, context);
    const treatment = readTreatment(values, { info, pairing, minimumReliability, mask });
    const treated = withTreatment(withPairing(flow, pairing), withoutMaskAlone(treatment));
    const regions = readRegions(values.region, info);
    const parts = {
      regions,
      lines: readLines(values.line, movie.info, regions),
      mask: mask.length === 0 ? null : maskOf(mask, info.width, info.height),
      calibration: readCalibration(values, movie.info),
    };
    const trust = readTrust(values);
    const asInApp = values.kept !== undefined;
    const request = { csv, flow: treated, figures, range, deinterlace, cuts, parts, trust, asInApp };
    const summary = await analyse(engine, movie, request, context.signal);
    // What an earlier table of this name was in is not what this one is in.
    if (csv !== null && (isMeasured(request) || trustColumnNames(trust).length > 0))
      await describe(csv, path, movie, request);
    else if (csv !== null) await rm(sidecarOf(csv), { force: true });
    if (values.json) out(`${JSON.stringify(summary, null, 2)}\n`);
    else say(sentences(summary));
    return 0;
  });
}

/** Whether a table says anything that one without these options would not. */
function isMeasured({ parts, flow }: AnalyzeRequest): boolean {
  const { regions, lines = [], mask, calibration } = parts;
  const hasParts = regions.length > 0 || lines.length > 0 || mask !== null;
  return hasParts || flow.treatment !== undefined || !isInPixels(calibration);
}

/** What the table says beyond pixels of the whole picture; undefined where it does not. */
function measureOf({ info }: Recording, request: AnalyzeRequest): TableMeasure | undefined {
  if (!isMeasured(request)) return undefined;
  const { calibration, regions, lines = [] } = request.parts;
  const named = { regions: regions.map(({ name }) => name), lines: lines.map(({ name }) => name) };
  return { calibration, treatment: request.flow.treatment, grid: info, ...named };
}

/** The parts that workers have to count, where they have to. */
function countedParts({ info }: Recording, parts: MeasuredParts): PartsWish | undefined {
  const { regions, lines = [], mask, calibration } = parts;
  const whole = needsWholePicture(calibration, info) ? [wholePicture(info)] : [];
  const counted = [...whole, ...regions];
  return counted.length + lines.length === 0 && mask === null
    ? undefined
    : {
        mask,
        lines,
        regions: counted,
        displacement: speedMatrix(calibration, info),
      };
}

/** Writes what the table is in beside it. */
async function describe(
  csv: string,
  recording: string,
  movie: Recording,
  request: AnalyzeRequest,
): Promise<void> {
  const { range, parts, figures, flow } = request;
  const { regions, lines = [], mask, calibration } = parts;
  const measured = tableUnits({
    calibration,
    treatment: flow.treatment,
    grid: movie.info,
    regions: regions.map(({ name }) => name),
    lines: lines.map(({ name }) => name),
  });
  const ofTrust = trustColumnNames(request.trust).map((name) => [name, "px/frame"]);
  const units = { ...measured, ...Object.fromEntries(ofTrust) };
  const facts = {
    ...request,
    ...range,
    recording,
    calibration,
    units,
    regions,
    lines,
    isMasked: mask !== null,
  };
  await writeSidecar(csv, { ...facts, ...figures });
}

/** @throws KinoflowError where the table cannot be written, or would replace what it is made of */
async function checkTable(csv: string, movie: string): Promise<void> {
  await checkOutput(csv, movie, "table");
  // Of numbered pictures, any one could be meant by the name.
  if (extname(csv).toLowerCase() === ".csv") return;
  throw new KinoflowError(
    "invalid-argument",
    `The table is written as CSV; give it a name that ends in .csv, not "${basename(csv)}".`,
  );
}

async function analyse(engine: Engine, movie: Recording, request: AnalyzeRequest, signal: AbortSignal) {
  const { csv, flow, figures, range, deinterlace, cuts } = request;
  const unwritable = new AbortController();
  const pairing = pairingOf(flow);
  const measure = measureOf(movie, request);
  const bar = new ProgressBar();
  const extra = await trustOf(engine, movie, request, signal, bar);
  const origin = { times: movie.info.times, figures, pairing, measure, extra };
  const table = csv === null ? null : await CsvFile.create(csv, origin, () => unwritable.abort());
  const speeds = new SpeedSummary();
  const repeats: (boolean | null)[] = [];
  const around = new FramesAround(engine, movie, request);
  const judged = new CutRows({
    cuts,
    pairing,
    frameCount: movie.info.frameCount,
    cutsAmong: (frames, known) => around.cutsAmong(frames, known),
    range,
    onRow: (row, facts) => {
      table?.add(row, facts);
      const seconds = saidSeconds(pairing, row.frame, facts.second, movie.info.times);
      speeds.add(measure ? saidRow(row, seconds, measure).row : row, facts);
      repeats.push(Number.isNaN(row.partChange) ? null : facts.isRepeated);
    },
  });
  const rows = new RowsInOrder(firstFrom(pairing, range.start), (row) => judged.add(row), strideOf(pairing));
  const decoder = new PeakMemory();
  try {
    const { frames, seconds } = await analyseMovie(
      engine.pool,
      movie,
      { ...range, flow, figures, deinterlace, parts: countedParts(movie, request.parts) },
      {
        signal: AbortSignal.any([signal, unwritable.signal]),
        onRow: (row) => rows.add(request.asInApp ? rowAsKept(row) : row),
        onBackground: ({ done, total }) => bar.show(done, total, "background"),
        onProgress: (progress) => {
          bar.show(progress.done, progress.total, note(progress));
          decoder.look(progress.decoderPids);
        },
      },
    );
    await judged.finish();
    await table?.finish();
    return {
      csv,
      ...range,
      frames,
      ...speeds.result(),
      speedUnit: speedUnit(request.parts.calibration),
      ...figures,
      method: flow.method,
      preset: isSingleScale(flow.method) ? null : presetOf(flow.dense),
      parameters: isSingleScale(flow.method) ? { windowRadius: flow.windowRadius } : flow.dense,
      prepare: preparationText(flow.preparation),
      pairing: pairingInWords(pairing),
      repeats: repeatSummary((at) => repeats[at] ?? null, repeats.length),
      deinterlace,
      threads: engine.pool.size,
      seconds,
      framesPerSecond: frames / seconds,
      peakBytes: { process: process.resourceUsage().maxRSS * 1024, ffmpeg: decoder.bytes },
    };
  } catch (error) {
    const writeFailure = await table?.abort();
    // That the table cannot be written ends the pass as a cancellation.
    throw isCancelled(error) && !signal.aborted ? (writeFailure ?? error) : error;
  } finally {
    bar.end();
    await around.close();
  }
}
/** The columns of trust, where they are asked for: a pass of their own before the other one. */
async function trustOf(
  engine: Engine,
  movie: Recording,
  request: AnalyzeRequest,
  signal: AbortSignal,
  bar: ProgressBar,
): Promise<ExtraColumns | undefined> {
  if (request.csv === null || trustColumnNames(request.trust).length === 0) return undefined;
  const onProgress = (done: number, total: number) => bar.show(done, total, "trust");
  try {
    return await trustColumns(
      engine.pool,
      movie,
      { ...request, wish: request.trust, mask: request.parts.mask },
      { signal, onProgress },
    );
  } finally {
    bar.end();
  }
}

type Summary = Awaited<ReturnType<typeof analyse>>;

function note({ framesPerSecond, secondsLeft }: AnalysisProgress): string {
  const left = secondsLeft === null ? "" : `, ${duration(secondsLeft)} left`;
  return `${framesPerSecond.toFixed(1)} frames/s${left}`;
}

/** What is said without `--json`. */
function sentences(summary: Summary): string {
  const { csv, frames, framesWithFlow, repeats, seconds, framesPerSecond, peakBytes } = summary;
  const { framesWithSpeeds, meanSpeed, p95Speed, maxSpeed } = summary;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const decoder = peakBytes.ffmpeg === null ? "" : `, ffmpeg ${megabytes(peakBytes.ffmpeg)}`;
  const count = frames === 1 ? "1 frame" : `${frames} frames`;
  const done = `${count} in ${seconds.toFixed(1)} s, ${framesPerSecond.toFixed(1)} frames/s`;
  const memory = `at most ${megabytes(peakBytes.process)} of memory${decoder}`;
  const repeated = repeats === null ? "" : `${sentence(repeatsInWords(repeats))}\n`;
  const wrote = `Wrote ${csv}: ${done}; ${memory}.\n${repeated}`;
  if (framesWithFlow === 0) return `${wrote}No frame has a flow.\n`;
  const counted = `Frames with a flow: ${framesWithFlow}; over ${figuresInWords(summary)}`;
  if (framesWithSpeeds === 0) return `${wrote}${counted}: there are none, in no frame.\n`;
  const unit = summary.speedUnit === "px/frame" ? "px" : summary.speedUnit;
  const [mean, p95, most] = [meanSpeed, p95Speed, maxSpeed].map(
    (value) => `${unit === "px" ? value?.toFixed(2) : value?.toPrecision(4)} ${unit}`,
  );
  const speed = `mean speed ${mean}, 95th percentile ${p95} (means over the frames)`;
  return `${wrote}${counted}: ${speed}, largest ${most}.\n`;
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** The frames beyond a range, read where a pair at its ends may cross a cut. */
class FramesAround {
  #frames: FrameSource | null = null;
  #finder: CutFinder | null = null;
  readonly #engine: Engine;
  readonly #movie: Recording;
  readonly #request: AnalyzeRequest;

  constructor(engine: Engine, movie: Recording, request: AnalyzeRequest) {
    this.#engine = engine;
    this.#movie = movie;
    this.#request = request;
  }

  /** @param known of the range, whose frames need not be decoded again */
  async cutsAmong(frames: readonly number[], known: KnownChanges): Promise<readonly number[]> {
    const { deinterlace } = this.#request;
    this.#frames ??= this.#movie.openFrames(this.#engine.pool.heap, { budgetBytes: 0, deinterlace });
    this.#finder ??= new CutFinder(this.#movie, this.#frames);
    const finder = this.#finder;
    for (const [frame, change] of known) finder.tell(frame, change);
    const cuts: number[] = [];
    for (const frame of frames) if (await finder.isFound(frame, null)) cuts.push(frame);
    return cuts;
  }

  async close(): Promise<void> {
    await this.#frames?.close();
  }
}

/** The speeds of all frames that have a flow, as they are said, and the cuts, across which there is none. */
class SpeedSummary {
  readonly #cuts: number[] = [];
  #withFlow = 0;
  #frames = 0;
  #sumOfMeans = 0;
  #sumOfPercentiles = 0;
  #max = 0;

  add(
    { frame, reliableShare, meanSpeed, p95Speed, maxSpeed }: FrameAnalysis,
    { isCut, second }: RowFacts,
  ): void {
    if (isCut) this.#cuts.push(second ?? frame + 1);
    if (!isCut && !Number.isNaN(reliableShare)) this.#withFlow++;
    if (isCut || Number.isNaN(meanSpeed)) return;
    this.#frames++;
    this.#sumOfMeans += meanSpeed;
    this.#sumOfPercentiles += p95Speed;
    this.#max = Math.max(this.#max, maxSpeed);
  }

  /** Means over the frames that have pixels to count, and the largest; null where no frame has. */
  result() {
    const withFlow = this.#withFlow;
    const frames = this.#frames;
    const sumOfMeans = this.#sumOfMeans;
    const sumOfPercentiles = this.#sumOfPercentiles;
    const max = this.#max;
    const some = frames > 0;
    return {
      framesWithFlow: withFlow,
      framesWithSpeeds: frames,
      meanSpeed: some ? sumOfMeans / frames : null,
      p95Speed: some ? sumOfPercentiles / frames : null,
      maxSpeed: some ? max : null,
      /** Frames at which a new scene begins. */
      cuts: this.#cuts,
    };
  }
}

/** How often the memory of ffmpeg is looked at: it is as good as constant after some frames. */
const LOOK_MS = 250;

/** The most resident memory that other processes have had together; known on Linux only. */
class PeakMemory {
  /** Null where it is not known. */
  bytes: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  look(pids: readonly number[]): void {
    const now = performance.now();
    if (pids.length === 0 || now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const bytes = pids.reduce((sum, pid) => sum + (residentBytes(pid, "most") ?? 0), 0);
    if (bytes > 0) this.bytes = Math.max(this.bytes ?? 0, bytes);
  }
}
