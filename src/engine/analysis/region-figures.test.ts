import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { type CountedParts, maskName } from "../../shared/counted-parts";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { spansOf } from "../../shared/measure/region";
import type { PictureRequest } from "../../shared/picture";
import { NO_VALIDATION } from "../../shared/validation";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { MOVING_OBJECT, makeMovingObject } from "../testing/moving-object";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { analyseMovie } from "./analyse-movie";
import { partsWishOf } from "./parts-wish";

const { u, v, side, width, height, x, y } = MOVING_OBJECT;
const FRAME = 2;
/** Where the object is in the frame, and what is left of it where a mask covers its left half. */
const OBJECT = { kind: "rectangle", x: x + FRAME * u, y: y + FRAME * v, width: side, height: side } as const;
const MASK = Array.from(spansOf({ ...OBJECT, width: side / 2 }, width, height));
const GROUND = { kind: "ellipse", x: 400, y: 60, radiusX: 50, radiusY: 40 } as const;

let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  movie = await openMovie(tools, makeMovingObject(temporaryFolder(), ffmpeg));
});
afterAll(() => pool.dispose());

async function analysed(flow: FlowParameters, parts: CountedParts): Promise<FrameAnalysis> {
  const rows: FrameAnalysis[] = [];
  const wish = { start: FRAME, end: FRAME, flow, figures: DEFAULT_FIGURES, deinterlace: false };
  await analyseMovie(
    pool,
    movie,
    { ...wish, parts: partsWishOf(parts, movie.info) },
    { onRow: (row) => rows.push(row) },
  );
  return rows[0];
}

async function withSession<T>(work: (session: PictureSession) => Promise<T>): Promise<T> {
  const session = new PictureSession(movie, pool);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

function picture(session: PictureSession, wish: Partial<PictureRequest>) {
  const nothing = { compare: null, colour: null, streamlines: null, points: [], arrows: null, levels: null };
  return session.picture(
    {
      ...{ id: 1, token: movie.info.token, frame: FRAME, deinterlace: false, nextImage: false },
      ...{ ...nothing, flow: DEFAULT_FLOW_PARAMETERS, minimumSpeed: 0, ...DEFAULT_FIGURES, ...wish },
    },
    new AbortController().signal,
  );
}

describe("regions of the frame on the screen", () => {
  it.each(["dense-pyramidal", "lucas-kanade"] as const)(
    "have the figures of the analysis by %s, masked or not",
    async (method) => {
      const flow = { ...DEFAULT_FLOW_PARAMETERS, method };
      await withSession(async (session) => {
        for (const mask of [[], MASK]) {
          const parts = { regions: [OBJECT, GROUND], mask, byHeight: false };
          session.stateMask(mask);
          const request = { frame: FRAME, deinterlace: false, flow, figures: DEFAULT_FIGURES };
          const figures = await session.regionFigures({ ...request, parts, mask: maskName(mask) });
          const row = await analysed(flow, parts);
          expect(figures).toEqual(row.regions);
          expect(figures[0].pixels).toBe(mask.length === 0 ? side * side : (side * side) / 2);
        }
      });
    },
  );

  it("count the same pixels in every frame, whatever of it failed in the one before", async () => {
    // No vector of the object is within these limits.
    const speedLimits = { minU: 90, maxU: 99, minV: 90, maxV: 99 };
    const validation = { ...NO_VALIDATION, speedLimits };
    const rest = { camera: null, mask: [], minimumReliability: 0.5, pixelAspect: 1 };
    await withSession(async (session) => {
      const parts = { regions: [OBJECT], mask: [], byHeight: false };
      const request = { frame: FRAME, deinterlace: false, figures: DEFAULT_FIGURES, mask: "", parts };
      const failed = { ...DEFAULT_FLOW_PARAMETERS, treatment: { ...rest, validation } };
      const [checked] = await session.regionFigures({ ...request, flow: failed });
      const [plain] = await session.regionFigures({ ...request, flow: DEFAULT_FLOW_PARAMETERS });
      expect([checked.pixels, plain.pixels]).toEqual([side * side, side * side]);
      expect(checked.reliable).toBe(0);
      expect(plain.reliable).toBeGreaterThan(0.8 * side * side);
    });
  });

  it("move as the object does", async () => {
    await withSession(async (session) => {
      const [object] = await session.regionFigures({
        ...{
          frame: FRAME,
          deinterlace: false,
          flow: DEFAULT_FLOW_PARAMETERS,
          figures: DEFAULT_FIGURES,
          mask: "",
        },
        parts: { regions: [OBJECT], mask: [], byHeight: false },
      });
      expect(Math.abs(object.meanU - u)).toBeLessThan(0.1);
      expect(Math.abs(object.meanV - v)).toBeLessThan(0.1);
      expect(object.reliable / object.pixels).toBeGreaterThan(0.8);
    });
  });
});

describe("a mask", () => {
  it("takes its pixels out of the figures and the drawing of a picture that names it, as out of the analysis", async () => {
    await withSession(async (session) => {
      const grid = { stepX: 13, stepY: 13, columns: 6, rows: 6, firstX: OBJECT.x + 6, firstY: OBJECT.y + 6 };
      const whole = await picture(session, { arrows: grid });
      session.stateMask(MASK);
      const masked = await picture(session, { arrows: grid, mask: maskName(MASK) });
      const row = await analysed(DEFAULT_FLOW_PARAMETERS, { regions: [], mask: MASK, byHeight: false });
      const report = masked.flow?.report;
      expect(report?.reliablePixels).toBe(row.reliablePixels);
      expect(report?.reliablePixels).toBeLessThan(
        (whole.flow?.report.reliablePixels ?? 0) - 0.4 * side * side,
      );
      expect(report?.reliableShare).toBeCloseTo(row.reliableShare, 9);
      expect(report?.meanU).toBeCloseTo(row.meanU, 4);
      const drawn = (samples: Float32Array | undefined, columns: readonly number[]): number =>
        Array.from(samples ?? []).filter(
          (value, k) => k % 2 === 0 && columns.includes((k / 2) % 6) && !Number.isNaN(value),
        ).length;
      expect(drawn(whole.flow?.arrows?.samples, [0, 1, 2])).toBeGreaterThan(12);
      expect(drawn(masked.flow?.arrows?.samples, [0, 1, 2])).toBe(0);
      expect(drawn(masked.flow?.arrows?.samples, [3, 4, 5])).toBe(
        drawn(whole.flow?.arrows?.samples, [3, 4, 5]),
      );
      // One that names none is as it was, and computes no flow anew.
      const back = await picture(session, { arrows: grid });
      expect(back.cost.flowFromCache).toBe(true);
      expect(back.flow?.report).toEqual(whole.flow?.report);
    });
  });
});
