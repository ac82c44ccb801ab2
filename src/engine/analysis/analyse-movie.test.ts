import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type AnalysisColumn, type FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes } from "../../workers/protocol";
import type { IndexOutcome, Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { withoutPackets } from "../testing/damage";
import { makeMovie, temporaryFolder, tools } from "../testing/movies";
import { overridden } from "../testing/overridden";
import { startTestPool } from "../testing/pool";
import { type AnalysisOptions, type AnalysisRequest, analyseMovie } from "./analyse-movie";
import { PauseGate } from "./pause-gate";

const LUCAS_KANADE: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" };
const HOW = { figures: DEFAULT_FIGURES, deinterlace: false };
/** What is the same every time. */
const STATISTICS = ANALYSIS_COLUMNS.filter(
  (column) => column !== "decodeMs" && column !== "flowMs" && column !== "bytes",
);
/** Those that the flow says of itself. */
const FLOW_STATISTICS = [
  "meanU",
  "meanV",
  "meanSpeed",
  "medianSpeed",
  "p95Speed",
  "p999Speed",
  "maxSpeed",
  "maxSpeedX",
  "maxSpeedY",
  "reliableShare",
  "reliablePixels",
] as const satisfies readonly AnalysisColumn[];

const folder = temporaryFolder();
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  const args = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10"];
  movie = await openMovie(tools, makeMovie(folder, "movie.mp4", { args }));
});
afterAll(() => pool.dispose());

/** Analyses `of`, the whole movie unless said otherwise, and returns its rows as they came. */
async function analysed(
  wish: Partial<AnalysisRequest> = {},
  options: Partial<AnalysisOptions> = {},
  of: Recording = movie,
): Promise<readonly FrameAnalysis[]> {
  const rows: FrameAnalysis[] = [];
  const whole = { start: 0, end: of.info.frameCount - 1, flow: LUCAS_KANADE, ...HOW };
  const onRow = (row: FrameAnalysis) => {
    rows.push(row);
    options.onRow?.(row);
  };
  await analyseMovie(pool, of, { ...whole, ...wish }, { ...options, onRow });
  return rows;
}

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k);
const frameNumbers = (rows: readonly FrameAnalysis[]) => rows.map(({ frame }) => frame);
/** Everything but what depends on the hour. */
const statistics = (rows: readonly FrameAnalysis[]) =>
  rows.map((row) => [row.frame, ...STATISTICS.map((column) => row[column])]);

/** The statistics of one pair, asked of the pool itself. */
async function directly(frame: number, flow: FlowParameters) {
  const { width, height } = movie.info;
  const frames = movie.openFrames(pool.heap, { budgetBytes: 0 });
  const field = pool.heap.allocate(fieldBytes(width, height));
  try {
    const [first, second] = [await frames.get(frame), await frames.get(frame + 1)];
    const luma = (memory: typeof field) => ({ ...memory, byteLength: width * height });
    return await pool.flow({
      ...{ width, height, field, parameters: flow, figures: HOW.figures },
      ...{ first: luma(first.slot.memory), second: luma(second.slot.memory) },
    });
  } finally {
    pool.heap.release(field);
    await frames.close();
  }
}

