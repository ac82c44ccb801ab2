import { describe, expect, it } from "vitest";
import { rawLayoutSchema } from "./contract/raw-layout";
import { rawFrameBytes, rawFrameCount } from "./raw-layout";
import { suggestRawLayouts } from "./raw-suggestions";

describe("layouts of a raw recording by its size", () => {
  it.for([
    { width: 1280, height: 1024, bits: 16, frames: 7, header: 0 },
    { width: 640, height: 512, bits: 16, frames: 11, header: 512 },
    { width: 1002, height: 1004, bits: 8, frames: 13, header: 0 },
  ])("$width x $height, $bits bits, $header bytes of header", ({ width, height, bits, frames, header }) => {
    const size = header + frames * width * height * (bits / 8);
    const found = suggestRawLayouts(size);
    expect(found).toContainEqual(expect.objectContaining({ width, height, bits, headerBytes: header }));
    for (const layout of found) {
      expect(rawLayoutSchema.parse(layout)).toEqual(layout);
      expect(layout.headerBytes + rawFrameCount(layout, size) * rawFrameBytes(layout)).toBe(size);
    }
    const headers = found.map(({ headerBytes }) => headerBytes);
    expect(headers).toEqual([...headers].sort((a, b) => a - b));
  });

  it("are none where nothing fits", () => {
    expect(suggestRawLayouts(1013)).toEqual([]);
    expect(suggestRawLayouts(0)).toEqual([]);
  });
});
