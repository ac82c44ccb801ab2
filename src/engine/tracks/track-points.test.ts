import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FOUND_CUTS } from "../../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { automaticReliability } from "../../shared/reliability";
import type { Track, TrackSeed } from "../../shared/tracks";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import {
  type KnownMotion,
  makeKnownMotion,
  shifted,
  swinging,
  timeOf,
  turned,
  waves,
  zoomed,
} from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { trackPoints } from "./track-points";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const SIZE = { width: 192, height: 144 };
const MIDDLE = [96, 72] as const;

async function track(path: string, seeds: readonly TrackSeed[], range?: { start: number; end: number }) {
  const movie = await openMovie(tools, path);
  try {
    return await trackPoints(pool, movie, {
      ...{ flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, seeds, cuts: FOUND_CUTS },
      ...(range ?? { start: 0, end: movie.info.frameCount - 1 }),
      minimumReliability: automaticReliability(DEFAULT_FLOW_PARAMETERS.method),
    });
  } finally {
    movie.close();
  }
}

function lengthOf(places: readonly (readonly [number, number])[]): number {
  return places
    .slice(1)
    .reduce((sum, [x, y], at) => sum + Math.hypot(x - places[at][0], y - places[at][1]), 0);
}

/** How far a track ends from where it should, by the length of its way. These motions are undone by running backwards. */
function missOf({ points }: Track, motion: KnownMotion): number {
  const [start, end] = [points[0], points[points.length - 1]];
  const places = points.map(({ frame }) => motion.from(start.x, start.y, -timeOf(frame, motion)));
  const [x, y] = places[places.length - 1];
  return Math.hypot(end.x - x, end.y - y) / lengthOf(places);
}

describe("a point of known motion is found after 100 frames within 1 % of its way", () => {
  const motions: readonly (readonly [string, KnownMotion, readonly [number, number]])[] = [
    ["shift", { ...SIZE, frames: 101, from: shifted(1.37, 0.61) }, [20, 30]],
    ["shift to the left", { ...SIZE, frames: 101, from: shifted(-1.5, -0.25) }, [180, 100]],
    ["slow turn", { ...SIZE, frames: 101, from: turned(MIDDLE, 0.5) }, [130, 80]],
    ["turn", { ...SIZE, frames: 101, from: turned(MIDDLE, 1.5) }, [110, 50]],
    ["fast turn", { ...SIZE, frames: 101, from: turned(MIDDLE, 4) }, [120, 72]],
    ["zoom", { ...SIZE, frames: 101, from: zoomed(MIDDLE, 1.004) }, [120, 90]],
    ["swing", { ...SIZE, frames: 101, from: swinging(12, 37) }, [96, 40]],
    [
      "shift at uneven times",
      { ...SIZE, frames: 101, from: shifted(1.1, -0.4), delays: [0, 10, 20] },
      [40, 110],
    ],
  ];
  it.for(motions)("%s", async ([name, motion, [x, y]]) => {
    const path = makeKnownMotion(folder, name.replaceAll(" ", "-"), motion);
    const [only] = await track(path, [{ name: "a", frame: 0, x, y }]);
    expect(only.points.map(({ frame }) => frame)).toEqual(Array.from({ length: 101 }, (_, frame) => frame));
    expect(only.points[0].state).toBe("set");
    expect(only.points.slice(1).every(({ state }) => state === "ok")).toBe(true);
    expect(missOf(only, motion)).toBeLessThan(0.01);
  });
});

