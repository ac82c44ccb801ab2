import { describe, expect, it } from "vitest";
import { fuzzyMatch } from "./fuzzy";

function ranked(query: string, texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => {
      const match = fuzzyMatch(query, text);
      return match === null ? [] : [{ text, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);
}

describe("fuzzyMatch", () => {
  it("finds characters in their order, whatever their case and what stands between them", () => {
    expect(fuzzyMatch("gtf", "Go to frame or time…")?.places).toEqual([0, 3, 6]);
    expect(fuzzyMatch("EXP", "Export overlay video…")?.places).toEqual([0, 1, 2]);
    expect(fuzzyMatch("ftg", "Go to frame")).toBeNull();
    expect(fuzzyMatch("frames", "frame")).toBeNull();
  });

  it("takes no notice of spaces, and everything for nothing", () => {
    expect(fuzzyMatch("go to", "Go to frame")?.places).toEqual([0, 1, 3, 4]);
    expect(fuzzyMatch("  ", "Go to frame")).toEqual({ score: 0, places: [] });
  });

  it("prefers beginnings of words, characters in a row and short texts", () => {
    expect(ranked("set", ["Method: Accurate", "Reset", "Settings…"])).toEqual(["Settings…", "Reset"]);
    expect(ranked("fs", ["Offset", "Full screen"])).toEqual(["Full screen", "Offset"]);
    expect(ranked("loop", ["Loop the marked range", "Loop"])).toEqual(["Loop", "Loop the marked range"]);
  });

  it("places the characters where they count most", () => {
    expect(fuzzyMatch("cp", "copy compare picture")?.places).toEqual([0, 13]);
  });

  it("finds Chinese", () => {
    expect(fuzzyMatch("全屏", "全屏")?.places).toEqual([0, 1]);
    expect(fuzzyMatch("转时", "转到帧或时间…")?.places).toEqual([0, 4]);
  });
});
