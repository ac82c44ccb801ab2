import { describe, expect, it, test } from "vitest";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import {
  DEFAULT_MEDIAN_TEST,
  type MedianTest,
  NO_VALIDATION,
  type Validation,
  VECTOR_FLAGS,
  type VectorCounts,
} from "../shared/validation";
import { beginCheck, finishCheck } from "./check-vectors";

interface Size {
  readonly width: number;
  readonly height: number;
}

function fieldOf(
  { width, height }: Size,
  at: (x: number, y: number) => readonly [number, number],
): FieldPlanes {
  const planes = {
    u: new Float32Array(width * height),
    v: new Float32Array(width * height),
    reliability: new Float32Array(width * height).fill(1),
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) [planes.u[y * width + x], planes.v[y * width + x]] = at(x, y);
  }
  return planes;
}

/** How fast a vortex turns, by the distance from its middle in radii of its core; 1 at most. */
const VORTICES = {
  /** As a solid within its core, and as 1 / r beyond: the rim of the core is a crease. */
  Rankine: (r: number) => (r < 1 ? r : 1 / r),
  "Lamb-Oseen": (r: number) => (1.398 / r) * (1 - Math.exp(-1.2564 * r * r)),
} as const;

function vortex(size: Size, kind: keyof typeof VORTICES, fastest: number): FieldPlanes {
  const core = Math.min(size.width, size.height) / 5;
  return fieldOf(size, (column, row) => {
    const [x, y] = [column - 0.45 * size.width, row - 0.55 * size.height];
    const r = Math.max(Math.hypot(x, y), 1e-9);
    const speed = fastest * VORTICES[kind](r / core);
    return [(-speed * y) / r, (speed * x) / r];
  });
}

/** The same numbers from 0 to 1 for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function check(
  planes: FieldPlanes,
  { width, height }: Size,
  validation: Partial<Validation>,
  { spacing = 5, back = null as FieldPlanes | null, minimumReliability = 0.5, saidScale = 1 } = {},
): { readonly flags: Uint8Array; readonly counts: VectorCounts } {
  const flags = new Uint8Array(width * height).fill(77);
  const how = {
    ...{ width, height, spacing, minimumReliability },
    validation: { ...NO_VALIDATION, ...validation },
  };
  beginCheck(planes, back, flags, how, saidScale);
  return { flags, counts: finishCheck(planes, flags, how) };
}

/** Puts wrong vectors among right ones, at random. Returns where. */
function plant(planes: FieldPlanes, share: number, random: () => number): ReadonlySet<number> {
  const wrong = new Set<number>();
  for (let at = 0; at < planes.u.length; at++) {
    if (random() >= share) continue;
    // Anywhere in a box of 10 px/frame, but not where a vector could as well be right.
    let [u, v] = [0, 0];
    do [u, v] = [20 * random() - 10, 20 * random() - 10];
    while (Math.hypot(u - planes.u[at], v - planes.v[at]) < 2);
    [planes.u[at], planes.v[at]] = [u, v];
    wrong.add(at);
  }
  return wrong;
}

