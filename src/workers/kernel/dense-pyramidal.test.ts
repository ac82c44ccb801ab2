import { beforeAll, describe, expect, test } from "vitest";
import { DENSE_LIMITS, DENSE_PRESETS, type DensePreset } from "../../shared/flow";
import { particles, whirls } from "../testing/particles";
import { BYTE_PICTURES, bytePair } from "../testing/pictures";
import { type ComputedFlow, FlowRunner, preset } from "../testing/run-flow";
import {
  affinePair,
  bytesOf,
  type MovedPair,
  type Point,
  render,
  waves,
  withNoise,
  withSecond,
} from "../testing/scenes";

/*
 * Motions that are known exactly. Signs, for something that moves right and up:
 *
 *     first            second
 *     . . . .          . . # .        u > 0: x grows to the right
 *     . # . .    ->    . . . .        v < 0: y grows downwards
 *     . . . .          . . . .
 *
 * Tolerances are mean endpoint errors in pixels, away from the border of the frame, about one and a half times what the
 * kernel reaches.
 */
const SIZE = { width: 192, height: 144 };
const TEXTURE = waves(1);
const IDENTITY = [1, 0, 0, 1] as const;

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** Mean endpoint error over the pixels that `counts`. */
function errorOf(flow: ComputedFlow, pair: MovedPair, counts: (x: number, y: number) => boolean): number {
  let [sum, pixels] = [0, 0];
  for (let y = 0; y < pair.height; y++) {
    for (let x = 0; x < pair.width; x++) {
      if (!counts(x, y)) continue;
      const [u, v] = pair.motion(x, y);
      const at = y * pair.width + x;
      sum += Math.hypot(flow.u[at] - u, flow.v[at] - v);
      pixels++;
    }
  }
  return sum / pixels;
}

/** At least `margin` pixels away from the border, also after the motion. */
function inside({ width, height, motion }: MovedPair, margin: number): (x: number, y: number) => boolean {
  const holds = (x: number, y: number) =>
    x >= margin && y >= margin && x < width - margin && y < height - margin;
  return (x, y) => {
    const [u, v] = motion(x, y);
    return holds(x, y) && holds(x + u, y + v);
  };
}

function interiorError(pair: MovedPair, name: DensePreset): number {
  return errorOf(runner.run(pair, preset(name)), pair, inside(pair, 12));
}

const EIGHT_DIRECTIONS: readonly Point[] = [
  [0.5, 0],
  [0.3, 0.3],
  [0, 0.5],
  [-0.3, 0.5],
  [-0.5, 0],
  [-0.5, -0.3],
  [0, -0.5],
  [0.3, -0.5],
];

const turn = (degrees: number) => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [c, -s, s, c] as const;
};

const MOTIONS: readonly (readonly [string, MovedPair])[] = [
  ["a rotation by 2 degrees", affinePair(SIZE, TEXTURE, turn(2), [0, 0])],
  ["a rotation by -3 degrees", affinePair(SIZE, TEXTURE, turn(-3), [0, 0])],
  ["an approach by 4 %", affinePair(SIZE, TEXTURE, [1.04, 0, 0, 1.04], [0, 0])],
  ["a retreat by 4 %", affinePair(SIZE, TEXTURE, [0.96, 0, 0, 0.96], [0, 0])],
  ["a shear", affinePair(SIZE, TEXTURE, [1, 0.04, 0, 1], [0, 0])],
  ["a shift by 20 pixels", affinePair(SIZE, TEXTURE, IDENTITY, [20, -5])],
  ["a shift by 20 pixels back", affinePair(SIZE, TEXTURE, IDENTITY, [-16, 12])],
];

/** Tolerances of the presets, pixels. */
type Tolerances = Readonly<Record<DensePreset, number>>;
const PLAIN: Tolerances = { fast: 0.1, balanced: 0.05, accurate: 0.05 };
const SUB_PIXEL: Tolerances = { fast: 0.075, balanced: 0.035, accurate: 0.015 };
const NOISY: Tolerances = { fast: 0.13, balanced: 0.14, accurate: 0.13 };
const GAIN: Tolerances = { fast: 0.17, balanced: 0.14, accurate: 0.1 };
const IN_SQUARE: Tolerances = { fast: 0.6, balanced: 0.2, accurate: 0.05 };
const AROUND_SQUARE: Tolerances = { fast: 0.04, balanced: 0.02, accurate: 0.01 };

