import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameParser } from "./frame-parser";

const WIDTH = 5;
const HEIGHT = 3;
const FRAME_BYTES = WIDTH * HEIGHT + 2 * 3 * 2;

/** Two frames, of which bytes look like the lines between them. */
const frames = [0, 1].map((k) =>
  Uint8Array.from({ length: FRAME_BYTES }, (_, i) => "FRAME\n".charCodeAt((i + k) % 6)),
);
const raw = Buffer.concat(frames);
const stream = Buffer.concat([
  Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F25:1 Ip A1:1 C420jpeg\n`),
  ...frames.flatMap((frame) => [Buffer.from("FRAME\n"), frame]),
]);

/** Feeds the parser in pieces of at most these lengths, as the system happens to have them. */
function parse(
  bytes: Uint8Array,
  pieces: readonly number[],
  frameBytes: number | null = null,
  eager = false,
): { outcomes: string[]; taken: Uint8Array[] } {
  const outcomes: string[] = [];
  const taken: Uint8Array[] = [];
  const parser = new FrameParser(frameBytes, (outcome) => outcomes.push(outcome));
  const expectNext = (): void =>
    parser.expect((wanted) => {
      expect(wanted).toBe(FRAME_BYTES);
      const memory = new Uint8Array(100);
      taken.push(memory);
      return memory;
    });
  expectNext();
  let at = 0;
  let asked: Uint8Array | null = null;
  for (let k = 0; at < bytes.length && !outcomes.includes("nonsense"); k++) {
    const space: Uint8Array = asked ?? parser.space();
    const part = bytes.subarray(at, at + Math.min(space.length, pieces[k % pieces.length]));
    space.set(part);
    at += part.length;
    const more = parser.took(part.length);
    // Some ask for memory as soon as they have filled what they had.
    asked = eager ? parser.space() : null;
    if (!more) expectNext();
  }
  return { outcomes, taken };
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 });

describe.each([
  ["YUV4MPEG2", stream, null],
  ["raw frames", raw, FRAME_BYTES],
] as const)("a stream of %s", (_name, bytes, frameBytes) => {
  it("comes apart into its frames, however it is cut into pieces", () => {
    fc.assert(
      fc.property(lengths, fc.boolean(), (pieces, eager) => {
        const { outcomes, taken } = parse(bytes, pieces, frameBytes, eager);
        expect(outcomes).toEqual(["frame", "frame"]);
        expect(taken.slice(0, 2).map((memory) => [...memory.subarray(0, FRAME_BYTES)])).toEqual(
          frames.map((frame) => [...frame]),
        );
        // Nothing was written behind a frame.
        expect(taken.every((memory) => memory.subarray(FRAME_BYTES).every((value) => value === 0))).toBe(
          true,
        );
      }),
      { seed: 7 },
    );
  });
});

describe("YUV4MPEG2", () => {
  it.each(["RIFF something\n", "x".repeat(6000)])("is told from something else", (text) => {
    expect(parse(Buffer.from(text), [64]).outcomes).toEqual(["nonsense"]);
  });
});
