import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Engine } from "../engine/engine";
import { PoolKeeper } from "../engine/pool-keeper";
import type { Recording } from "../engine/recording/recording";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { temporaryFolder, tools } from "../engine/testing/movies";
import { startTestPool } from "../engine/testing/pool";
import { trackPoints } from "../engine/tracks/track-points";
import { writeTracks } from "../engine/tracks/tracks-csv";
import type { FollowingState, TrackedPlaces } from "../shared/contract/tracks";
import { type CutMarks, FOUND_CUTS, NO_CUT_MARKS } from "../shared/cut-marks";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../shared/flow";
import type { TrackAnchor } from "../shared/marks/marks";
import { IN_PIXELS } from "../shared/measure/calibration";
import { automaticReliability } from "../shared/reliability";
import { TrackPath } from "../shared/track-path";
import { TRACK_STATES } from "../shared/tracks";
import { NO_VALIDATION } from "../shared/validation";
import { loadKernelModule } from "../workers/kernel/wasm-kernels";
import { buildFlowWorker } from "../workers/testing/build-worker";
import { TracksService } from "./tracks-service";

const FRAMES = 60;
const folder = temporaryFolder();
let engine: Engine;
let movie: Recording;
let window: StandIn;

beforeAll(async () => {
  const { kernelPath } = await buildFlowWorker();
  const kernel = await loadKernelModule(pathToFileURL(kernelPath));
  const pool = await startTestPool(2);
  engine = { tools, kernel, pool, pools: new PoolKeeper(() => pool) };
  const motion = { width: 160, height: 120, frames: FRAMES, from: shifted(1.5, 0.5) };
  movie = await openMovie(tools, makeKnownMotion(folder, "shift", motion));
});
afterAll(() => engine.pool.dispose());
beforeEach(() => {
  window = new StandIn();
});

const WISH = {
  flow: DEFAULT_FLOW_PARAMETERS,
  deinterlace: false,
  minimumReliability: automaticReliability(DEFAULT_FLOW_PARAMETERS.method),
};

