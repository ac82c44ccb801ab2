import { afterAll, beforeAll, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FLOW_PARAMETERS, type FlowMethod, type FlowParameters } from "../../shared/flow";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import type { PictureFlow, PictureRequest } from "../../shared/picture";
import type { Treatment } from "../../shared/treatment";
import { NO_VALIDATION, type Validation, VECTOR_FLAGS } from "../../shared/validation";
import type { FlowPool } from "../../workers/flow-pool";
import { analyseMovie } from "../analysis/analyse-movie";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { makeKnownMotion, waves } from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";

/*
 * The camera pans by (-2, 0.5) px/frame; a plate goes right before what it shows, 3 px/frame faster than that.
 */
const SIZE = { width: 144, height: 96 };
const PAN = [-2, 0.5] as const;
const PLATE = { left: 50, right: 100, top: 30, bottom: 66 };
const FRAME = 1;
const GRID = arrowGrid(SIZE.width, SIZE.height, 12);
const folder = temporaryFolder();
const never = new AbortController().signal;

let pool: FlowPool;
let movie: Recording;
let session: PictureSession;

beforeAll(async () => {
  const path = makeKnownMotion(
    folder,
    "pan",
    { ...SIZE, frames: 5, from: (x, y) => [x, y] },
    (x, y, _, time) => {
      const [left, top] = [x - PAN[0] * time, y - PAN[1] * time];
      const plate = left - 3 * time;
      const isPlate = plate > PLATE.left && plate < PLATE.right && top > PLATE.top && top < PLATE.bottom;
      return isPlate ? waves(1.3 * plate + 700, 1.3 * top + 90) : waves(left, top);
    },
  );
  pool = await startTestPool(2);
  movie = await openMovie(tools, path);
  session = new PictureSession(movie, pool);
});
afterAll(async () => {
  await session.close();
  await pool.dispose();
});

function treatment(wish: Partial<Treatment>): Treatment {
  return {
    ...{ camera: null, validation: NO_VALIDATION, mask: [], minimumReliability: 0.5, pixelAspect: 1 },
    ...wish,
  };
}

function checking(validation: Partial<Validation>): Validation {
  return { ...NO_VALIDATION, ...validation };
}

function flowOf(treated: Partial<Treatment> | null, method?: FlowMethod): FlowParameters {
  const flow = { ...DEFAULT_FLOW_PARAMETERS, ...(method ? { method } : {}) };
  return treated === null ? flow : { ...flow, treatment: treatment(treated) };
}

async function pictured(flow: FlowParameters, wish: Partial<PictureRequest> = {}): Promise<PictureFlow> {
  const request: PictureRequest = {
    ...{ id: 1, token: movie.info.token, frame: FRAME, deinterlace: false, levels: null, flow },
    ...{ compare: null, nextImage: false, minimumReliability: 0.5, figurePixels: "reliable" },
    ...{ minimumSpeed: 0, arrows: GRID, colour: null, streamlines: null, points: [] },
    ...wish,
  };
  const picture = await session.picture(request, never);
  if (picture.flow === null) throw new Error("There is no flow.");
  return structuredClone(picture.flow);
}

async function analysed(flow: FlowParameters, minimumReliability = 0.5): Promise<FrameAnalysis> {
  const rows: FrameAnalysis[] = [];
  const figures = { figurePixels: "reliable", minimumReliability } as const;
  const request = { start: FRAME, end: FRAME, flow, figures, deinterlace: false };
  await analyseMovie(pool, movie, request, { onRow: (row) => rows.push(row) });
  return rows[0];
}

/** Motions at the points of the grid, with where they are. */
function arrowsOf({ arrows }: PictureFlow) {
  if (arrows === null) throw new Error("There are no arrows.");
  const { samples, flags } = arrows;
  return Array.from({ length: GRID.columns * GRID.rows }, (_, at) => {
    const [x, y] = [
      GRID.firstX + (at % GRID.columns) * GRID.stepX,
      GRID.firstY + Math.floor(at / GRID.columns) * GRID.stepY,
    ];
    // Where plate and ground meet, a window sees both.
    const [left, right] = [PLATE.left + 1, PLATE.right + 1];
    const isPlate = x > left + 8 && x < right - 8 && y > PLATE.top + 8 && y < PLATE.bottom - 8;
    const isGround = x < left - 10 || x > right + 10 || y < PLATE.top - 10 || y > PLATE.bottom + 10;
    const isInner = x > 8 && y > 8 && x < SIZE.width - 8 && y < SIZE.height - 8;
    return { u: samples[2 * at], v: samples[2 * at + 1], flag: flags?.[at] ?? 0, isPlate, isGround, isInner };
  });
}

it.for(["shift", "similarity", "homography"] as const)(
  "what moves before a panning camera moves as if that stood still, in pictures and analyses: %s",
  async (camera) => {
    const flow = flowOf({ camera });
    const picture = await pictured(flow);
    for (const { u, v, isPlate, isGround, isInner } of arrowsOf(picture)) {
      if (!isInner || Number.isNaN(u) || !(isPlate || isGround)) continue;
      expect(Math.hypot(u - (isPlate ? 3 : 0), v)).toBeLessThan(0.35);
    }
    const { treated } = picture.report;
    expect(treated?.vectors).toBeNull();
    expect(Math.abs((treated?.camera?.u ?? 0) - PAN[0])).toBeLessThan(0.1);
    expect(Math.abs((treated?.camera?.v ?? 0) - PAN[1])).toBeLessThan(0.1);
    expect(treated?.camera?.zoom).toBeCloseTo(1, 2);
    const row = await analysed(flow);
    expect(row.cameraU).toBe(treated?.camera?.u);
    expect(row.cameraTurn).toBe(treated?.camera?.turn);
    expect(row.meanU).toBeCloseTo(picture.report.meanU, 5);
    expect(row.p95Speed).toBeCloseTo(picture.report.p95Speed, 5);
    expect(row.validShare).toBeNaN();
  },
);

