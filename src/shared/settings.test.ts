import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, settingsChangeSchema, settingsOf } from "./settings";

describe("settings that were kept", () => {
  it("come back as they were", () => {
    const kept = { ...DEFAULT_SETTINGS, theme: "light", threads: 3, ffmpegPath: "/opt/ffmpeg" } as const;
    expect(settingsOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it("of another version count where they fit", () => {
    expect(settingsOf({ theme: "sepia", language: "zh-CN", threads: -1, later: true })).toEqual({
      ...DEFAULT_SETTINGS,
      language: "zh-CN",
    });
  });

  it.each([null, 7, "x", []])("that are damaged (%j) count as none", (kept) => {
    expect(settingsOf(kept)).toEqual(DEFAULT_SETTINGS);
  });
});

it("lets the window name no program", () => {
  expect(settingsChangeSchema.safeParse({ theme: "dark", threads: null }).success).toBe(true);
  expect(settingsChangeSchema.safeParse({ ffmpegPath: "/bin/sh" }).success).toBe(false);
});
