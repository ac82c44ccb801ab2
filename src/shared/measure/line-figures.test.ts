import { describe, expect, it } from "vitest";
import { type Calibration, IN_PIXELS, speedMatrix, usualAxes } from "./calibration";
import { type LinePoint, openSamples, readAlong } from "./line";
import { lineFigures, lineProfile, lineSamples, lineSums } from "./line-figures";

const [WIDTH, HEIGHT] = [80, 60];
const SIZE = { width: WIDTH, height: HEIGHT };

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

interface Wish {
  readonly calibration?: Calibration;
  readonly pixelAspect?: number;
  readonly seconds?: number;
  readonly countsAll?: boolean;
}

function measure(planes: ReturnType<typeof field>, points: readonly LinePoint[], wish: Wish = {}) {
  const { calibration = IN_PIXELS, pixelAspect = 1, seconds = 1, countsAll = false } = wish;
  const displacement = speedMatrix(calibration, { pixelAspect });
  const samples = lineSamples(points, calibration, { pixelAspect });
  const motion = readAlong(planes, SIZE, samples);
  const open = openSamples(samples, SIZE, null);
  const counting = { minimumReliability: 0.5, countsAll, displacement, open };
  return {
    figures: lineFigures(lineSums(motion, samples, counting), calibration, seconds),
    profile: lineProfile(
      motion,
      samples,
      calibration,
      { pixelAspect },
      { minimumReliability: 0.5, seconds, open },
    ),
  };
}

const EVEN = field(() => [3, -4]);
const DOWN: readonly LinePoint[] = [
  [40, 10],
  [40, 50],
];
const RIGHT: readonly LinePoint[] = [
  [20, 30],
  [60, 30],
];

