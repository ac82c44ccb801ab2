import { describe, expect, it } from "vitest";
import { savingEn } from "../../shared/texts/saving-en";
import { sizeChoices } from "./size-choices";

function labels(width: number, height: number, pixelAspect = 1): readonly string[] {
  return sizeChoices({ width, height, pixelAspect }, savingEn).map(({ label }) => label);
}

describe("sizes to choose from", () => {
  it("says what each comes to, and none twice", () => {
    expect(labels(1920, 1080)).toEqual([
      "Automatic: 1920 × 1080",
      "The movie’s: 1920 × 1080",
      "Half: 960 × 540",
      "Twice: 3840 × 2160",
      "720p: 1280 × 720",
      "A width…",
    ]);
  });

  it("offers larger sizes of a small movie, and says which one is chosen of itself", () => {
    expect(labels(200, 150)).toEqual([
      "Automatic: 600 × 450, 3 times as large",
      "The movie’s: 200 × 150",
      "Half: 100 × 76",
      "Twice: 400 × 300",
      "3 times: 600 × 450",
      "4 times: 800 × 600",
      "2160p: 2880 × 2160",
      "1080p: 1440 × 1080",
      "720p: 960 × 720",
      "A width…",
    ]);
  });

  it("counts the shorter side of an upright movie", () => {
    expect(labels(2160, 3840)).toContain("1080p: 1080 × 1920".replace("1080p", "Half"));
    expect(labels(2160, 3840)).toContain("720p: 720 × 1280");
  });

  it("offers square pixels where the movie has others", () => {
    expect(labels(720, 576, 16 / 15)).toContain("As displayed: 768 × 576");
    expect(labels(720, 576)).not.toContain("As displayed: 720 × 576");
  });
});