describe.each(DENSE_PRESETS)("%s", (name) => {
  test.each(EIGHT_DIRECTIONS)("sees a shift of a part of a pixel: %d, %d", (u, v) => {
    const pair = affinePair(SIZE, TEXTURE, IDENTITY, [u, v]);
    expect(interiorError(pair, name)).toBeLessThan(SUB_PIXEL[name]);
  });

  test.each(MOTIONS)("sees %s", (_, pair) => {
    expect(interiorError(pair, name)).toBeLessThan(PLAIN[name]);
  });

  // Guaranteed: a change of brightness by a constant costs nothing but what is clipped at 255 (the windows' means are
  // removed, the refinement sees gradients only). A change of contrast costs up to a tenth of a pixel for 10 %.
  test.each(MOTIONS)("sees %s that is 10 grey levels brighter", (_, pair) => {
    const brighter = withSecond(pair, (grey) => grey + 10);
    expect(interiorError(brighter, name)).toBeLessThan(interiorError(pair, name) + 0.01);
  });

  test.each(MOTIONS)("sees %s of a tenth more contrast", (_, pair) => {
    const steeper = withSecond(pair, (grey) => 128 + 1.1 * (grey - 128));
    expect(interiorError(steeper, name)).toBeLessThan(GAIN[name]);
  });

  test.each(MOTIONS)("sees %s through noise of 4 grey levels", (_, pair) => {
    expect(interiorError(withNoise(pair, 4, 3), name)).toBeLessThan(NOISY[name]);
  });

  test("sees a square that covers and uncovers what is behind it", () => {
    const pair = movingSquare();
    const flow = runner.run(pair, preset(name));
    const isInterior = inside(pair, 12);
    const isNear = inSquare(-14);
    expect(errorOf(flow, pair, inSquare(6))).toBeLessThan(IN_SQUARE[name]);
    expect(errorOf(flow, pair, (x, y) => isInterior(x, y) && !isNear(x, y))).toBeLessThan(
      AROUND_SQUARE[name],
    );
  });

  test("sees nothing move where nothing moves", () => {
    const still = render(SIZE.width, SIZE.height, TEXTURE);
    const flow = runner.run({ ...SIZE, first: bytesOf(still), second: bytesOf(still) }, preset(name));
    expect([...flow.u, ...flow.v].every((value) => value === 0)).toBe(true);
    expect(flow.summary.maxSpeed).toBe(0);
  });

  test.each([0, 77, 255])("answers 0 for flat frames of grey %d", (grey) => {
    const frame = new Uint8Array(61 * 47).fill(grey);
    const flow = runner.run({ width: 61, height: 47, first: frame, second: frame }, preset(name));
    expect([...flow.u, ...flow.v].every((value) => value === 0)).toBe(true);
    // There is nothing that would hold a vector.
    expect(Math.max(...flow.reliability)).toBeLessThan(0.02);
  });

  test("is finite on every kind of picture, of any size", () => {
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 17, 33];
    for (const width of sizes) {
      for (const height of sizes) {
        for (const kind of BYTE_PICTURES) {
          const flow = runner.run(bytePair(kind, width, height, width), preset(name));
          for (const plane of [flow.u, flow.v, flow.reliability]) {
            expect(plane.every(Number.isFinite), `${kind} ${width} x ${height}`).toBe(true);
          }
        }
      }
    }
  });

  test("gives the same bits every time", () => {
    const pair = withNoise(affinePair(SIZE, TEXTURE, turn(2), [3, 1]), 4, 5);
    const [one, two] = [runner.run(pair, preset(name)), runner.run(pair, preset(name))];
    expect(two.u).toEqual(one.u);
    expect(two.v).toEqual(one.v);
    expect(two.reliability).toEqual(one.reliability);
  });
});

