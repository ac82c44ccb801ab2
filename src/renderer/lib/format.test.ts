import { describe, expect, it } from "vitest";
import { en } from "../../shared/texts/en";
import { zhCN } from "../../shared/texts/zh-CN";
import {
  formatBytes,
  formatComponent,
  formatCount,
  formatDegrees,
  formatDuration,
  formatFixed,
  formatFrameRate,
  formatFrameTime,
  formatMs,
  formatNumber,
  formatPercent,
  formatReading,
  formatSigned,
  formatStageMs,
  formatTime,
  quantityText,
  timeDecimals,
} from "./format";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [1, "1.00"],
    [0.05123, "0.0512"],
    [99.96, "100"],
    [9.996, "10.0"],
    [1234.4, "1230"],
    [-0.4249, "−0.425"],
    [0.001, "0.00100"],
    [1.2e-7, "1.20×10⁻⁷"],
    [-3.25e-13, "−3.25×10⁻¹³"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [1.934, "+1.934"],
    [-0.00216, "−0.002"],
    [0.0000217, "0.000"],
    [9.9999, "+10.00"],
    [-12.345, "−12.35"],
    [Number.NaN, "–"],
  ])("writes the component %d as %s", (value, text) => {
    expect(formatComponent(value)).toBe(text);
  });

  it("never writes a negative zero", () => {
    expect(formatFixed(-0.0001, 2)).toBe("0.00");
    expect(formatFixed(-0.126, 2)).toBe("−0.13");
    expect(formatFixed(Number.NaN, 2)).toBe("–");
  });
});

describe("quantities", () => {
  it("chooses the unit of a size", () => {
    expect(quantityText(formatBytes(0))).toBe("0 B");
    expect(quantityText(formatBytes(999.4))).toBe("999 B");
    expect(quantityText(formatBytes(614_400))).toBe("614 kB");
    expect(quantityText(formatBytes(999_600))).toBe("1.00 MB");
    expect(quantityText(formatBytes(1_073_741_824))).toBe("1.07 GB");
  });

  it("chooses the unit of a duration", () => {
    expect(quantityText(formatMs(1.234))).toBe("1.23 ms");
    expect(quantityText(formatMs(5740))).toBe("5740 ms");
    expect(quantityText(formatMs(57_400))).toBe("57.4 s");
    expect(quantityText(formatMs(Number.NaN))).toBe("– ms");
  });
});

describe("stages and shares", () => {
  it.each([
    [0, "–"],
    [Number.NaN, "–"],
    [0.0004, "<0.01"],
    [0.05, "0.05"],
    [12.345, "12.35"],
    [5740.1, "5740.10"],
  ])("writes the %d ms of a stage as %s", (ms, text) => {
    expect(formatStageMs(ms)).toBe(text);
  });

  it("sets the thousands of a count apart", () => {
    expect([0, 999, 1000, 16820, 8294400].map(formatCount)).toEqual([
      ...["0", "999", "1,000", "16,820", "8,294,400"],
    ]);
    expect(formatCount(Number.NaN)).toBe("–");
  });

  it("writes shares in percent", () => {
    expect(quantityText(formatPercent(0.8734))).toBe("87.3 %");
    expect(quantityText(formatPercent(1))).toBe("100 %");
    expect(quantityText(formatPercent(Number.NaN))).toBe("– %");
  });
});

