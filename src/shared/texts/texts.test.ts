import { describe, expect, it } from "vitest";
import { en } from "./en";
import { languageOf, texts } from "./texts";
import { zhCN } from "./zh-CN";

/** Every text of a catalogue with its path; functions are asked with "7" for every part, plurals for many. */
function flat(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(...Array(value.length).fill("7")))]];
  return Object.entries(value as object).flatMap(([key, part]) => flat(part, `${path}.${key}`));
}

/** Units, names of keys and programs, and numbers with signs. */
const SAME_IN_ALL_LANGUAGES: readonly string[] = [
  ".common.withKeys",
  ".common.framesPerSecond",
  ".curves.quantities.u",
  ".curves.quantities.v",
  ".commandGroups.application",
  ".keys.home",
  ".keys.end",
  ".keys.shift",
  ".keys.escape",
  ".keys.control",
  ".playback.times",
  ".settings.megabytes",
  ".settings.ffmpeg",
  ".methods.names.lucas-kanade",
  ".canvas.percent",
  ".canvas.oneToOne",
  ".panels.split.names.a",
  ".panels.split.names.b",
  ".panels.view.pixels",
  ".panels.suggestion.fromTo",
  ".panels.suggestion.pixels",
  ".stats.processNames.GPU",
  ".stats.processNames.ffmpeg",
];

describe("the catalogues", () => {
  it("leave nothing empty, and no number or name out", () => {
    for (const catalogue of [en, zhCN]) {
      for (const [path, text] of flat(catalogue, "")) expect(text.trim(), path).not.toBe("");
    }
    const english = new Map(flat(en, ""));
    for (const [path, text] of flat(zhCN, "")) {
      const sevens = (sentence: string | undefined) => sentence?.match(/7/g)?.length ?? 0;
      expect(sevens(text), path).toBe(sevens(english.get(path)));
    }
  });

  it("say everything in Chinese but units, names and what is only numbers", () => {
    const english = new Map(flat(en, ""));
    const same = flat(zhCN, "")
      .filter(([path, text]) => english.get(path) === text)
      .map(([path]) => path);
    expect(same).toEqual(SAME_IN_ALL_LANGUAGES);
  });

  it("count as English does", () => {
    expect(en.common.frames(1)).toBe("1 frame");
    expect(en.common.frames(0)).toBe("0 frames");
    expect(en.common.frames(21)).toBe("21 frames");
  });
});

describe("languageOf", () => {
  it("is the one that was chosen, whatever the desktop speaks", () => {
    expect(languageOf("zh-CN", "en-GB")).toBe("zh-CN");
    expect(languageOf("en", "zh-CN")).toBe("en");
  });

  it("follows the desktop, in English where it speaks another language", () => {
    expect(languageOf("system", "zh-TW")).toBe("zh-CN");
    expect(languageOf("system", "zh")).toBe("zh-CN");
    expect(languageOf("system", "en-US")).toBe("en");
    expect(languageOf("system", "de")).toBe("en");
    expect(texts(languageOf("system", "zh-Hans-CN"))).toBe(zhCN);
  });
});
