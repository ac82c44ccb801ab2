import { describe, expect, it } from "vitest";
import { TrackPath } from "../track-path";
import type { TrackState } from "../tracks";
import { Brush, framePlacement } from "./brush";
import { paintTails } from "./paint-tails";
import { RgbaSurface } from "./surface";
import { PIECE, type TailedTrack, tailOf } from "./track-tail";

const SIZE = 80;

/** A track along row 40, three pixels a frame, set in a frame. */
function trackOf(states: readonly TrackState[], firstSet = 0): TailedTrack {
  const path = new TrackPath();
  for (const [frame, state] of states.entries()) {
    const [x, y] = state === "lost" ? [Number.NaN, Number.NaN] : [10 + 3 * frame, 40];
    path.set({ frame, x, y, state });
  }
  return { path, colour: "#ff0000", selected: false, firstSet };
}

const sure = (count: number): readonly TrackState[] => ["set", ...Array<TrackState>(count - 1).fill("ok")];

describe("the tail of a track over a frame", () => {
  it("is its way in the frames before", () => {
    const tail = tailOf(trackOf(sure(20)), 10, 4);
    expect(tail).toMatchObject({ from: 6, age: 0, head: "sure" });
    expect([...(tail?.xs ?? [])]).toEqual([28, 31, 34, 37, 40]);
    expect([...(tail?.pieces ?? [])]).toEqual(Array(4).fill(PIECE.sure));
  });

  it("has unsure pieces, and none where a person put the track elsewhere", () => {
    const tail = tailOf(trackOf(["set", "ok", "unsure", "set", "ok"]), 4, 10);
    expect([...(tail?.pieces ?? [])]).toEqual([PIECE.sure, PIECE.unsure, PIECE.none, PIECE.sure]);
    expect(tailOf(trackOf(["set", "unsure"]), 1, 10)?.head).toBe("unsure");
  });

  it("goes by the frame that was followed back to", () => {
    // Set in the last frame: how sure the step from 1 to 0 was stands at 0.
    const tail = tailOf(trackOf(["unsure", "ok", "set"], 2), 2, 10);
    expect([...(tail?.pieces ?? [])]).toEqual([PIECE.unsure, PIECE.sure]);
  });

  it("ends in where it was lost for as long as a tail is", () => {
    const lost = trackOf([...sure(5), "lost"]);
    expect(tailOf(lost, 5, 3)).toMatchObject({ head: "lost", age: 1 });
    expect(tailOf(lost, 7, 3)).toMatchObject({ head: "lost", age: 3 });
    expect(tailOf(lost, 8, 3)).toBeNull();
    expect(tailOf(lost, 4, 3)).toMatchObject({ head: "sure", age: 0 });
  });

  it("is nothing before the track begins, and at the border of what is followed so far only its way", () => {
    const path = new TrackPath();
    path.set({ frame: 5, x: 1, y: 1, state: "set" });
    const track = { path, colour: "#ff0000", selected: false, firstSet: 5 };
    expect(tailOf(track, 4, 10)).toBeNull();
    expect(tailOf(track, 6, 10)).toMatchObject({ head: null, age: 1 });
  });
});

function painted(tails: readonly TailedTrack[], frame: number, pixelAspect = 1): RgbaSurface {
  const pixels = new Uint8ClampedArray(4 * SIZE * SIZE).map((_, at) => (at % 4 === 3 ? 255 : 120));
  const surface = new RgbaSurface(SIZE, SIZE, pixels);
  const drawn = tails.flatMap((track) => tailOf(track, frame, 8) ?? []);
  paintTails(new Brush(surface, framePlacement(pixelAspect)), drawn, { pixelAspect, unit: 1 });
  return surface;
}

function at(surface: RgbaSurface, x: number, y: number): readonly number[] {
  return [...surface.rgba.subarray(4 * (y * SIZE + x), 4 * (y * SIZE + x) + 3)];
}

/** How much redder than grey a place is. */
function redness(surface: RgbaSurface, x: number, y: number): number {
  const [red = 0, , blue = 0] = at(surface, x, y);
  return red - blue;
}

describe("painted tails", () => {
  it("have a dot at the place of the frame, and fade behind it", () => {
    const surface = painted([trackOf(sure(20))], 12);
    expect(at(surface, 46, 40)).toEqual([255, 0, 0]);
    expect(redness(surface, 41, 40)).toBeGreaterThan(redness(surface, 32, 40) + 40);
    expect(redness(surface, 32, 40)).toBeGreaterThan(redness(surface, 24, 40) + 40);
    expect(redness(surface, 24, 40)).toBeGreaterThan(20);
    // Older than eight frames, beside it, and before it.
    for (const [x, y] of [
      [18, 40],
      [36, 46],
      [56, 40],
    ] as const)
      expect(at(surface, x, y)).toEqual([120, 120, 120]);
  });

  it("are dashed where the track is unsure, with an open dot", () => {
    const unsure: readonly TrackState[] = ["set", ...Array<TrackState>(19).fill("unsure")];
    const surface = painted([trackOf(unsure)], 12);
    const along = Array.from({ length: 14 }, (_, k) => redness(surface, 27 + k, 40));
    expect(Math.min(...along)).toBeLessThan(10);
    expect(Math.max(...along)).toBeGreaterThan(60);
    expect(at(surface, 46, 40)).toEqual([0, 0, 0]);
  });

  it("have a cross where it was lost", () => {
    const surface = painted([trackOf([...sure(10), "lost"])], 11);
    const [x, y] = [37, 40];
    expect(at(surface, x + 3, y + 3)).toEqual([255, 0, 0]);
    expect(at(surface, x + 3, y - 3)).toEqual([255, 0, 0]);
    expect(redness(surface, x + 4, y)).toBeLessThan(10);
  });

  it("lie where the pixels are, whatever their shape", () => {
    const surface = painted([trackOf(sure(20))], 12, 2);
    expect(at(surface, 46, 40)).toEqual([255, 0, 0]);
    // Half as wide in pixels of twice the width.
    expect(redness(surface, 49, 40)).toBeLessThan(10);
    expect(redness(surface, 46, 43)).toBeGreaterThan(100);
  });
});
