import { create } from "zustand";
import type { ErrorValue } from "../../shared/errors";
import { type Language, type LanguageSetting, languageOf, type Texts, texts } from "../../shared/texts/texts";
import { type ErrorText, errorText } from "./error-text";

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

/** What there is to read of an error, in the language of the window. */
export function useErrorText(error: ErrorValue): ErrorText {
  return errorText(
    error,
    useLanguageStore((state) => state.language),
  );
}

/** All texts outside of React, at this moment. */
export function currentTexts(): Texts {
  return texts(useLanguageStore.getState().language);
}
