import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AnalysisStore } from "../engine/analysis/analysis-store";
import { mergeRows } from "../engine/analysis/packed-rows";
import type { Engine } from "../engine/engine";
import { PoolKeeper } from "../engine/pool-keeper";
import type { Recording } from "../engine/recording/recording";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { startTestPool } from "../engine/testing/pool";
import type { AnalysisRows, AnalysisState } from "../shared/analysis";
import type { RegionRows } from "../shared/counted-parts";
import { DEFAULT_FIGURES } from "../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../shared/flow";
import { REGION_ROW, regionText } from "../shared/measure/region-rows";
import { loadKernelModule } from "../workers/kernel/wasm-kernels";
import { buildFlowWorker } from "../workers/testing/build-worker";
import { AnalysisService } from "./analysis-service";
import { MovieContents } from "./movie-contents";

const FLOW: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" };
/** An analysis of a few frames that takes longer than the first rows take to be told. */
const SLOW: FlowParameters = { ...FLOW, method: "naive", windowRadius: 8 };
const folder = temporaryFolder();
const storeFolder = join(folder, "store");
let engine: Engine;
let workerUrl: URL;
let movie: Recording;
let desk: Desk;

beforeAll(async () => {
  const { workerPath, kernelPath } = await buildFlowWorker();
  // As in the app, where the kernel lies beside the worker under this name.
  copyFileSync(kernelPath, join(folder, "kernel.wasm"));
  workerUrl = pathToFileURL(join(folder, basename(workerPath)));
  const kernel = await loadKernelModule(pathToFileURL(kernelPath));
  const pool = await startTestPool(1);
  engine = { tools, kernel, pool, pools: new PoolKeeper(() => pool) };
  movie = await openMovie(tools, makeMovie(folder, "movie.mp4", { args: ["-c:v", "libx264"] }));
});
afterAll(() => engine.pool.dispose());
beforeEach(() => {
  rmSync(storeFolder, { recursive: true, force: true });
  desk = new Desk();
});

const HOW = { figures: DEFAULT_FIGURES, deinterlace: false };
const request = (start: number, end: number, flow = FLOW) => ({ start, end, flow, ...HOW });
const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k);

/** A service with what it has told, as after a start of the app. */
class Desk {
  readonly states: AnalysisState[] = [];
  readonly rows: AnalysisRows[] = [];
  readonly regionRows: RegionRows[] = [];
  readonly service: AnalysisService;
  #waiting: (() => void)[] = [];

