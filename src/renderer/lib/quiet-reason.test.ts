import { expect, it } from "vitest";
import { type QuietFacts, quietReason } from "./quiet-reason";

const NAN = Number.NaN;
const MOVING: QuietFacts = {
  isCut: false,
  pair: { equal: false, black: false },
  samples: Float32Array.of(3, 4, NAN, NAN),
  drawn: 1,
  said: { factor: 1, unit: "px/frame" },
  leastSpeed: 0.5,
  reliableShare: 0.5,
  maxSpeed: 6,
  vectors: null,
};
const FAILED = { checked: 9, valid: 0, speedLimit: 9, median: 0, forwardBackward: 0, replaced: 0 };

it.each<[string, Partial<QuietFacts>, string | null]>([
  ["what moves", {}, null],
  ["a cut", { isCut: true, pair: null, samples: null, drawn: 0, reliableShare: Number.NaN }, "cut"],
  ["a frame without flow", { pair: null, samples: null, drawn: 0, reliableShare: Number.NaN }, null],
  ["equal frames", { pair: { equal: true, black: false }, drawn: 0 }, "equal"],
  ["black frames, which are equal too", { pair: { equal: true, black: true }, drawn: 0 }, "black"],
  ["no reliable pixel", { reliableShare: 0, drawn: 0 }, "unreliable"],
  ["vectors that all failed", { reliableShare: 0, drawn: 0, vectors: FAILED }, "invalid"],
  ["vectors that were replaced", { vectors: { ...FAILED, replaced: 9 } }, null],
  ["no vector to check", { reliableShare: 0, drawn: 0, vectors: { ...FAILED, checked: 0 } }, "unreliable"],
  ["no reliable arrow", { samples: Float32Array.of(NAN, NAN), drawn: 0 }, "unreliable"],
  ["slow arrows", { samples: Float32Array.of(0.3, 0.3), drawn: 0 }, "slow"],
  ["a slow map without arrows", { samples: null, drawn: null, maxSpeed: 0.4 }, "slow"],
  ["a map without arrows", { samples: null, drawn: null }, null],
])("says of %s why it shows no motion", (_, facts, name) => {
  expect(quietReason({ ...MOVING, ...facts })?.name ?? null).toBe(name);
});

it("says how slow is too slow", () => {
  const slow = quietReason({ ...MOVING, samples: Float32Array.of(0.1, 0), drawn: 0 });
  expect(slow?.values).toEqual([0.5, "px/frame"]);
});
