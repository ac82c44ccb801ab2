import { describe, expect, it } from "vitest";
import { rawLayoutSchema } from "../shared/contract/raw-layout";
import { rawLayoutText } from "../shared/raw-layout";
import { rawOption } from "./raw-option";

describe("--raw", () => {
  it.for([
    [
      "160x120",
      { width: 160, height: 120, bits: 8, depth: 8, channels: 1, headerBytes: 0, framesPerSecond: null },
    ],
    ["1280X1024,bits=12", { width: 1280, height: 1024, bits: 16, depth: 12, byteOrder: "little" }],
    [
      "640x512, bits=16, header=1024, gap=8, order=big, fps=500.5",
      { bits: 16, depth: 16, headerBytes: 1024, gapBytes: 8, byteOrder: "big", framesPerSecond: 500.5 },
    ],
    ["64x48,channels=3", { bits: 8, channels: 3 }],
  ] as const)("%s", ([text, expected]) => {
    const layout = rawOption(text);
    expect(layout).toMatchObject(expected);
    expect(rawLayoutSchema.parse(layout)).toEqual(layout);
    expect(rawOption(rawLayoutText(layout))).toEqual(layout);
  });

  it.for([
    ["", "begins with WIDTHxHEIGHT"],
    ["160", 'not "160"'],
    ["160x120,bit=12", "knows bits=, header=, gap=, order=, fps=, channels="],
    ["160x120,bits", 'not "bits"'],
    ["160x120,bits=twelve", "has a number after bits="],
    ["160x120,bits=17", "from 1 to 16 bits"],
    ["160x120,header=-1", "0 or more"],
    ["160x120,order=middle", "order=little or order=big"],
    ["160x120,channels=2", "channels=1"],
    ["160x120,fps=0", "greater than 0"],
    ["0x120", "from 1 to 65535"],
  ] as const)("%s is refused with a sentence", ([text, said]) => {
    expect(() => rawOption(text)).toThrow(
      expect.objectContaining({ code: "invalid-argument", message: expect.stringContaining(said) }),
    );
    expect(() => rawOption(text)).toThrow(/^[^\n]*\.$/);
  });
});
