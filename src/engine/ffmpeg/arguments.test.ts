import { expect, it } from "vitest";
import { decodeArguments, parseX264Build } from "./arguments";

const hex = (text: string): string => Buffer.from(text, "latin1").toString("hex");
const line = (data: string): string => `[Parsed_showinfo_0 @ 0x55d0] [info] User Data=${data}`;

it("reads the build of x264 from what showinfo tells of a frame", () => {
  expect(parseX264Build(line(hex("x264 - core 148 r2643 5c65704 - H.264/MPEG-4 AVC codec")))).toBe(148);
  expect(parseX264Build(line(hex("x265 (build 199) - 3.5")))).toBeNull();
  expect(parseX264Build("[Parsed_showinfo_0 @ 0x55d0] [info] n:   0 pts:      0")).toBeNull();
});

it("tells a decoder that jumps which x264 made the stream, and only that one", () => {
  const request = {
    input: { kind: "file", path: "a.mp4" },
    ...{ stream: 0, deinterlace: false, checksums: false, frameSize: null, x264Build: 148, threads: null },
  } as const;
  expect(decodeArguments({ ...request, from: 8.4 }).join(" ")).toContain("-x264_build 148 ");
  expect(decodeArguments({ ...request, from: null })).not.toContain("-x264_build");
});
