import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RawLayout } from "../../../shared/raw-layout";
import { temporaryFolder } from "../../testing/movies";
import { samplesOf, withPages } from "../../testing/paged";
import { rawFormat } from "./raw";

const folder = temporaryFolder();
const path = join(folder, "recording.raw");
const LAYOUT: RawLayout = {
  ...{ width: 3, height: 2, bits: 16, depth: 12, byteOrder: "little" },
  ...{ headerBytes: 5, gapBytes: 3, framesPerSecond: 1000, channels: 1 },
};

/** Four frames of 12 bits behind a header of 5 bytes, 3 bytes apart. */
function recording(byteOrder: "little" | "big"): Buffer {
  const frames = Array.from({ length: 4 }, (_, frame) => {
    const bytes = Buffer.alloc(12);
    for (let k = 0; k < 6; k++) {
      const value = 4000 + 10 * frame + k;
      if (byteOrder === "big") bytes.writeUInt16BE(value, 2 * k);
      else bytes.writeUInt16LE(value, 2 * k);
    }
    return [bytes, Buffer.alloc(3, 255)];
  });
  return Buffer.concat([Buffer.alloc(5, 7), ...frames.flat()]);
}

function open<T>(bytes: Uint8Array, raw: RawLayout, work: Parameters<typeof withPages<T>>[3]): Promise<T> {
  return withPages(rawFormat, path, bytes, work, { raw });
}

describe("a recording without a header", () => {
  it.for(["little", "big"] as const)("is read as its layout says, %s end first", async (byteOrder) => {
    await open(recording(byteOrder), { ...LAYOUT, byteOrder }, async (pages) => {
      expect(pages).toMatchObject({ width: 3, height: 2, pageCount: 4, notices: [] });
      expect(pages.samples).toEqual({ channels: 1, bits: 16, depth: 12 });
      expect(pages.timing).toEqual({ kind: "rate", framesPerSecond: 1000 });
      expect(await samplesOf(pages, 0)).toEqual([4000, 4001, 4002, 4003, 4004, 4005]);
      expect(await samplesOf(pages, 3)).toEqual([4030, 4031, 4032, 4033, 4034, 4035]);
    });
  });

  it("needs no gap behind its last frame, and says what is left over", async () => {
    const bytes = recording("little");
    await open(bytes.subarray(0, bytes.length - 3), LAYOUT, async (pages) => {
      expect(pages).toMatchObject({ pageCount: 4, notices: [] });
    });
    await open(bytes.subarray(0, bytes.length - 4), LAYOUT, async (pages) => {
      expect(pages).toMatchObject({ pageCount: 3, notices: [{ name: "recordingBytesLeft", values: [14] }] });
    });
  });

  it("of unknown rate says so, and may be of colours", async () => {
    const layout: RawLayout = {
      ...LAYOUT,
      ...{
        width: 2,
        height: 1,
        bits: 8,
        depth: 8,
        channels: 3,
        headerBytes: 0,
        gapBytes: 0,
        framesPerSecond: null,
      },
    };
    await open(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), layout, async (pages) => {
      expect(pages).toMatchObject({ pageCount: 2, timing: { kind: "unknown" } });
      expect(await samplesOf(pages, 1)).toEqual([7, 8, 9, 10, 11, 12]);
    });
  });

  it.for<[string, Partial<RawLayout>]>([
    ["Width and height", { width: 0 }],
    ["Width and height", { height: 2.5 }],
    ["The depth", { depth: 17 }],
    ["The depth", { bits: 8, depth: 12 }],
    ["Header and gaps", { headerBytes: -1 }],
    ["Header and gaps", { gapBytes: 0.5 }],
    ["The frame rate", { framesPerSecond: 0 }],
    ["This raw file speaks of frames of 65535 x 65535", { width: 65_535, height: 65_535 }],
    ["One frame of this layout ends at byte 20005, but the file has only 65", { width: 100, height: 100 }],
    ["One frame of this layout ends at byte 72, but the file has only 65", { headerBytes: 60 }],
  ])("is refused with a sentence: %s", async ([sentence, wrong]) => {
    await expect(open(recording("little"), { ...LAYOUT, ...wrong }, async () => 0)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${sentence}.*\\.$`)),
    });
  });

  it("asks for its layout", async () => {
    writeFileSync(path, recording("little"));
    await expect(rawFormat.open(path, {})).rejects.toMatchObject({ code: "invalid-argument" });
  });
});