describe("figures of a line", () => {
  it("have the left of one who goes along it as positive", () => {
    // Going right, up is left; going down, right is.
    expect(measure(EVEN, RIGHT).figures).toEqual({
      ...{ meanAlong: 3, meanAcross: 4, flux: 160, meanSpeed: 5, maxSpeed: 5, reliableShare: 1 },
    });
    expect(measure(EVEN, DOWN).figures).toMatchObject({ meanAlong: -4, meanAcross: 3, flux: 120 });
    // The other way, all signs turn.
    expect(measure(EVEN, DOWN.toReversed()).figures).toMatchObject({
      meanAlong: 4,
      meanAcross: -3,
      flux: -120,
    });
  });

  it("mean the same whichever way y counts, and however the axes are turned", () => {
    for (const axes of [
      usualAxes(true, SIZE),
      { origin: [3, 4], turn: 30, yUp: true },
      { origin: [3, 4], turn: -75, yUp: false },
    ] as const) {
      const { figures } = measure(EVEN, RIGHT, { calibration: { pixel: null, axes } });
      expect(figures.meanAlong).toBeCloseTo(3, 6);
      expect(figures.meanAcross).toBeCloseTo(4, 6);
      expect(figures.flux).toBeCloseTo(160, 4);
    }
  });

  it("of corners are exact where the motion is even: what comes into a closed line goes out of it", () => {
    const triangle: readonly LinePoint[] = [
      [15, 12],
      [61, 17.5],
      [33.3, 48],
      [15, 12],
    ];
    const { figures } = measure(EVEN, triangle);
    expect(figures.flux).toBeCloseTo(0, 5);
    expect(figures.meanAlong).toBeCloseTo(0, 6);
    const corner: readonly LinePoint[] = [
      [20, 20],
      [50.4, 20],
      [50.4, 41.7],
    ];
    // The flux is that through the straight line between its ends.
    expect(measure(EVEN, corner).figures.flux).toBeCloseTo(3 * 21.7 + 4 * 30.4, 4);
  });

  it("of a solid turn: no flux through a line from its middle, and circulation around a square", () => {
    const turn = field((x, y) => [-0.02 * y, 0.02 * x]);
    const spoke: readonly LinePoint[] = [
      [40, 30],
      [70, 30],
    ];
    // Clockwise as one sees it: what lies right of the middle goes down, which is to the right of one who goes right.
    const { figures, profile } = measure(turn, spoke);
    expect(figures.meanAlong).toBeCloseTo(0, 6);
    expect(figures.flux).toBeCloseTo((-0.02 * 30 ** 2) / 2, 4);
    expect(figures.maxSpeed).toBeCloseTo(0.6, 6);
    expect([...profile.across]).toEqual(Array.from({ length: 31 }, (_, k) => expect.closeTo(-0.02 * k, 6)));
    const square: readonly LinePoint[] = [
      [30, 20],
      [50, 20],
      [50, 40],
      [30, 40],
      [30, 20],
    ];
    // 2 x 0.02 x 20 x 20 around 80 pixels; at each corner, half a step is cut off.
    expect((80 * measure(turn, square).figures.meanAlong) / (2 * 0.02 * 400)).toBeCloseTo(1, 2);
  });

  it("of a channel: the profile is the parabola, and the flux two thirds of the fastest times the width", () => {
    const poiseuille = field((_, y) => [2 * Math.max(0, 1 - (y / 20) ** 2), 0]);
    const { figures, profile } = measure(poiseuille, DOWN);
    for (const [k, across] of profile.across.entries()) {
      expect(across).toBeCloseTo(2 * (1 - ((k - 20) / 20) ** 2), 6);
      expect(profile.along[k]).toBeCloseTo(0, 9);
    }
    // The trapezoidal rule, in steps of a twentieth of half the width: 1/1600 less.
    expect(figures.flux / ((2 / 3) * 2 * 40)).toBeCloseTo(1 - 1 / 1600, 5);
    expect(figures.maxSpeed).toBe(2);
  });

  it("are in the units of the world, whatever the shape of the pixels", () => {
    // 1 mm wide, 0.5 mm high; 25 frames a second.
    const calibration: Calibration = { pixel: { value: 0.5, unit: "mm" }, axes: usualAxes(true, SIZE) };
    const wish = { calibration, pixelAspect: 2, seconds: 0.04 };
    const right = measure(EVEN, RIGHT, wish);
    expect(right.figures.meanAlong).toBeCloseTo(75, 6);
    expect(right.figures.meanAcross).toBeCloseTo(50, 6);
    expect(right.figures.flux).toBeCloseTo(50 * 40, 4);
    expect(right.figures.meanSpeed).toBeCloseTo(Math.hypot(75, 50), 6);
    const slant = measure(
      EVEN,
      [
        [20, 20],
        [35, 60 - 20],
      ],
      wish,
    );
    // 15 mm right and 10 mm down, across a motion of 75 mm/s right and 50 mm/s up.
    expect(slant.figures.flux).toBeCloseTo(75 * 10 + 50 * 15, 4);
    expect(slant.profile.distance[slant.profile.distance.length - 1]).toBeCloseTo(Math.hypot(15, 10), 9);
    expect([slant.profile.x[0], slant.profile.y[0]]).toEqual([20, (59 - 20) * 0.5]);
    expect([slant.profile.u[3], slant.profile.v[3]]).toEqual([expect.closeTo(75, 6), expect.closeTo(50, 6)]);
  });

  it("are of what is reliable; the rest of the line has its mean", () => {
    const half = field(
      (_, y) => [y < 0 ? 1 : 9, 0],
      (_, y) => (y < 30 ? 1 : 0.1),
    );
    const { figures, profile } = measure(half, DOWN);
    expect(figures.meanAcross).toBe(1);
    expect(figures.flux).toBe(40);
    // 19.5 of 40 pixels: from half of the first to that at row 29.
    expect(figures.reliableShare).toBeCloseTo(19.5 / 40, 6);
    expect(profile.across[19]).toBe(1);
    expect(profile.across[20]).toBeNaN();
    expect(profile.reliability[20]).toBeCloseTo(0.1, 6);
    const all = measure(half, DOWN, { countsAll: true }).figures;
    expect(all.flux).toBeCloseTo(19.5 + 9 * 20.5, 4);
    expect(all.reliableShare).toBeCloseTo(19.5 / 40, 6);
    const none = measure(
      field(
        () => [1, 0],
        () => 0,
      ),
      DOWN,
    ).figures;
    expect(none).toEqual({
      ...{ meanAlong: Number.NaN, meanAcross: Number.NaN, flux: Number.NaN, meanSpeed: Number.NaN },
      ...{ maxSpeed: Number.NaN, reliableShare: 0 },
    });
  });

  it("count only what lies in the picture, and turn round with time, but for speeds", () => {
    const beyond = measure(EVEN, [
      [40, 40],
      [40, 79],
    ]).figures;
    // To row 59, of which half a step is beyond the middle of the last pixel.
    expect(beyond.flux).toBeCloseTo(3 * 19.5, 6);
    const back: Calibration = { pixel: { value: 1, unit: "mm" }, axes: IN_PIXELS.axes };
    const { figures } = measure(EVEN, RIGHT, { calibration: back, seconds: -0.5 });
    expect(figures).toMatchObject({ meanAlong: -6, meanAcross: -8, flux: -320, meanSpeed: 10, maxSpeed: 10 });
  });
});
