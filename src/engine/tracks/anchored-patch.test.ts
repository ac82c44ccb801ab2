import { describe, expect, it } from "vitest";
import { waves } from "../testing/known-motion";
import { AnchoredPatch, type LumaImage, UNCHANGED } from "./anchored-patch";

const [WIDTH, HEIGHT] = [64, 64];

function image(grey: (x: number, y: number) => number): LumaImage {
  const samples = Uint16Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
    Math.round(grey(at % WIDTH, Math.floor(at / WIDTH))),
  );
  return { samples, width: WIDTH, height: HEIGHT, greyLevel: 1 };
}

/** In steps of a 256th of a grey level of 8 bits, so that rounding is no matter. */
const fine = (x: number, y: number): number => 64 * waves(x, y) + 8000;

describe("a patch is found again", () => {
  const patch = AnchoredPatch.at(image(fine), 30, 32) as AnchoredPatch;

  it.for([
    ["where it was", [1, 0, 0, 1], 0, 0],
    ["moved between pixels", [1, 0, 0, 1], 1.37, -0.61],
    ["turned by 20 degrees", [Math.cos(0.35), -Math.sin(0.35), Math.sin(0.35), Math.cos(0.35)], 0.4, 0.3],
    ["half as large again", [1.5, 0, 0, 1.5], -0.5, 0.8],
    ["sheared", [1, 0.3, 0.1, 0.9], 0.2, 0],
  ] as const)("%s", ([, shape, dx, dy]) => {
    const [a, b, c, d] = shape;
    const area = a * d - b * c;
    // What is at (x, y) now was there before.
    const now = image((x, y) => {
      const [right, down] = [x - 30 - dx, y - 32 - dy];
      return fine(30 + (d * right - b * down) / area, 32 + (a * down - c * right) / area);
    });
    const guess = {
      x: 30.6 + dx,
      y: 31.5 + dy,
      shape: shape.map((entry) => entry * 0.98) as unknown as typeof UNCHANGED,
    };
    const found = patch.find(now, guess);
    expect(found?.x).toBeCloseTo(30 + dx, 1);
    expect(found?.y).toBeCloseTo(32 + dy, 1);
    for (const [at, entry] of shape.entries()) expect(found?.shape[at]).toBeCloseTo(entry, 1);
    expect(found?.likeness).toBeGreaterThan(0.99);
  });

  it("in other light", () => {
    const darker = image((x, y) => 0.4 * fine(x - 0.5, y + 0.25) + 3000);
    const found = patch.find(darker, { x: 30, y: 32, shape: UNCHANGED });
    expect(found?.x).toBeCloseTo(30.5, 1);
    expect(found?.y).toBeCloseTo(31.75, 1);
  });

  it("but not as like where something else is", () => {
    const other = image((x, y) => fine(1.3 * y + 400, x + 300));
    const found = patch.find(other, { x: 30, y: 32, shape: UNCHANGED });
    expect(found?.likeness ?? 0).toBeLessThan(0.9);
  });
});

it("there is no patch where nothing can be held on to", () => {
  expect(
    AnchoredPatch.at(
      image(() => 900),
      30,
      32,
    ),
  ).toBeNull();
  // An edge says nothing of the way along it.
  expect(
    AnchoredPatch.at(
      image((x) => (x < 30 ? 900 : 9000)),
      30,
      32,
    ),
  ).toBeNull();
  expect(AnchoredPatch.at(image(fine), 3, 32)).toBeNull();
});
