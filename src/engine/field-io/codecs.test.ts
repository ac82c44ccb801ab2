import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFlo, encodeFlo } from "./flo";
import { type FlowField, MAX_PIXELS } from "./flow-field";
import { fieldFromKitti, kittiFromField } from "./kitti";
import { decodeNpy, encodeNpy } from "./npy";
import { type PnmPicture, parsePnm } from "./pnm";
import { reliabilityBytes } from "./reliability";

/** Marks unknown motions. */
const none = Number.NaN;

/** One row of two pixels: (1, -2), then an unknown motion. */
const SMALL = fieldOf(2, 1, [1, -2, none, none]);

function fieldOf(width: number, height: number, motions: readonly number[]): FlowField {
  const component = (k: number) =>
    Float32Array.from({ length: width * height }, (_, pixel) => motions[2 * pixel + k]);
  return { width, height, u: component(0), v: component(1) };
}

function fields(motion: fc.Arbitrary<number>): fc.Arbitrary<FlowField> {
  return fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([width, height]) =>
    fc
      .array(fc.oneof({ weight: 9, arbitrary: fc.tuple(motion, motion) }, fc.constant([none, none])), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((motions) => fieldOf(width, height, motions.flat())),
  );
}
const anyMotion = fc.float({ min: -1e6, max: 1e6, noNaN: true });

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );
}

/** Without the difference between Buffer and Uint8Array, which is none here. */
function plain(picture: PnmPicture | null) {
  return picture && { ...picture, pixels: Array.from(picture.pixels) };
}

function refusal(decode: (file: Uint8Array) => unknown, file: Uint8Array): unknown {
  try {
    return decode(file);
  } catch (error) {
    return error;
  }
}

function expectRefusal(decode: (file: Uint8Array) => unknown, file: Uint8Array, message: RegExp): void {
  const error = refusal(decode, file);
  expect(error).toMatchObject({ code: "file-unreadable", message: expect.stringMatching(message) });
  expect(error).toMatchObject({ message: expect.stringMatching(/^[^\n]+\.$/) });
}

/** Any damage to a file gives a field of the size that it really has room for, or a refusal. */
function survivesDamage(encode: (field: FlowField) => Uint8Array, decode: (file: Uint8Array) => FlowField) {
  fc.assert(
    fc.property(
      fields(anyMotion),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 }),
      fc.nat(40),
      (field, changes, cut) => {
        const whole = encode(field);
        const file = whole.slice(0, whole.length - cut);
        for (const [place, value] of changes) if (place < file.length) file[place] = value;
        const outcome = refusal(decode, file);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "file-unreadable" });
        else expect((outcome as FlowField).u.length * 8).toBeLessThanOrEqual(file.length);
      },
    ),
  );
}

