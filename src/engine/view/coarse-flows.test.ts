import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../../shared/flow";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import type { PictureRequest } from "../../shared/picture";
import { NO_PREPARATION } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes } from "../../workers/protocol";
import type { FrameLease } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { openRecording } from "../recordings/open-recording";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { CoarseFlows } from "./coarse-flows";
import { PictureSession } from "./picture-session";

const folder = temporaryFolder();
const never = new AbortController().signal;
/** Motion of the test picture, in pixels a frame. */
const SHIFT = { u: -6, v: 4 };
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  const path = `${folder}/shift.mkv`;
  // A part of a larger still picture that lies elsewhere in each frame.
  const still = "mandelbrot=s=1600x1000:r=1:start_scale=0.4,trim=end_frame=1,loop=4:1";
  const cut = `crop=1280:720:${-SHIFT.u}*n:100-${SHIFT.v}*n,format=yuv420p`;
  ffmpeg("-f", "lavfi", "-i", `${still},${cut},trim=end_frame=4`, "-c:v", "ffv1", path);
  movie = await openRecording(tools, path);
});
afterAll(async () => {
  movie.close();
  await pool.dispose();
});

const flow = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.fast };

function request(wish: Partial<PictureRequest>): PictureRequest {
  return {
    ...{ id: 1, token: movie.info.token, frame: 0, deinterlace: false, levels: null, flow, compare: null },
    ...{ nextImage: false, minimumReliability: 0, figurePixels: "all", minimumSpeed: 0 },
    arrows: arrowGrid(1280, 720, 20),
    ...{ colour: null, streamlines: null, points: [[640, 360]] },
    ...wish,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

describe("a coarse flow", () => {
  it.each([1, 2])("at level %d has the motions of the movie, in its pixels", async (level) => {
    const coarse = new CoarseFlows(pool, movie);
    const frames = movie.openFrames(pool.heap, { budgetBytes: 1e8, deinterlace: false });
    const leases: FrameLease[] = [await frames.get(0), await frames.get(1)];
    const [first, second] = leases;
    const { planes, size, detail, field } = await coarse.compute(first, second, flow, level, never);
    expect(detail).toBe(2 ** level);
    expect(size).toEqual({ width: 1280 / detail, height: 720 / detail });
    expect(field.byteLength).toBe(fieldBytes(size.width, size.height));
    expect(Math.abs(median([...planes.u]) - SHIFT.u)).toBeLessThan(0.5);
    expect(Math.abs(median([...planes.v]) - SHIFT.v)).toBeLessThan(0.5);
    for (const lease of leases) lease.release();
    await frames.close();
    coarse.close();
  });

  it("is allowed where it can be drawn, and where all of it takes long", () => {
    const coarse = new CoarseFlows(pool, movie);
    const hasty = { flowMs: 16 };
    const level = (wish: Partial<PictureRequest>): number => coarse.levelFor(request({ hasty, ...wish }));
    expect(level({})).toBe(0);
    coarse.noteWhole(flow, 200);
    const colour = { kind: "speed", limit: 4, step: 1, fading: false } as const;
    for (const wish of [{}, { colour }, { arrows: null, colour }]) expect(level(wish)).toBe(1);
    const prepared = { ...NO_PREPARATION, flicker: true };
    const others: Partial<PictureRequest>[] = [
      { hasty: null },
      { flow: null },
      { flow: { ...flow, method: "lucas-kanade" } },
      { flow: { ...flow, preparation: prepared } },
      { compare: { flow, frame: 0 } },
      { streamlines: { spacing: 20 } },
      { colour: { ...colour, kind: "divergence" } },
      { colour: { ...colour, kind: "difference" } },
      { flow: { ...flow, dense: DENSE_PRESET_PARAMETERS.accurate } },
    ];
    for (const wish of others) expect(level(wish), JSON.stringify(wish)).toBe(0);
    coarse.close();
  });
});

describe("pictures while the playhead moves", () => {
  it("have a coarse flow, which no figure and no value is read of, until all of it is there", async () => {
    const slow = new Proxy(pool, {
      get(target, property) {
        const value = Reflect.get(target, property);
        if (typeof value !== "function") return value;
        return async (...given: unknown[]) => {
          const result: unknown = await Reflect.apply(value, target, given);
          // On a machine that takes long for all of the frame, and not for less.
          const isWhole = property === "flow" && (given[0] as { width: number }).width === 1280;
          return isWhole ? { ...(result as object), flowMs: 200 } : result;
        };
      },
    });
    const session = new PictureSession(movie, slow);
    const colour = { kind: "speed", limit: 10, step: 3, fading: false } as const;
    const hasty = { flowMs: 1000 / 60 };
    const picture = async (wish: Partial<PictureRequest>) =>
      structuredClone(await session.picture(request({ colour, ...wish }), never));

    const whole = await picture({ hasty });
    expect(whole).toMatchObject({ coarse: null, flow: { first: 0, second: 1 } });
    const passing = await picture({ hasty, frame: 1 });
    expect(passing.flow).toBeNull();
    expect(passing.flowError).toBeNull();
    const { coarse } = passing;
    if (coarse === null) throw new Error("There is no coarse flow.");
    expect(coarse).toMatchObject({ first: 1, second: 2, streamlines: null });
    expect(coarse.detail).toBeGreaterThan(1);
    expect(Object.keys(coarse)).not.toContain("report");
    expect(Object.keys(coarse)).not.toContain("probed");
    const samples = coarse.arrows?.samples ?? new Float32Array();
    expect(samples).toHaveLength(2 * 64 * 36);
    const [us, vs] = [0, 1].map((offset) => [...samples].filter((_, at) => at % 2 === offset));
    expect(Math.abs(median(us) - SHIFT.u)).toBeLessThan(0.75);
    expect(Math.abs(median(vs) - SHIFT.v)).toBeLessThan(0.75);
    expect(coarse.colour).toMatchObject({ kind: "speed", limit: 10 });
    expect(coarse.colour?.data.byteLength).toBe(
      4 * (coarse.colour?.width ?? 0) * (coarse.colour?.height ?? 0),
    );

    // What is read meanwhile is of all of the flow.
    const probed = await session.probe({
      frame: 1,
      deinterlace: false,
      flow,
      map: null,
      points: [[640, 360]],
    });
    // It is there now, and goes before any other.
    const rest = await picture({ frame: 1 });
    expect(rest).toMatchObject({ coarse: null, flow: { first: 1 } });
    expect(probed.values[0]?.slice(0, 3)).toEqual(rest.flow?.probed[0]?.slice(0, 3));
    const again = await picture({ hasty, frame: 1 });
    expect(again).toMatchObject({ coarse: null, flow: { report: rest.flow?.report } });
    await session.close();
  });
});
