import { describe, expect, it } from "vitest";
import { arrowPlaces } from "./arrow-places";
import type { MovieView } from "./movie-view";
import { type CanvasView, FIT, pictureRectangle, toMovie } from "./view-transform";

const AREA = { width: 1132, height: 744 };
const SPACING = 26;

function viewOf(width: number, height: number, view: CanvasView = FIT, pixelAspect = 1): MovieView {
  const space = { area: AREA, movie: { width, height }, pixelAspect };
  return { ...space, target: pictureRectangle(view, space) };
}

function zoomed(scale: number, x: number, y: number): CanvasView {
  return { kind: "zoomed", scale, centre: { x, y } };
}

describe("arrowPlaces", () => {
  it.each([
    [176, 144],
    [640, 480],
    [1920, 1080],
    [3840, 2160],
    [2160, 3840],
  ])(
    "are 24 to 32 screen pixels apart at any zoom of a movie of %d x %d, or one for each pixel",
    (width, height) => {
      const fit = viewOf(width, height);
      for (let scale = fit.target.height / height; scale <= 64; scale *= 1.09) {
        const view = viewOf(width, height, zoomed(scale, width / 2, height / 2));
        const { stepX, stepY } = arrowPlaces(view, 1, SPACING, null);
        for (const step of [stepX, stepY]) {
          const apart = step * scale;
          // Between two whole pixels there may be none within: then it is the nearer one.
          const least = step > 4 ? 24 : 18;
          const most = step > 4 ? 32 : 37;
          if (step > 1) expect(apart).toBeGreaterThanOrEqual(least);
          if (step > 1) expect(apart).toBeLessThanOrEqual(most);
          else expect(apart).toBeGreaterThanOrEqual(18);
        }
      }
    },
  );

  it("have one near the pointer, wherever that is on the picture", () => {
    for (const scale of [1, 7, 20, 64]) {
      const view = viewOf(3840, 2160, zoomed(scale, 1000, 1500));
      const grid = arrowPlaces(view, 1, SPACING, null);
      for (const [x, y] of [
        [3, 5],
        [566, 372],
        [1130, 740],
      ] as const) {
        const at = toMovie({ x, y }, view.target, view.movie);
        const column = Math.min(
          Math.max(Math.round((at.x - grid.firstX - 0.5) / grid.stepX), 0),
          grid.columns - 1,
        );
        const row = Math.min(Math.max(Math.round((at.y - grid.firstY - 0.5) / grid.stepY), 0), grid.rows - 1);
        const reach = Math.max(32, scale) / 2 + 1;
        expect(Math.abs(grid.firstX + column * grid.stepX + 0.5 - at.x) * scale).toBeLessThanOrEqual(reach);
        expect(Math.abs(grid.firstY + row * grid.stepY + 0.5 - at.y) * scale).toBeLessThanOrEqual(reach);
      }
      expect(grid.columns * grid.rows).toBeLessThan(9000);
    }
  });

  it("stay where they are while the picture is moved, and while it is zoomed a little", () => {
    const first = arrowPlaces(viewOf(3840, 2160, zoomed(4, 1000, 1000)), 1, SPACING, null);
    const nearby = arrowPlaces(viewOf(3840, 2160, zoomed(4, 1040, 980)), 1, SPACING, first);
    expect(nearby).toBe(first);
    expect(arrowPlaces(viewOf(3840, 2160, zoomed(4.3, 1000, 1000)), 1, SPACING, first)).toBe(first);
    const far = arrowPlaces(viewOf(3840, 2160, zoomed(4, 2000, 1000)), 1, SPACING, first);
    expect(far).not.toEqual(first);
    // In places of the same grid.
    expect([far.stepX, (far.firstX - first.firstX) % far.stepX]).toEqual([first.stepX, 0]);
    expect((far.firstY - first.firstY) % far.stepY).toBe(0);
  });

  it("are those of the whole movie where these are few", () => {
    const whole = arrowPlaces(viewOf(640, 480), 1, SPACING, null);
    expect(arrowPlaces(viewOf(640, 480, zoomed(1.6, 30, 30)), 1, SPACING, whole)).toEqual(whole);
  });

  it("are as far apart on a finer screen, and where pixels are wide", () => {
    const once = arrowPlaces(viewOf(1132, 744), 1, SPACING, null);
    const fine = arrowPlaces(viewOf(566, 372), 2, SPACING, null);
    expect(2 * fine.stepX).toBeGreaterThanOrEqual(once.stepX);
    const wide = arrowPlaces(viewOf(500, 700, FIT, 2), 1, SPACING, null);
    expect(wide.stepX).toBeLessThan(wide.stepY);
  });
});
