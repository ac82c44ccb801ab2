import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packBits, packLzw, packPackBits } from "../../testing/tiff-packing";
import { unpackLzw } from "./lzw";
import { unpackPackBits } from "./packbits";
import { unpackBits } from "./sample-rows";

/** Bytes of few values, so that long codes come by, of lengths up to several full tables. */
const BYTES = fc.uint8Array({ min: 0, max: 3, minLength: 0, maxLength: 30_000 });

describe("LZW", () => {
  it("unpacks the example of TIFF 6.0", () => {
    const bytes = Uint8Array.of(7, 7, 7, 8, 8, 7, 7, 6, 6);
    const packed = codes([256, 7, 258, 8, 8, 258, 6, 6, 257]);
    expect(Buffer.from(packLzw(bytes)).toString("hex")).toBe(packed);
    const output = new Uint8Array(9);
    expect([unpackLzw(Buffer.from(packed, "hex"), output), output]).toEqual([9, bytes]);
  });

  for (const old of [false, true]) {
    it(`gives back what was packed, ${old ? "as before TIFF 5.0" : "as in TIFF 6.0"}`, () => {
      fc.assert(
        fc.property(BYTES, (bytes) => {
          const output = new Uint8Array(bytes.length);
          const packed = packLzw(bytes, old);
          expect(unpackLzw(packed, output)).toBe(bytes.length);
          expect(Buffer.compare(output, bytes)).toBe(0);
          // What is wanted may be less than what was packed.
          const part = new Uint8Array(Math.floor(bytes.length / 3));
          expect(unpackLzw(packed, part)).toBe(part.length);
          expect(Buffer.compare(part, bytes.subarray(0, part.length))).toBe(0);
        }),
        { numRuns: 40 },
      );
    });
  }

  it("of noise, whose table fills up", () => {
    for (const old of [false, true]) {
      const bytes = Uint8Array.from({ length: 60_000 }, (_, k) => (k * k * 7919 + (k >> 3)) % 251);
      const output = new Uint8Array(bytes.length);
      expect(unpackLzw(packLzw(bytes, old), output)).toBe(bytes.length);
      expect(Buffer.compare(output, bytes)).toBe(0);
    }
  });

  it("whatever the bytes, ends with an answer or with damage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (packed) => {
        const output = new Uint8Array(5000);
        try {
          expect(unpackLzw(packed, output)).toBeLessThanOrEqual(5000);
        } catch (error) {
          expect(error).toMatchObject({ code: "not-a-movie" });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("PackBits", () => {
  it("unpacks the example of Apple's note", () => {
    const packed = Buffer.from("fe aa 02 80 00 2a fd aa 03 80 00 2a 22 f7 aa".replaceAll(" ", ""), "hex");
    const bytes = "aa aa aa 80 00 2a aa aa aa aa 80 00 2a 22 aa aa aa aa aa aa aa aa aa aa".replaceAll(
      " ",
      "",
    );
    const output = Buffer.alloc(24);
    expect([unpackPackBits(packed, output), output.toString("hex")]).toEqual([24, bytes]);
  });

  it("gives back what was packed, and no more than is asked for", () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 2, maxLength: 2000 }), (bytes) => {
        const output = new Uint8Array(bytes.length);
        expect(unpackPackBits(packPackBits(bytes), output)).toBe(bytes.length);
        expect(Buffer.compare(output, bytes)).toBe(0);
        const part = new Uint8Array(bytes.length >> 1);
        expect(unpackPackBits(packPackBits(bytes), part)).toBe(part.length);
      }),
    );
  });
});

describe("packed samples", () => {
  it("of 1 to 15 bits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15 }),
        fc.array(fc.nat(32_767), { maxLength: 100 }),
        (bits, numbers) => {
          const values = numbers.map((value) => value & ((1 << bits) - 1));
          const target = new Uint16Array(values.length);
          unpackBits(packBits(values, bits), bits, target, values.length);
          expect([...target]).toEqual(values);
        },
      ),
    );
  });

  it("12 bits as cameras pack them: three bytes for two values", () => {
    const target = new Uint16Array(2);
    unpackBits(Uint8Array.of(0xab, 0xcd, 0xef), 12, target, 2);
    expect([...target]).toEqual([0xabc, 0xdef]);
  });
});

/** Codes of nine bits as bytes in hexadecimal. */
function codes(list: readonly number[]): string {
  const bits = list.map((code) => code.toString(2).padStart(9, "0")).join("");
  return (bits.padEnd(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/g) ?? [])
    .map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, "0"))
    .join("");
}
