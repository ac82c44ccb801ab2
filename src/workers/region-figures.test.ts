import { describe, expect, it } from "vitest";
import { type Calibration, displacementMatrix, IN_PIXELS } from "../shared/measure/calibration";
import { pixelsIn, spansOf } from "../shared/measure/region";
import { regionFigures } from "../shared/measure/region-figures";
import { RegionCounter } from "./region-figures";

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

function figuresOf(
  planes: ReturnType<typeof field>,
  shape: Parameters<typeof spansOf>[0],
  { calibration = IN_PIXELS, pixelAspect = 1, seconds = 1 } = {},
) {
  const spans = spansOf(shape, WIDTH, HEIGHT);
  const displacement = displacementMatrix(calibration, { pixelAspect });
  const counting = { width: WIDTH, height: HEIGHT, minimumReliability: 0.5, countsAll: false, displacement };
  const sums = new RegionCounter().count(planes, spans, counting);
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
});
