import { beforeAll, describe, expect, it } from "vitest";
import { i420ToRgba } from "../../shared/colour/i420-to-rgba";
import type { I420Picture } from "../../shared/picture";
import { loadKernels } from "../testing/load-kernels";
import { i420Rows } from "./i420-rows";

beforeAll(loadKernels);

/** Codes of all values, legal or not, in an order that repeats late. */
function frameOf(
  width: number,
  height: number,
  matrix: string,
  range: I420Picture["colour"]["range"],
): I420Picture {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const data = new Uint8Array(width * height + 2 * chroma);
  let state = 12345;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    data[i] = state >>> 24;
  }
  return {
    width,
    height,
    data: data.buffer,
    colour: { matrix, range, primaries: "bt709", transfer: "bt709" },
  };
}

function converted(frame: I420Picture): Uint8ClampedArray {
  const all = new Uint8ClampedArray(4 * frame.width * frame.height);
  i420Rows(frame, (y, rows, rgba) => {
    expect(rgba.length).toBe(4 * frame.width * rows);
    all.set(rgba, 4 * frame.width * y);
  });
  return all;
}

describe("i420Rows", () => {
  it.each([
    [64, 48, "bt709", "limited"],
    [37, 131, "smpte170m", "limited"],
    [16, 16, "bt2020nc", "full"],
    [1, 1, "bt709", "full"],
    [9, 65, "unknown", "limited"],
    [854, 480, "unknown", "full"],
  ] as const)("converts %d x %d of %s, %s, to within one level", (width, height, matrix, range) => {
    const frame = frameOf(width, height, matrix, range);
    const wanted = i420ToRgba(frame);
    const got = converted(frame);
    let worst = 0;
    let different = 0;
    for (let i = 0; i < wanted.length; i++) {
      const error = Math.abs((wanted[i] ?? 0) - (got[i] ?? 0));
      worst = Math.max(worst, error);
      if (error > 0) different++;
    }
    expect(worst).toBeLessThanOrEqual(1);
    expect(different / wanted.length).toBeLessThan(0.04);
  });

  it("refuses a frame whose bytes are too few", () => {
    const frame = { ...frameOf(16, 16, "bt709", "full"), width: 17 };
    expect(() => i420Rows(frame, () => undefined)).toThrow(
      "An I420 frame of 17 x 16 has 416 bytes, not 384.",
    );
  });
});
