import type { LANGUAGES } from "../settings";
import { en, type Texts } from "./en";
import { zhCN } from "./zh-CN";

export type { Texts } from "./en";

/** A language that Kinoflow speaks, as BCP 47 names it. */
export type Language = Exclude<LanguageSetting, "system">;

export type LanguageSetting = (typeof LANGUAGES)[number];

const CATALOGUES: Readonly<Record<Language, Texts>> = { en, "zh-CN": zhCN };

/** Languages by the names that their speakers have for them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "简体中文" };

/** Everything that is said in a language. */
export function texts(language: Language): Texts {
  return CATALOGUES[language];
}

/**
 * The language of a setting.
 * @param locale of the desktop, in BCP 47; every kind of Chinese gets the Chinese that there is
 */
export function languageOf(setting: LanguageSetting, locale: string): Language {
  if (setting !== "system") return setting;
  return /^zh\b/i.test(locale) ? "zh-CN" : "en";
}
