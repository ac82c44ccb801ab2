import { describe, expect, it } from "vitest";
import type { MovieIndexUpdate } from "../../shared/movie";
import { movieNotice } from "../../shared/movie";
import { en } from "../../shared/texts/en";
import { testMovie } from "../testing/test-movie";
import { indexedShare, indexingText, isStill, MovieGrowth, movieSpan } from "./movie-growth";

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
    const last = {
      indexComplete: true,
      expectedFrameCount: 5,
      frameRate: 24,
      notices: [movieNotice("grown")],
    };
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

it("a still is a movie of which no second frame will come", () => {
  expect(isStill({ frameCount: 1, indexComplete: true })).toBe(true);
  expect(isStill({ frameCount: 1, indexComplete: false })).toBe(false);
  expect(isStill({ frameCount: 2, indexComplete: true })).toBe(false);
});

describe("movieSpan, indexedShare and indexingText", () => {
  it("span what the file promises until the index says otherwise", () => {
    expect(movieSpan(opened)).toBe(10);
    expect(indexedShare(opened)).toBeCloseTo(0.2);
    expect(indexingText(opened, en)).toBe("Indexing… 20 %");
    const complete = { ...opened, frameCount: 8, indexComplete: true };
    expect(movieSpan(complete)).toBe(8);
    expect(indexedShare(complete)).toBe(1);
    expect(indexingText(complete, en)).toBeNull();
  });

  it("go by the duration where the file promises no number of frames", () => {
    const matroska = { ...opened, expectedFrameCount: 2, frameRate: 25, duration: 1 };
    expect(movieSpan(matroska)).toBe(25);
    expect(indexedShare(matroska)).toBeCloseTo(0.08);
  });

  it("know no share of a movie that says nothing, or that has more than it promised", () => {
    for (const movie of [
      { ...opened, expectedFrameCount: 2 },
      { ...opened, frameCount: 12, expectedFrameCount: 12 },
    ]) {
      expect(movieSpan(movie)).toBe(movie.frameCount);
      expect(indexedShare(movie)).toBeNull();
      expect(indexingText(movie, en)).toBe("Indexing…");
    }
  });
});
