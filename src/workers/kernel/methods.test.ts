import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancelledError, isCancelled, KinoflowError } from "../../shared/errors";
import { WINDOW_RADIUS } from "../../shared/flow";
import { BYTE_PICTURES, bytePair, flowOf, realPair, undisturbed } from "../testing/pictures";
import { tolerances } from "../testing/tolerance";
import type { FlowPlanes, HeldMemory, ImagePair } from "./method";
import { validRegion } from "./method";
import { type ReferenceMethod, references } from "./methods";

/** The definition in integers of any length; each component is then one correctly rounded quotient. */
function exactFlow({ width, height, first, second }: ImagePair, radius: number): FlowPlanes {
  const u = new Float64Array(width * height);
  const v = new Float64Array(width * height);
  const valid = validRegion(width, height, radius);
  const { left, right, top, bottom } = valid ?? { left: 0, right: 0, top: 0, bottom: 0 };
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      let [xx, yy, xy, xt, yt] = [0n, 0n, 0n, 0n, 0n];
      for (let j = y - radius; j <= y + radius; j++) {
        for (let i = x - radius; i <= x + radius; i++) {
          const at = j * width + i;
          const gx = BigInt(first[at + 1] - first[at - 1]);
          const gy = BigInt(first[at + width] - first[at - width]);
          const gt = BigInt(first[at] - second[at]);
          xx += gx * gx;
          yy += gy * gy;
          xy += gx * gy;
          xt += gx * gt;
          yt += gy * gt;
        }
      }
      const det = xx * yy - xy * xy;
      if (det !== 0n) {
        // Doubled gradients: 4 in the numerator against 2 * 4 ... leave a factor of 2.
        u[y * width + x] = Number(2n * (yy * xt - xy * yt)) / Number(det);
        v[y * width + x] = Number(2n * (xx * yt - xy * xt)) / Number(det);
      }
    }
  }
  return { u, v };
}

/** Fails where two fields differ at all; 0 and -0 are the same. */
function expectSame(actual: FlowPlanes, expected: FlowPlanes): void {
  for (const component of ["u", "v"] as const) {
    const at = actual[component].findIndex((value, i) => value !== expected[component][i]);
    if (at !== -1) {
      expect.fail(`${component}[${at}] is ${actual[component][at]}, not ${expected[component][at]}`);
    }
  }
}

const bytePairs = fc
  .record({
    kind: fc.constantFrom(...BYTE_PICTURES),
    width: fc.integer({ min: 1, max: 23 }),
    height: fc.integer({ min: 1, max: 23 }),
    radius: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
  })
  .map(({ kind, width, height, radius, seed }) => ({ pair: bytePair(kind, width, height, seed), radius }));

const REFERENCES = Object.keys(references) as ReferenceMethod[];

