import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../engine/testing/movies";
import { DEFAULT_SETTINGS, type Settings } from "../shared/settings";
import { SettingsService } from "./settings-service";

const folder = temporaryFolder();

it("keeps what is changed, tells of it, and has it after a restart", async () => {
  const path = join(folder, "deep", "settings.json");
  const told: Settings[] = [];
  const settings = new SettingsService(path, (now) => told.push(now));
  expect(settings.current).toEqual(DEFAULT_SETTINGS);
  await settings.change({ theme: "light" });
  await settings.change({ threads: 2, language: undefined });
  const expected = { ...DEFAULT_SETTINGS, theme: "light", threads: 2 };
  expect(settings.current).toEqual(expected);
  expect(told.at(-1)).toEqual(expected);
  expect(new SettingsService(path, () => undefined).current).toEqual(expected);
});

it("begins anew where the file is damaged, and says where it cannot be written", async () => {
  const path = join(folder, "damaged.json");
  writeFileSync(path, "{");
  expect(new SettingsService(path, () => undefined).current).toEqual(DEFAULT_SETTINGS);

  const nowhere = new SettingsService(join(path, "settings.json"), () => undefined);
  await expect(nowhere.change({ theme: "dark" })).rejects.toThrow();
  expect(nowhere.current.theme).toBe("dark");
});
