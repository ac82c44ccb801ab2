import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import type { NamingRule } from "./naming-rule";
import { namingRules } from "./naming-rules";

/** The order in which fast-check tries cases is the same in every run. */
const SEED = 20_240_501;

function best(names: readonly string[], around: string | null = null): NamingRule {
  const [rule] = namingRules(names, around);
  if (!rule) throw new Error("no rule");
  return rule;
}

function numbered(count: number, name: (k: number) => string): string[] {
  return Array.from({ length: count }, (_, k) => name(k));
}

function numbers(count: number, first: number): number[] {
  return Array.from({ length: count }, (_, k) => k + first);
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, "0");

describe("orders by numbers", () => {
  it.for<[string, string[]]>([
    ["by one", numbered(12, (k) => `f${pad(k, 3)}.png`)],
    ["in steps of 10", numbered(6, (k) => `t${pad(10 * k, 4)}.png`)],
    ["with the number in the middle", numbered(6, (k) => `run2_${pad(k, 4)}_cam1.png`)],
    ["with the number in front", numbered(6, (k) => `${pad(k, 4)} view 3.tif`)],
    ["past a power of ten", numbered(8, (k) => `p${k + 97}.png`)],
    ["with leading zeros that run out", numbered(8, (k) => `p${pad(k + 97, 2)}.png`)],
    ["with decimals", numbered(40, (k) => `t${(0.88 + 0.04 * k).toFixed(3)}.png`)],
    ["with a version before it", numbered(20, (k) => `comp_v2.${pad(k + 1001, 4)}.exr`)],
    ["with endings in other letters", numbered(6, (k) => `DSC_${pad(k, 4)}.${k % 2 ? "JPG" : "jpeg"}`)],
    ["with no name but the number", numbered(6, (k) => `${k}.bmp`)],
    ["in another script", numbered(6, (k) => `图像 第${k + 7}帧.png`)],
    ["far from zero", numbered(6, (k) => `n${100_000_000_000 + 3 * k}.png`)],
  ])("%s", ([, names]) => {
    const shuffled = fc.sample(fc.shuffledSubarray([...names], { minLength: names.length }), {
      seed: SEED,
      numRuns: 5,
    });
    for (const order of shuffled) {
      for (const around of [null, names[0], names[names.length >> 1]]) {
        const rule = best(order, around);
        expect(rule.kind).toBe("numbers");
        expect(rule.names).toEqual(names);
      }
    }
  });

  it("says what they are", () => {
    expect(noticeInEnglish(best(["t0020.png", "t0000.png", "t0010.png"]).says)).toBe(
      "The pictures are in the order of their numbers, from t0000.png to t0020.png, in steps of 10.",
    );
    expect(noticeInEnglish(best(["a1.png", "a2.png", "a4.png"]).says)).toBe(
      "The pictures are in the order of their numbers, from a1.png to a4.png; one number is missing, and its frame is marked.",
    );
  });

  it("marks what is missing within the step", () => {
    const names = numbered(20, (k) => `t${pad(10 * k, 4)}.png`).filter((_, k) => k !== 3 && k !== 11);
    const rule = best(names);
    expect(rule.names).toHaveLength(20);
    expect(rule.names.flatMap((name, k) => (name === null ? [k] : []))).toEqual([3, 11]);
    expect(rule.names.filter((name) => name !== null)).toEqual(names);
  });

  it("takes what lies far apart for other recordings", () => {
    const names = [
      ...numbered(10, (k) => `s${pad(k, 5)}.png`),
      ...numbered(8, (k) => `s${pad(k + 5000, 5)}.png`),
    ];
    expect(best(names)).toMatchObject({ names: names.slice(0, 10), leftOut: { before: false, after: true } });
    const second = best(names, "s05003.png");
    expect(second).toMatchObject({ names: names.slice(10), leftOut: { before: true, after: false } });
    expect(second.run).toEqual({ before: "s", after: ".png", digits: 5, start: 5000 });
  });

  it("takes numbers without a step for an order", () => {
    const numbers = [3, 10, 1000, 1017, 40_960, 41_003, 99_999];
    const rule = best(numbers.map((number) => `x${number}.png`));
    expect(rule.names).toEqual(numbers.map((number) => `x${number}.png`));
    expect(rule.says.name).toBe("picturesInOrder");
  });

  it("keeps cameras apart that lie in one folder, and the picture that was asked for says which", () => {
    const names = [1, 2].flatMap((camera) => numbered(6, (k) => `cam${camera}_${pad(k, 3)}.png`));
    expect(best(names, "cam2_003.png").names).toEqual(names.slice(6));
    expect(best(names, "cam1_003.png").names).toEqual(names.slice(0, 6));
    expect(namingRules(names, "cam2_003.png").map(({ id }) => id)).toContain("numbers:1");
  });

  it("takes two pictures together only where their numbers are like a count", () => {
    expect(namingRules(["IMG_2034.jpg", "IMG_9512.jpg"], "IMG_2034.jpg")[0]?.kind).toBe("alphabetical");
    expect(best(["IMG_2034.jpg", "IMG_2035.jpg"], "IMG_2034.jpg").kind).toBe("numbers");
    expect(best(["t0000.jpg", "t0010.jpg"], "t0010.jpg").kind).toBe("numbers");
  });

  it("gives ffmpeg only what it can count", () => {
    expect(best(numbered(3, (k) => `a${k}b.png`)).run).toEqual({
      before: "a",
      after: "b.png",
      digits: 1,
      start: 0,
    });
    expect(best(["a1.png", "a2.png", "a4.png"]).run).toBeNull();
    expect(best(["a1.png", "a2.PNG", "a3.png"]).run).toBeNull();
    expect(best(numbered(3, (k) => `a${10 * k}.png`)).run).toBeNull();
  });

  it("whatever the step, the digits, the gaps and what stands around", () => {
    const text = fc.stringMatching(/^[a-zé电 _()%-]{0,8}$/);
    const cases = fc.record({
      ...{ before: text, after: text, start: fc.nat(5000), step: fc.integer({ min: 1, max: 60 }) },
      ...{ digits: fc.integer({ min: 1, max: 7 }), count: fc.integer({ min: 8, max: 40 }) },
      missing: fc.uniqueArray(fc.integer({ min: 3, max: 6 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), ({ before, after, missing, ...given }, random) => {
        const { start, step, digits, count } = given;
        const names = numbered(count, (k) => `${before}x${pad(start + step * k, digits)}y${after}.png`);
        const there = names.filter((_, k) => !missing.includes(k));
        const keyed = there.map((name) => ({ name, key: random.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ name }) => name);
        const [rule] = namingRules(shuffled, null).filter(({ kind }) => kind === "numbers");
        expect(rule.names).toEqual(names.map((name, k) => (missing.includes(k) ? null : name)));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe("orders by clock times", () => {
  it.for<[string, string[], number[]]>([
    [
      "date and time",
      ["img_20240301_120000.png", "img_20240301_120007.png", "img_20240301_120014.png"],
      [0, 7, 14],
    ],
    [
      "with separators and milliseconds",
      ["2024-05-01_12-30-05.250.tif", "2024-05-01_12-30-05.350.tif", "2024-05-01_12-30-05.450.tif"],
      [0, 0.1, 0.2],
    ],
    ["over midnight", ["c 2024-02-29T23:59:59.png", "c 2024-03-01T00:00:01.png"], [0, 2]],
    [
      "milliseconds since 1970",
      ["1714566605250.png", "1714566605283.png", "1714566605317.png"],
      [0, 0.033, 0.067],
    ],
    ["nanoseconds since 1970", ["1714566605250000001.png", "1714566605283333334.png"], [0, 0.033_333_333]],
    ["seconds since 1970", ["f1714566605.jpg", "f1714566607.jpg", "f1714566650.jpg"], [0, 2, 45]],
    [
      "seconds with a fraction",
      ["f1714566605.25.jpg", "f1714566605.50.jpg", "f1714566606.25.jpg"],
      [0, 0.25, 1],
    ],
    ["time of day", ["v 12-59-58.png", "v 13-00-00.png", "v 13-00-02.png"], [0, 2, 4]],
    ["time of day without separators", ["v125958.png", "v130000.png", "v130012.png"], [0, 2, 14]],
    [
      "with a counter beside it",
      [
        "cam_20240301_120000123_0001.tiff",
        "cam_20240301_120000223_0002.tiff",
        "cam_20240301_120001123_0003.tiff",
      ],
      [0, 0.1, 1],
    ],
  ])("%s", ([, names, seconds]) => {
    const rule = best([...names].reverse());
    expect(rule).toMatchObject({ kind: "times", names });
    expect([...(rule.seconds ?? [])]).toEqual(seconds);
  });

  it("are the frames' own, whatever is between them", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 3, maxLength: 30 }),
        (milliseconds) => {
          const name = (ms: number): string => `cap_${1_714_566_605_000 + ms}.png`;
          const ordered = [...milliseconds].sort((a, b) => a - b);
          const rule = namingRules(milliseconds.map(name), name(milliseconds[0])).find(
            ({ kind }) => kind === "times",
          );
          expect(rule?.names).toEqual(ordered.map(name));
          expect([...(rule?.seconds ?? [])]).toEqual(ordered.map((ms) => (ms - ordered[0]) / 1000));
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("are not what only looks like one", () => {
    expect(best(numbered(50, (k) => `f${pad(k, 6)}.png`)).kind).toBe("numbers");
    expect(best(numbered(70, (k) => `f${pad(k, 6)}.png`)).kind).toBe("numbers");
    expect(best(["a20240231_120000.png", "a20240231_120001.png"]).kind).toBe("numbers");
  });

  it("do not repeat", () => {
    const names = numbered(4, (k) => `a_20240301_12000${k >> 1}_${k}.png`);
    expect(best(names).kind).toBe("numbers");
    expect(best(names).names).toEqual(names);
  });
});

describe("orders by pairs", () => {
  it.for<[string, (k: number) => readonly [string, string]]>([
    ["_a and _b", (k) => [`B${pad(k, 5)}_a.png`, `B${pad(k, 5)}_b.png`]],
    ["A and B", (k) => [`run${pad(k, 3)}A.tif`, `run${pad(k, 3)}B.tif`]],
    ["_0 and _1", (k) => [`B${pad(k, 5)}_0.bmp`, `B${pad(k, 5)}_1.bmp`]],
    ["-1 and -2", (k) => [`shot ${k}-1.png`, `shot ${k}-2.png`]],
    ["LA and LB", (k) => [`flow${pad(k, 6)}.T000.D000.LA.TIF`, `flow${pad(k, 6)}.T000.D000.LB.TIF`]],
  ])("%s", ([, pair]) => {
    const names = numbers(12, 1).flatMap(pair);
    for (const around of [null, names[0], names[5]]) {
      expect(best([...names].reverse(), around)).toMatchObject({ id: "pairs", kind: "pairs", names });
    }
  });

  it("mark a partner that is missing", () => {
    const names = numbers(6, 1).flatMap((k) => [`B${k}_a.png`, `B${k}_b.png`]);
    const rule = best(names.filter((name) => name !== "B3_b.png" && name !== "B1_a.png"));
    expect(rule.kind).toBe("pairs");
    expect(rule.names).toEqual(
      names.map((name) => (name === "B3_b.png" || name === "B1_a.png" ? null : name)),
    );
  });

  it("are not what has third ones, or a count that begins", () => {
    const three = numbers(4, 0).flatMap((k) => ["a", "b", "c"].map((mark) => `f${k}${mark}.png`));
    expect(namingRules(three, null).map(({ kind }) => kind)).not.toContain("pairs");
    expect(best(["run2_1.png", "run2_2.png"]).kind).toBe("numbers");
    expect(best(numbered(20, (k) => `run2_${k}.png`)).kind).toBe("numbers");
  });
});

describe("other orders", () => {
  it("are of names where nothing counts, with numbers by their value", () => {
    const names = ["apple.png", "Banana.png", "cherry 9b.png", "cherry 10a.png"];
    expect(best([...names].reverse())).toMatchObject({ kind: "alphabetical", names });
  });

  it("can be chosen", () => {
    const names = numbers(5, 0).flatMap((k) => [`B${k}_a.png`, `B${k}_b.png`]);
    const rules = namingRules(names, "B2_a.png");
    expect(rules.map(({ id }) => id)).toEqual(["pairs", "numbers:1", "alphabetical"]);
    expect(rules[1].names).toEqual(numbered(5, (k) => `B${k}_a.png`));
  });

  it("are of one kind of file", () => {
    const names = [...numbered(5, (k) => `a${k}.png`), ...numbered(3, (k) => `a${k}.tif`), "a2.txt"];
    expect(best(names).names).toEqual(names.slice(0, 5));
    expect(best(names, "a1.tif").names).toEqual(names.slice(5, 8));
  });

  it("are none of a picture by itself, or of one that is not there", () => {
    expect(namingRules(["a1.png"], "a1.png")).toEqual([]);
    expect(namingRules(["a1.png", "a2.png"], "a3.png")).toEqual([]);
    expect(namingRules([], null)).toEqual([]);
  });

  it("do not depend on the order in which a folder is listed", () => {
    const name = fc.stringMatching(/^[ab_]{0,2}[0-9]{0,4}[ab._]{0,2}[0-9]{0,3}\.(png|tif)$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 15 }), (names) => {
        const ids = (list: readonly string[]): unknown =>
          namingRules(list, null).map((rule) => [rule.id, rule.names]);
        expect(ids([...names].reverse())).toEqual(ids(names));
        expect(ids([...names].sort())).toEqual(ids(names));
        for (const around of names) {
          for (const rule of namingRules(names, around)) expect(rule.names).toContain(around);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
