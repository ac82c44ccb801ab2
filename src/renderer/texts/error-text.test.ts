import { describe, expect, it } from "vitest";
import { failure, fromErrorValue, KinoflowError, toErrorValue } from "../../shared/errors";
import { errorText } from "./error-text";

describe("errorText", () => {
  it("says in each language what failed, after it came through a thread or process", () => {
    const error = fromErrorValue(
      toErrorValue(failure("frameUndecodable", 7).withDetails("moov atom not found")),
    );
    const value = toErrorValue(error);
    expect(value.code).toBe("frame-missing");
    expect(errorText(value, "en")).toEqual({
      sentence: "Frame 7 cannot be decoded: the movie is damaged or cut off there. Go to another frame.",
      details: "moov atom not found",
    });
    expect(errorText(value, "zh-CN")).toEqual({
      sentence: "第 7 帧无法解码：影片在此处已损坏或被截断。请转到其他帧。",
      details: "moov atom not found",
    });
  });

  it("says what the code does where the sentence is English, and keeps the sentence in the details", () => {
    const value = toErrorValue(
      new KinoflowError("invalid-argument", "Of 2 bands there is none with the number 3."),
    );
    expect(errorText(value, "en").sentence).toBe("Of 2 bands there is none with the number 3.");
    expect(errorText(value, "zh-CN")).toEqual({
      sentence: "Kinoflow 无法完成所要求的操作。",
      details: "Of 2 bands there is none with the number 3.",
    });
    expect(errorText(toErrorValue(new RangeError("no")), "zh-CN").details).toContain("RangeError: no");
  });
});
