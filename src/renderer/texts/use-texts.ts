import { create } from "zustand";
import { type Language, type LanguageSetting, languageOf, type Texts, texts } from "../../shared/texts/texts";

/** The language of the window. */
export const useLanguageStore = create<{ readonly language: Language }>()(() => ({ language: "en" }));

/** Has the window speak the language of a setting from now on. */
export function speak(setting: LanguageSetting): void {
  const language = languageOf(setting, navigator.language);
  document.documentElement.lang = language;
  useLanguageStore.setState({ language });
}

/** Everything that the window says, in its language; a component that uses it speaks the new one when it changes. */
export function useTexts(): Texts {
  return texts(useLanguageStore((state) => state.language));
}

/** The same outside of React, at this moment. */
export function currentTexts(): Texts {
  return texts(useLanguageStore.getState().language);
}