  constructor() {
    this.service = new AnalysisService(
      async () => engine,
      workerUrl,
      new AnalysisStore(storeFolder),
      new MovieContents(),
      (channel, payload) => {
        if (channel === "analysis:state") this.states.push(payload as AnalysisState);
        else if (channel === "analysis:region-rows") this.regionRows.push(payload as RegionRows);
        else this.rows.push(payload as AnalysisRows);
        for (const look of this.#waiting.splice(0)) look();
      },
    );
  }

  /** Resolves with the first state that fits, as soon as it is told. */
  async state(fits: (state: AnalysisState) => boolean): Promise<AnalysisState> {
    for (;;) {
      const found = this.states.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  ended(): Promise<AnalysisState> {
    return this.state(({ status }) => status === "idle");
  }

  /** Frames of all rows that were told, in order. */
  frames(key?: string): readonly number[] {
    return Array.from(mergeRows(this.rows.filter((rows) => key === undefined || rows.key === key)).frames);
  }
}

describe("AnalysisService", () => {
  it("analyses a range, tells rows and states, and keeps what it found", async () => {
    desk.service.run({ movie }, request(5, 24));
    const end = await desk.ended();
    const { token } = movie.info;
    expect(end).toMatchObject({
      ...{ token, status: "idle", parameters: FLOW, range: { start: 5, end: 24 } },
      ...{ done: 20, total: 20, secondsLeft: null, error: null },
    });
    expect(desk.states[0]).toMatchObject({ key: end.key, status: "running", done: 0, total: 20 });
    expect(desk.frames()).toEqual(numbers(5, 24));
    for (const rows of desk.rows) expect(rows).toMatchObject({ token, key: end.key });
    expect(readdirSync(storeFolder)).toEqual([`${end.key}.kfa`]);
  });

  it("computes what is missing only, and nothing when all is known", async () => {
    desk.service.run({ movie }, request(10, 19));
    const { key } = await desk.ended();
    const first = mergeRows(desk.rows);
    const later = new Desk();
    later.service.run({ movie }, request(5, 24));
    const end = await later.ended();
    expect(later.states[0]).toMatchObject({ key, status: "running", done: 10, total: 20 });
    expect(end).toMatchObject({ key, done: 20, total: 20 });
    // Times and all: the rows of the first analysis were told again, not made again.
    expect(later.rows[0]).toMatchObject(first);
    expect(later.frames()).toEqual(numbers(5, 24));
    const again = new Desk();
    again.service.run({ movie }, request(7, 22));
    expect(await again.ended()).toMatchObject({ done: 16, total: 16, framesPerSecond: 0, error: null });
    expect(again.rows.length).toBe(1);
  });

  it("takes another threshold, or all pixels, for another analysis, and finds the first one again", async () => {
    desk.service.run({ movie }, request(0, 4));
    const { key, figures } = await desk.ended();
    expect(figures).toEqual(HOW.figures);
    const found = mergeRows(desk.rows);
    for (const change of [{ minimumReliability: 0.4 }, { figurePixels: "all" as const }]) {
      const other = { ...HOW.figures, ...change };
      const later = new Desk();
      await later.service.recall({ movie }, { flow: FLOW, ...HOW, figures: other });
      expect(later.rows).toEqual([]);
      expect(later.states).toMatchObject([{ status: "idle", figures: other, total: 0 }]);
      later.service.run({ movie }, { ...request(0, 4), figures: other });
      const ended = await later.state(({ status, total }) => status === "idle" && total > 0);
      expect(ended).toMatchObject({ figures: other, done: 5 });
      expect(ended.key).not.toBe(key);
      expect(mergeRows(later.rows).values).not.toEqual(found.values);
    }
    const again = new Desk();
    await again.service.recall({ movie }, { flow: FLOW, ...HOW });
    expect(again.rows).toMatchObject([{ key, ...found }]);
  });

  it("recalls what is known of the same content under another name", async () => {
    desk.service.run({ movie }, request(0, 9));
    const { key } = await desk.ended();
    const copy = await openMovie(tools, makeMovie(folder, "copy.mp4", { args: ["-c:v", "libx264"] }));
    expect(copy.info.token).not.toBe(movie.info.token);
    const later = new Desk();
    await later.service.recall({ movie: copy }, { flow: FLOW, ...HOW });
    expect(later.rows).toMatchObject([{ token: copy.info.token, key, ...mergeRows(desk.rows) }]);
    const idle = { status: "idle", range: null, done: 0, total: 0, error: null };
    expect(later.states).toMatchObject([{ token: copy.info.token, key, parameters: FLOW, ...idle }]);
    await later.service.recall({ movie }, { flow: { ...FLOW, windowRadius: 7 }, ...HOW });
    expect(later.rows.length).toBe(1);
    expect(later.states[1]).toMatchObject(idle);
    expect(later.states[1].key).not.toBe(key);
  });

  it("recalls what is being found out, and that it is", async () => {
    const { service } = desk;
    service.run({ movie }, request(0, 49, SLOW));
    const { key } = await desk.state(({ done }) => done > 0);
    service.pause();
    const told = desk.frames();
    desk.rows.length = 0;
    await service.recall({ movie }, { flow: SLOW, ...HOW });
    expect(desk.frames(key).slice(0, told.length)).toEqual(told);
    expect(desk.states.at(-1)).toMatchObject({ key, status: "paused", range: { start: 0, end: 49 } });
    // Of other parameters: nothing is known, and the analysis still waits.
    await service.recall({ movie }, { flow: FLOW, ...HOW });
    expect(desk.states.slice(-2).map(({ status }) => status)).toEqual(["idle", "paused"]);
    await service.close();
  });

  it("pauses, keeps what it has, and goes on to the end", async () => {
    desk.service.run({ movie }, request(0, 24, SLOW));
    await desk.state(({ done }) => done > 0);
    desk.service.pause();
    expect(desk.states.at(-1)?.status).toBe("paused");
    const stored = new AnalysisStore(storeFolder);
    await expect
      .poll(async () => (await stored.load(desk.states[0].key))?.frames.length ?? 0)
      .toBeGreaterThan(0);
    desk.service.resume();
    expect(await desk.ended()).toMatchObject({ done: 25, total: 25, error: null });
    expect(desk.frames()).toEqual(numbers(0, 24));
  });

  it("keeps what was found out before it was cancelled", async () => {
    desk.service.run({ movie }, request(0, 49, SLOW));
    await desk.state(({ done }) => done > 0);
    desk.service.cancel();
    const { done, key, error } = await desk.ended();
    expect(error).toBeNull();
    expect(done).toBeLessThan(50);
    expect(desk.frames()).toEqual(numbers(0, done - 1));
    const later = new Desk();
    await later.service.recall({ movie }, { flow: SLOW, ...HOW });
    expect(later.frames(key)).toEqual(numbers(0, done - 1));
  });

  it("ends an analysis for another one", async () => {
    desk.service.run({ movie }, request(0, 49, SLOW));
    const { key } = await desk.state(({ done }) => done > 0);
    desk.service.run({ movie }, request(0, 3, { ...FLOW, windowRadius: 4 }));
    const end = await desk.state((state) => state.key !== key && state.status === "idle");
    expect(end).toMatchObject({ done: 4, total: 4, error: null });
    const first = desk.states.findIndex((state) => state.key === key && state.status === "idle");
    const second = desk.states.findIndex((state) => state.key !== key);
    expect(first).toBeGreaterThan(-1);
    expect(first).toBeLessThan(second);
  });

  it("lets go of its movie before it is closed, also right after the start", async () => {
    const before = engine.pool.heap.heldBytes;
    desk.service.run({ movie }, request(0, 49));
    await desk.service.close();
    engine.pool.trim();
    expect(engine.pool.heap.heldBytes).toBeLessThanOrEqual(before);
    expect(desk.states.filter(({ status }) => status !== "idle")).toEqual([]);
    const { length } = desk.states;
    desk.service.pause();
    desk.service.resume();
    desk.service.cancel();
    expect(desk.states.length).toBe(length);
  });

  it("says why it ended", async () => {
    expect(() => desk.service.run({ movie }, request(0, 50))).toThrow(/not within the movie/);
    desk.service.run({ movie }, request(0, 9, { ...FLOW, windowRadius: 0 }));
    expect(await desk.ended()).toMatchObject({ done: 0, error: { code: "invalid-argument" } });
    expect(existsSync(storeFolder)).toBe(false);
  });

  it("counts regions beside the whole picture; a new one is counted alone, and the rows stay", async () => {
    const left = { kind: "rectangle", x: 10, y: 10, width: 30, height: 20 } as const;
    const right = { ...left, x: 60 };
    const parts = (...regions: readonly (typeof left | typeof right)[]) => ({
      parts: { mask: [], regions, byHeight: false },
    });
    const textOf = (shape: typeof left | typeof right) => regionText(shape, false);
    const framesOf = (of: Desk, shape: typeof left | typeof right) =>
      Array.from(
        mergeRows(
          of.regionRows.filter(({ region }) => region === textOf(shape)),
          REGION_ROW,
        ).frames,
      );
    desk.service.run({ movie }, { ...request(0, 9), ...parts(left) });
    const { key } = await desk.ended();
    expect(desk.frames(key)).toEqual(numbers(0, 9));
    expect(framesOf(desk, left)).toEqual(numbers(0, 9));
    const whole = mergeRows(desk.rows);

    const later = new Desk();
    later.service.run({ movie }, { ...request(0, 9), ...parts(left, right) });
    const end = await later.ended();
    expect(later.states[0]).toMatchObject({ key, done: 0, total: 10 });
    expect(end).toMatchObject({ key, done: 10, total: 10 });
    expect(framesOf(later, right)).toEqual(numbers(0, 9));
    // Times and all: they were not made again.
    expect(mergeRows(later.rows)).toEqual(whole);

    const again = new Desk();
    again.service.run({ movie }, { ...request(0, 9), ...parts(right) });
    expect(await again.ended()).toMatchObject({ done: 10, framesPerSecond: 0 });
    const rows = await again.service.rowsOf({ movie }, { flow: FLOW, ...HOW, ...parts(right, left) });
    expect(rows).toHaveLength(10);
    for (const { regions } of rows.slice(0, 9))
      expect(regions?.map((sums) => sums?.pixels)).toEqual([600, 600]);

    // What a mask covers counts nowhere: that is another analysis.
    const masked = new Desk();
    await masked.service.recall(
      { movie },
      { flow: FLOW, ...HOW, parts: { mask: [3, 0, 9], regions: [left], byHeight: false } },
    );
    expect(masked.rows).toEqual([]);
    expect(masked.states[0].key).not.toBe(key);
  });
});