describe("analyseMovie", () => {
  it.for([
    ["lucas-kanade", LUCAS_KANADE],
    ["dense-pyramidal", DEFAULT_FLOW_PARAMETERS],
  ] as const)("%s: tells of every frame what its flow says of itself", async ([, flow]) => {
    const rows = await analysed({ flow });
    expect(frameNumbers(rows)).toEqual(numbers(0, 49));
    for (const frame of [0, 7, 9, 10, 48]) {
      const report = await directly(frame, flow);
      const row = rows[frame];
      // Sums are taken in another order, and the walk of lucas-kanade solves in 32-bit floats: see SummaryJob.
      for (const column of FLOW_STATISTICS) {
        const tolerance = 2 ** -20 * Math.max(1, Math.abs(report[column]));
        expect(Math.abs(row[column] - report[column]), column).toBeLessThanOrEqual(tolerance);
      }
      expect(row.bytes).toBeGreaterThan(2 * movie.format.bytes);
      expect(row.flowMs).toBeGreaterThan(0);
      expect(row.decodeMs).toBeGreaterThan(0);
    }
    expect(rows[0].meanSpeed).toBeGreaterThan(0);
  });

  it("the last frame has no flow", async () => {
    const [last] = await analysed({ start: 49 });
    const { frame, decodeMs, ...others } = last;
    expect([frame, decodeMs > 0]).toEqual([49, true]);
    expect(Object.values(others)).toEqual(
      Array.from({ length: ANALYSIS_COLUMNS.length - 1 }, () => Number.NaN),
    );
  });

  it("a range has its own frames, whose flow leads beyond its end", async () => {
    const whole = await analysed();
    const range = await analysed({ start: 13, end: 22 });
    expect(statistics(range)).toEqual(statistics(whole.slice(13, 23)));
    expect(range[9].meanSpeed).not.toBeNaN();
  });

  it("leaves out what is not wanted", async () => {
    const whole = await analysed();
    const skip = (frame: number) => frame < 3 || (frame > 10 && frame < 30) || frame === 40;
    expect(statistics(await analysed({ skip }))).toEqual(
      statistics(whole.filter(({ frame }) => !skip(frame))),
    );
    expect(await analysed({ skip: () => true })).toEqual([]);
  });

  it.for([
    [-1, 10],
    [0, 50],
    [10, 9],
    [0.5, 10],
  ])("refuses the range %d to %d", async ([start, end]) => {
    await expect(analysed({ start, end })).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("fails with what the flow fails with", async () => {
    const flow = { ...LUCAS_KANADE, windowRadius: 0 };
    await expect(analysed({ flow })).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("tells its progress", async () => {
    const told: (readonly [number, number, boolean])[] = [];
    await analysed(
      { end: 9, skip: (frame) => frame === 4 },
      {
        onProgress: ({ done, total, secondsLeft }) => {
          told.push([done, total, secondsLeft !== null && secondsLeft >= 0]);
        },
      },
    );
    expect(told).toEqual(numbers(0, 9).map((done) => [done, 9, done >= 3]));
  });

  it("ends when it is cancelled, and gives its memory back", async () => {
    pool.trim();
    const before = pool.heap.heldBytes;
    const control = new AbortController();
    const seen: number[] = [];
    const onRow = ({ frame }: FrameAnalysis) => {
      seen.push(frame);
      if (frame === 5) control.abort();
    };
    await expect(analysed({}, { signal: control.signal, onRow })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(seen).toEqual(numbers(0, 5));
    pool.trim();
    expect(pool.heap.heldBytes).toBe(before);
  });

  it("stands still while it is paused, and loses nothing", async () => {
    const whole = await analysed();
    const gate = new PauseGate();
    const asked: number[] = [];
    const openFrames: Recording["openFrames"] = (heap, options) => {
      const frames = movie.openFrames(heap, options);
      const get = frames.get.bind(frames);
      frames.get = (frame, signal) => {
        asked.push(frame);
        return get(frame, signal);
      };
      return frames;
    };
    const watched = overridden(movie, { openFrames });
    const rows: FrameAnalysis[] = [];
    let tellPaused: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      tellPaused = resolve;
    });
    const onRow = (row: FrameAnalysis) => {
      rows.push(row);
      if (row.frame !== 8) return;
      gate.pause();
      tellPaused();
    };
    const pass = analysed({}, { gate, onRow }, watched);
    await paused;
    const askedAtPause = asked.length;
    // Another pass gets through the whole movie in the meantime.
    await analysed();
    // One may have passed the gate just before it was closed.
    expect(asked.length).toBeLessThanOrEqual(askedAtPause + 1);
    // Of what was asked for before, all may be done: a pair that takes long holds up the rows behind it.
    expect(rows.length).toBeLessThanOrEqual(askedAtPause);
    gate.resume();
    expect(statistics(await pass)).toEqual(statistics(whole));
    expect(gate.pausedMs).toBeGreaterThan(0);
  });

  it("can be cancelled while it is paused", async () => {
    const gate = new PauseGate();
    const control = new AbortController();
    gate.pause();
    const pass = analysed({}, { gate, signal: control.signal });
    control.abort();
    await expect(pass).rejects.toMatchObject({ code: "cancelled" });
  });

  it("waits at the end of an index that still grows", async () => {
    const timeline = {
      count: 20,
      complete: false,
      subscribe: (listener: () => void) => {
        grow = listener;
        return () => undefined;
      },
    };
    let indexed: (outcome: IndexOutcome) => void = () => undefined;
    let grow: () => void = () => undefined;
    const growing = overridden(movie, {
      timeline,
      indexed: new Promise<IndexOutcome>((resolve) => {
        indexed = resolve;
      }),
    });
    await expect(analysed({ end: 20 }, {}, growing)).rejects.toMatchObject({ code: "invalid-argument" });

    const onRow = ({ frame }: FrameAnalysis) => {
      if (frame !== 18) return;
      timeline.count = 30;
      grow();
    };
    const whole = await analysed();
    expect(statistics(await analysed({ end: 19 }, { onRow }, growing))).toEqual(
      statistics(whole.slice(0, 20)),
    );
    // Nobody knows any more which frame is which.
    indexed("unreliable");
    await expect(analysed({ end: 29 }, {}, growing)).rejects.toMatchObject({ code: "cancelled" });
  });

  it("goes on behind frames that cannot be decoded", async () => {
    const whole = makeMovie(folder, "intra.mov", { seconds: 1, args: ["-c:v", "mjpeg"] });
    const damaged = join(folder, "damaged.mov");
    writeFileSync(damaged, withoutPackets(whole, [6, 14, 15]));
    const rows = await analysed({}, {}, await openMovie(tools, damaged));
    const sound = await analysed({}, {}, await openMovie(tools, whole));
    expect(frameNumbers(rows)).toEqual(numbers(0, 24));
    const unknown = (column: keyof FrameAnalysis) =>
      frameNumbers(rows.filter((row) => Number.isNaN(row[column])));
    expect(unknown("decodeMs")).toEqual([6, 14, 15]);
    // What was done to fields is told where anything was.
    const always = STATISTICS.filter((column) => !/^(?:valid|camera)/.test(column));
    for (const column of always) expect(unknown(column)).toEqual([5, 6, 13, 14, 15, 24]);
    expect(unknown("bytes")).toEqual([5, 6, 13, 14, 15, 24]);
    expect(statistics(rows.slice(16))).toEqual(statistics(sound.slice(16)));
  });
});
