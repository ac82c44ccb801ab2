import { describe, expect, it } from "vitest";
import { PRESET_NAME_LENGTH, type ViewPreset } from "../../shared/presets";
import { initialViewSettings, presetSettingsOf } from "../stores/view-settings";
import { presetName, withoutPreset, withRenamed, withSaved } from "./preset-list";

const small = presetSettingsOf(initialViewSettings(320, 240));
const large = presetSettingsOf(initialViewSettings(3840, 2160));
const list: readonly ViewPreset[] = [
  { name: "A", settings: small },
  { name: "B", settings: small },
];
const names = (presets: readonly ViewPreset[] | null) => presets?.map(({ name }) => name);

describe("a list of presets", () => {
  it("takes new ones at the end, and others in their place", () => {
    expect(withSaved(list, "C", large)).toEqual([...list, { name: "C", settings: large }]);
    expect(withSaved(list, "A", large)).toEqual([{ name: "A", settings: large }, list[1]]);
  });

  it("gives a name to one only", () => {
    expect(names(withRenamed(list, "A", "C"))).toEqual(["C", "B"]);
    expect(withRenamed(list, "A", "A")).toBe(list);
    expect(withRenamed(list, "A", "B")).toBeNull();
    expect(withRenamed(list, "A", "")).toBeNull();
  });

  it("lets one go", () => {
    expect(names(withoutPreset(list, "A"))).toEqual(["B"]);
  });
});

it("trims names, and keeps them to their length", () => {
  expect(presetName("  Two  words ")).toBe("Two  words");
  expect(presetName("   ")).toBe("");
  expect(presetName("x".repeat(99))).toHaveLength(PRESET_NAME_LENGTH);
});
