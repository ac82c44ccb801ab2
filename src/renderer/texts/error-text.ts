import type { ErrorValue } from "../../shared/errors";
import { say } from "../../shared/texts/message";
import { type Language, texts } from "../../shared/texts/texts";

/** What there is to read of an error. */
export interface ErrorText {
  readonly sentence: string;
  /** What a developer would want to see; absent where there is nothing. */
  readonly details: string | undefined;
}

/**
 * An error in a language. Where its sentence is known in English only, other languages say what its code does, and the
 * sentence is among the details.
 */
export function errorText({ code, message, said, details }: ErrorValue, language: Language): ErrorText {
  if (language === "en") return { sentence: message, details };
  const { codes, failures } = texts(language).errors;
  if (said !== undefined) return { sentence: say(failures, said), details };
  return { sentence: codes[code], details: details === undefined ? message : `${message}\n${details}` };
}
