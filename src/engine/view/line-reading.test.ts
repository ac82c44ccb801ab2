import { afterAll, beforeAll, expect, it } from "vitest";
import { FOUND_CUTS } from "../../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { displacementMatrix, IN_PIXELS } from "../../shared/measure/calibration";
import { openSamples, sampleLine } from "../../shared/measure/line";
import { lineProfile } from "../../shared/measure/line-figures";
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
const WISH = {
  ...{ deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, samples, minimumReliability: MINIMUM },
  ...{ mask: null, camera: null },
};

it("the motion along a line of a picture is that of a space-time picture, to the bit", async () => {
  const kymograph = await kymographOf(
    pool,
    movie,
    {
      ...{ points: LINE, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, start: 0, end: 3, every: 1 },
      ...{ cuts: FOUND_CUTS, minimumReliability: MINIMUM, calibration: IN_PIXELS, mask: null, camera: null },
      of: "along",
    },
    {},
  );
  expect([kymograph.columns, kymograph.rows]).toEqual([samples.count, 4]);
  const open = openSamples(samples, movie.info, null);
  for (const frame of [2, 0]) {
    const motion = await session.along({ ...WISH, frame });
    if (motion === null) throw new Error("There is motion.");
    const wish = { minimumReliability: MINIMUM, seconds: 1, open };
    const { along } = lineProfile(motion, samples, IN_PIXELS, movie.info, wish);
    const row = kymograph.values.subarray(frame * samples.count, (frame + 1) * samples.count);
    expect([...Float32Array.from(along)]).toEqual([...row]);
    expect(motion.u[20]).toBeCloseTo(1.5, 1);
    expect(motion.v[58]).toBeCloseTo(-2, 0);
  }
  expect(kymograph.values.subarray(3 * samples.count).every(Number.isNaN)).toBe(true);
});

it("is without the camera's, outside of a mask, which leaves the field as it is", async () => {
  const mask = new Uint8Array(SIZE.width * SIZE.height);
  for (let at = 0; at < mask.length; at++) {
    if (isPlate(at % SIZE.width, Math.floor(at / SIZE.width))) mask[at] = 1;
  }
  const before = await session.along({ ...WISH, frame: 1 });
  const without = await session.along({ ...WISH, frame: 1, mask, camera: "shift" });
  expect(Math.abs(without?.u[20] ?? 9)).toBeLessThan(0.1);
  expect((without?.u[58] ?? 9) - (before?.u[58] ?? 0)).toBeCloseTo(-1.5, 1);
  expect(await session.along({ ...WISH, frame: 1 })).toEqual(before);
});

it("of the last frame there is none", async () => {
  await expect(session.along({ ...WISH, frame: 3 })).rejects.toMatchObject({ code: "invalid-argument" });
});