/** What a window knows of tracks, and the service that tells it. */
class StandIn {
  readonly service = new TracksService(
    async () => engine,
    (channel, payload) => {
      if (channel === "tracks:points") this.#take(payload as TrackedPlaces);
      else this.states.push(payload as FollowingState);
      for (const look of this.#waiting.splice(0)) look();
    },
  );
  readonly states: FollowingState[] = [];
  readonly paths = new Map<string, TrackPath>();
  /** Places that were told of each track since the last request. */
  news = new Map<string, number>();
  #id = 0;
  #anchors = new Map<string, string>();
  #waiting: (() => void)[] = [];

  follow(
    tracks: Readonly<Record<string, readonly TrackAnchor[]>>,
    cutMarks: CutMarks = NO_CUT_MARKS,
    flow: FlowParameters = WISH.flow,
  ): void {
    this.#id++;
    this.states.length = 0;
    this.news = new Map();
    const asked = Object.entries(tracks).map(([id, anchors]) => {
      const key = JSON.stringify([anchors, cutMarks]);
      if (this.#anchors.get(id) !== key) this.paths.delete(id);
      this.#anchors.set(id, key);
      return { id, anchors, known: this.#lengthOf(id) };
    });
    this.service.follow({ movie, cutMarks }, { ...WISH, flow, id: this.#id, tracks: asked });
  }

  /** Resolves when something is as it is waited for. */
  async until(is: () => boolean): Promise<void> {
    while (!is()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  finished(): Promise<void> {
    return this.until(() => this.states.some(({ id, active }) => id === this.#id && !active));
  }

  #lengthOf(id: string): number {
    return [...(this.paths.get(id)?.points() ?? [])].length;
  }

  #take({ id, tracks, of, frames, xs, ys, states }: TrackedPlaces): void {
    if (id !== this.#id) return;
    for (const [at, frame] of frames.entries()) {
      const track = tracks[of[at]];
      const path = this.paths.get(track) ?? new TrackPath();
      this.paths.set(track, path);
      path.set({ frame, x: xs[at], y: ys[at], state: TRACK_STATES[states[at]] });
      this.news.set(track, (this.news.get(track) ?? 0) + 1);
    }
  }
}

/** Whether a track is where its one anchor says, in all frames. */
function expectShift(path: TrackPath | undefined, { frame, x, y }: TrackAnchor): void {
  expect([path?.first, path?.last]).toEqual([0, FRAMES - 1]);
  for (const point of path?.points() ?? []) {
    expect(Math.abs(point.x - x - 1.5 * (point.frame - frame))).toBeLessThan(0.2);
    expect(Math.abs(point.y - y - 0.5 * (point.frame - frame))).toBeLessThan(0.2);
  }
}

const A = { frame: 20, x: 50, y: 40 };
const B = { frame: 0, x: 20, y: 60 };

it("follows tracks both ways, tells of them on the way, and computes only those anew that changed", async () => {
  window.follow({ a: [A] });
  await window.until(() => window.states.some(({ active, done }) => active && done > 0));
  await window.finished();
  expectShift(window.paths.get("a"), A);
  expect(window.states.at(-1)).toMatchObject({
    active: false,
    done: FRAMES - 1,
    total: FRAMES - 1,
    stopped: false,
    error: null,
  });

  // Another one beside it: of the first nothing is told again, and all of the other.
  window.follow({ a: [A], b: [B] });
  await window.finished();
  expect([window.news.get("a"), window.news.get("b")]).toEqual([undefined, FRAMES]);
  expect(window.states.at(-1)).toMatchObject({ done: FRAMES - 1 });
  expectShift(window.paths.get("b"), B);

  const moved = { ...A, x: 60 };
  window.follow({ a: [moved], b: [B] });
  await window.finished();
  expect([window.news.get("a"), window.news.get("b")]).toEqual([FRAMES, undefined]);
  expectShift(window.paths.get("a"), moved);
});

it("goes on where it was ended, and tells what the window lacks", async () => {
  window.follow({ a: [A] });
  await window.until(() => window.states.some(({ done }) => done > 0));
  window.service.cancel();
  await window.finished();
  const known = window.states.at(-1)?.done ?? 0;
  expect(known).toBeLessThan(FRAMES - 1);
  window.follow({ a: [A] });
  await window.finished();
  expectShift(window.paths.get("a"), A);
  // What was followed before is not followed again.
  expect(window.states.at(-1)?.total).toBeLessThan(FRAMES - 1);
  // A window that lost it gets all of it.
  window.paths.clear();
  window.follow({ a: [A] });
  await window.finished();
  expectShift(window.paths.get("a"), A);
});

it("ends tracks at cuts that a person sets, and where they leave the picture; they go on where they are set again", async () => {
  const leaving = { frame: 0, x: 140, y: 20 };
  window.follow({ cut: [A], leaving: [leaving] }, { set: [40], deleted: [] });
  await window.finished();
  expect(window.paths.get("cut")?.at(40)).toMatchObject({ state: "lost" });
  expect(window.paths.get("cut")?.stateAt(41)).toBeNull();
  const lost = window.paths.get("leaving")?.last ?? 0;
  expect(window.paths.get("leaving")?.stateAt(lost)).toBe("lost");
  expect(lost).toBeLessThan(16);

  window.follow({ leaving: [leaving, { frame: 30, x: 10, y: 20 }] });
  await window.finished();
  const again = window.paths.get("leaving");
  expect([again?.stateAt(29), again?.stateAt(30), again?.stateAt(31)]).toEqual([null, "set", "ok"]);
  expect(Math.abs((again?.xAt(59) ?? 0) - 10 - 29 * 1.5)).toBeLessThan(0.2);
});

it("has anchors outside of the recording not count", async () => {
  window.follow({ a: [{ frame: FRAMES, x: 5, y: 5 }], b: [{ frame: 0, x: 500, y: 5 }, B] });
  await window.finished();
  expect([...window.paths.keys()]).toEqual(["b"]);
  expectShift(window.paths.get("b"), B);
});

it("writes the table that the command line writes", async () => {
  const table = {
    ...WISH,
    tracks: [
      { id: "1", name: "a", anchors: [A] },
      { id: "2", name: "b", anchors: [B] },
    ],
    calibration: { pixel: { value: 0.5, unit: "mm" as const }, axes: { ...IN_PIXELS.axes, yUp: true } },
  };
  const path = join(folder, "app.csv");
  // While they are being followed.
  window.follow({ 1: [A], 2: [B] });
  const { times } = movie.info;
  expect(await window.service.write({ movie, cutMarks: NO_CUT_MARKS }, table, { path, times })).toBe(2);
  const seeds = table.tracks.flatMap(({ name, anchors }) => anchors.map((anchor) => ({ name, ...anchor })));
  const range = { start: 0, end: FRAMES - 1, cuts: FOUND_CUTS };
  const tracks = await trackPoints(engine.pool, movie, { ...WISH, ...range, seeds });
  const expected = join(folder, "expected.csv");
  await writeTracks(expected, tracks, { times, calibration: table.calibration, grid: movie.info });
  expect(readFileSync(path, "utf8")).toBe(readFileSync(expected, "utf8"));
});

it("what a file waits for goes on to its end when the window asks for other tracks, or in another way", async () => {
  const table = { ...WISH, tracks: [{ id: "a", name: "a", anchors: [A] }], calibration: IN_PIXELS };
  const followed = { movie, cutMarks: NO_CUT_MARKS };
  window.follow({ a: [A] });
  await window.until(() => window.states.some(({ done }) => done > 0));
  const path = join(folder, "kept.csv");
  const written = window.service.write(followed, table, { path, times: movie.info.times });
  const drawn = { tracks: [{ id: "a", colour: "#ff0000", anchors: [A] }], length: 10 };
  const seen = window.service.drawnToTheEnd(followed, { ...WISH, drawn }, new AbortController().signal);
  const moved = { ...A, x: 60 };
  window.follow({ a: [moved] }, { set: [30], deleted: [] });
  window.follow({ a: [moved] });
  expect(await written).toBe(1);
  expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(1 + FRAMES);
  expectShift((await seen).tracks[0].path, A);
  await window.until(() => window.paths.get("a")?.last === FRAMES - 1 && window.paths.get("a")?.first === 0);
  expectShift(window.paths.get("a"), moved);
});

it("a table that is given up ends as cancelled, before its turn too", async () => {
  const table = { ...WISH, tracks: [{ id: "a", name: "a", anchors: [A] }], calibration: IN_PIXELS };
  window.follow({ a: [A], b: [B] });
  const path = join(folder, "none.csv");
  const written = window.service.write({ movie, cutMarks: NO_CUT_MARKS }, table, {
    path,
    times: movie.info.times,
  });
  window.service.cancel();
  await expect(written).rejects.toMatchObject({ code: "cancelled" });
  await window.service.close();
});

it("follows nothing anew for what says nothing of where tracks go", async () => {
  window.follow({ a: [A] });
  await window.finished();
  const treatment = {
    camera: "shift",
    ...{ mask: [], minimumReliability: 0.2, pixelAspect: 1 },
    validation: { ...NO_VALIDATION, speedLimits: { minU: -1, maxU: 1, minV: -1, maxV: 1 } },
  } as const;
  window.follow({ a: [A] }, NO_CUT_MARKS, { ...DEFAULT_FLOW_PARAMETERS, treatment });
  await window.finished();
  expect(window.news.get("a")).toBeUndefined();
});

it("leaves no memory behind when its movie is closed on the way", async () => {
  await window.service.close();
  engine.pool.trim();
  const held = engine.pool.heap.heldBytes;
  window.follow({ a: [A] });
  await window.until(() => window.states.some(({ done }) => done > 0));
  await window.service.leaveMovie(movie);
  engine.pool.trim();
  expect(engine.pool.heap.heldBytes).toBe(held);
});
