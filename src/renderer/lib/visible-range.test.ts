import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVisible, paged, panned, type TimelineView, timelineView, zoomed } from "./visible-range";

const whole = timelineView(null, 1001);
const part = timelineView({ first: 400, last: 500 }, 1001);

describe("timelineView", () => {
  it("is the whole movie, or a part that stays within it", () => {
    expect(whole).toEqual({ span: 1001, first: 0, last: 1000 });
    expect(part).toEqual({ span: 1001, first: 400, last: 500 });
    expect(timelineView({ first: 400, last: 500 }, 451)).toEqual({ span: 451, first: 350, last: 450 });
    expect(timelineView({ first: 400, last: 500 }, 21)).toEqual({ span: 21, first: 0, last: 20 });
    expect(timelineView(null, 0)).toEqual({ span: 0, first: 0, last: 0 });
  });
});

describe("zoomed", () => {
  it("keeps what is under the cursor in its place", () => {
    expect(zoomed(whole, 0.5, 0.5)).toEqual({ first: 250, last: 750 });
    expect(zoomed(whole, 0.5, 0)).toEqual({ first: 0, last: 500 });
    expect(zoomed(whole, 0.5, 1)).toEqual({ first: 500, last: 1000 });
    expect(zoomed(part, 2, 0.25)).toEqual({ first: 375, last: 575 });
  });

  it("ends with the whole movie, and at a few frames", () => {
    expect(zoomed(part, 100, 0.5)).toBeNull();
    expect(zoomed(part, 0.0001, 0.5)).toEqual({ first: 446, last: 454 });
    const long = timelineView(null, 4_096_001);
    expect(zoomed(long, 1e-9, 0)).toEqual({ first: 0, last: 1000 });
    expect(zoomed(timelineView(null, 5), 0.5, 0.5)).toBeNull();
    expect(zoomed(timelineView(null, 0), 0.5, 0.5)).toBeNull();
  });

  it("gets on with the smallest turns of a wheel", () => {
    expect(zoomed(part, 0.999, 0)).toEqual({ first: 400, last: 499 });
    expect(zoomed(part, 1.001, 0)).toEqual({ first: 400, last: 501 });
  });

  it("stays within the movie and keeps the place of the cursor to a frame, whatever happens", () => {
    const step = fc.tuple(
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.array(step, { maxLength: 20 }), (span, steps) => {
        let view: TimelineView = timelineView(null, span);
        for (const [factor, share] of steps) {
          view = timelineView(zoomed(view, factor, share), span);
          expect(view.first).toBeGreaterThanOrEqual(0);
          expect(view.last).toBeLessThan(span);
          expect(view.last).toBeGreaterThanOrEqual(view.first);
        }
      }),
    );
  });
});

describe("panned and paged", () => {
  it("move as far as the movie goes", () => {
    expect(panned(part, 30)).toEqual({ first: 430, last: 530 });
    expect(panned(part, -1000)).toEqual({ first: 0, last: 100 });
    expect(panned(part, 1000)).toEqual({ first: 900, last: 1000 });
    expect(panned(whole, 10)).toBeNull();
  });

  it("page on with the playhead, in either direction", () => {
    expect(paged(part, 501)).toEqual({ first: 491, last: 591 });
    expect(paged(part, 399)).toEqual({ first: 309, last: 409 });
    expect(paged(part, 1000)).toEqual({ first: 900, last: 1000 });
    expect(paged(part, 0)).toEqual({ first: 0, last: 100 });
    expect(isVisible(part, 500)).toBe(true);
    expect(isVisible(part, 501)).toBe(false);
  });
});