test("on whirls of particles, accurate is better than balanced", () => {
  for (const [seed, count, cores, degrees] of [
    [2, 90, [8, 18], 9],
    [5, 40, [12, 40], 9],
  ] as const) {
    const pair = particles(seed, 256, whirls(seed, count, 256, cores, degrees));
    const error = (name: DensePreset) => errorOf(runner.run(pair, preset(name)), pair, inside(pair, 0));
    expect(error("accurate")).toBeLessThan(0.97 * error("balanced"));
  }
});

test("tiny frames move too, also where the finest level of the preset does not exist", () => {
  const pair = affinePair({ width: 20, height: 20 }, waves(4), IDENTITY, [0.5, 0.25]);
  for (const name of DENSE_PRESETS) {
    expect(errorOf(runner.run(pair, preset(name)), pair, inside(pair, 5))).toBeLessThan(0.3);
  }
});

test("the widest frames work, with the widest window", () => {
  const base = preset("accurate");
  const parameters = { ...base, dense: { ...base.dense, windowRadius: DENSE_LIMITS.windowRadius.max } };
  const flow = runner.run(bytePair("random", runner.kernels.maxDenseWidth, 24, 1), parameters);
  expect([...flow.u, ...flow.v, ...flow.reliability].every(Number.isFinite)).toBe(true);
});

test("the extremes of every parameter work", () => {
  const pair = withNoise(affinePair({ width: 70, height: 50 }, TEXTURE, IDENTITY, [2, 1]), 30, 2);
  const base = preset("accurate");
  for (const key of Object.keys(DENSE_LIMITS) as (keyof typeof DENSE_LIMITS)[]) {
    for (const bound of ["min", "max"] as const) {
      const value = DENSE_LIMITS[key][bound];
      const dense = { ...base.dense, [key]: Array.isArray(base.dense[key]) ? Array(4).fill(value) : value };
      const flow = runner.run(pair, { ...base, dense });
      expect([...flow.u, ...flow.v].every(Number.isFinite), `${key} = ${value}`).toBe(true);
    }
  }
});

test("no window sum overflows: the widest window on the steepest edges", () => {
  const base = preset("balanced");
  const parameters = { ...base, dense: { ...base.dense, windowRadius: DENSE_LIMITS.windowRadius.max } };
  // Black and white stripes against their negative: every gradient and every difference is as large as can be.
  const stripes = (phase: number) =>
    Uint8Array.from({ length: 80 * 80 }, (_, i) => (((i % 80) + phase) % 4 < 2 ? 0 : 255));
  const flow = runner.run({ width: 80, height: 80, first: stripes(0), second: stripes(2) }, parameters);
  expect([...flow.u, ...flow.v].every(Number.isFinite)).toBe(true);
});

test("reports the times of its stages", () => {
  const { report } = runner.run(affinePair(SIZE, TEXTURE, IDENTITY, [1, 0]), preset("accurate"));
  const { pyramidMs, solveMs, refineMs, reliabilityMs } = report.stages;
  for (const ms of [pyramidMs, solveMs, refineMs, reliabilityMs]) expect(ms).toBeGreaterThan(0);
  expect(Math.abs(pyramidMs + solveMs + refineMs - report.flowMs)).toBeLessThan(0.5);
});

const SQUARE = { left: 70, top: 50, side: 48 };
const SQUARE_SHIFT: Point = [6, -3];

/** A textured square that moves over a still background. */
function movingSquare(): MovedPair {
  const object = waves(2);
  const isSquare = inSquare(0);
  const frame = ([shiftX, shiftY]: Point) => {
    const scene = (x: number, y: number) =>
      isSquare(x - shiftX, y - shiftY) ? object(x - shiftX, y - shiftY) : TEXTURE(x, y);
    return bytesOf(render(SIZE.width, SIZE.height, scene));
  };
  const motion = (x: number, y: number): Point => (isSquare(x, y) ? SQUARE_SHIFT : [0, 0]);
  return { ...SIZE, first: frame([0, 0]), second: frame(SQUARE_SHIFT), motion };
}

/** Whether a pixel of the first frame lies in the square, at least `margin` pixels away from its sides. */
function inSquare(margin: number): (x: number, y: number) => boolean {
  const { left, top, side } = SQUARE;
  return (x, y) =>
    x >= left + margin && y >= top + margin && x < left + side - margin && y < top + side - margin;
}
