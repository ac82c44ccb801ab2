import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CurveTable } from "../../shared/curve-table";
import { CURVE_VALUES, type CurvePoint } from "../../shared/curves";
import { DEFAULT_FLOW_PARAMETERS, type FlowMethod } from "../../shared/flow";
import { IN_PIXELS } from "../../shared/measure/calibration";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { curvesHeader, curvesLine, writeCurves } from "./curves-csv";
import { readCurves } from "./read-curves";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const POINTS: readonly CurvePoint[] = [
  [40, 30],
  [0, 0],
  [159, 119],
];

it.for(["lucas-kanade", "dense-pyramidal"] satisfies FlowMethod[])(
  "reads what a probe reads in every frame, to the bit: %s",
  async (method) => {
    const path = makeMovie(folder, `${method}.mkv`, { seconds: 1, args: ["-c:v", "libx264"] });
    const movie = await openMovie(tools, path);
    const flow = { ...DEFAULT_FLOW_PARAMETERS, method };
    const frames = [2, 3, 4, 11, 23, 24];
    const table = new CurveTable();
    pool.trim();
    const held = pool.heap.heldBytes;
    await readCurves(
      pool,
      movie,
      { flow, deinterlace: false, frames, points: POINTS },
      {
        signal: new AbortController().signal,
        onValues: (frame, values) => table.take(POINTS, frame, values),
      },
    );
    pool.trim();
    expect(pool.heap.heldBytes).toBe(held);
    expect(table.missing(POINTS, [1, ...frames])).toEqual([1]);

    const session = new PictureSession(movie, pool);
    for (const frame of frames.slice(0, -1)) {
      const probe = await session.probe({
        ...{ frame, flow, deinterlace: false, map: null },
        points: POINTS.map(([column, row]) => [column + 0.5, row + 0.5] as const),
      });
      const expected = probe.values.flatMap((values) => values?.slice(0, CURVE_VALUES) ?? []);
      expect([...table.valuesOf(POINTS, frame)]).toEqual(expected);
    }
    // The last frame has no next one.
    expect(table.valuesOf(POINTS, 24).every(Number.isNaN)).toBe(true);
    await session.close();
  },
);

it("can be given up, and leaves nothing under way", async () => {
  const movie = await openMovie(tools, makeMovie(folder, "long.mkv", { args: ["-c:v", "libx264"] }));
  const control = new AbortController();
  pool.trim();
  const held = pool.heap.heldBytes;
  const reading = readCurves(
    pool,
    movie,
    {
      ...{ flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, points: POINTS },
      frames: Array.from({ length: 50 }, (_, frame) => frame),
    },
    { signal: control.signal, onValues: () => control.abort() },
  );
  await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  pool.trim();
  expect(pool.heap.heldBytes).toBe(held);
});

it("writes a line a frame with all probes beside each other, and nothing where nothing is known", async () => {
  const values = new Map([
    [0, Float32Array.from([3, -4, 0.5, Number.NaN, Number.NaN, Number.NaN])],
    [1, Float32Array.from([1, 1, 1, 2, 2, 1])],
  ]);
  const table = {
    about: 'a "movie"',
    probes: [
      { number: 1, x: 5, y: 6 },
      { number: 3, x: 7, y: 8 },
    ],
    frames: [0, 1],
    times: [0, 0.04],
    valuesOf: (frame: number) => values.get(frame) ?? new Float32Array(6),
    isCut: (frame: number) => frame === 1,
    calibration: IN_PIXELS,
    grid: { width: 64, height: 48, pixelAspect: 1 },
    secondsOf: () => Number.NaN,
  };
  expect(curvesHeader(table.probes.slice(1), IN_PIXELS)).toBe(
    "frame,time (s),cut,probe 3 x (px),probe 3 y (px),probe 3 u (px/frame),probe 3 v (px/frame)," +
      "probe 3 speed (px/frame),probe 3 direction (deg),probe 3 reliability (0 to 1)",
  );
  const [, angle] = /,5,([\d.]+),0\.5,/.exec(curvesLine(table, 0)) ?? [];
  expect(Number(angle)).toBeCloseTo(306.8699, 4);
  const path = join(folder, "probes.csv");
  await writeCurves(path, table);
  const [about, , first, second, end] = readFileSync(path, "utf8").split("\n");
  expect(about).toBe('"# a ""movie"""');
  expect(first).toMatch(/^0,0,0,5,6,3,-4,5,306\.\d+,0\.5,7,8,,,,,$/);
  expect(second).toBe("1,0.04,1,5,6,,,,,,7,8,,,,,");
  expect(end).toBe("");

  // 2 mm a pixel, twice as wide, y up from row 47, by the pair's own time.
  const calibration = {
    pixel: { value: 2, unit: "mm" },
    axes: { origin: [0, 47], turn: 0, yUp: true },
  } as const;
  const grid = { ...table.grid, pixelAspect: 2 };
  const said = {
    ...table,
    calibration,
    grid,
    secondsOf: (frame: number) => (frame === 0 ? 0.5 : Number.NaN),
  };
  expect(curvesHeader(table.probes.slice(1), calibration)).toContain("probe 3 y (mm),probe 3 u (mm/s)");
  const [, , , x, y, u, v, speed, degrees] = curvesLine(said, 0).split(",").map(Number);
  expect([x, y, u, v]).toEqual([20, 82, 24, 16]);
  expect(speed).toBeCloseTo(Math.hypot(24, 16), 9);
  expect(degrees).toBeCloseTo((Math.atan2(16, 24) * 180) / Math.PI, 9);
  // A motion of nobody knows how long is no velocity.
  expect(curvesLine({ ...said, isCut: () => false }, 1)).toBe("1,0.04,0,20,82,,,,,,28,78,,,,,");
});
