import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { EventPayloads } from "../../shared/ipc";
import type { ProjectState } from "../../shared/project";
import type { Player } from "../playback/player";
import { useMovieStore } from "../stores/movie-store";
import { useProjectStore } from "../stores/project-store";
import { viewActions } from "../stores/view-store";
import { testMovie } from "../testing/test-movie";
import { followProject } from "./follow-project";

/** No change waits longer until main has it, from which on it is written. At most two seconds may be lost: the rest is the disk's. */
const LATEST_MS = 500;

interface Kept {
  readonly revision: number;
  readonly state: ProjectState;
}

const request = vi.fn((_channel: string, _kept: Kept) => Promise.resolve({ ok: true, value: null }));
const listeners = new Map<string, (payload: never) => void>();
const leave = vi.fn();

function scaleOf(kept: Kept | undefined): number | undefined {
  return kept?.state.settings.overlay.arrows.scale;
}

beforeAll(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", {
    kinoflow: {
      request,
      on: (channel: string, listener: (payload: never) => void) => listeners.set(channel, listener),
    },
    addEventListener: (_name: string, listener: () => void) => leave.mockImplementation(listener),
  });
  followProject({ state: { frame: 0 } } as unknown as Player);
  useMovieStore.setState({ movie: testMovie() });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("has main keep every change within half a second, however fast they come, and nothing twice", () => {
  vi.advanceTimersByTime(LATEST_MS);
  request.mockClear();
  const madeAt = new Map<number, number>();
  const keptAt = new Map<number, number>();
  request.mockImplementation((_channel, kept) => {
    for (const scale of madeAt.keys()) {
      if (scale <= (scaleOf(kept) ?? 0) && !keptAt.has(scale)) keptAt.set(scale, Date.now());
    }
    return Promise.resolve({ ok: true, value: null });
  });
  for (let scale = 2; scale < 102; scale += 1) {
    madeAt.set(scale, Date.now());
    viewActions.setScale(scale);
    vi.advanceTimersByTime(37);
  }
  vi.advanceTimersByTime(LATEST_MS);
  expect(scaleOf(request.mock.lastCall?.[1])).toBe(101);
  for (const [scale, at] of madeAt)
    expect((keptAt.get(scale) ?? Number.POSITIVE_INFINITY) - at).toBeLessThanOrEqual(LATEST_MS);
  const calls = request.mock.calls.length;
  expect(calls).toBeLessThanOrEqual(1 + Math.ceil((100 * 37) / LATEST_MS));
  vi.advanceTimersByTime(10 * LATEST_MS);
  expect(request).toHaveBeenCalledTimes(calls);
});

it("has main keep what was done last as the window closes", () => {
  viewActions.setScale(201);
  viewActions.setScale(202);
  expect(scaleOf(request.mock.lastCall?.[1])).toBe(201);
  leave();
  expect(scaleOf(request.mock.lastCall?.[1])).toBe(202);
});

it("is saved once main has kept the last revision", () => {
  const { token } = testMovie();
  const last = request.mock.lastCall?.[1].revision ?? 0;
  const took = listeners.get("project:kept") as (kept: EventPayloads["project:kept"]) => void;
  took({ token, name: null, revision: last - 1, error: null });
  expect(useProjectStore.getState().isSaved).toBe(false);
  took({ token, name: null, revision: last, error: null });
  expect(useProjectStore.getState().isSaved).toBe(true);
});