describe("tracks", () => {
  const shift: KnownMotion = { ...SIZE, frames: 30, from: shifted(2.5, 1) };

  it("run back to the start too, and end where they leave the picture", async () => {
    const path = makeKnownMotion(folder, "both-ways", shift);
    const [back, leaving] = await track(path, [
      { name: "back", frame: 20, x: 100, y: 60 },
      { name: "leaving", frame: 0, x: 180, y: 20 },
    ]);
    expect(back.points.map(({ frame }) => frame)).toEqual(Array.from({ length: 30 }, (_, frame) => frame));
    expect(back.points[0].x).toBeCloseTo(100 - 20 * 2.5, 0);
    expect(back.points[0].y).toBeCloseTo(60 - 20, 0);
    expect(back.points[29].x).toBeCloseTo(100 + 9 * 2.5, 0);
    const last = leaving.points[leaving.points.length - 1];
    expect(last).toMatchObject({ state: "lost", x: Number.NaN, y: Number.NaN });
    // 11.5 px to the border, 2.5 px a frame.
    expect(last.frame).toBeOneOf([4, 5]);
  });

  it("go on where they are set again, and stay within their range", async () => {
    const path = makeKnownMotion(folder, "set-again", shift);
    const [again] = await track(
      path,
      [
        { name: "a", frame: 5, x: 185, y: 40 },
        { name: "a", frame: 15, x: 20, y: 40 },
      ],
      { start: 4, end: 20 },
    );
    const states = new Map(again.points.map(({ frame, state }) => [frame, state]));
    expect([...states.keys()][0]).toBe(4);
    expect(states.get(5)).toBe("set");
    const lost = again.points.find(({ state }) => state === "lost");
    expect(lost?.frame).toBeOneOf([7, 8]);
    expect(states.has(14)).toBe(false);
    expect(states.get(15)).toBe("set");
    const last = again.points[again.points.length - 1];
    expect(last.frame).toBe(20);
    expect(last.x).toBeCloseTo(20 + 5 * 2.5, 0);
  });

  it("are lost across a cut", async () => {
    const path = makeKnownMotion(
      folder,
      "cut",
      { ...SIZE, frames: 24, from: (x, y, time) => [x - time, y] },
      (x, y, _, time) => (time < 12 ? waves(x, y) : 255 - 0.7 * waves(1.3 * y + 400, x + 300)),
    );
    const [across] = await track(path, [{ name: "a", frame: 8, x: 96, y: 72 }]);
    expect(across.points.map(({ frame, state }) => [frame, state]).slice(-2)).toEqual([
      [11, "ok"],
      [12, "lost"],
    ]);
  });

  it("are unsure or lost where something comes before them", async () => {
    // A plate with another texture slides over what is followed.
    const path = makeKnownMotion(
      folder,
      "hidden",
      { ...SIZE, frames: 30, from: (x, y) => [x, y] },
      (x, y, [column], time) => {
        const edge = 150 - 5 * time;
        return column > edge ? waves(1.2 * (column - edge) + 500, 1.2 * y + 70) : waves(x, y);
      },
    );
    const [hidden, seen] = await track(path, [
      { name: "hidden", frame: 0, x: 90, y: 70 },
      { name: "seen", frame: 0, x: 8, y: 70 },
    ]);
    const doubtful = hidden.points.find(({ state }) => state === "unsure" || state === "lost");
    // The edge is at column 90 in frame 12.
    expect(doubtful?.frame).toBeGreaterThanOrEqual(9);
    expect(doubtful?.frame).toBeLessThanOrEqual(15);
    expect(seen.points).toHaveLength(30);
    expect(seen.points[25]).toMatchObject({ state: "ok" });
    expect(seen.points[25].x).toBeCloseTo(8, 0);
  });

  it("refuses a seed outside the picture or the range", async () => {
    const path = makeKnownMotion(folder, "refused", { ...shift, frames: 3 });
    await expect(track(path, [{ name: "a", frame: 0, x: 192, y: 4 }])).rejects.toThrow(
      /outside of the picture/,
    );
    await expect(track(path, [{ name: "a", frame: 2, x: 1, y: 4 }], { start: 0, end: 1 })).rejects.toThrow(
      /outside of the frames 0 to 1/,
    );
  });

  it("leaves no memory behind, also when it is given up", async () => {
    const movie = await openMovie(tools, makeKnownMotion(folder, "given-up", shift));
    pool.trim();
    const held = pool.heap.heldBytes;
    const control = new AbortController();
    const work = trackPoints(
      pool,
      movie,
      {
        ...{ flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, start: 0, end: 29, cuts: FOUND_CUTS },
        ...{ seeds: [{ name: "a", frame: 0, x: 50, y: 50 }], minimumReliability: 0 },
      },
      { signal: control.signal, onProgress: (done) => done === 3 && control.abort() },
    );
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    pool.trim();
    expect(pool.heap.heldBytes).toBe(held);
    movie.close();
  });
});
