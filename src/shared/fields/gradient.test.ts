import { describe, expect, test } from "vitest";
import { divergenceRow, type FieldRow, shearRow, vorticityRow } from "./gradient";
import type { VectorField } from "./vector-field";

const ROWS = { divergence: divergenceRow, vorticity: vorticityRow, shear: shearRow } as const;
type Derivative = keyof typeof ROWS;
const DERIVATIVES = Object.entries(ROWS) as readonly (readonly [Derivative, FieldRow])[];

type Flow = (x: number, y: number) => readonly [u: number, v: number];

function fieldOf(width: number, height: number, flow: Flow): VectorField {
  const u = new Float32Array(width * height);
  const v = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      [u[y * width + x], v[y * width + x]] = flow(x, y);
    }
  }
  return { width, height, u, v };
}

/** The derivative at every pixel. */
function derived(row: FieldRow, field: VectorField): Float32Array {
  const out = new Float32Array(field.width * field.height).fill(Number.NaN);
  const xs = Int32Array.from({ length: field.width }, (_, x) => x);
  for (let y = 0; y < field.height; y++) row(field, y, xs, out, y * field.width);
  return out;
}

/** Fails unless every value is `expected`, up to the rounding of float32. */
function expectEverywhere(values: Float32Array, expected: number): void {
  for (const value of values) {
    expect(Math.abs(value - expected)).toBeLessThan(1e-5);
  }
}

describe("fields that change linearly, up to the border", () => {
  test.each<[string, Flow, Record<Derivative, number>]>([
    ["a translation", () => [3, -4], { divergence: 0, vorticity: 0, shear: 0 }],
    // Every point right of the centre moves down, every point below it to the left: clockwise on the screen.
    [
      "a clockwise rotation",
      (x, y) => [-0.02 * (y - 5), 0.02 * (x - 7)],
      { divergence: 0, vorticity: 0.04, shear: 0 },
    ],
    [
      "a counter-clockwise rotation",
      (x, y) => [0.02 * (y - 5), -0.02 * (x - 7)],
      { divergence: 0, vorticity: -0.04, shear: 0 },
    ],
    [
      "an expansion",
      (x, y) => [0.03 * (x - 7), 0.03 * (y - 5)],
      { divergence: 0.06, vorticity: 0, shear: 0 },
    ],
    ["a sink", (x, y) => [-0.03 * (x - 7), -0.03 * (y - 5)], { divergence: -0.06, vorticity: 0, shear: 0 }],
    ["a shear along x", (_, y) => [0.1 * y, 0], { divergence: 0, vorticity: -0.1, shear: 0.1 }],
    ["a shear along y", (x) => [0, 0.1 * x], { divergence: 0, vorticity: 0.1, shear: 0.1 }],
    ["a stretch", (x, y) => [0.05 * x, -0.05 * y], { divergence: 0, vorticity: 0, shear: 0.1 }],
  ])("%s", (_, flow, expected) => {
    const field = fieldOf(15, 11, flow);
    for (const [kind, row] of DERIVATIVES) expectEverywhere(derived(row, field), expected[kind]);
  });
});

test("some columns of a row are computed as all of them are", () => {
  const field = fieldOf(9, 4, (x, y) => [x * x - y, x * y]);
  for (const [, row] of DERIVATIVES) {
    const whole = derived(row, field);
    const some = new Float32Array(5).fill(-1);
    row(field, 2, Int32Array.of(0, 3, 8), some, 1);
    expect([...some]).toEqual([-1, whole[18], whole[21], whole[26], -1]);
  }
});

test("derivatives are central inside, and one-sided at the border", () => {
  // du/dx of x^2 / 10: (x + 1)^2 - (x - 1)^2 = 4 x over two columns; over one column at the ends.
  const field = fieldOf(6, 3, (x) => [(x * x) / 10, 0]);
  const row = Array.from(
    derived(divergenceRow, field).subarray(6, 12),
    (value) => Math.round(value * 1e4) / 1e4,
  );
  expect(row).toEqual([0.1, 0.2, 0.4, 0.6, 0.8, 0.9]);
});

test.each([
  [1, 1],
  [1, 5],
  [5, 1],
  [2, 2],
])("a field of %d x %d has finite values everywhere", (width, height) => {
  const field = fieldOf(width, height, (x, y) => [x + 2 * y, x - y]);
  for (const [, row] of DERIVATIVES) expect(derived(row, field).every(Number.isFinite)).toBe(true);
  // Along the one direction that there is, derivatives are those of the flow.
  const divergence = derived(divergenceRow, field);
  expectEverywhere(divergence, (width > 1 ? 1 : 0) + (height > 1 ? -1 : 0));
});
