import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FOUND_CUTS } from "../../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { type Calibration, IN_PIXELS, usualAxes } from "../../shared/measure/calibration";
import { withPairing } from "../../shared/pairing";
import { automaticReliability } from "../../shared/reliability";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import { channel, type KnownMotion, makeKnownMotion, shifted, turned, waves } from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { type MeanFields, type MeansRequest, meanFields, meansUnits } from "./mean-fields";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const SIZE = { width: 112, height: 96 };
const WORLD: Calibration = { pixel: { value: 0.5, unit: "mm" }, axes: usualAxes(true, SIZE) };

async function means(path: string, wish: Partial<MeansRequest> = {}): Promise<MeanFields> {
  const movie = await openMovie(tools, path);
  try {
    return await meanFields(pool, movie, {
      ...{
        flow: DEFAULT_FLOW_PARAMETERS,
        deinterlace: false,
        cuts: FOUND_CUTS,
        calibration: IN_PIXELS,
      },
      ...{ start: 0, end: movie.info.frameCount - 1 },
      minimumReliability: automaticReliability(DEFAULT_FLOW_PARAMETERS.method),
      ...wish,
    });
  } finally {
    movie.close();
  }
}

/** Mean over what is not near the border, where motion comes into the picture. */
function inside({ width, height }: typeof SIZE, values: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let y = 20; y < height - 20; y++) {
    for (let x = 20; x < width - 20; x++) {
      sum += values[y * width + x];
      count++;
    }
  }
  return sum / count;
}

/** Four swings along a slant about a steady shift: 2 A sin(pi / T) is the largest step of a swing of A. */
const [PERIOD, ALONG, DOWN] = [10, 3, 1.5];
const SWING: KnownMotion = {
  ...SIZE,
  frames: 4 * PERIOD + 1,
  from: (x, y, time) => {
    const swing = Math.sin((2 * Math.PI * time) / PERIOD);
    return [x - 0.4 * time - ALONG * swing, y - DOWN * swing];
  },
};
const STEP = 2 * Math.sin(Math.PI / PERIOD);
const [STD_U, STD_V] = [(ALONG * STEP) / Math.SQRT2, (DOWN * STEP) / Math.SQRT2];

describe("of a swing about a steady motion", () => {
  it.for([
    ["in pixels", IN_PIXELS, 1, 1, 1],
    // 25 frames a second, pixels twice as wide as high, of half a millimetre.
    ["in the world, y up", WORLD, 2, 12.5, -12.5],
  ] as const)(
    "means and fluctuations are those of the formula, %s",
    async ([name, calibration, pixelAspect, bySide, byHeight]) => {
      const path = makeKnownMotion(folder, name.replaceAll(/\W+/g, "-"), { ...SWING, pixelAspect });
      const fields = await means(path, { calibration });
      const [scaleU, scaleV] = [bySide * (calibration === WORLD ? 2 : 1), byHeight];
      const of = (values: Float32Array): number => inside(SIZE, values);
      expect([fields.pairs, fields.fields]).toEqual([SWING.frames, SWING.frames - 1]);
      expect(of(fields.u) / scaleU).toBeCloseTo(0.4, 1.7);
      expect(of(fields.v) / scaleV).toBeCloseTo(0, 1.7);
      const close = (value: number, truth: number): void => {
        expect(Math.abs(value / truth - 1)).toBeLessThan(0.02);
      };
      close(of(fields.stdU), Math.abs(scaleU) * STD_U);
      close(of(fields.stdV), Math.abs(scaleV) * STD_V);
      const energy = (scaleU * STD_U) ** 2 + (scaleV * STD_V) ** 2;
      close(of(fields.rms), Math.sqrt(energy));
      close(of(fields.tke) * 2, energy);
      close(of(fields.uv), scaleU * scaleV * STD_U * STD_V);
      // The fastest step lies half a frame beside the middle of the swing.
      const fastest = STEP * Math.cos(Math.PI / PERIOD);
      close(of(fields.maxSpeed), Math.hypot(scaleU * (ALONG * fastest + 0.4), scaleV * DOWN * fastest));
      expect(inside(SIZE, fields.count)).toBeGreaterThan(0.95 * (SWING.frames - 1));
    },
  );
});