describe("the normalised median test", () => {
  // A crease that is not resolved, of a core of five vectors, looks wrong to any test.
  const fields = [
    { kind: "Lamb-Oseen", width: 160, height: 120 },
    { kind: "Lamb-Oseen", width: 480, height: 270 },
    { kind: "Rankine", width: 233, height: 301 },
    { kind: "Rankine", width: 480, height: 270 },
  ] as const;
  const cases = fields.flatMap((field) =>
    ([3, 5] as const).flatMap((neighbourhood) =>
      [1, 2, 3].map((seed) => ({ ...field, neighbourhood, seed })),
    ),
  );
  test.for(cases)(
    "finds planted outliers in a $kind vortex: $width x $height, $neighbourhood vectors a side, seed $seed",
    ({ kind, width, height, neighbourhood, seed }) => {
      const size = { width, height };
      const planes = vortex(size, kind, 5);
      const random = randomOf(seed);
      // What a method is off by.
      for (const plane of [planes.u, planes.v])
        for (let at = 0; at < plane.length; at++) plane[at] += 0.1 * (random() + random() + random() - 1.5);
      const wrong = plant(planes, 0.05, random);
      const { flags } = check(planes, size, { medianTest: { ...DEFAULT_MEDIAN_TEST, neighbourhood } });
      let [found, alarms] = [0, 0];
      for (const [at, flag] of flags.entries()) {
        if (flag !== VECTOR_FLAGS.median) continue;
        if (wrong.has(at)) found++;
        else alarms++;
      }
      expect(found / wrong.size).toBeGreaterThanOrEqual(0.95);
      expect(alarms / (width * height - wrong.size)).toBeLessThanOrEqual(0.01);
    },
  );

  it("is that of the paper, to the number", () => {
    // Eight neighbours, 2 px away, whose u are 1 to 8: their median is 4.5, that of their residuals 2; all v are 0.
    const size = { width: 5, height: 5 };
    const ring = [
      [0, 0],
      [2, 0],
      [4, 0],
      [0, 2],
      [4, 2],
      [0, 4],
      [2, 4],
      [4, 4],
    ] as const;
    const flagOf = (u: number, test: MedianTest): number => {
      const planes = fieldOf(size, () => [99, 99]);
      for (const [k, [x, y]] of ring.entries()) [planes.u[5 * y + x], planes.v[5 * y + x]] = [k + 1, 0];
      [planes.u[12], planes.v[12]] = [u, 0];
      return check(planes, size, { medianTest: test }, { spacing: 2 }).flags[12];
    };
    const test = { threshold: 2, epsilon: 0.5, neighbourhood: 3 } as const;
    // Passes up to 4.5 + 2 * (2 + 0.5).
    expect(flagOf(9.49, test)).toBe(0);
    expect(flagOf(9.51, test)).toBe(VECTOR_FLAGS.median);
    expect(flagOf(-0.51, test)).toBe(VECTOR_FLAGS.median);
    expect(flagOf(9.51, { ...test, threshold: 2.1 })).toBe(0);
  });

  it("says nothing where fewer than three neighbours are known", () => {
    const size = { width: 3, height: 3 };
    const planes = fieldOf(size, () => [0, 0]);
    planes.u[4] = 50;
    planes.reliability.fill(0, 0, 4);
    planes.reliability.fill(0, 6);
    const medianTest = DEFAULT_MEDIAN_TEST;
    expect(check(planes, size, { medianTest }, { spacing: 1 }).flags[4]).toBe(0);
    planes.reliability[7] = 1;
    planes.reliability[6] = 1;
    expect(check(planes, size, { medianTest }, { spacing: 1 }).flags[4]).toBe(VECTOR_FLAGS.median);
  });
});

it("limits of speed are a box, whose sides belong to it", () => {
  const size = { width: 4, height: 1 };
  const planes = fieldOf(size, (x) => [x, -x]);
  const { flags, counts } = check(planes, size, { speedLimits: { minU: 1, maxU: 3, minV: -2, maxV: 0 } });
  expect([...flags]).toEqual([1, 0, 0, 1]);
  expect(counts).toMatchObject({ checked: 4, valid: 2, speedLimit: 2, replaced: 0 });
  // What failed counts nowhere; what passed is as it was.
  expect([...planes.reliability]).toEqual([-1, 1, 1, -1]);
  expect([...planes.u]).toEqual([0, 1, 2, 3]);
});

it("unreliable and unknown vectors are not checked", () => {
  const size = { width: 3, height: 1 };
  const planes = fieldOf(size, () => [9, 9]);
  planes.reliability[0] = 0.4;
  planes.u[1] = Number.NaN;
  const { flags, counts } = check(planes, size, { speedLimits: { minU: 0, maxU: 1, minV: 0, maxV: 1 } });
  expect([...flags]).toEqual([0, 0, 1]);
  expect(counts).toMatchObject({ checked: 1, valid: 0 });
});

it("vectors that do not lead back fail, whatever a displacement is said as", () => {
  const size = { width: 12, height: 3 };
  for (const saidScale of [1, 0.5, -1]) {
    const planes = fieldOf(size, () => [2 * saidScale, 0]);
    const back = fieldOf(size, (x) => [(x < 6 ? -2.4 : -3) * saidScale, 0]);
    const { flags, counts } = check(planes, size, { forwardBackward: 0.5 }, { back, saidScale });
    // The last two columns leave the picture, and nothing says that they come back.
    expect([...flags.subarray(12, 24)]).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4]);
    expect(counts.forwardBackward).toBe(24);
  }
});

it("vectors that fail get the medians of those around that do not, and count on", () => {
  const size = { width: 40, height: 40 };
  const right = (x: number, y: number) => [x / 10, -y / 20] as const;
  const planes = fieldOf(size, right);
  const wrong = plant(planes, 0.05, randomOf(5));
  const { flags, counts } = check(
    planes,
    size,
    { medianTest: DEFAULT_MEDIAN_TEST, replace: "median" },
    { spacing: 3 },
  );
  expect(counts.replaced).toBe(counts.median);
  expect(counts.median).toBeGreaterThanOrEqual(0.95 * wrong.size);
  for (const at of wrong) {
    if (flags[at] === 0) continue;
    expect(flags[at]).toBe(VECTOR_FLAGS.median | VECTOR_FLAGS.replaced);
    expect(planes.reliability[at]).toBe(1);
    const [u, v] = right(at % 40, Math.floor(at / 40));
    expect(Math.hypot(planes.u[at] - u, planes.v[at] - v)).toBeLessThan(0.5);
  }
});
