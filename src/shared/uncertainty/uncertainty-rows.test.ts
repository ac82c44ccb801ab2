import { describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../flow";
import { uncertaintyModel } from "./model";
import { UncertaintyRows } from "./uncertainty-rows";

const [WIDTH, HEIGHT] = [23, 17];
const PIXELS = WIDTH * HEIGHT;
const RADIUS = 3;
const LUCAS_KANADE = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: RADIUS } as const;
const COLUMNS = Int32Array.from({ length: WIDTH }, (_, x) => x);

/** Repeatable numbers from 0 to 1. */
const noise = (seed: number) =>
  Float64Array.from({ length: PIXELS }, (_, k) => (Math.sin(seed * 91 + 12.9 * k) * 43758.5) % 1);
const bytes = (seed: number) => Uint8Array.from(noise(seed), (value) => 128 + 100 * value);
const plane = (seed: number, scale: number) => Float32Array.from(noise(seed), (value) => scale * value);

const field = (scale: number) => ({
  ...{ width: WIDTH, height: HEIGHT, u: plane(3, scale), v: plane(4, scale) },
  reliability: Float32Array.from(noise(5), Math.abs),
});
const pair = { first: bytes(1), second: bytes(2) };

/** The definition, pixel by pixel. */
function defined(
  { u, v, reliability }: ReturnType<typeof field>,
  x: number,
  y: number,
  parameters = DEFAULT_FLOW_PARAMETERS,
): number {
  const { floor, fit, deformation, doubt, windowRadius } = uncertaintyModel(parameters);
  const inX = (value: number) => Math.min(Math.max(value, 0), WIDTH - 1);
  const inY = (value: number) => Math.min(Math.max(value, 0), HEIGHT - 1);
  const grey = (px: number, py: number) => pair.first[inY(py) * WIDTH + inX(px)];
  const sobel = (px: number, py: number, dx: number, dy: number) => {
    const step = (side: number) =>
      grey(px + dx + side * dy, py + dy + side * dx) - grey(px - dx + side * dy, py - dy + side * dx);
    return (step(-1) + 2 * step(0) + step(1)) / 8;
  };
  let [xx, xy, yy, pixels] = [0, 0, 0, 0];
  const residuals: number[] = [];
  for (let py = Math.max(0, y - windowRadius); py <= Math.min(HEIGHT - 1, y + windowRadius); py++) {
    for (let px = Math.max(0, x - windowRadius); px <= Math.min(WIDTH - 1, x + windowRadius); px++) {
      const [gx, gy] = [sobel(px, py, 1, 0), sobel(px, py, 0, 1)];
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
      pixels++;
      const k = py * WIDTH + px;
      const [toX, toY] = [px + u[k], py + v[k]];
      if (toX < 0 || toX > WIDTH - 1 || toY < 0 || toY > HEIGHT - 1) continue;
      const [left, top] = [Math.floor(toX), Math.floor(toY)];
      const at = (dx: number, dy: number) => pair.second[inY(top + dy) * WIDTH + inX(left + dx)];
      const [fx, fy] = [toX - left, toY - top];
      residuals.push(
        (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) +
          (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy -
          pair.first[k],
      );
    }
  }
  if (residuals.length === 0) return Number.NaN;
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const variance = residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / residuals.length;
  const [a, b, c] = [xx / pixels + 0.004, xy / pixels, yy / pixels + 0.004];
  // The trace of the inverse.
  const error = (Math.max(variance, 1 / 6) * (a + c)) / (a * c - b * b);
  const slope = (values: Float32Array) =>
    ((values[y * WIDTH + inX(x + 1)] - values[y * WIDTH + inX(x - 1)]) / 2) ** 2 +
    ((values[inY(y + 1) * WIDTH + x] - values[inY(y - 1) * WIDTH + x]) / 2) ** 2;
  const r = Math.max(reliability[y * WIDTH + x], 1e-3);
  return Math.sqrt(
    floor ** 2 + fit ** 2 * error + deformation ** 2 * (slope(u) + slope(v)) + (doubt ** 2 * (1 - r)) / r,
  );
}

describe("the uncertainty of a field", () => {
  it.each([
    ["lucas-kanade", LUCAS_KANADE],
    ["dense-pyramidal", DEFAULT_FLOW_PARAMETERS],
  ])("is as defined, in any order of the rows: %s", (_, parameters) => {
    const motions = field(6);
    const rows = new UncertaintyRows(motions, pair, parameters);
    const out = new Float32Array(WIDTH);
    for (const y of [0, 1, 2, 3, 9, 10, 16, 4, 0]) {
      rows.row(y, COLUMNS, out);
      for (let x = 0; x < WIDTH; x++) {
        const expected = defined(motions, x, y, parameters);
        if (Number.isNaN(expected)) expect(out[x]).toBeNaN();
        else expect(out[x] / expected).toBeCloseTo(1, 4);
      }
    }
  });

  it("is of the columns that are asked for", () => {
    const all = new Float32Array(WIDTH);
    const some = new Float32Array(3);
    const rows = new UncertaintyRows(field(2), pair, LUCAS_KANADE);
    rows.row(8, COLUMNS, all);
    rows.row(8, Int32Array.of(2, 11, 22), some);
    expect([...some]).toEqual([all[2], all[11], all[22]]);
  });

  it("is in the unit of vectors that are said by the frame", () => {
    const out = new Float32Array(WIDTH);
    const halved = new Float32Array(WIDTH);
    const whole = field(2);
    new UncertaintyRows(whole, pair, LUCAS_KANADE).row(5, COLUMNS, out);
    const said = { ...whole, u: whole.u.map((value) => value / 2), v: whole.v.map((value) => value / 2) };
    new UncertaintyRows(said, { ...pair, saidScale: 0.5 }, LUCAS_KANADE).row(5, COLUMNS, halved);
    for (let x = 0; x < WIDTH; x++) expect(halved[x]).toBeCloseTo(out[x] / 2, 5);
  });

  it("is none where the motion is unknown", () => {
    const motions = field(1);
    motions.u[5 * WIDTH + 7] = Number.NaN;
    const out = new Float32Array(WIDTH);
    new UncertaintyRows(motions, pair, LUCAS_KANADE).row(5, COLUMNS, out);
    expect(out[7]).toBeNaN();
    expect(out[15]).toBeGreaterThan(0);
  });

  it("is that of the preset that parameters are nearest to", () => {
    const dense = { ...DENSE_PRESET_PARAMETERS.accurate, smoothness: 2 };
    const accurate = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.accurate };
    expect(uncertaintyModel({ ...DEFAULT_FLOW_PARAMETERS, dense })).toEqual(uncertaintyModel(accurate));
    expect(uncertaintyModel(DEFAULT_FLOW_PARAMETERS)).not.toEqual(uncertaintyModel(accurate));
  });
});
