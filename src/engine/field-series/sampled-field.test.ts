import { describe, expect, it } from "vitest";
import {
  type Calibration,
  displacementMatrix,
  IN_PIXELS,
  usualAxes,
  velocityMatrix,
} from "../../shared/measure/calibration";
import { axesOfGrid, sampleGrid } from "./sample-grid";
import { FieldSampler } from "./sampled-field";

const SIZE = { width: 20, height: 12 };

/** A field that is linear in the places along the axes: (g x + h y, k x + l y), in the units of the calibration per second. */
function linearField(
  calibration: Calibration,
  pixelAspect: number,
  dt: number,
  [g, h, k, l]: readonly number[],
) {
  const [p, q, r, s] = displacementMatrix(calibration, { pixelAspect });
  const [a, b, c, d] = velocityMatrix(calibration, { pixelAspect }, dt);
  const det = a * d - b * c;
  const pixels = SIZE.width * SIZE.height;
  const field = {
    u: new Float32Array(pixels),
    v: new Float32Array(pixels),
    reliability: new Float32Array(pixels),
  };
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [column, row] = [pixel % SIZE.width, Math.floor(pixel / SIZE.width)];
    const [x, y] = [p * column + q * row, r * column + s * row];
    const [U, V] = [g * x + h * y, k * x + l * y];
    field.u[pixel] = (d * U - b * V) / det;
    field.v[pixel] = (a * V - c * U) / det;
    field.reliability[pixel] = row / SIZE.height;
  }
  return field;
}

const mm = (yUp: boolean, turn: number): Calibration => ({
  pixel: { value: 0.2, unit: "mm" },
  axes: { ...usualAxes(yUp, SIZE), turn },
});

describe("samples of a field", () => {
  it.for([
    [IN_PIXELS, 1],
    [mm(false, 0), 1],
    [mm(true, 0), 1],
    [mm(true, 0), 1.5],
    [mm(false, 30), 1.5],
    [mm(true, -120), 0.75],
  ] as const)(
    "have the derivatives of a linear field, along the axes %j, pixels %d as wide as high",
    ([calibration, pixelAspect]) => {
      const dt = 0.04;
      const [g, h, k, l] = [0.3, -0.7, 0.2, 0.4];
      const grid = sampleGrid({ ...SIZE, pixelAspect }, calibration, 3);
      const sampler = new FieldSampler(SIZE, grid, true);
      const { u, v, derivatives } = sampler.sample(linearField(calibration, pixelAspect, dt, [g, h, k, l]), {
        velocity: velocityMatrix(calibration, { pixelAspect }, dt),
        length: displacementMatrix(calibration, { pixelAspect }),
        minimumReliability: 0.5,
      });
      const [ox, oy] = grid.places.at(0, 0);
      for (let at = 0; at < u.length; at++) {
        const [x, y] = grid.places.at(at % grid.columns.length, Math.floor(at / grid.columns.length));
        // Against the first sample: where the axes start does not matter to the field.
        expect(u[at] - u[0]).toBeCloseTo(g * (x - ox) + h * (y - oy), 4);
        expect(v[at] - v[0]).toBeCloseTo(k * (x - ox) + l * (y - oy), 4);
        expect(derivatives?.vorticity[at]).toBeCloseTo(k - h, 4);
        expect(derivatives?.divergence[at]).toBeCloseTo(g + l, 4);
      }
    },
  );

  it("are the middles of squares, with the reliability and the flag of their pixels", () => {
    const calibration: Calibration = { ...IN_PIXELS, axes: usualAxes(true, SIZE) };
    const grid = sampleGrid({ ...SIZE, pixelAspect: 1 }, calibration, 5);
    expect([...grid.columns]).toEqual([2, 7, 12, 17]);
    expect([...grid.rows]).toEqual([2, 7]);
    expect(axesOfGrid(grid)).toEqual({ x: Float64Array.of(2, 7, 12, 17), y: Float64Array.of(9, 4) });
    const { reliability, valid } = new FieldSampler(SIZE, grid, false).sample(
      linearField(calibration, 1, 1, [0, 0, 0, 0]),
      { velocity: [1, 0, 0, -1], length: [1, 0, 0, -1], minimumReliability: 0.5 },
    );
    expect([...valid]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([reliability[0], reliability[7]]).toEqual([2 / 12, 7 / 12].map(Math.fround));
  });

  it("of no field are NaN, and count nowhere", () => {
    const grid = sampleGrid({ ...SIZE, pixelAspect: 1 }, IN_PIXELS, 50);
    const sampler = new FieldSampler(SIZE, grid, true);
    const sampling = { velocity: [1, 0, 0, 1], length: [1, 0, 0, 1], minimumReliability: 0 } as const;
    sampler.sample(linearField(IN_PIXELS, 1, 1, [1, 1, 1, 1]), sampling);
    const { u, valid, derivatives } = sampler.sample(null, sampling);
    expect([...u, ...(derivatives?.vorticity ?? [])]).toEqual([Number.NaN, Number.NaN]);
    expect([...valid]).toEqual([0]);
  });
});
