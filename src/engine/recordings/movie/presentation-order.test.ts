import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Packet, PresentationOrder } from "./presentation-order";

function packet(pts: number, dts: number): Packet {
  return { pts, dts, duration: 1, keyframe: false };
}

/** What is handed on after each packet, and at the end. */
function handedOn(packets: readonly Packet[]): { steps: number[][]; reliable: boolean } {
  const steps: number[][] = [];
  let now: number[] = [];
  const order = new PresentationOrder(({ pts }) => now.push(pts));
  for (const one of packets) {
    order.push(one);
    steps.push(now);
    now = [];
  }
  order.finish();
  steps.push(now);
  return { steps, reliable: order.reliable };
}

describe("packets in decoding order", () => {
  it("are handed on in presentation order, as soon as nothing can come before them", () => {
    // I0 P4 B2 b1 b3, then the next group.
    const decoding = [packet(0, -2), packet(4, -1), packet(2, 0), packet(1, 1), packet(3, 2), packet(5, 3)];
    expect(handedOn(decoding)).toEqual({ steps: [[], [], [0], [1], [2], [3], [4, 5]], reliable: true });
  });

  it("wait for the end where the container has no decoding timestamps", () => {
    const { steps, reliable } = handedOn([
      packet(2, Number.NaN),
      packet(0, Number.NaN),
      packet(1, Number.NaN),
    ]);
    expect({ last: steps.at(-1), reliable }).toEqual({ last: [0, 1, 2], reliable: true });
  });

  it.each([
    ["two have the same presentation timestamp", [packet(0, 0), packet(3, 1), packet(3, 2)]],
    ["one has none", [packet(0, 0), packet(Number.NaN, 1)]],
    ["time goes back", [packet(0, 0), packet(1, 1), packet(2, 2), packet(0, 3)]],
    ["one is to be shown before it is decoded", [packet(5, 5), packet(6, 6), packet(4, 7)]],
  ])("are not relied on when %s", (_name, packets) => {
    expect(handedOn(packets).reliable).toBe(false);
  });

  it("come out sorted and complete, whatever the reordering", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 0, max: 6 }),
        (shown, depth) => {
          // Decoding timestamps are the presentation timestamps, sorted and put off by the reorder depth.
          const sorted = [...shown].sort((a, b) => a - b);
          const arrival = [...sorted];
          for (let k = 0; k + depth < arrival.length; k += depth + 1) {
            arrival.splice(k, depth + 1, ...arrival.slice(k, k + depth + 1).reverse());
          }
          const packets = arrival.map((pts, k) => packet(pts, k < depth ? -1000 + k : sorted[k - depth]));
          const { steps, reliable } = handedOn(packets);
          expect(reliable).toBe(true);
          expect(steps.flat()).toEqual(sorted);
        },
      ),
      { seed: 4 },
    );
  });
});
