import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { PictureRequest } from "../../shared/picture";
import type { FlowPool } from "../../workers/flow-pool";
import { surveyMovie } from "../flow/survey";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { MOVING_OBJECT, makeMovingObject } from "../testing/moving-object";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { analyseMovie } from "./analyse-movie";

const { u, v, side, width, height, frames: count } = MOVING_OBJECT;
const SPEED = Math.hypot(u, v);
const SHARE = side ** 2 / (width * height);
const ALL: FigureChoice = { ...DEFAULT_FIGURES, figurePixels: "all" };

const folder = temporaryFolder();
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  movie = await openMovie(tools, makeMovingObject(folder, ffmpeg));
});
afterAll(() => pool.dispose());

/** Within 5 % of the speed of the object. */
function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected), `${value} instead of ${expected}`).toBeLessThan(0.05 * SPEED);
}

async function analysed(figures: FigureChoice): Promise<readonly FrameAnalysis[]> {
  const rows: FrameAnalysis[] = [];
  const wish = { start: 0, end: count - 2, flow: DEFAULT_FLOW_PARAMETERS, figures, deinterlace: false };
  await analyseMovie(pool, movie, wish, { onRow: (row) => rows.push(row) });
  return rows.sort((a, b) => a.frame - b.frame);
}

describe("an object on 4 % of a noisy ground", () => {
  it("is what the rows of an analysis speak of", async () => {
    for (const row of await analysed(DEFAULT_FIGURES)) {
      expectNear(row.meanU, u);
      expectNear(row.meanV, v);
      for (const column of ["meanSpeed", "medianSpeed", "p95Speed", "p999Speed", "maxSpeed"] as const) {
        expectNear(row[column], SPEED);
      }
      expect(row.reliableShare / SHARE).toBeGreaterThan(0.5);
      // The vectors of a rim of ground are the object's, too.
      expect(row.reliableShare / SHARE).toBeLessThan(2);
      expect(row.reliablePixels).toBeCloseTo(row.reliableShare * width * height, 3);
      // On it, or on the rim that windows see it from.
      const [x, y] = [MOVING_OBJECT.x + u * row.frame, MOVING_OBJECT.y + v * row.frame];
      expect(Math.abs(row.maxSpeedX - (x + side / 2))).toBeLessThan(side / 2 + 20);
      expect(Math.abs(row.maxSpeedY - (y + side / 2))).toBeLessThan(side / 2 + 20);
    }
  });

  it("is lost where all pixels count", async () => {
    const [reliable, all] = [await analysed(DEFAULT_FIGURES), await analysed(ALL)];
    for (const [k, row] of all.entries()) {
      expect(row.meanSpeed).toBeLessThan(SPEED / 2);
      expect(row.reliablePixels).toBe(reliable[k].reliablePixels);
    }
  });

  it("is the speed of scales by a survey", async () => {
    const { typicalSpeed, pairs } = await surveyMovie(pool, movie);
    expect(pairs).toBeGreaterThan(5);
    expectNear(typicalSpeed, SPEED);
  });

  it("is what the figures and directions of a picture speak of; other pixels compute no flow", async () => {
    const session = new PictureSession(movie, pool);
    const picture = (wish: Partial<PictureRequest>) =>
      session.picture(
        {
          ...{ id: 1, token: movie.info.token, frame: 3, deinterlace: false, levels: null, nextImage: false },
          ...{ flow: DEFAULT_FLOW_PARAMETERS, compare: null, colour: null, streamlines: null, points: [] },
          ...{ arrows: null, minimumSpeed: 0, ...DEFAULT_FIGURES },
          ...wish,
        },
        new AbortController().signal,
      );
    try {
      const first = await picture({});
      const reliable = first.flow?.report;
      expectNear(reliable?.meanU ?? 0, u);
      expectNear(reliable?.p95Speed ?? 0, SPEED);
      const angle = (Math.atan2(v, u) * 180) / Math.PI + 360;
      const petals = reliable?.directions ?? [];
      // Its direction is a quarter of a degree away from the next bin.
      const bin = Math.floor(angle / 10);
      expect(petals[bin] + petals[bin - 1]).toBeGreaterThan(0.95);
      expect(first.cost.flowFromCache).toBe(false);

      for (const wish of [{ figurePixels: "all" }, { minimumReliability: 0.4 }] as const) {
        const other = await picture(wish);
        expect(other.cost.flowFromCache).toBe(true);
        const report = other.flow?.report;
        expect(report?.figures).toEqual({ ...DEFAULT_FIGURES, ...wish });
        // As the pool counts them with the flow, apart from what it took.
        const { first: lumaOfFirst, second } = await lumaOf(3);
        const field = pool.heap.allocate(12 * width * height);
        const figures = { ...DEFAULT_FIGURES, ...wish };
        const planes = { width, height, first: lumaOfFirst, second, field };
        const expected = await pool.flow({ ...planes, parameters: DEFAULT_FLOW_PARAMETERS, figures });
        const costs = { flowMs: 0, stages: null, workingBytes: 0, threads: 0 };
        expect({ ...report, ...costs }).toEqual({ ...expected, ...costs });
      }
      const back = await picture({});
      expect(back.flow?.report).toEqual(reliable);
      expect(back.cost.flowFromCache).toBe(true);
    } finally {
      await session.close();
    }
  });
});

/** The luma of a pair in the memory of the pool. */
async function lumaOf(frame: number) {
  const frames = movie.openFrames(pool.heap, { budgetBytes: 0 });
  const copy = async (k: number) => {
    const lease = await frames.get(k);
    const place = pool.heap.allocate(width * height);
    pool.heap.bytes(place).set(pool.heap.bytes({ ...lease.slot.memory, byteLength: width * height }));
    lease.release();
    return place;
  };
  try {
    return { first: await copy(frame), second: await copy(frame + 1) };
  } finally {
    await frames.close();
  }
}
