import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KinoflowError } from "../shared/errors";
import type { SharedBytes } from "./protocol";
import { SharedHeap } from "./shared-heap";

const MIB = 1024 * 1024;

/** Ends of a range as the heap counts it: whole lines of 64 bytes. */
function span({ byteOffset, byteLength }: SharedBytes): [number, number] {
  return [byteOffset, byteOffset + Math.ceil(Math.max(byteLength, 1) / 64) * 64];
}

describe("SharedHeap", () => {
  test("gives memory that is aligned and nobody else's, whatever is allocated and released", () => {
    const step = fc.oneof(
      fc.record({ bytes: fc.oneof(fc.nat(300), fc.nat(200_000)) }),
      fc.record({ release: fc.nat(1000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const heap = new SharedHeap();
        const held: { range: SharedBytes; mark: number }[] = [];
        let mark = 0;
        for (const step of steps) {
          if ("bytes" in step) {
            const range = heap.allocate(step.bytes);
            expect(range.byteLength).toBe(step.bytes);
            expect(range.byteOffset % 64).toBe(0);
            expect(range.byteOffset).toBeGreaterThanOrEqual(1024);
            mark = (mark % 255) + 1;
            heap.bytes(range).fill(mark);
            held.push({ range, mark });
          } else if (held.length > 0) {
            const [{ range }] = held.splice(step.release % held.length, 1);
            heap.release(range);
          }
          const spans = held.map(({ range }) => span(range)).sort(([a], [b]) => a - b);
          for (const [i, [start]] of spans.entries()) {
            if (i > 0) expect(start).toBeGreaterThanOrEqual(spans[i - 1][1]);
          }
          expect(heap.heldBytes).toBe(spans.reduce((sum, [start, end]) => sum + end - start, 0));
          expect(heap.heldBytes).toBeLessThan(heap.capacity);
        }
        for (const { range, mark } of held) {
          expect(heap.bytes(range).every((byte) => byte === mark)).toBe(true);
        }
        for (const { range } of held) heap.release(range);
        expect(heap.heldBytes).toBe(0);
        // All of it has become one piece again: what was there at most fits in at once.
        const { capacity } = heap;
        heap.allocate(capacity - 1024);
        expect(heap.capacity).toBe(capacity);
      }),
      { numRuns: 60 },
    );
  });

  test("uses again what was released, and joins neighbours", () => {
    const heap = new SharedHeap();
    const [a, b, c] = [heap.allocate(100), heap.allocate(100), heap.allocate(100)];
    const last = heap.allocate(1);
    heap.release(a);
    heap.release(c);
    expect(heap.allocate(128).byteOffset).toBe(a.byteOffset);
    heap.release({ byteOffset: a.byteOffset, byteLength: 128 });
    heap.release(b);
    expect(heap.allocate(3 * 128).byteOffset).toBe(a.byteOffset);
    expect(heap.allocate(64).byteOffset).toBe(last.byteOffset + 64);
  });

  test("does not grow while the same things come and go", () => {
    const heap = new SharedHeap();
    const round = () => {
      const ranges = [3 * MIB, 100, 2 * MIB, 64].map((bytes) => heap.allocate(bytes));
      for (const range of ranges) heap.release(range);
    };
    round();
    const { capacity } = heap;
    for (let i = 0; i < 500; i++) round();
    expect(heap.capacity).toBe(capacity);
    expect(heap.heldBytes).toBe(0);
  });

  test("keeps what is in it, and views of it, when it grows", () => {
    const heap = new SharedHeap();
    const range = heap.allocate(1000);
    const view = heap.bytes(range);
    view.fill(7);
    const { capacity } = heap;
    const large = heap.allocate(4 * MIB);
    expect(heap.capacity).toBeGreaterThan(capacity);
    expect(heap.bytes(range)).toEqual(new Uint8Array(1000).fill(7));
    // Both views are of the same memory.
    view[3] = 9;
    expect(heap.bytes(range)[3]).toBe(9);
    heap.floats(large.byteOffset, 2)[1] = 1.5;
    expect(heap.floats(large.byteOffset + 4, 1)[0]).toBe(1.5);
    heap.integers(large.byteOffset, 1)[0] = -5;
    expect(heap.integers(large.byteOffset, 1)[0]).toBe(-5);
  });

  test("says so when there is no more, and goes on", () => {
    const heap = new SharedHeap();
    const { capacity, heldBytes } = heap;
    const gigabytes = () => heap.allocate(4 * 1024 * MIB);
    expect(gigabytes).toThrow(KinoflowError);
    expect(gigabytes).toThrow(expect.objectContaining({ code: "out-of-memory" }));
    for (const bytes of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => heap.allocate(bytes)).toThrow(RangeError);
    }
    expect(heap.capacity).toBe(capacity);
    expect(heap.heldBytes).toBe(heldBytes);
    heap.bytes(heap.allocate(MIB)).fill(1);
  });

  test("asks for what others only keep before it says so", () => {
    const heap = new SharedHeap();
    const kept = [heap.allocate(1800 * MIB), heap.allocate(1800 * MIB)];
    let asked = 0;
    heap.whenShort(() => {
      asked++;
      for (const range of kept.splice(0)) heap.release(range);
    });
    heap.allocate(100 * MIB);
    expect(asked).toBe(0);
    const large = heap.allocate(3000 * MIB);
    expect([asked, large.byteLength]).toEqual([1, 3000 * MIB]);
    expect(() => heap.allocate(1800 * MIB)).toThrow(expect.objectContaining({ code: "out-of-memory" }));
    expect(asked).toBe(2);
  });
});
