/** What can be put into a sentence. */
type MessageValue = string | number;

/** Sentences by name; one that says something of particular things is a function of them. */
export type Messages = Readonly<Record<string, string | ((...values: never[]) => string)>>;

/** A sentence that is not said yet, since nobody knows in which language: its name, and what it speaks of. */
export interface Message<M extends Messages> {
  readonly name: keyof M & string;
  readonly values: readonly MessageValue[];
}

/** What the sentence of a name has to be told. */
export type MessageValues<M extends Messages, N extends keyof M> = M[N] extends (
  ...values: infer V extends readonly MessageValue[]
) => string
  ? V
  : [];

/** The sentence in the language of these messages. */
export function say<M extends Messages>(messages: M, { name, values }: Message<M>): string {
  const text: Messages[string] = messages[name];
  if (typeof text === "string") return text;
  // Whoever named the message gave it the values that it takes.
  return (text as (...given: readonly MessageValue[]) => string)(...values);
}
