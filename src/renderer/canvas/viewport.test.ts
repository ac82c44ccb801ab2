import { describe, expect, it } from "vitest";
import { colourStep, fitPicture } from "./viewport";

describe("fitPicture", () => {
  it("fills the width of a tall area and the height of a wide one", () => {
    expect(fitPicture({ width: 800, height: 1000 }, { width: 400, height: 200 }, 1)).toEqual({
      x: 0,
      y: 300,
      width: 800,
      height: 400,
    });
    expect(fitPicture({ width: 1000, height: 200 }, { width: 400, height: 200 }, 1)).toEqual({
      x: 300,
      y: 0,
      width: 400,
      height: 200,
    });
  });

  it("stretches pixels that are not square", () => {
    // PAL widescreen: 720 x 576 with pixels 64:45 is shown 16:9.
    const fitted = fitPicture({ width: 1600, height: 1600 }, { width: 720, height: 576 }, 64 / 45);
    expect(fitted.width).toBe(1600);
    expect(fitted.height).toBe(900);
  });

  it("never leaves the area and never vanishes", () => {
    const fitted = fitPicture({ width: 33, height: 7 }, { width: 5000, height: 2 }, 1);
    expect(fitted.width).toBeLessThanOrEqual(33);
    expect(fitted.height).toBeGreaterThanOrEqual(1);
    expect(fitPicture({ width: 0, height: 7 }, { width: 5, height: 2 }, 1).width).toBe(0);
  });
});

describe("colourStep", () => {
  it("asks for every pixel until the movie is twice as large as its picture", () => {
    expect(colourStep({ width: 854, height: 480 }, { width: 1200, height: 674 })).toBe(1);
    expect(colourStep({ width: 1920, height: 1080 }, { width: 1100, height: 619 })).toBe(1);
    expect(colourStep({ width: 3840, height: 2160 }, { width: 1100, height: 619 })).toBe(3);
    expect(colourStep({ width: 3840, height: 2160 }, { width: 0, height: 0 })).toBe(1);
  });
});
