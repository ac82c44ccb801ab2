import { realpath } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { type Engine, startEngine } from "../../engine/engine";
import { fieldFormat, writeField } from "../../engine/field-io/field-file";
import { type LumaPicture, readLuma } from "../../engine/field-io/luma";
import { NpzFile } from "../../engine/field-io/npz";
import { writeReliability } from "../../engine/field-io/reliability";
import { KinoflowError } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import { type FlowParameters, isSingleScale, presetOf } from "../../shared/flow";
import type { FlowReport } from "../../shared/flow-report";
import type { LumaSamples } from "../../shared/luma-samples";
import { median } from "../../shared/median";
import { NEXT_FRAME } from "../../shared/pairing";
import { preparationText } from "../../shared/preparation";
import { withTreatment } from "../../shared/treatment";
import { isValidating } from "../../shared/validation";
import { fieldBytes, type LumaPlane, type SharedBytes, treatedFieldBytes } from "../../workers/protocol";
import { FIGURE_OPTIONS, figuresInWords, readFigures } from "../figure-options";
import { FLOW_OPTIONS, readFlowParameters } from "../flow-options";
import { type CommandContext, naming, numberOption, parseOrExplain, THREADS, twoFiles } from "../terminal";
import { checkTreatment, readTreatment, TREATMENT_OPTIONS } from "../treatment-options";

const OPTIONS = {
  ...FLOW_OPTIONS,
  ...FIGURE_OPTIONS,
  ...TREATMENT_OPTIONS,
  output: { type: "string", short: "o" },
  threads: { type: "string" },
  repeat: { type: "string" },
  reliability: { type: "string" },
  json: { type: "boolean" },
} as const;

const MOST_REPEATS = 10_000;

/** What the arguments ask for; paths are absolute. */
interface FlowRequest {
  readonly frames: readonly [string, string];
  readonly output: string | null;
  readonly reliability: string | null;
  readonly parameters: FlowParameters;
  readonly figures: FigureChoice;
  readonly threads: number;
  readonly repeat: number;
  readonly json: boolean;
}

/** Computes the flow from one image to another, writes it, and tells what it cost. */
export async function flowCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const request = await readRequest(args, context);
  const { signal } = context;
  const { tools, pool } = await startEngine(context.workerUrl, { threads: request.threads });
  try {
    const [pathOfFirst, pathOfSecond] = request.frames;
    const first = await naming(pathOfFirst, readLuma(tools, pathOfFirst, { signal }));
    const second = await naming(pathOfSecond, readLuma(tools, pathOfSecond, { signal }));
    checkSameSize(first, second);
    const { width, height } = first;
    const pair = new SharedPair(pool, first, second);
    const reports = await pair.compute(request, signal);
    const { u, v, reliability, flags } = pair.planes(request);
    if (request.output !== null && isArrays(request.output)) {
      await writeArrays(request.output, { u, v, reliability: known(reliability), ...flags }, [height, width]);
    } else if (request.output !== null) {
      await writeField(tools, request.output, { width, height, u, v }, { signal });
    }
    if (request.reliability !== null) {
      const shown = { width, height, reliability: known(reliability) };
      await writeReliability(tools, request.reliability, shown, { signal });
    }
    if (request.json) context.out(`${JSON.stringify(describe(request, pair, reports), null, 2)}\n`);
    else context.say(sentence(request, pair, reports));
    return 0;
  } finally {
    await pool.dispose();
  }
}

async function readRequest(args: readonly string[], context: CommandContext): Promise<FlowRequest> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const [first, second] = twoFiles(positionals, "flow takes two images, the first and the second frame");
  const parameters = readFlowParameters(values);
  if (parameters.preparation.background !== null) {
    throw new KinoflowError(
      "invalid-argument",
      "Two images have no background to subtract; leave background out of --prepare, or analyze a movie.",
    );
  }
  const figures = readFigures(values, parameters.method);
  checkTreatment(values);
  const treatment = readTreatment(values, {
    // Pictures do not say how wide their pixels are.
    info: { pixelAspect: 1 },
    pairing: NEXT_FRAME,
    minimumReliability: figures.minimumReliability,
  });
  const threads = numberOption("threads", values.threads, allCores(), THREADS);
  const repeat = numberOption("repeat", values.repeat, 1, { min: 1, max: MOST_REPEATS, integer: true });
  if (!values.output && !values.json) {
    throw new KinoflowError(
      "invalid-argument",
      "Where to? Give the flow's name with -o OUT.flo, or ask for the figures alone with --json.",
    );
  }
  if (values.output && !isArrays(values.output)) fieldFormat(values.output);
  if (values.reliability !== undefined && !/\.png$/i.test(values.reliability)) {
    throw new KinoflowError(
      "invalid-argument",
      `--reliability writes a picture whose name ends in .png, and "${values.reliability}" does not.`,
    );
  }
  const request = {
    frames: [context.path(first), context.path(second)],
    output: values.output ? context.path(values.output) : null,
    reliability: values.reliability === undefined ? null : context.path(values.reliability),
    ...{
      parameters: withTreatment(parameters, treatment),
      figures,
      threads,
      repeat,
      json: values.json ?? false,
    },
  } as const;
  await checkOverwriting(request);
  return request;
}

