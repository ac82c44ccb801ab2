import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridSize, type ImagePart, isPartOf } from "../../shared/image-part";
import { placeOf } from "./image-place";
import { type MovieView, visiblePart } from "./movie-view";
import { PartWish } from "./part-wish";
import { type CanvasView, FIT, panned, pictureRectangle, type ViewSpace, zoomedTo } from "./view-transform";

const UHD = { width: 3840, height: 2160 };
const CANVAS = { width: 1131, height: 745 };
const SPACE: ViewSpace = { area: CANVAS, movie: UHD, pixelAspect: 1 };

function viewOf(view: CanvasView, space = SPACE): MovieView {
  return { ...space, target: pictureRectangle(view, space) };
}

function zoomed(scale: number, space = SPACE): CanvasView {
  return zoomedTo(FIT, space, scale, { x: 400, y: 300 });
}

/** The same, as an existing part. */
function required(part: ImagePart | null): ImagePart {
  if (part === null) throw new Error("All of the frame is asked for.");
  return part;
}

describe("the part of a frame that is asked for", () => {
  it("is all of a frame with fewer pixels than the canvas, however it is zoomed", () => {
    const space = { ...SPACE, movie: { width: 854, height: 480 } };
    const wish = new PartWish();
    for (const view of [FIT, zoomed(2, space), zoomed(17, space)])
      expect(wish.part(viewOf(view, space), 3)).toBeNull();
  });

  it("is a sample for each pixel of the screen where a large movie is seen whole", () => {
    const view = viewOf(FIT);
    const part = required(new PartWish().part(view, 0));
    expect(part).toEqual({ pixelsX: 3840 / 1131, pixelsY: 2160 / 636, x: 0, y: 0, width: 1131, height: 636 });
    expect(placeOf(part, view)).toEqual(view.target);
  });

  it("is the pixels themselves from one to one on, no more than are seen and touch these", () => {
    const part = required(new PartWish().part(viewOf(zoomed(1)), 0));
    expect(part).toMatchObject({ pixelsX: 1, pixelsY: 1 });
    expect(part.width).toBeLessThanOrEqual(CANVAS.width + 1);
    expect(part.height).toBeLessThanOrEqual(CANVAS.height + 1);
    const larger = required(new PartWish().part(viewOf(zoomed(4)), 0));
    expect(larger).toMatchObject({ pixelsX: 1, pixelsY: 1 });
    expect(larger.width).toBeGreaterThan(CANVAS.width / 4 + 2);
    expect(larger.width).toBeLessThanOrEqual(CANVAS.width / 4 + 8);
  });

  it("has all that is seen, on the pixels of the screen, and no more than 1.6 bytes for one of them", () => {
    const sizes = fc.record({
      width: fc.integer({ min: 320, max: 8000 }),
      height: fc.integer({ min: 240, max: 5000 }),
    });
    const areas = fc.record({
      width: fc.integer({ min: 300, max: 2000 }),
      height: fc.integer({ min: 200, max: 1500 }),
    });
    const aspects = fc.constantFrom(1, 16 / 11, 8 / 9);
    const scales = fc.double({ min: 0.02, max: 70, noNaN: true });
    const places = fc.double({ min: -4000, max: 4000, noNaN: true });
    fc.assert(
      fc.property(sizes, areas, aspects, scales, places, places, (movie, area, pixelAspect, scale, x, y) => {
        const space = { movie, area, pixelAspect };
        const view = viewOf(panned(zoomedTo(FIT, space, scale, { x: 0, y: 0 }), space, x, y), space);
        const asked = new PartWish().part(view, 0);
        const { width, height } = asked ?? movie;
        expect((1.5 * width * height) / (area.width * area.height)).toBeLessThan(1.6);
        const place = placeOf(asked, view);
        const seen = visiblePart(view);
        expect(place.x).toBeLessThanOrEqual(seen.x + 0.5);
        expect(place.y).toBeLessThanOrEqual(seen.y + 0.5);
        expect(place.x + place.width).toBeGreaterThanOrEqual(seen.x + seen.width - 0.5);
        expect(place.y + place.height).toBeGreaterThanOrEqual(seen.y + seen.height - 0.5);
        if (asked === null) return;
        expect(isPartOf(asked, movie)).toBe(true);
        expect([asked.x % 2, asked.y % 2]).toEqual([0, 0]);
        if (asked.pixelsX > 1) expect([Math.abs(place.x % 1), place.width]).toEqual([0, asked.width]);
        if (asked.pixelsY > 1) expect([Math.abs(place.y % 1), place.height]).toEqual([0, asked.height]);
      }),
    );
  });

  it("reaches beyond the view while that moves, and stays until something is seen that it lacks", () => {
    const wish = new PartWish();
    const start = zoomed(1);
    const seen = required(wish.part(viewOf(start), 5));
    const moved = panned(start, SPACE, -30, 0);
    const wide = required(wish.part(viewOf(moved), 5));
    expect(wide.width).toBeGreaterThan(1.4 * seen.width);
    for (const by of [10, -60, 35]) expect(wish.part(viewOf(panned(moved, SPACE, by, by)), 5)).toBe(wide);
    expect(wish.part(viewOf(panned(moved, SPACE, -400, 0)), 5)).not.toEqual(wide);
  });

  it("is no more than the view when the movie moves on under it", () => {
    const wish = new PartWish();
    const view = viewOf(panned(zoomed(1), SPACE, -30, -20));
    wish.part(viewOf(zoomed(1)), 5);
    const wide = required(wish.part(view, 5));
    const next = required(wish.part(view, 6));
    expect(next.width).toBeLessThan(wide.width / 1.4);
    expect(wish.part(view, 7)).toEqual(next);
  });

  it("has another detail at every scale below one to one", () => {
    const wish = new PartWish();
    const details = [0.4, 0.5, 0.75, 1, 1.5].map((scale) => wish.part(viewOf(zoomed(scale)), 1)?.pixelsX);
    [1 / 0.4, 2, 1 / 0.75, 1, 1].forEach((pixels, at) => {
      expect(details[at]).toBeCloseTo(pixels, 9);
    });
  });
});

it("a grid has as many samples as its pixels say, whatever their rounding", () => {
  for (let width = 30; width < 1200; width += 7) {
    const grid = { pixelsX: 3840 / width, pixelsY: 1, x: 0, y: 0, width: 1, height: 1 };
    expect(gridSize(UHD, grid).width).toBe(width);
  }
});
