import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { isCancelled } from "../../shared/errors";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowMethod, type FlowParameters } from "../../shared/flow";
import { type BackgroundProgress, parsePreparation } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { analyseMovie } from "../analysis/analyse-movie";
import { FlowSource } from "../flow/flow-source";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { BACKGROUND_FRAMES, backgroundFrames, backgroundOf } from "./background";

const SIZE = { width: 64, height: 48 };
const PIXELS = SIZE.width * SIZE.height;
/** Long enough for two parts, which workers read by themselves. */
const FRAMES = 450;

const folder = temporaryFolder();
let path: string;
let pool: FlowPool;
let alone: FlowPool;
let movie: Recording;

beforeAll(async () => {
  path = makeMovie(folder, "movie.mp4", { size: "64x48", seconds: FRAMES / 25, args: ["-g", "12"] });
  [pool, alone] = await Promise.all([startTestPool(2), startTestPool(1)]);
  movie = await openMovie(tools, path);
});
afterAll(() => Promise.all([pool.dispose(), alone.dispose()]));

/** The luma planes of all frames, as ffmpeg decodes them from start to end. */
function lumaOfAll(): readonly Uint8Array[] {
  const bytes = ffmpeg("-i", path, "-f", "rawvideo", "-pix_fmt", "yuv420p", "-");
  return Array.from({ length: FRAMES }, (_, k) =>
    bytes.subarray(1.5 * PIXELS * k, 1.5 * PIXELS * k + PIXELS),
  );
}

describe("backgroundOf", () => {
  it("is the least or the mean of the frames that it is made of", async () => {
    const all = lumaOfAll();
    for (const [kind, range] of [
      ["min", null],
      ["mean", null],
      ["mean", [10, 19]],
    ] as const) {
      const progress: BackgroundProgress[] = [];
      const made = await backgroundOf(
        pool,
        movie,
        { wish: { kind, range }, deinterlace: false },
        { onProgress: (now) => progress.push(now) },
      );
      const frames = backgroundFrames(range, FRAMES).map((frame) => all[frame]);
      const wanted = Uint16Array.from({ length: PIXELS }, (_, i) => {
        const levels = frames.map((frame) => frame[i]);
        const sum = levels.reduce((total, level) => total + level);
        return kind === "min" ? 256 * Math.min(...levels) : Math.floor((256 * sum) / levels.length + 0.5);
      });
      expect(made).toEqual(wanted);
      expect(progress.at(-1)).toEqual({ done: frames.length, total: frames.length });
    }
    expect(pool.heap.heldBytes).toBe(0);
  });

  it("is made once for a movie, of any pool", async () => {
    const request = { wish: { kind: "min", range: [0, 30] }, deinterlace: false } as const;
    const [first, again] = [
      await backgroundOf(pool, movie, request),
      await backgroundOf(alone, movie, request),
    ];
    expect(again).toBe(first);
  });

  it("can be cancelled, and leaves nothing behind", async () => {
    const control = new AbortController();
    const made = backgroundOf(
      pool,
      movie,
      { wish: { kind: "mean", range: [1, 400] }, deinterlace: false },
      { signal: control.signal, onProgress: ({ done }) => done === 3 && control.abort() },
    );
    await expect(made).rejects.toSatisfy(isCancelled);
    expect(pool.heap.heldBytes).toBe(0);
  });

  it("says which frames there are", async () => {
    const request = { wish: { kind: "min", range: [0, FRAMES] }, deinterlace: false } as const;
    await expect(backgroundOf(pool, movie, request)).rejects.toThrow(/^The range .*449/);
  });
});

it("backgroundFrames spreads over the range, each frame once", () => {
  expect(backgroundFrames(null, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(backgroundFrames([7, 7], 10)).toEqual([7]);
  const many = backgroundFrames(null, 1000);
  expect(many).toHaveLength(BACKGROUND_FRAMES);
  expect(new Set(many).size).toBe(BACKGROUND_FRAMES);
  expect([many[0], many.at(-1)]).toEqual([7, 992]);
});

describe("with everything before the flow", () => {
  const preparation = parsePreparation("flicker,background=mean,cap,clahe,highpass=8,smooth");
  const flowOf = (method: FlowMethod): FlowParameters => ({
    ...DEFAULT_FLOW_PARAMETERS,
    method,
    preparation,
  });

  async function analysed(by: FlowPool, flow: FlowParameters): Promise<readonly FrameAnalysis[]> {
    const rows: FrameAnalysis[] = [];
    const request = { start: 0, end: FRAMES - 1, flow, figures: DEFAULT_FIGURES, deinterlace: false };
    await analyseMovie(by, movie, request, { onRow: (row) => rows.push(row) });
    return rows
      .sort((a, b) => a.frame - b.frame)
      .map((row) => ({ ...row, decodeMs: 0, flowMs: 0, bytes: 0 }));
  }

  it.each(["lucas-kanade", "dense-pyramidal"] as const)(
    "%s has the same figures however it is read",
    async (method) => {
      const flow = flowOf(method);
      const [parts, whole] = [await analysed(pool, flow), await analysed(alone, flow)];
      expect(parts).toEqual(whole);
      const speeds = (rows: readonly FrameAnalysis[]) => rows.map(({ meanSpeed }) => meanSpeed);
      expect(Math.max(...speeds(whole).slice(0, -1))).toBeGreaterThan(0);
      const plain = await analysed(pool, { ...flow, preparation: DEFAULT_FLOW_PARAMETERS.preparation });
      expect(speeds(plain)).not.toEqual(speeds(whole));
      // How much the picture changes is the recording's, whatever is done before the flow.
      expect(plain[3].lumaDifference).toBe(whole[3].lumaDifference);
      expect(pool.heap.heldBytes).toBeLessThan(64 * 2 ** 20);
    },
  );

  it.each(["lucas-kanade", "dense-pyramidal", "streaming"] as const)(
    "a field of %s is the same of one worker and of two",
    async (method) => {
      const fields = [];
      for (const by of [pool, alone]) {
        const frames = movie.openFrames(by.heap, { budgetBytes: 0 });
        const flows = new FlowSource(by, movie, { deinterlace: false });
        const [first, second] = [await frames.get(20), await frames.get(21)];
        const lease = await flows.compute(first, second, flowOf(method), DEFAULT_FIGURES);
        expect(lease.meta.cost.stages.prepareMs).toBeGreaterThan(0);
        fields.push(flows.planes(lease).u.slice());
        for (const held of [first, second, lease]) held.release();
        await flows.close();
        await frames.close();
      }
      expect(fields[0]).toEqual(fields[1]);
    },
  );
});
