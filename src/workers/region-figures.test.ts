import { beforeAll, describe, expect, it } from "vitest";
import { cachedKernel } from "../../scripts/build-kernel.mjs";
import { type Calibration, IN_PIXELS, speedMatrix } from "../shared/measure/calibration";
import { pixelsIn, type Spans, spansOf } from "../shared/measure/region";
import { type RegionSums, regionFigures } from "../shared/measure/region-figures";
import { loadKernelModule, WasmKernels } from "./kernel/wasm-kernels";
import { countRegion, type RegionCounting } from "./region-figures";
import { SharedHeap } from "./shared-heap";

const [WIDTH, HEIGHT] = [80, 60];

/** A field by its formula, in pixels about the middle of the picture. */
function field(
  motion: (x: number, y: number) => readonly [number, number],
  reliable = (_x: number, _y: number) => 1,
) {
  const planes = {
    u: new Float32Array(WIDTH * HEIGHT),
    v: new Float32Array(WIDTH * HEIGHT),
    reliability: new Float32Array(WIDTH * HEIGHT),
  };
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    [planes.u[at], planes.v[at]] = motion(x - 40, y - 30);
    planes.reliability[at] = reliable(x, y);
  }
  return planes;
}

let kernels: WasmKernels;
const heap = new SharedHeap();
beforeAll(async () => {
  kernels = new WasmKernels(await loadKernelModule(await cachedKernel()), heap.memory);
});

function counted(planes: ReturnType<typeof field>, spans: Spans, counting: RegionCounting): RegionSums {
  const bytes = 4 * WIDTH * HEIGHT;
  const places = [bytes, bytes, bytes, kernels.regionBytes].map((length) => heap.allocate(length));
  const [u, v, reliability, block] = places.map(({ byteOffset }) => byteOffset);
  kernels.floats(u, WIDTH * HEIGHT).set(planes.u);
  kernels.floats(v, WIDTH * HEIGHT).set(planes.v);
  kernels.floats(reliability, WIDTH * HEIGHT).set(planes.reliability);
  const sums = countRegion(kernels, { u, v, reliability, block }, spans, counting);
  for (const place of places) heap.release(place);
  return sums;
}

function figuresOf(
  planes: ReturnType<typeof field>,
  shape: Parameters<typeof spansOf>[0],
  { calibration = IN_PIXELS, pixelAspect = 1, seconds = 1 } = {},
) {
  const spans = spansOf(shape, WIDTH, HEIGHT);
  const displacement = speedMatrix(calibration, { pixelAspect });
  const counting = { width: WIDTH, height: HEIGHT, minimumReliability: 0.5, countsAll: false, displacement };
  const sums = counted(planes, spans, counting);
  return { ...regionFigures(sums, calibration, { pixelAspect }, seconds), sums, pixels: pixelsIn(spans) };
}

const DISC = { kind: "ellipse", x: 40, y: 30, radiusX: 18, radiusY: 18 } as const;

