import { afterAll, beforeAll, expect, it } from "vitest";
import { FOUND_CUTS } from "../../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { displacementMatrix, IN_PIXELS } from "../../shared/measure/calibration";
import { openSamples, sampleLine } from "../../shared/measure/line";
import { lineProfile } from "../../shared/measure/line-figures";
import { NO_VALIDATION } from "../../shared/validation";
import type { FlowPool } from "../../workers/flow-pool";
import { kymographOf } from "../lines/kymograph";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { makeKnownMotion, shifted, waves } from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "./picture-session";

const folder = temporaryFolder();
const SIZE = { width: 96, height: 80 };
const MINIMUM = 0.6;
let pool: FlowPool;
let movie: Recording;
let session: PictureSession;

// A plate that moves by itself, before a ground that a camera moves.
const isPlate = (x: number, y: number): boolean => x >= 60 && y >= 20 && y < 60;
beforeAll(async () => {
  pool = await startTestPool(2);
  const path = makeKnownMotion(
    folder,
    "plate",
    { ...SIZE, frames: 4, from: shifted(1.5, -0.5) },
    (left, top, [x, y], time) => (isPlate(x, y) ? waves(x + 40, y + 300 + 2 * time) : waves(left, top)),
  );
  movie = await openMovie(tools, path);
  session = new PictureSession(movie, pool);
});
afterAll(async () => {
  await session.close();
  movie.close();
  await pool.dispose();
});

const LINE = [
  [10, 40],
  [90.5, 44],
] as const;
const samples = sampleLine(LINE, displacementMatrix(IN_PIXELS, { pixelAspect: 1 }));
const WISH = { deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, samples };
/** The space-time picture of the line, of all frames. */
const PICTURED = {
  ...{ points: LINE, deinterlace: false, start: 0, end: 3, every: 1, cuts: FOUND_CUTS },
  ...{ minimumReliability: MINIMUM, calibration: IN_PIXELS, mask: null },
};
/** Without the camera's motion, which is that of all but the plate. */
const HELD: FlowParameters = {
  ...DEFAULT_FLOW_PARAMETERS,
  treatment: {
    ...{ camera: "shift", validation: NO_VALIDATION, minimumReliability: MINIMUM, pixelAspect: 1 },
    mask: Array.from({ length: 40 }, (_, row) => [row + 20, 60, SIZE.width]).flat(),
  },
};

it("the motion along a line of a picture is that of a space-time picture, to the bit", async () => {
  const kymograph = await kymographOf(
    pool,
    movie,
    { ...PICTURED, flow: DEFAULT_FLOW_PARAMETERS, of: "along" },
    {},
  );
  expect([kymograph.columns, kymograph.rows]).toEqual([samples.count, 4]);
  const open = openSamples(samples, movie.info, null);
  for (const frame of [2, 0]) {
    const motion = await session.along({ ...WISH, frame });
    const wish = { minimumReliability: MINIMUM, seconds: 1, open };
    const { along } = lineProfile(motion, samples, IN_PIXELS, movie.info, wish);
    const row = kymograph.values.subarray(frame * samples.count, (frame + 1) * samples.count);
    expect([...Float32Array.from(along)]).toEqual([...row]);
    expect(motion.u[20]).toBeCloseTo(1.5, 1);
    expect(motion.v[58]).toBeCloseTo(-2, 0);
  }
  expect(kymograph.values.subarray(3 * samples.count).every(Number.isNaN)).toBe(true);
});

it("before a camera that pans, what moves has its own motion, and the rest has none", async () => {
  const before = await session.along({ ...WISH, frame: 1 });
  const held = await session.along({ ...WISH, frame: 1, flow: HELD });
  expect(Math.hypot(held.u[20], held.v[20])).toBeLessThan(0.1);
  // (0, -2) as it is seen: masked, but taken out there, too, and once.
  expect(held.u[58] - before.u[58]).toBeCloseTo(-1.5, 1);
  expect(held.v[58] - before.v[58]).toBeCloseTo(0.5, 1);
  expect(held.reliability[58]).toBeLessThan(0);
  expect(await session.along({ ...WISH, frame: 1 })).toEqual(before);
  // Without the mask, the plate is seen.
  const { treatment } = HELD;
  const open = treatment && { ...HELD, treatment: { ...treatment, mask: [] } };
  if (!open) throw new Error("There is a treatment.");
  const { values, columns } = await kymographOf(pool, movie, { ...PICTURED, flow: open, of: "across" }, {});
  const row = values.subarray(columns, 2 * columns);
  expect(Math.abs(row[20])).toBeLessThan(0.1);
  // To the left of one who goes right is up.
  expect(row[58]).toBeCloseTo(1.5, 0);
  expect((await session.along({ ...WISH, frame: 1, flow: open })).reliability[58]).toBeGreaterThan(MINIMUM);
});

it("of the last frame there is none", async () => {
  await expect(session.along({ ...WISH, frame: 3 })).rejects.toMatchObject({ code: "invalid-argument" });
});
