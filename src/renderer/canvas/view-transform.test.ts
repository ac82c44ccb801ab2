import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CanvasView,
  canPan,
  FIT,
  fitScale,
  nextScale,
  panned,
  pictureRectangle,
  revealing,
  scaleLimits,
  scaleOf,
  toCanvas,
  toggledOneToOne,
  toMovie,
  type ViewSpace,
  withinLimits,
  zoomedTo,
} from "./view-transform";

const space: ViewSpace = {
  area: { width: 1132, height: 744 },
  movie: { width: 854, height: 480 },
  pixelAspect: 1,
};

const spaces = fc.record({
  area: fc.record({ width: fc.integer({ min: 50, max: 4000 }), height: fc.integer({ min: 50, max: 3000 }) }),
  movie: fc.record({ width: fc.integer({ min: 2, max: 8000 }), height: fc.integer({ min: 2, max: 5000 }) }),
  pixelAspect: fc.constantFrom(1, 64 / 45, 0.9),
});
const fractions = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});

function inArea({ area }: ViewSpace, { x, y }: { x: number; y: number }) {
  return { x: x * area.width, y: y * area.height };
}

describe("the view of the picture", () => {
  it("fits the picture, and is one to one on whole device pixels", () => {
    expect(pictureRectangle(FIT, space)).toEqual({ x: 0, y: 54, width: 1132, height: 636 });
    const one = zoomedTo(FIT, space, 1, { x: 333.3, y: 200.7 });
    expect(pictureRectangle(one, space)).toEqual({ x: 139, y: 132, width: 854, height: 480 });
  });

  it("stretches pixels that are not square at every scale", () => {
    const wide = { ...space, movie: { width: 720, height: 576 }, pixelAspect: 64 / 45 };
    const { width, height } = pictureRectangle(zoomedTo(FIT, wide, 2, { x: 0, y: 0 }), wide);
    expect([width, height]).toEqual([2048, 1152]);
  });

  it("maps the canvas to the movie and back", () => {
    fc.assert(
      fc.property(spaces, fractions, fc.double({ min: 0.1, max: 60, noNaN: true }), (one, share, scale) => {
        const picture = pictureRectangle(zoomedTo(FIT, one, scale, inArea(one, share)), one);
        const point = inArea(one, share);
        const there = toCanvas(toMovie(point, picture, one.movie), picture, one.movie);
        expect(there.x).toBeCloseTo(point.x, 6);
        expect(there.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it("keeps the place under the pointer where the picture is larger than the canvas", () => {
    let view: CanvasView = zoomedTo(FIT, space, 4, { x: 566, y: 372 });
    const at = { x: 400, y: 300 };
    const before = toMovie(at, pictureRectangle(view, space), space.movie);
    for (const scale of [5, 7.5, 20, 4.2]) {
      view = zoomedTo(view, space, scale, at);
      const after = toMovie(at, pictureRectangle(view, space), space.movie);
      // The picture lies on whole device pixels, before and after.
      const rounding = 0.5 / 4 + 0.5 / scale + 1e-9;
      expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(rounding);
      expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(rounding);
    }
  });

  it("never loses the picture, wherever it is dragged", () => {
    const moves = fc.record({
      x: fc.integer({ min: -9000, max: 9000 }),
      y: fc.integer({ min: -9000, max: 9000 }),
    });
    fc.assert(
      fc.property(
        spaces,
        fractions,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        moves,
        (one, share, scale, move) => {
          const view = panned(zoomedTo(FIT, one, scale, inArea(one, share)), one, move.x, move.y);
          const { x, y, width, height } = pictureRectangle(view, one);
          for (const [from, size, room] of [
            [x, width, one.area.width],
            [y, height, one.area.height],
          ] as const) {
            if (size > room) {
              expect(from).toBeLessThanOrEqual(1);
              expect(from + size).toBeGreaterThanOrEqual(room - 1);
            } else expect(Math.abs(from - (room - size) / 2)).toBeLessThanOrEqual(1);
          }
          const { min, max } = scaleLimits(one);
          expect(scaleOf(view, one)).toBeGreaterThanOrEqual(min);
          expect(scaleOf(view, one)).toBeLessThanOrEqual(max);
        },
      ),
    );
  });

  it("follows the drag by as many device pixels", () => {
    const view = zoomedTo(FIT, space, 4, { x: 566, y: 372 });
    const from = pictureRectangle(view, space);
    const to = pictureRectangle(panned(view, space, 37, -12), space);
    expect([to.x - from.x, to.y - from.y]).toEqual([37, -12]);
  });

  it("has nowhere to go where all of the picture is seen", () => {
    expect(panned(FIT, space, 50, 50)).toBe(FIT);
    expect(canPan(FIT, space)).toBe(false);
    expect(canPan(zoomedTo(FIT, space, 1, { x: 0, y: 0 }), space)).toBe(false);
    expect(canPan(zoomedTo(FIT, space, 2, { x: 0, y: 0 }), space)).toBe(true);
  });

  it("is the whole picture again when it is made as small", () => {
    const large = { ...space, movie: { width: 3840, height: 2160 } };
    const at = { x: 10, y: 10 };
    expect(zoomedTo(zoomedTo(FIT, large, 2, at), large, 0.01, at)).toBe(FIT);
    // A picture that is smaller than the window can be as small as it is.
    expect(scaleOf(zoomedTo(FIT, space, 0.01, at), space)).toBe(1);
  });

  it("goes to one to one and back", () => {
    const large = { ...space, movie: { width: 3840, height: 2160 } };
    const at = { x: 900, y: 500 };
    const one = toggledOneToOne(FIT, large, at);
    expect(scaleOf(one, large)).toBe(1);
    const under = toMovie(at, pictureRectangle(FIT, large), large.movie);
    const then = toMovie(at, pictureRectangle(one, large), large.movie);
    expect(then.x).toBeCloseTo(under.x, -1);
    expect(toggledOneToOne(one, large, at)).toBe(FIT);
  });

  it("is brought within its limits when the window changes", () => {
    const view = zoomedTo(FIT, space, 2, { x: 1132, y: 744 });
    const { x, width } = pictureRectangle(
      withinLimits(view, { ...space, area: { width: 1700, height: 744 } }),
      {
        ...space,
        area: { width: 1700, height: 744 },
      },
    );
    expect(x + width).toBeGreaterThanOrEqual(1700);
  });

  it("climbs a ladder of round scales and ends there", () => {
    expect(nextScale(fitScale(space), 1)).toBe(1.5);
    expect(nextScale(fitScale(space), -1)).toBe(1);
    expect(nextScale(2, 1)).toBe(3);
    expect(nextScale(64, 1)).toBe(64);
  });
});

describe("revealing", () => {
  const seen = { area: { width: 800, height: 600 }, movie: { width: 1600, height: 1200 }, pixelAspect: 1 };
  const near: CanvasView = { kind: "zoomed", scale: 2, centre: { x: 400, y: 300 } };

  it("leaves the view where the place is seen", () => {
    expect(revealing(FIT, seen, { x: 1590, y: 1190 })).toBe(FIT);
    expect(revealing(near, seen, { x: 500, y: 200 })).toBe(near);
  });

  it("puts a place that is not seen into the middle, as far as there is picture", () => {
    expect(revealing(near, seen, { x: 1000, y: 800 })).toEqual({ ...near, centre: { x: 1000, y: 800 } });
    expect(revealing(near, seen, { x: 1599, y: 5 })).toEqual({ ...near, centre: { x: 1400, y: 150 } });
  });
});