/** Nothing that is written may replace what is read, or the other thing that is written. */
async function checkOverwriting({ frames, output, reliability }: FlowRequest): Promise<void> {
  if (output !== null && output === reliability) {
    throw new KinoflowError(
      "invalid-argument",
      "The flow and its reliability would be written to the same file; choose two names.",
    );
  }
  // By another way to the same file too. What does not exist yet cannot be lost.
  const place = (path: string) => realpath(path).catch(() => path);
  const inputs = await Promise.all(frames.map(place));
  for (const path of [output, reliability]) {
    if (path !== null && inputs.includes(await place(path))) {
      throw new KinoflowError(
        "output-unwritable",
        `${basename(path)} is one of the frames and would be replaced; choose another name.`,
      );
    }
  }
}

function checkSameSize(first: LumaPicture, second: LumaPicture): void {
  if (first.width === second.width && first.height === second.height) return;
  throw new KinoflowError(
    "invalid-argument",
    `The frames have different sizes, ${first.width} x ${first.height} and ${second.width} x ${second.height}; choose two of the same size.`,
  );
}

/** The same picture with 16 bits a value, for a pair of which the other one has as many. */
function deepened(luma: LumaSamples): Uint16Array {
  return luma instanceof Uint16Array ? luma : Uint16Array.from(luma, (value) => 257 * value);
}

/** Whether a file of this name has several arrays, the flags of the vectors among them. */
function isArrays(path: string): boolean {
  return extname(path).toLowerCase() === ".npz";
}

/** What counts nowhere is below any threshold; in files reliability is 0 to 1. */
function known(reliability: Float32Array): Float32Array {
  return reliability.map((value) => Math.max(0, value));
}