describe("times", () => {
  it("writes positions", () => {
    expect(formatTime(0)).toBe("0.000 s");
    expect(formatTime(4.1)).toBe("4.100 s");
    expect(formatTime(59.9996)).toBe("1:00.000");
    expect(formatTime(64.1)).toBe("1:04.100");
    expect(formatTime(3724.1)).toBe("1:02:04.100");
  });

  it("writes durations", () => {
    expect(formatDuration(0.42, en.common.durationUnits)).toBe("0.42 s");
    expect(formatDuration(8, en.common.durationUnits)).toBe("8.0 s");
    expect(formatDuration(59.6, en.common.durationUnits)).toBe("1 min");
    expect(formatDuration(125, en.common.durationUnits)).toBe("2 min 5 s");
    expect(formatDuration(3780, en.common.durationUnits)).toBe("1 h 3 min");
    expect(formatDuration(125, zhCN.common.durationUnits)).toBe("2 分 5 秒");
  });

  it("writes frame rates without noise", () => {
    expect(formatFrameRate(25)).toBe("25");
    expect(formatFrameRate(30000 / 1001)).toBe("29.97");
    expect(formatFrameRate(24000 / 1001)).toBe("23.976");
    expect(formatFrameRate(0)).toBe("–");
  });
});

describe("times of fast cameras", () => {
  it.for([
    [25, 3],
    [240, 3],
    [1000, 3],
    [1001, 4],
    [10_000, 4],
    [25_000, 5],
    [1_000_000, 6],
    [0, 3],
  ] as const)("differ from frame to frame at %d frames/s", ([rate, decimals]) => {
    expect(timeDecimals(rate)).toBe(decimals);
  });

  it("have as many digits as the rate needs", () => {
    const movie = { times: [0, 0.0001, 0.0002], frameRate: 10_000, variableFrameRate: false };
    const shown = [0, 1, 2].map((frame) => formatFrameTime("seconds", frame, movie));
    expect(shown).toEqual(["0.0000 s", "0.0001 s", "0.0002 s"]);
    expect(formatTime(3724.00015, 5)).toBe("1:02:04.00015");
  });
});

describe("formatFrameTime", () => {
  const ntsc = {
    times: Array.from({ length: 4000 }, (_, frame) => (frame * 1001) / 30000),
    frameRate: 30000 / 1001,
    variableFrameRate: false,
  };

  it("is in the chosen unit", () => {
    const movie = {
      times: Array.from({ length: 200 }, (_, frame) => frame / 25),
      frameRate: 25,
      variableFrameRate: false,
    };
    expect(formatFrameTime("seconds", 103, movie)).toBe("4.120 s");
    expect(formatFrameTime("timecode", 103, movie)).toBe("00:00:04:03");
    expect(formatFrameTime("frames", 103, movie)).toBe("103");
  });

  it("counts the frames of a timecode, and drops none", () => {
    expect(formatFrameTime("timecode", 29, ntsc)).toBe("00:00:00:29");
    expect(formatFrameTime("timecode", 30, ntsc)).toBe("00:00:01:00");
    expect(formatFrameTime("timecode", 3600, ntsc)).toBe("00:02:00:00");
  });

  it("makes the timecode of the time where the rate varies", () => {
    const variable = { times: [0, 3.5, 61.25], frameRate: 24, variableFrameRate: true };
    expect([0, 1, 2].map((frame) => formatFrameTime("timecode", frame, variable))).toEqual([
      "00:00:00:00",
      "00:00:03:12",
      "00:01:01:06",
    ]);
  });
});

describe("readings", () => {
  it.for([
    [0, "0.000", "0.000"],
    [-0, "0.000", "0.000"],
    [0.0004, "0.000", "0.000"],
    [-0.0004, "0.000", "0.000"],
    [0.42, "0.420", "+0.420"],
    [-0.9994, "−0.999", "−0.999"],
    [0.9996, "1.00", "+1.00"],
    [1.934, "1.93", "+1.93"],
    [9.996, "10.0", "+10.0"],
    [-12.34, "−12.3", "−12.3"],
    [99.96, "100", "+100"],
    [Number.NaN, "–", "–"],
  ] as const)("say %d as %s, and with its sign as %s", ([value, plain, signed]) => {
    expect(formatReading(value)).toBe(plain);
    expect(formatSigned(value)).toBe(signed);
  });

  it("have directions of whole degrees below 360", () => {
    expect(formatDegrees(347.7)).toBe("348°");
    expect(formatDegrees(359.6)).toBe("0°");
    expect(formatDegrees(Number.NaN)).toBe("–");
  });
});
