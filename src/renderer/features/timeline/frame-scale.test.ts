import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelineView } from "../../lib/visible-range";
import { drawnFrames, frameScale } from "./frame-scale";

describe("frameScale", () => {
  it("has the first and the last frame half a thumb inside the ends", () => {
    const scale = frameScale(timelineView(null, 101), 212, 6);
    expect(scale.xOf(0)).toBe(6);
    expect(scale.xOf(100)).toBe(206);
    expect(scale.frameAt(6)).toBe(0);
    expect(scale.frameAt(0)).toBe(0);
    expect(scale.frameAt(7.1)).toBe(1);
    expect(scale.frameAt(500)).toBe(100);
  });

  it("finds the frame at its own place, whatever the size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 20, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (span, width, share) => {
          const frame = Math.round(share * (span - 1));
          const scale = frameScale(timelineView(null, span), width, 6);
          expect(scale.frameAt(scale.xOf(frame))).toBe(frame);
        },
      ),
    );
  });

  it("does with a movie of one frame and with no width", () => {
    expect(frameScale(timelineView(null, 1), 100, 6).frameAt(90)).toBe(0);
    expect(frameScale(timelineView(null, 50), 0, 6).frameAt(0)).toBe(0);
    expect(frameScale(timelineView(null, 0), 100, 6).frameAt(50)).toBe(0);
  });

  it("spans the frames that are seen", () => {
    const scale = frameScale({ span: 1000, first: 200, last: 300 }, 212, 6);
    expect(scale.xOf(200)).toBe(6);
    expect(scale.xOf(300)).toBe(206);
    expect(scale.frameAt(0)).toBe(200);
    expect(scale.frameAt(500)).toBe(300);
    // The inset of 6 pixels is three frames wide, and a line goes on to the edge.
    expect(drawnFrames(scale, 1000)).toEqual({ begin: 197, end: 303 });
    expect(drawnFrames(scale, 250)).toEqual({ begin: 197, end: 249 });
  });
});
