import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FOUND_CUTS } from "../../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { type Calibration, IN_PIXELS, usualAxes } from "../../shared/measure/calibration";
import type { LinePoint } from "../../shared/measure/line";
import type { LineProfile } from "../../shared/measure/line-figures";
import { automaticReliability } from "../../shared/reliability";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import { type KnownMotion, makeKnownMotion, swinging, turned, vortex, zoomed } from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { kymographOf } from "./kymograph";
import { framesOf, type LineRequest, profilesAlong } from "./line-fields";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const SIZE = { width: 144, height: 112 };
const MIDDLE = [72, 56] as const;
const UP: Calibration = { pixel: { value: 0.5, unit: "mm" }, axes: usualAxes(true, SIZE) };

function requestOf(points: readonly LinePoint[], calibration: Calibration, frames: number): LineRequest {
  return {
    ...{ points, calibration, start: 0, end: frames - 1, every: 1, mask: null },
    ...{ flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, cuts: FOUND_CUTS },
    minimumReliability: automaticReliability(DEFAULT_FLOW_PARAMETERS.method),
  };
}

/** The profiles of all frames that have motion. */
async function profiles(
  name: string,
  motion: KnownMotion,
  points: readonly LinePoint[],
  calibration: Calibration = IN_PIXELS,
): Promise<readonly LineProfile[]> {
  const movie = await openMovie(tools, makeKnownMotion(folder, name, motion));
  const found: LineProfile[] = [];
  try {
    await profilesAlong(pool, movie, requestOf(points, calibration, motion.frames), {}, (_, profile) => {
      if (profile !== null) found.push(profile);
    });
  } finally {
    movie.close();
  }
  expect(found).toHaveLength(motion.frames - 1);
  return found;
}

/** The largest difference from what a formula says of each distance. */
function worst(values: Float64Array, distances: Float64Array, truth: (distance: number) => number): number {
  return Math.max(...Array.from(values, (value, k) => Math.abs(value - truth(distances[k]))));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("profiles of known motions", () => {
  it.for([0.4, 1.2, 2.4])("a turn by %d degrees a frame rises evenly from its middle", async (degrees) => {
    const spoke: readonly LinePoint[] = [MIDDLE, [112, 56]];
    const radians = (degrees * Math.PI) / 180;
    for (const { across, along, distance } of await profiles(
      `turn${degrees}`,
      { ...SIZE, frames: 3, from: turned(MIDDLE, degrees) },
      spoke,
    )) {
      // Clockwise as one sees it: right of the middle it goes down, which is to the right.
      expect(worst(across, distance, (r) => -radians * r)).toBeLessThan(0.05);
      // A chord of a turn is shorter than its arc, by half of the angle's square.
      expect(worst(along, distance, () => 0)).toBeLessThan(0.05);
    }
  });

  it("a vortex has a core that turns as a whole, and falls with the distance around it", async () => {
    const [core, degrees] = [20, 2];
    const radians = (degrees * Math.PI) / 180;
    const rankine = (r: number): number => (r <= core ? radians * r : (radians * core ** 2) / r);
    const motion = { ...SIZE, frames: 3, from: vortex(MIDDLE, core, degrees) };
    for (const { across, distance } of await profiles("vortex", motion, [MIDDLE, [132, 56]])) {
      // At the border of the core its slope breaks off.
      expect(worst(across, distance, (r) => -rankine(r))).toBeLessThan(0.12);
    }
    // In units, upwards, with pixels twice as wide and uneven times: 25 frames a second, of pixels of 1 mm by 0.5 mm.
    const wide = { ...motion, pixelAspect: 2, delays: [0, 20] };
    for (const { across, distance, x, y } of await profiles(
      "wide-vortex",
      wide,
      [
        [72, 16],
        [72, 96],
      ],
      UP,
    )) {
      expect(
        worst(across, distance, (d) => 25 * Math.sign(d - 20) * -rankine(Math.abs(d - 20) * 2)),
      ).toBeLessThan(3);
      expect([x[0], y[0]]).toEqual([72, 47.5]);
    }
  });

  it("a zoom flows out of a closed line, by its divergence times the area", async () => {
    const factor = 1.01;
    // Counter-clockwise as one sees it: out of it is to the right.
    const ring: readonly LinePoint[] = [
      [100, 28],
      [44, 28],
      [44, 84],
      [100, 84],
      [100, 28],
    ];
    for (const { across, distance } of await profiles(
      "zoom",
      { ...SIZE, frames: 3, from: zoomed(MIDDLE, factor) },
      ring,
    )) {
      const flux = mean(across) * distance[distance.length - 1];
      expect(-flux / (2 * (factor - 1) * 56 ** 2)).toBeCloseTo(1, 1);
    }
  });

  it("what swings is seen over time in a space-time picture", async () => {
    const [pixels, period] = [3, 8];
    const path = makeKnownMotion(folder, "swing", { ...SIZE, frames: 9, from: swinging(pixels, period) });
    const movie = await openMovie(tools, path);
    const request = {
      ...requestOf(
        [
          [30, 60],
          [110, 60],
        ],
        IN_PIXELS,
        9,
      ),
      of: "along" as const,
    };
    const progress: number[] = [];
    const { values, columns, frames, step } = await kymographOf(pool, movie, request, {
      onProgress: (done) => progress.push(done),
    });
    movie.close();
    expect([columns, step, [...frames]]).toEqual([81, 1, framesOf(request)]);
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const place = (time: number): number => pixels * Math.sin((2 * Math.PI * time) / period);
    for (let row = 0; row < 8; row++) {
      for (const value of values.subarray(row * columns, (row + 1) * columns)) {
        expect(Math.abs(value - (place(row + 1) - place(row)))).toBeLessThan(0.15);
      }
    }
  });

  it("end when they are cancelled", async () => {
    const path = makeKnownMotion(folder, "long", { ...SIZE, frames: 6, from: swinging(2, 6) });
    const movie = await openMovie(tools, path);
    const control = new AbortController();
    const seen: number[] = [];
    const pass = profilesAlong(
      pool,
      movie,
      requestOf(
        [
          [30, 60],
          [110, 60],
        ],
        IN_PIXELS,
        6,
      ),
      { signal: control.signal },
      (frame) => {
        seen.push(frame);
        control.abort();
      },
    );
    await expect(pass).rejects.toMatchObject({ code: "cancelled" });
    movie.close();
    expect(seen).toEqual([0]);
  });
});
