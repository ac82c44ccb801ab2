import { describe, expect, it } from "vitest";
import type { MovieIndexUpdate } from "../../shared/movie";
import { testMovie } from "../testing/test-movie";
import { indexedShare, MovieGrowth, movieSpan } from "./movie-growth";

const opened = testMovie({ frameCount: 2, times: [0, 0.04], indexComplete: false, expectedFrameCount: 10 });

function update(
  from: number,
  times: readonly number[],
  rest: Partial<MovieIndexUpdate> = {},
): MovieIndexUpdate {
  return {
    token: opened.token,
    from,
    times: Float64Array.from(times),
    indexComplete: false,
    expectedFrameCount: 10,
    frameRate: 25,
    variableFrameRate: false,
    duration: 0.4,
    notices: [],
    ...rest,
  };
}

describe("MovieGrowth", () => {
  it("appends what becomes known, and makes a new value of every update", () => {
    const growth = new MovieGrowth(opened);
    const first = growth.movie;
    expect(growth.take(update(2, [0.08, 0.12]))).toBe(true);
    expect(growth.movie).not.toBe(first);
    expect(first.frameCount).toBe(2);
    expect(growth.movie).toMatchObject({ frameCount: 4, times: [0, 0.04, 0.08, 0.12], indexComplete: false });
    const last = { indexComplete: true, expectedFrameCount: 5, frameRate: 24, notices: ["Cut off."] };
    growth.take(update(4, [0.2], { ...last, variableFrameRate: true, duration: 0.21 }));
    expect(growth.movie).toMatchObject({ frameCount: 5, ...last, variableFrameRate: true, duration: 0.21 });
  });

  it("leaves main's own list of times alone", () => {
    const growth = new MovieGrowth(opened);
    growth.take(update(2, [0.08]));
    expect(opened.times).toEqual([0, 0.04]);
  });

  it("keeps what is known where an update overlaps it", () => {
    const growth = new MovieGrowth(opened);
    growth.take(update(1, [9, 0.08]));
    expect(growth.movie.times).toEqual([0, 0.04, 0.08]);
    growth.take(update(0, [9]));
    expect(growth.movie.times).toEqual([0, 0.04, 0.08]);
  });

  it("takes no update of another movie, and none that leaves frames out", () => {
    const growth = new MovieGrowth(opened);
    expect(growth.take(update(2, [0.08], { token: "other" }))).toBe(false);
    expect(growth.movie.frameCount).toBe(2);
    expect(() => growth.take(update(3, [0.12]))).toThrow("not at 2");
  });
});

describe("movieSpan and indexedShare", () => {
  it("span what the file promises until the index says otherwise", () => {
    expect(movieSpan(opened)).toBe(10);
    expect(indexedShare(opened)).toBeCloseTo(0.2);
    const more = { ...opened, frameCount: 12 };
    expect(movieSpan(more)).toBe(12);
    expect(indexedShare(more)).toBeLessThan(1);
    const complete = { ...opened, frameCount: 8, indexComplete: true };
    expect(movieSpan(complete)).toBe(8);
    expect(indexedShare(complete)).toBe(1);
  });
});
