import { describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { PairMeasurement } from "../../shared/suggestion";
import { pyramidLevels, suggestFlow } from "./suggestion-rule";

const HD = { width: 1920, height: 1080 };
const pair = (p95Speed: number, others: Partial<PairMeasurement> = {}): PairMeasurement => ({
  ...{ p95Speed, maxSpeed: 1.5 * p95Speed, reliableShare: 0.9, noise: 0.5 },
  ...others,
});
const suggest = (p95Speed: number, others: Partial<PairMeasurement> = {}) =>
  suggestFlow(Array(8).fill(pair(p95Speed, others)), HD);

describe("the method", () => {
  it("is a single scale up to a pixel, half the size up to two, and a pyramid beyond", () => {
    expect(suggest(0.8).flow.method).toBe("lucas-kanade");
    expect(suggest(1.6).flow.dense).toMatchObject({ finestLevel: 1 });
    expect(suggest(6).flow.dense).toMatchObject({ finestLevel: 0, warps: [0, 1, 1, 1] });
    expect(suggest(30).flow.dense).toMatchObject({ reach: 25 });
  });

  it("is no single scale where something is much faster, or where there is noise", () => {
    expect(suggest(0.8, { maxSpeed: 9 }).flow.method).toBe("dense-pyramidal");
    expect(suggest(0.8, { noise: 4 }).flow.method).toBe("dense-pyramidal");
  });

  it("is not chosen by a pair across a cut, but by one of few pairs", () => {
    const slow = Array<PairMeasurement>(7).fill(pair(0.8));
    expect(suggestFlow([...slow, pair(60)], HD).flow.method).toBe("lucas-kanade");
    expect(suggestFlow([pair(0.8), pair(60)], HD).found.p95Speed).toBe(60);
  });
});

describe("the pyramid", () => {
  it.each([3, 6, 12, 20, 45])("brings %d px/frame down to about a pixel", (speed) => {
    const { levels, found } = suggest(speed);
    expect(found.maxSpeed / 2 ** (levels - 1)).toBeLessThanOrEqual(1);
  });

  it("has as many levels as the kernel makes of it", () => {
    expect(pyramidLevels(HD, 16)).toBe(7);
    expect(pyramidLevels({ width: 192, height: 144 }, 8)).toBe(5);
    expect(pyramidLevels({ width: 10, height: 10 }, 16)).toBe(1);
  });
});

describe("the window", () => {
  it("grows with noise and where there is little texture", () => {
    const radius = (others: Partial<PairMeasurement>) => suggest(6, others).flow.dense.windowRadius;
    expect(radius({})).toBe(4);
    expect(radius({ noise: 3 })).toBe(6);
    expect(radius({ noise: 8 })).toBe(9);
    expect(radius({ reliableShare: 0.2 })).toBe(6);
    expect(suggest(0.8, { reliableShare: 0.2 }).flow.windowRadius).toBeGreaterThan(
      suggest(0.8).flow.windowRadius,
    );
  });
});

it("leaves a movie without motion to the defaults", () => {
  expect(suggest(0)).toMatchObject({ still: true, flow: DEFAULT_FLOW_PARAMETERS, levels: 7 });
});