describe("figures of a region", () => {
  it("of a solid turn: vorticity is twice its rate, and circulation that times the area", () => {
    // 0.02 rad a frame, clockwise as one sees it: from x to y, which is down.
    const figures = figuresOf(
      field((x, y) => [-0.02 * y, 0.02 * x]),
      DISC,
    );
    expect(figures.vorticity).toBeCloseTo(0.04, 6);
    expect(figures.divergence).toBeCloseTo(0, 6);
    expect(figures.circulation / (0.04 * figures.pixels)).toBeCloseTo(1, 5);
    expect(figures.circulation / (0.04 * Math.PI * 18 ** 2)).toBeCloseTo(1, 1);
    expect(figures.meanSpeed / ((0.02 * 2 * 18) / 3)).toBeCloseTo(1, 1);
    // Half of a disc lies within 0.707 of its radius, and 95 of 100 within 0.975.
    expect(figures.medianSpeed / (0.02 * 18 * Math.SQRT1_2)).toBeCloseTo(1, 1);
    expect(figures.p95Speed / (0.02 * 18 * Math.sqrt(0.95))).toBeCloseTo(1, 1);
  });

  it("turn with the axes, and are in the units of the world, whatever the shape of the pixels", () => {
    // A pixel is 2 mm wide and 1 mm high; in the world the flow is a turn by 0.5 rad/s, counter-clockwise as one sees it.
    const calibration: Calibration = {
      pixel: { value: 1, unit: "mm" },
      axes: { origin: [3, 4], turn: 30, yUp: true },
    };
    const seconds = 0.04;
    const rate = 0.5 * seconds;
    const planes = field((x, y) => [(rate * y) / 2 + 1.5, -rate * 2 * x]);
    const figures = figuresOf(planes, DISC, { calibration, pixelAspect: 2, seconds });
    expect(figures.vorticity).toBeCloseTo(1, 5);
    expect(figures.divergence).toBeCloseTo(0, 5);
    // The mean goes right, 3 mm in 40 ms; the axes are turned by 30 degrees the other way.
    expect(figures.meanU).toBeCloseTo(75 * Math.cos(Math.PI / 6), 3);
    expect(figures.meanV).toBeCloseTo(-75 / 2, 3);
    expect(figures.direction).toBeCloseTo(330, 3);
    expect(figures.circulation / (figures.pixels * 2)).toBeCloseTo(1, 5);
  });

  it("of what flows apart: divergence, without vorticity", () => {
    const figures = figuresOf(
      field((x, y) => [0.01 * x, 0.03 * y]),
      DISC,
    );
    expect(figures.divergence).toBeCloseTo(0.04, 6);
    expect(figures.vorticity).toBeCloseTo(0, 6);
  });

  it("count reliable vectors only, and derivatives only between such", () => {
    // Beyond column 50 all is wrong, and says so.
    const planes = field(
      (x) => (x >= 10 ? [99, Number.NaN] : [2, 0]),
      (x) => (x >= 50 ? 0.2 : 0.9),
    );
    const figures = figuresOf(planes, { kind: "rectangle", x: 40, y: 10, width: 20, height: 10 });
    expect(figures).toMatchObject({
      meanU: 2,
      meanV: 0,
      meanSpeed: 2,
      reliableShare: 0.5,
      vorticity: 0,
      divergence: 0,
    });
    expect(figures.medianSpeed).toBeCloseTo(2, 2);
  });

  it("are not known where nothing counts", () => {
    const figures = figuresOf(
      field(
        () => [1, 1],
        () => 0,
      ),
      DISC,
    );
    expect(figures.reliableShare).toBe(0);
    for (const name of [
      "meanU",
      "medianSpeed",
      "p95Speed",
      "vorticity",
      "circulation",
      "direction",
    ] as const) {
      expect(figures[name]).toBeNaN();
    }
  });

  it.each([false, true])(
    "are what their definition says of any field, to the border; all vectors count: %s",
    (countsAll) => {
      let state = 7;
      const random = (): number => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const planes = field(
        () => [20 * random() ** 3 - 10, random() < 0.02 ? 1e10 : 6 * random() - 3],
        () => (random() < 0.1 ? -1 : random()),
      );
      const shapes = [
        { kind: "rectangle", x: 0, y: 0, width: WIDTH, height: HEIGHT },
        { kind: "rectangle", x: 78, y: 57, width: 2, height: 3 },
        { kind: "rectangle", x: 30, y: 20, width: 1, height: 1 },
        { kind: "ellipse", x: 20, y: 15, radiusX: 23, radiusY: 18 },
        {
          kind: "polygon",
          corners: [
            [-5, 10],
            [70, 3],
            [85, 70],
            [40, 20],
          ],
        },
      ] as const;
      for (const shape of shapes) {
        const spans = spansOf(shape, WIDTH, HEIGHT);
        const counting = {
          width: WIDTH,
          height: HEIGHT,
          minimumReliability: 0.4,
          countsAll,
          displacement: [2, 0, 0, 1] as const,
        };
        const sums = counted(planes, spans, counting);
        const expected = byDefinition(planes, spans, counting);
        const { pixels, counted: count, reliable, maxX, maxY } = expected;
        expect(sums).toMatchObject({ pixels, counted: count, reliable, maxX, maxY });
        for (const name of ["meanU", "meanV", "meanSpeed", "maxSpeed"] as const)
          expectClose(sums[name], expected[name], 1e-6);
        for (const name of ["medianSpeed", "p95Speed", "p999Speed"] as const)
          expectClose(sums[name], expected[name], 1e-3);
        for (const k of [0, 1, 2, 3]) expectClose(sums.gradient[k], expected.gradient[k], 1e-5);
      }
    },
  );
});