it.for(["dense-pyramidal", "lucas-kanade"] as const)(
  "vectors that fail are flagged and count nowhere, in pictures and analyses: %s",
  async (method) => {
    // The plate alone is that fast to the right; all else goes left.
    const validation = checking({ speedLimits: { minU: -4, maxU: 0, minV: -4, maxV: 4 } });
    const flow = flowOf({ validation }, method);
    const [plain, picture] = [await pictured(flowOf(null, method)), await pictured(flow)];
    const { vectors } = picture.report.treated ?? {};
    if (!vectors) throw new Error("Nothing was checked.");
    expect(vectors.speedLimit).toBeGreaterThan(200);
    expect(vectors.valid + vectors.speedLimit).toBe(vectors.checked);
    expect(vectors.checked).toBe(plain.report.reliablePixels);
    expect(picture.report.reliablePixels).toBe(vectors.valid);
    expect(plain.report.meanU).toBeGreaterThan(picture.report.meanU);
    const [before, after] = [arrowsOf(plain), arrowsOf(picture)];
    for (const [at, { u, flag }] of after.entries()) {
      // Wrong ones are shown all the same, as they are.
      expect(u).toBe(before[at].u);
      expect(flag).toBe(u > 0 ? VECTOR_FLAGS.speedLimit : 0);
    }
    expect(after.some(({ flag }) => flag !== 0)).toBe(true);
    const row = await analysed(flow);
    expect(row.validShare).toBe(vectors.valid / vectors.checked);
    expect(row.reliablePixels).toBe(vectors.valid);
    expect(row.meanU).toBeCloseTo(picture.report.meanU, 4);
    // Not even all pixels are those that are wrong.
    const all = await pictured(flow, { figurePixels: "all" });
    expect(all.report.pixels).toBeGreaterThanOrEqual(vectors.valid);
    expect(all.report.pixels).toBeLessThan(SIZE.width * SIZE.height - vectors.speedLimit + 1);
    expect(all.report.reliablePixels).toBe(vectors.valid);
  },
);

it("what is hidden in the second frame does not lead back", async () => {
  const flow = flowOf({ validation: checking({ forwardBackward: 0.5 }) });
  const picture = await pictured(flow);
  const { vectors } = picture.report.treated ?? {};
  if (!vectors) throw new Error("Nothing was checked.");
  // The pan takes 2 px from the left border, and the plate covers 3 px of the ground on its right.
  expect(vectors.forwardBackward).toBeGreaterThan(50);
  expect(vectors.valid / vectors.checked).toBeGreaterThan(0.9);
  const row = await analysed(flow);
  expect(row.validShare).toBeCloseTo(vectors.valid / vectors.checked, 10);
});

it("what is replaced counts on, and is told apart", async () => {
  const validation = checking({
    speedLimits: { minU: -2.6, maxU: 2, minV: -4, maxV: 4 },
    medianTest: { threshold: 2, epsilon: 0.1, neighbourhood: 5 },
    replace: "median",
  });
  const picture = await pictured(flowOf({ validation }));
  const { vectors } = picture.report.treated ?? {};
  if (!vectors) throw new Error("Nothing was checked.");
  expect(vectors.replaced).toBeGreaterThan(0);
  expect(picture.report.reliablePixels).toBe(vectors.valid + vectors.replaced);
});

it("the mask counts nowhere, and the camera is that of the rest", async () => {
  const rows = Array.from({ length: SIZE.height }, (_, row) => row);
  // All but the plate.
  const mask = rows.flatMap((row) =>
    row > 38 && row < 58 ? [row, 0, 62, row, 90, SIZE.width] : [row, 0, SIZE.width],
  );
  const picture = await pictured(flowOf({ camera: "shift", mask }));
  expect(picture.report.treated?.camera?.u).toBeCloseTo(PAN[0] + 3, 0);
  expect(picture.report.pixels).toBeLessThanOrEqual(19 * 28);
  expect(picture.report.reliableShare).toBeGreaterThan(0.8);
});

it("another treatment of a frame computes no flow again", async () => {
  const first = await pictured(
    flowOf({ validation: checking({ speedLimits: { minU: -9, maxU: 9, minV: -9, maxV: 9 } }) }),
  );
  const second = await pictured(
    flowOf({ validation: checking({ speedLimits: { minU: -1, maxU: 1, minV: -1, maxV: 1 } }) }),
  );
  expect(second.report.stages).toEqual(first.report.stages);
  expect(second.report.treated?.vectors?.speedLimit).toBeGreaterThan(
    first.report.treated?.vectors?.speedLimit ?? 0,
  );
  // And the field as it was computed is still what it was.
  const plain = await pictured(flowOf(null));
  expect(plain.report.treated).toBeUndefined();
  expect(plain.report.meanU).toBeLessThan(-0.5);
});
