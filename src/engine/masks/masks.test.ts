import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { maskOf, spansOfMask } from "../../shared/measure/region";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { lumaPreview, thresholdSpans } from "./frame-luma";
import { readMaskFile } from "./mask-file";

const folder = temporaryFolder();

describe("a mask", () => {
  it("of a picture is where that is white", async () => {
    const path = join(folder, "mask.png");
    const box = "drawbox=x=4:y=2:w=8:h=6:c=white:t=fill";
    ffmpeg("-f", "lavfi", "-i", "color=black:s=32x16:d=0.04:r=25", "-vf", box, "-frames:v", "1", path);
    const mask = await readMaskFile(tools, path, { width: 32, height: 16 });
    expect(spansOfMask(mask, 32, 16)).toEqual([2, 3, 4, 5, 6, 7].flatMap((row) => [row, 4, 12]));
    await expect(readMaskFile(tools, path, { width: 30, height: 16 })).rejects.toThrow(
      "The mask is 32 x 16 where the movie is 30 x 16; they have to be of one size.",
    );
  });

  it("of brightness is what is darker, or brighter, at any depth", () => {
    const size = { width: 4, height: 2 };
    const samples = Uint16Array.of(100, 900, 900, 100, 500, 500, 20, 4000);
    expect(thresholdSpans(samples, size, 500, true)).toEqual([0, 0, 1, 0, 3, 4, 1, 2, 3]);
    expect(thresholdSpans(samples, size, 500, false)).toEqual([0, 1, 3, 1, 3, 4]);
    expect(lumaPreview(samples, size)).toEqual({ ...size, samples, least: 20, most: 4000 });
    const spans = thresholdSpans(samples, size, 500, true);
    expect(spansOfMask(maskOf(spans, 4, 2), 4, 2)).toEqual(spans);
  });

  it("of spans beyond the picture is what lies in it", () => {
    expect(Array.from(maskOf([0, -3, 2, 1, 3, 9, 7, 0, 4], 4, 2))).toEqual([1, 1, 0, 0, 0, 0, 0, 1]);
  });
});