describe.each(REFERENCES)("%s", (name) => {
  const method = references[name];

  test("is exact on bytes: the quotient of exact integers, rounded once", () => {
    fc.assert(
      fc.property(bytePairs, ({ pair, radius }) => {
        expectSame(flowOf(method, pair, radius), exactFlow(pair, radius));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test("sees a motion with its right sign", () => {
    //   first            second            A pattern that moves right and up by a part of a pixel:
    //   . . . .          . . # .           u > 0 (x grows to the right) and
    //   . # . .    ->    . . . .           v < 0 (y grows downwards).
    //   . . . .          . . . .
    const [width, height, u, v] = [64, 48, 0.3, -0.2];
    const pattern = (x: number, y: number) => 128 + 50 * Math.sin(x / 3) + 50 * Math.cos(y / 4 + x / 9);
    const plane = (dx: number, dy: number) =>
      Uint8Array.from({ length: width * height }, (_, i) =>
        Math.round(pattern((i % width) - dx, Math.floor(i / width) - dy)),
      );
    const flow = flowOf(method, { width, height, first: plane(0, 0), second: plane(u, v) }, 5);
    const valid = validRegion(width, height, 5);
    for (let y = valid?.top ?? 0; y < (valid?.bottom ?? 0); y++) {
      for (let x = valid?.left ?? 0; x < (valid?.right ?? 0); x++) {
        expect(flow.u[y * width + x]).toBeGreaterThan(u - 0.05);
        expect(flow.u[y * width + x]).toBeLessThan(u + 0.05);
        expect(flow.v[y * width + x]).toBeGreaterThan(v - 0.05);
        expect(flow.v[y * width + x]).toBeLessThan(v + 0.05);
      }
    }
  });

  test("answers 0 for pictures smaller than the window, and has one pixel for the smallest larger one", () => {
    const small = flowOf(method, bytePair("random", 6, 30, 1), 2);
    expect(small.u.every((value) => value === 0) && small.v.every((value) => value === 0)).toBe(true);
    const tiny = flowOf(method, bytePair("random", 1, 1, 1), 45);
    expect([...tiny.u, ...tiny.v]).toEqual([0, 0]);
    const smallest = flowOf(method, bytePair("random", 7, 7, 1), 2);
    expect(Array.from(smallest.u.keys()).filter((at) => smallest.u[at] !== 0)).toEqual([24]);
  });

  test.each([
    ["no radius at all", Number.NaN],
    ["a radius of 0", 0],
    ["a negative radius", -2],
    ["half a radius", 2.5],
    ["a radius beyond the limit", WINDOW_RADIUS.max + 1],
  ])("refuses %s", (_, radius) => {
    expectRefusal(
      () => flowOf(method, bytePair("random", 9, 9, 1), radius),
      /^The window radius must be .*\.$/,
    );
  });

  test("refuses sizes that do not fit together", () => {
    const pair = bytePair("random", 9, 9, 1);
    const other = bytePair("random", 9, 8, 1);
    expectRefusal(() => flowOf(method, { ...pair, second: other.second }, 2), /same size/);
    expectRefusal(() => flowOf(method, { ...pair, width: 10 }, 2), /same size/);
    expectRefusal(() => flowOf(method, { ...pair, width: 4.5, height: 18 }, 2), /whole numbers/);
    expectRefusal(() => flowOf(method, { ...pair, width: 0, height: 0 }, 2), /whole numbers/);
    const room = { u: new Float64Array(81), v: new Float64Array(80) };
    expectRefusal(() => method(pair, 2, room, undisturbed), /flow field/);
  });

  test("can be cancelled at every row, and works the next time", () => {
    const pair = bytePair("random", 20, 30, 1);
    const expected = flowOf(method, pair, 2);
    let asked = 0;
    const count = () => {
      asked++;
    };
    method(pair, 2, flowOf(method, pair, 2), { ...undisturbed, throwIfCancelled: count });
    expect(asked).toBeGreaterThanOrEqual(28);
    for (let row = 1; row <= asked; row += 7) {
      let left = row;
      const cancel = () => {
        left--;
        if (left === 0) {
          throw cancelledError();
        }
      };
      let thrown: unknown;
      try {
        method(pair, 2, flowOf(method, pair, 2), { ...undisturbed, throwIfCancelled: cancel });
      } catch (error) {
        thrown = error;
      }
      expect(isCancelled(thrown)).toBe(true);
      expectSame(flowOf(method, pair, 2), expected);
    }
  });

  test("tells once what it holds", () => {
    const reports: HeldMemory[] = [];
    const context = { ...undisturbed, holdsMost: (held: HeldMemory) => reports.push(held) };
    const pair = bytePair("random", 50, 40, 1);
    method(pair, 3, flowOf(method, pair, 3), context);
    const pixels = 50 * 40;
    expect(reports).toEqual([
      {
        naive: { buffers: 0, lists: 5 * 8 * pixels },
        "summed-area": { buffers: 5 * 8 * pixels, lists: 0 },
        streaming: { buffers: (7 * 4 + 5 * 8) * 50, lists: 0 },
      }[name],
    ]);
  });
});

function expectRefusal(call: () => unknown, message: RegExp): void {
  expect(call).toThrow(message);
  expect(call).toThrow(expect.objectContaining({ name: KinoflowError.name, code: "invalid-argument" }));
}

describe("the implementations agree", () => {
  test("on bytes, to the last bit, while products of sums fit a double", () => {
    fc.assert(
      fc.property(bytePairs, ({ pair, radius }) => {
        const expected = flowOf(references.naive, pair, radius);
        expectSame(flowOf(references["summed-area"], pair, radius), expected);
        expectSame(flowOf(references.streaming, pair, radius), expected);
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  test("on bytes with every radius", () => {
    for (let radius = WINDOW_RADIUS.min; radius <= WINDOW_RADIUS.max; radius++) {
      const pair = bytePair("random", 2 * radius + 5, 2 * radius + 4, radius);
      expectWithinTolerance(pair, radius, 0);
    }
  });

  test("on reals, within the tolerance of their conditioning", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer(),
        (width, height, radius, seed) => expectWithinTolerance(realPair(width, height, seed), radius, 0),
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  test("on flat reals, which have no flow", () => {
    const flat = new Float64Array(20 * 15).fill(0.1);
    const pair = {
      width: 20,
      height: 15,
      first: flat,
      second: Float64Array.from(flat, (value) => value + 0.3),
    };
    for (const name of REFERENCES) {
      const flow = flowOf(references[name], pair, 2);
      expect(new Set([...flow.u, ...flow.v])).toEqual(new Set([0]));
    }
  });

  test("on a pair of bytes and reals", () => {
    const { first } = bytePair("random", 20, 15, 1);
    const pair = { width: 20, height: 15, first, second: Float64Array.from(first, (value) => value + 0.25) };
    expectWithinTolerance(pair, 2, 0);
  });
});

/** Holds the fast ones against the naive one; `undetermined` is how many pixels may have no certain flow. */
function expectWithinTolerance(pair: ImagePair, radius: number, undetermined: number): void {
  const expected = flowOf(references.naive, pair, radius);
  const pixels = tolerances(pair, radius);
  expect(pixels.filter((pixel) => pixel.undetermined).length).toBe(undetermined);
  for (const name of ["summed-area", "streaming"] as const) {
    const flow = flowOf(references[name], pair, radius);
    for (const pixel of pixels) {
      const at = pixel.y * pair.width + pixel.x;
      const du = Math.abs(flow.u[at] - expected.u[at]);
      const dv = Math.abs(flow.v[at] - expected.v[at]);
      if (!pixel.undetermined && !(du <= pixel.u && dv <= pixel.v)) {
        expect.fail(
          `${name} at (${pixel.x}, ${pixel.y}) differs by (${du}, ${dv}), not (${pixel.u}, ${pixel.v})`,
        );
      }
    }
  }
}

describe("streaming with large windows", () => {
  test("is exact where products of sums no longer fit a double", () => {
    for (const radius of [18, 19, 27, 45]) {
      const size = 2 * radius + 4;
      for (const kind of ["saturated", "ramp", "one dot"] as const) {
        const pair = bytePair(kind, size, size, radius);
        expectSame(flowOf(references.streaming, pair, radius), exactFlow(pair, radius));
      }
    }
  });

  test("tells parallel gradients, which have no flow, from almost parallel ones", () => {
    // Steep stripes in one direction (a determinant of 0 between huge products), then with one pixel off by one.
    const radius = 45;
    const size = 2 * radius + 3;
    const stripes = Uint8Array.from({ length: size * size }, (_, i) => {
      const phase = ((i % size) + 2 * Math.floor(i / size)) % 4;
      return phase < 2 ? 0 : 255;
    });
    const spoiled = Uint8Array.from(stripes);
    spoiled[45 * size + 45] ^= 1;
    const moved = Uint8Array.from(stripes, (value, i) => (i % 3 === 0 ? 255 - value : value));
    for (const first of [stripes, spoiled]) {
      const pair = { width: size, height: size, first, second: moved };
      expectSame(flowOf(references.streaming, pair, radius), exactFlow(pair, radius));
    }
  });
});
