import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { NO_VALIDATION } from "../../shared/validation";
import { judgedMethods, KNOWN_MOTIONS, type VerificationProgress } from "../../shared/verification";
import type { FlowPool } from "../../workers/flow-pool";
import { startTestPool } from "../testing/pool";
import { endpointErrors, errorFigures, errorMap } from "./errors";
import { motionSize, verifyFrame } from "./verify-frame";

let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const SIZE = { width: 160, height: 120 };
/** Waves of several lengths and directions, as a texture. */
const SAMPLES = Uint8Array.from({ length: 160 * 120 }, (_, k) => {
  const [x, y] = [k % 160, Math.floor(k / 160)];
  return 128 + 30 * Math.sin(x / 2.3 + y / 5) + 25 * Math.sin(y / 3.1 - x / 9) + 20 * Math.sin((x + y) / 7);
});
const request = { ...SIZE, frame: 3, samples: SAMPLES, flow: DEFAULT_FLOW_PARAMETERS } as const;

describe("a frame that is warped by a known motion", () => {
  it.each(KNOWN_MOTIONS)("tells how well methods find it: %s", async (motion) => {
    const progress: VerificationProgress[] = [];
    const report = await verifyFrame(
      pool,
      { ...request, motion, size: 2.5 },
      { onProgress: (step) => progress.push(step) },
    );
    expect(report.rows.map(({ method }) => method)).toEqual(["present", "fast", "accurate", "lucas-kanade"]);
    const [present, , accurate, single] = report.rows.map(({ errors }) => errors);
    // It is measured, and so small that the warp has no part in it.
    expect(present.median).toBeGreaterThan(0);
    expect(present.median).toBeLessThan(0.1);
    expect(accurate.mean).toBeLessThan(0.25);
    // 2.5 px are beyond the reach of a single scale.
    expect(single.mean).toBeGreaterThan(3 * present.mean);
    expect(present.pixels).toBeGreaterThan(0.85 * 160 * 120);
    expect(progress.at(-1)).toEqual({ done: 4, total: 4 });
    expect(report.map).toMatchObject(SIZE);
    expect(report).toMatchObject({ frame: 3, motion, size: 2.5 });
  });

  it("is judged as its motion was computed, whatever would be done to it then", async () => {
    const wish = { ...request, motion: "shift", size: 2 } as const;
    const checked = { validation: NO_VALIDATION, minimumReliability: 0.2, pixelAspect: 1 };
    const treatment = { ...checked, camera: "shift", mask: [] } as const;
    const plain = await verifyFrame(pool, wish);
    const treated = await verifyFrame(pool, { ...wish, flow: { ...wish.flow, treatment } });
    expect(plain.rows[0].errors.mean).toBeLessThan(0.2);
    expect(treated.rows).toEqual(plain.rows);
  });

  it("ends when it is cancelled", async () => {
    const signal = AbortSignal.abort();
    await expect(
      verifyFrame(pool, { ...request, motion: "shift", size: 1 }, { signal }),
    ).rejects.toMatchObject({ code: "cancelled" });
  });
});

it("each method is judged once, and all see the same frames", () => {
  const single = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
  expect(judgedMethods(single).map(({ method }) => method)).toEqual([
    "present",
    "fast",
    "balanced",
    "accurate",
  ]);
  const preparation = { ...DEFAULT_FLOW_PARAMETERS.preparation, smooth: 2 };
  for (const { parameters } of judgedMethods({ ...single, preparation })) {
    expect(parameters.preparation).toBe(preparation);
  }
});

describe("errors", () => {
  const truth = {
    ...{ width: 3, height: 2 },
    u: Float32Array.of(0, 0, 0, 1, Number.NaN, 0),
    v: Float32Array.of(0, 0, 0, 1, Number.NaN, 0),
  };
  const u = Float32Array.of(3, 0, 0.5, 1, 5, 0);
  const v = Float32Array.of(4, 0.1, 0, 1, 5, 0);

  it("by hand", () => {
    const errors = endpointErrors({ u, v }, truth);
    expect([...errors].map((error) => Number(error.toFixed(4)))).toEqual([5, 0.1, 0.5, 0, Number.NaN, 0]);
    const planes = { u, v, reliability: new Float32Array(6).fill(1) };
    const frame = new Uint8Array(6);
    const figures = errorFigures(errors, truth, {
      ...{ planes, first: frame, second: frame, parameters: DEFAULT_FLOW_PARAMETERS },
    });
    expect(figures.mean).toBeCloseTo(5.6 / 5, 6);
    expect(figures.median).toBeCloseTo(0.1, 6);
    expect(figures).toMatchObject({ p95: 5, aboveOne: 0.2, aboveThird: 0.4, pixels: 5 });
  });

  it("as a picture: black where there is none, transparent where nothing is known", () => {
    const { rgba, limit } = errorMap(
      Float32Array.of(0, 0.5, 1, Number.NaN, 0, 0),
      { width: 3, height: 2 },
      0.9,
    );
    expect(limit).toBe(1);
    expect([...rgba.subarray(0, 4)]).toEqual([0, 0, 4, 255]);
    expect(rgba[15]).toBe(0);
    // The larger the lighter.
    expect(rgba[8]).toBeGreaterThan(rgba[4]);
  });
});

it("the default size is that of the fastest motions of the frame", () => {
  const report = { p95Speed: 3.456 } as Parameters<typeof motionSize>[0];
  expect(motionSize(report)).toBe(3.46);
  expect(motionSize({ ...report, p95Speed: 0 })).toBe(0.05);
  expect(motionSize({ ...report, p95Speed: Number.NaN })).toBe(1);
});