describe(".flo", () => {
  const golden = bytes(
    "PIEH",
    [2, 0, 0, 0, 1, 0, 0, 0],
    [0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0],
    // 1e10 twice.
    [0xf9, 0x02, 0x15, 0x50, 0xf9, 0x02, 0x15, 0x50],
  );

  it("has the bytes of Middlebury's definition", () => {
    expect(Buffer.from(encodeFlo(SMALL))).toEqual(golden);
    expect(decodeFlo(golden)).toEqual(SMALL);
  });

  it("gives back what was written", () => {
    fc.assert(
      fc.property(fields(anyMotion), (field) => {
        expect(decodeFlo(encodeFlo(field))).toEqual(field);
      }),
    );
  });

  it("takes each value beyond 1e9, and infinity, for unknown", () => {
    const field = decodeFlo(encodeFlo(fieldOf(3, 1, [2e9, 0, 0, Number.NEGATIVE_INFINITY, 1e9, -1e9])));
    expect([...field.u, ...field.v]).toEqual([none, none, 1e9, none, none, -1e9]);
  });

  it("refuses what is none, before it takes memory for a size that is not there", () => {
    expectRefusal(decodeFlo, new Uint8Array(0), /shorter than the header/);
    expectRefusal(decodeFlo, bytes("HEIP", [1, 0, 0, 0, 1, 0, 0, 0]), /starts with the letters "PIEH"/);
    expectRefusal(decodeFlo, golden.subarray(0, 27), /2 x 1 motions take 28 bytes, but the file has 27/);
    expectRefusal(decodeFlo, bytes(Array.from(golden), "more"), /take 28 bytes, but the file has 32/);
    const sized = (...size: number[]) => bytes("PIEH", size, new Array(64).fill(0));
    expectRefusal(decodeFlo, sized(0, 0, 0, 0, 1, 0, 0, 0), /size of 0 x 1/);
    expectRefusal(decodeFlo, sized(255, 255, 255, 255, 1, 0, 0, 0), /size of -1 x 1/);
    expectRefusal(decodeFlo, sized(255, 255, 255, 255, 255, 255, 255, 255), /size of -1 x -1/);
    expectRefusal(decodeFlo, sized(255, 255, 255, 127, 255, 255, 255, 127), /size of 2147483647 x/);
    expectRefusal(decodeFlo, sized(0x10, 0x27, 0, 0, 0x10, 0x27, 0, 0), /10000 x 10000 motions take/);
    expect(10_000 * 10_000).toBe(MAX_PIXELS);
  });

  it("survives damage", () => survivesDamage(encodeFlo, decodeFlo));
});

describe(".npy", () => {
  const start = (text: string, version = [1, 0]) => bytes([0x93], "NUMPY", version, text);
  /** A whole file of version 1.0. */
  const file = (dictionary: string, values: readonly number[]) =>
    bytes([0x93], "NUMPY", [1, 0, dictionary.length, 0], dictionary, values);
  const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 2), }";
  /** What numpy.save writes (NumPy 2.4) for an array of shape (1, 2, 2). */
  const golden = bytes(
    [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0],
    dictionary.padEnd(117),
    "\n",
    [0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00, 0x3f, 0x00, 0x00, 0x40, 0x40],
  );
  const numpysField = fieldOf(2, 1, [1, -2, 0.5, 3]);

  it("has the bytes that NumPy writes", () => {
    expect(Buffer.from(encodeNpy(numpysField))).toEqual(golden);
    expect(decodeNpy(golden)).toEqual(numpysField);
  });

  it("gives back what was written, unknown motions as NaN", () => {
    expect(decodeNpy(encodeNpy(SMALL))).toEqual(SMALL);
    fc.assert(
      fc.property(fields(anyMotion), (field) => {
        const written = encodeNpy(field);
        expect((written.length - 8 * field.u.length) % 64).toBe(0);
        expect(decodeNpy(written)).toEqual(field);
      }),
    );
  });

  it("reads doubles, planes one after another, and versions 2 and 3", () => {
    const planes = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2, 1), }";
    const values = Array.from(new Uint8Array(Float64Array.of(1, 0.5, -2, 3).buffer));
    expect(decodeNpy(file(planes, values))).toEqual({ ...numpysField, width: 1, height: 2 });
    for (const version of [2, 3]) {
      const longer = bytes([0x93], "NUMPY", [version, 0, dictionary.length, 0, 0, 0], dictionary);
      expect(decodeNpy(bytes(Array.from(longer), Array.from(golden.subarray(128))))).toEqual(numpysField);
    }
  });

  it("refuses what it does not know, in a sentence", () => {
    const with_ = (change: readonly [string, string]) =>
      file(dictionary.replace(...change), Array(16).fill(0));
    expectRefusal(decodeNpy, bytes("PK\x03\x04 some zip file"), /starts with \\x93NUMPY/);
    expectRefusal(decodeNpy, new Uint8Array(3), /starts with/);
    expectRefusal(decodeNpy, start("abcdef", [9, 0]), /version 9/);
    expectRefusal(decodeNpy, start("\xff\xff\xff\xff more text", [2, 0]), /longer than the file/);
    expectRefusal(decodeNpy, with_(["'descr'", "'other'"]), /type, order and shape/);
    expectRefusal(decodeNpy, with_(["False", "True"]), /Fortran order; save numpy\.ascontiguousarray/);
    expectRefusal(decodeNpy, with_(["<f4", ">f4"]), /type >f4; save them as little-endian float32/);
    expectRefusal(decodeNpy, with_(["<f4", "|u1"]), /type \|u1/);
    for (const shape of [
      "2, 2",
      "1, 2, 3",
      "1, 2, 2, 1",
      "",
      "-1, 2, 2",
      "1, x, 2",
      `${"9".repeat(30)}, 1, 2`,
    ]) {
      expectRefusal(decodeNpy, with_(["1, 2, 2", shape]), /its shape is|states a size of/);
    }
    expectRefusal(decodeNpy, with_(["1, 2, 2", "99999, 99999, 2"]), /size of 99999 x 99999/);
    expectRefusal(decodeNpy, with_(["1, 2, 2", "9999, 9999, 2"]), /9999 x 9999 motions take/);
    expectRefusal(decodeNpy, golden.subarray(0, 143), /take 144 bytes, but the file has 143/);
  });

  it("survives damage", () => survivesDamage(encodeNpy, decodeNpy));
});