it("a steady channel has its profile, and next to no fluctuation", async () => {
  const path = makeKnownMotion(folder, "channel", { ...SIZE, frames: 7, from: channel(48, 60, 3) });
  const { u, tke } = await means(path);
  for (const row of [24, 36, 48, 60, 72]) {
    let sum = 0;
    for (let x = 30; x < 80; x++) sum += u[row * SIZE.width + x] / 50;
    expect(sum).toBeCloseTo(3 * (1 - ((row - 48) / 60) ** 2), 1);
  }
  expect(inside(SIZE, tke)).toBeLessThan(0.003);
});

it("a solid turn has the vectors of a wheel, along turned axes too", async () => {
  const path = makeKnownMotion(folder, "turn", { ...SIZE, frames: 6, from: turned([56, 48], 1.5) });
  const axes = { origin: [56, 48], turn: 90, yUp: true } as const;
  const { u, v } = await means(path, { calibration: { pixel: null, axes } });
  const at = (x: number, y: number): readonly [number, number] => [
    u[y * SIZE.width + x],
    v[y * SIZE.width + x],
  ];
  const speed = 24 * ((1.5 * Math.PI) / 180);
  // Clockwise as one sees it: right of the middle it goes down, which is against the x axis that points up.
  expect(at(80, 48)[0]).toBeCloseTo(-speed, 1);
  expect(at(80, 48)[1]).toBeCloseTo(0, 1);
  // Below the middle it goes left, which is along the y axis that points left.
  expect(at(56, 72)[1]).toBeCloseTo(speed, 1);
});

it("what is not reliable does not count, nor do pairs across a cut or outside the range", async () => {
  const path = makeKnownMotion(
    folder,
    "cut",
    { ...SIZE, frames: 20, from: (x, y, time) => [x - time, y] },
    (x, y, [column], time) => {
      if (column > 80) return 128;
      return time < 12 ? waves(x, y) : 255 - 0.7 * waves(1.3 * y + 400, x + 300);
    },
  );
  const all = await means(path);
  expect([all.pairs, all.fields]).toEqual([20, 18]);
  expect(all.count[48 * SIZE.width + 40]).toBe(18);
  expect(all.count[48 * SIZE.width + 105]).toBe(0);
  expect(all.u[48 * SIZE.width + 105]).toBeNaN();
  const part = await means(path, { start: 3, end: 8 });
  expect([part.pairs, part.fields, Math.max(...part.count)]).toEqual([6, 6, 6]);
});

it("frames that are stored over again are left out where that is asked for", async () => {
  const motion: KnownMotion = {
    ...SIZE,
    frames: 12,
    from: (x, y, time) => [x - 2 * Math.floor(time / 2), y],
  };
  const path = makeKnownMotion(folder, "repeats", motion);
  const flow = withPairing(DEFAULT_FLOW_PARAMETERS, { kind: "new" });
  const fields = await means(path, { flow });
  expect(fields.fields).toBe(5);
  expect(inside(SIZE, fields.u)).toBeCloseTo(2, 1);
  expect(inside(SIZE, fields.stdU)).toBeLessThan(0.05);
});

it("leaves no memory behind", async () => {
  const path = makeKnownMotion(folder, "memory", { ...SIZE, frames: 6, from: shifted(1, 0) });
  await means(path);
  pool.trim();
  const held = pool.heap.heldBytes;
  await means(path);
  pool.trim();
  expect(pool.heap.heldBytes).toBe(held);
});

it("every field of a file has its unit", () => {
  expect(meansUnits(WORLD)).toMatchObject({ u: "mm/s", tke: "(mm/s)^2", count: "1" });
});
