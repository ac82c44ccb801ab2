import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamParts } from "./stream-parts";

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k);
const lengths = (parts: readonly (readonly number[])[]) => parts.map(({ length }) => length);

describe("streamParts", () => {
  it("gives each decoder as many parts of about the same length", () => {
    const everywhere = () => true;
    expect(lengths(streamParts(numbers(0, 999), 2, everywhere).parts)).toEqual([500, 500]);
    expect(lengths(streamParts(numbers(0, 5999), 2, everywhere).parts)).toEqual([1500, 1500, 1500, 1500]);
    expect(lengths(streamParts(numbers(0, 599), 4, everywhere).parts)).toEqual([200, 200, 200]);
  });

  it("cuts where decoding can start, next to where it would like to", () => {
    const { parts } = streamParts(numbers(0, 999), 2, (frame) => frame % 82 === 0);
    expect(parts.map(([first]) => first)).toEqual([0, 492]);
    expect(streamParts(numbers(0, 999), 2, (frame) => frame === 0).parts).toHaveLength(1);
  });

  it("leaves what is too short for the rest", () => {
    const frames = [...numbers(0, 9), ...numbers(100, 399), ...numbers(401, 500)];
    const { parts, rest } = streamParts(frames, 2, () => true);
    expect(parts).toEqual([numbers(100, 399)]);
    expect(rest).toEqual([...numbers(0, 9), ...numbers(401, 500)]);
    expect(streamParts([], 2, () => true)).toEqual({ parts: [], rest: [] });
  });

  it("loses no frame and gives none twice; parts are consecutive and begin at a gap or where decoding can start", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 900 }) }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 300 }),
        (stretches, decoders, gop) => {
          const frames: number[] = [];
          for (const { gap, length } of stretches) {
            const first = (frames.at(-1) ?? -1) + 1 + gap;
            frames.push(...numbers(first, first + length - 1));
          }
          const startsAt = (frame: number) => frame % gop === 0;
          const { parts, rest } = streamParts(frames, decoders, startsAt);
          expect([...parts.flat(), ...rest].sort((a, b) => a - b)).toEqual(frames);
          const wanted = new Set(frames);
          for (const part of parts) {
            expect(part).toEqual(numbers(part[0], part[part.length - 1]));
            expect(part.length).toBeGreaterThanOrEqual(200);
            expect(startsAt(part[0]) || !wanted.has(part[0] - 1)).toBe(true);
          }
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });
});