function expectClose(value: number, expected: number, tolerance: number): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * (Math.abs(expected) + 0.01));
}

/** What is counted of a region, pixel by pixel. */
function byDefinition(
  { u, v, reliability }: ReturnType<typeof field>,
  spans: Spans,
  { minimumReliability, countsAll, displacement: [a, b, c, d] }: RegionCounting,
): RegionSums {
  const known = (x: number, y: number): boolean => {
    const at = y * WIDTH + x;
    return (
      reliability[at] >= (countsAll ? 0 : Math.fround(minimumReliability)) &&
      Math.abs(u[at]) + Math.abs(v[at]) < 1e9
    );
  };
  const inside: [number, number][] = [];
  for (let k = 0; k < spans.length; k += 3)
    for (let x = spans[k + 1]; x < spans[k + 2]; x++) inside.push([x, spans[k]]);
  const vectors = inside.filter(([x, y]) => known(x, y));
  const at = ([x, y]: readonly [number, number]): number => y * WIDTH + x;
  const speeds = vectors.map((place) =>
    Math.hypot(a * u[at(place)] + b * v[at(place)], c * u[at(place)] + d * v[at(place)]),
  );
  const sorted = [...speeds].sort((p, q) => p - q);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  /** The speed that at most so many of them exceed. */
  const below = (above: number): number => sorted[sorted.length - 1 - Math.floor(above)] ?? Number.NaN;
  const around = vectors.map(([x, y]) => ({
    left: [Math.max(x - 1, 0), y] as const,
    right: [Math.min(x + 1, WIDTH - 1), y] as const,
    up: [x, Math.max(y - 1, 0)] as const,
    down: [x, Math.min(y + 1, HEIGHT - 1)] as const,
  }));
  const sloped = around.filter((places) => Object.values(places).every(([x, y]) => known(x, y)));
  const across = (plane: Float32Array): number =>
    mean(sloped.map(({ left, right }) => (plane[at(right)] - plane[at(left)]) / (right[0] - left[0])));
  const downwards = (plane: Float32Array): number =>
    mean(sloped.map(({ up, down }) => (plane[at(down)] - plane[at(up)]) / (down[1] - up[1])));
  const fastest = vectors[speeds.indexOf(Math.max(...speeds))] ?? [-1, -1];
  return {
    pixels: inside.length,
    counted: vectors.length,
    reliable: vectors.filter((place) => reliability[at(place)] >= Math.fround(minimumReliability)).length,
    meanU: mean(vectors.map((place) => u[at(place)])),
    meanV: mean(vectors.map((place) => v[at(place)])),
    meanSpeed: mean(speeds),
    medianSpeed: below(vectors.length / 2),
    p95Speed: below(vectors.length / 20),
    p999Speed: below(vectors.length / 1000),
    maxSpeed: vectors.length === 0 ? Number.NaN : Math.max(...speeds),
    maxX: fastest[0],
    maxY: fastest[1],
    gradient: [across(u), downwards(u), across(v), downwards(v)],
  };
}