describe("KITTI's pixels", () => {
  it("are 64 times the motion from 2^15 on, and a mark for those that are known", () => {
    const field = fieldOf(4, 1, [1, -2, none, none, -512, 511.984375, 0.25, 511.995]);
    const pixels = kittiFromField(field);
    expect(Array.from(pixels)).toEqual([
      ...[0x80, 0x40, 0x7f, 0x80, 0, 1],
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 0, 0xff, 0xff, 0, 1],
      // Beyond what 16 bits reach.
      ...[0, 0, 0, 0, 0, 0],
    ]);
    expect(fieldFromKitti(pixels, 4, 1)).toEqual(
      fieldOf(4, 1, [1, -2, none, none, -512, 511.984375, none, none]),
    );
  });

  it("give the motion back to half a step", () => {
    const motion = fc.float({ min: -511, max: 511, noNaN: true });
    fc.assert(
      fc.property(fields(motion), (field) => {
        const read = fieldFromKitti(kittiFromField(field), field.width, field.height);
        for (const component of ["u", "v"] as const) {
          field[component].forEach((value, k) => {
            if (Number.isNaN(value)) expect(read[component][k]).toBeNaN();
            else expect(Math.abs(read[component][k] - value)).toBeLessThanOrEqual(1 / 128);
          });
        }
      }),
    );
  });
});

describe("PNM pictures", () => {
  it("are grey or RGB, of one or two bytes", () => {
    expect(plain(parsePnm(bytes("P5\n3 1\n255\n", [1, 2, 3])))).toMatchObject({
      ...{ width: 3, height: 1, channels: 1, bytesPerValue: 1 },
      pixels: [1, 2, 3],
    });
    expect(plain(parsePnm(bytes("P6\n1 1\n65535\n", [1, 2, 3, 4, 5, 6])))).toMatchObject({
      ...{ channels: 3, bytesPerValue: 2 },
      pixels: [1, 2, 3, 4, 5, 6],
    });
  });

  it("are refused when cut off or something else", () => {
    for (const text of ["", "P5\n3 1\n255\nab", "P4\n1 1\n255\na", "P5\n0 1\n255\na", "P5\n1 1\n77\na"]) {
      expect(parsePnm(bytes(text))).toBeNull();
    }
  });
});

it("reliability becomes 255 grey values", () => {
  const greys = reliabilityBytes(Float32Array.of(0, 0.5, 0.999, 1, -0.1, 1.5, none));
  expect(Array.from(greys)).toEqual([0, 128, 255, 255, 0, 255, 0]);
});