async function writeArrays(
  path: string,
  arrays: Readonly<Record<string, Float32Array | Uint8Array>>,
  shape: readonly [number, number],
): Promise<void> {
  const file = await NpzFile.create(path);
  try {
    for (const [name, values] of Object.entries(arrays)) await file.add(name, values, [...shape]);
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

/** Two frames and their flow in the memory that the workers share. */
class SharedPair {
  readonly width: number;
  readonly height: number;
  readonly #frames: readonly [LumaPlane, LumaPlane];
  readonly #field: SharedBytes;
  readonly #pool: Engine["pool"];

  constructor(pool: Engine["pool"], first: LumaPicture, second: LumaPicture) {
    this.#pool = pool;
    this.width = first.width;
    this.height = first.height;
    const isDeep = [first, second].some(({ luma }) => luma instanceof Uint16Array);
    const share = ({ luma }: LumaPicture): LumaPlane => {
      const samples = isDeep ? deepened(luma) : luma;
      const place = pool.heap.allocate(samples.byteLength);
      pool.heap.bytes(place).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
      return { ...place, bits: isDeep ? 16 : 8 };
    };
    this.#frames = [share(first), share(second)];
    this.#field = pool.heap.allocate(treatedFieldBytes(this.width, this.height));
  }

  /** Computes the flow `repeat` times; before several, once more to warm up. */
  async compute(
    { parameters, figures, threads, repeat }: FlowRequest,
    signal: AbortSignal,
  ): Promise<readonly FlowReport[]> {
    const { width, height } = this;
    const field = this.#field;
    const pool = this.#pool;
    const [first, second] = this.#frames;
    const reports: FlowReport[] = [];
    for (let run = repeat > 1 ? -1 : 0; run < repeat; run++) {
      const report = await pool.flow(
        { width, height, first, second, field, parameters, figures, bands: threads },
        { signal },
      );
      if (run >= 0) reports.push(report);
    }
    return reports;
  }

  /** The planes of the field that was computed last. */
  planes({ parameters }: Pick<FlowRequest, "parameters">) {
    const pixels = this.width * this.height;
    const { byteOffset } = this.#field;
    const plane = (k: number) => this.#pool.heap.floats(byteOffset + 4 * k * pixels, pixels);
    const flags = { byteOffset: byteOffset + 12 * pixels, byteLength: pixels };
    const isChecked = parameters.treatment !== undefined && isValidating(parameters.treatment.validation);
    return {
      ...{ u: plane(0), v: plane(1), reliability: plane(2) },
      flags: isChecked ? { flags: this.#pool.heap.bytes(flags) } : {},
    };
  }

  /** Bytes of the frames, of the field, and of all memory that frames, fields and workers share. */
  bytes(): { readonly frames: number; readonly field: number; readonly wasmMemory: number } {
    return {
      frames: this.#frames[0].byteLength + this.#frames[1].byteLength,
      field: fieldBytes(this.width, this.height),
      wasmMemory: this.#pool.heap.capacity,
    };
  }
}

/** What `--json` prints. Times in milliseconds, speeds in pixels per frame. */
function describe(request: FlowRequest, pair: SharedPair, reports: readonly FlowReport[]) {
  const { parameters, repeat } = request;
  const { frames, field, wasmMemory } = pair.bytes();
  const [last] = reports.slice(-1);
  const stages = ["prepareMs", "pyramidMs", "solveMs", "refineMs", "reliabilityMs", "statisticsMs"] as const;
  const { flowMs: _ms, stages: _stages, workingBytes: _bytes, threads: _threads, ...counted } = last;
  const { figures, directions: _directions, treated: _treated, ...summary } = counted;
  const times = reports.map(({ flowMs }) => flowMs);
  return {
    width: pair.width,
    height: pair.height,
    method: parameters.method,
    preset: presetName(parameters),
    parameters: isSingleScale(parameters.method)
      ? { windowRadius: parameters.windowRadius }
      : parameters.dense,
    prepare: preparationText(parameters.preparation),
    threads: last.threads,
    repeat,
    medianMs: median(times),
    minMs: Math.min(...times),
    stages: Object.fromEntries(
      stages.map((stage) => [stage, median(reports.map((report) => report.stages[stage]))]),
    ),
    bytes: {
      frames,
      field,
      working: Math.max(...reports.map(({ workingBytes }) => workingBytes)),
      wasmMemory,
    },
    ...(last.treated ? { treated: last.treated } : {}),
    // Null is what no pixel counts for.
    summary: { ...figures, ...summary },
  };
}

/** What is said without `--json`. */
function sentence(
  { output, parameters, repeat }: FlowRequest,
  pair: SharedPair,
  reports: readonly FlowReport[],
) {
  const [last] = reports.slice(-1);
  const ms = median(reports.map(({ flowMs }) => flowMs)).toFixed(2);
  const often = repeat > 1 ? ` (median of ${repeat})` : "";
  const method = [parameters.method, presetName(parameters)].filter((word) => word !== null).join(" ");
  const threads = last.threads === 1 ? "1 thread" : `${last.threads} threads`;
  return `Wrote ${output}: ${pair.width} x ${pair.height}, ${method}, ${ms} ms${often} on ${threads}; ${speedsOf(last)}.\n`;
}

/** The speeds of a flow with the pixels that they are over, in words. */
function speedsOf({ figures, pixels, meanSpeed, maxSpeed, reliableShare }: FlowReport): string {
  const counted = figuresInWords(figures);
  if (pixels === 0) return `no ${counted}`;
  const share = `${Math.round(100 * reliableShare)} %`;
  const over =
    figures.figurePixels === "all" ? `all pixels, ${share} reliable` : `the ${share} of ${counted}`;
  return `mean speed ${meanSpeed.toFixed(2)} px, largest ${maxSpeed.toFixed(2)} px, over ${over}`;
}

/** Null for the single-scale methods, and where an option changed the preset. */
function presetName({ method, dense }: FlowParameters): string | null {
  return isSingleScale(method) ? null : presetOf(dense);
}

function allCores(): number {
  return Math.min(Math.max(availableParallelism(), THREADS.min), THREADS.max);
}
