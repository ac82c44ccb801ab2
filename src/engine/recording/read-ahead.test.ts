import { describe, expect, it } from "vitest";
import { farness, nextToReadAhead, type ReadAheadState } from "./read-ahead";

function state(changes: Partial<ReadAheadState>, inMemory: readonly number[] = []): ReadAheadState {
  return {
    playhead: 10,
    direction: 1,
    frameCount: 1000,
    capacity: 40,
    has: (frame) => inMemory.includes(frame),
    ...changes,
  };
}

describe("reading ahead", () => {
  it("takes the nearest frame that is missing, in the direction of the last move", () => {
    expect(nextToReadAhead(state({}))).toBe(11);
    expect(nextToReadAhead(state({}, [11, 12, 14]))).toBe(13);
    expect(nextToReadAhead(state({ direction: -1 }, [9, 11]))).toBe(8);
  });

  it("ends at both ends of the movie", () => {
    expect(nextToReadAhead(state({ frameCount: 11 }))).toBeNull();
    expect(nextToReadAhead(state({ playhead: 0, direction: -1 }))).toBeNull();
  });

  it("fills half of the memory, and no more than a few seconds", () => {
    const following = (count: number) => Array.from({ length: count }, (_, k) => 11 + k);
    expect(nextToReadAhead(state({}, following(19)))).toBe(30);
    expect(nextToReadAhead(state({}, following(20)))).toBeNull();
    expect(nextToReadAhead(state({ capacity: 10_000 }, following(119)))).toBe(130);
    expect(nextToReadAhead(state({ capacity: 10_000 }, following(120)))).toBeNull();
  });

  it("never evicts what it has just read", () => {
    // All that is to be read ahead is nearer than the farthest frame of a full memory.
    const capacity = 40;
    const ahead = farness(10 + capacity / 2, 10, 1);
    const full = Array.from({ length: capacity }, (_, k) => k - 3);
    expect(Math.max(...full.map((frame) => farness(frame, 10, 1)))).toBeGreaterThan(ahead);
  });
});

it("counts frames behind the playhead as twice as far", () => {
  expect([farness(13, 10, 1), farness(7, 10, 1), farness(13, 10, -1), farness(7, 10, -1)]).toEqual([
    3, 6, 6, 3,
  ]);
});
