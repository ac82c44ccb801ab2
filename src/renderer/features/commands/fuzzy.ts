/** How well a text matches what was typed, and where. */
export interface Match {
  /** More is better; comparable between texts for one query. */
  readonly score: number;
  /** Places in the text of the characters that were typed, rising. */
  readonly places: readonly number[];
}

const AT_WORD_START = 8;
const IN_A_ROW = 5;
const FIRST_OF_TEXT = 4;

/**
 * Finds the characters of a query in a text in their order, whatever stands between them; null when they are not all
 * there. Beginnings of words and characters in a row count for more, long texts a little less.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = [...query.toLowerCase()].filter((character) => character.trim() !== "");
  const characters = [...text.toLowerCase()];
  if (wanted.length === 0) return { score: 0, places: [] };
  // best[i]: the best way to place the characters up to the present one with the last of them at i.
  let best: readonly (Match | null)[] = characters.map((character, place) =>
    character === wanted[0] ? { score: worth(characters, place), places: [place] } : null,
  );
  for (const character of wanted.slice(1)) best = extend(best, characters, character);
  const found = best.reduce((one, other) => better(one, other), null);
  return found && { ...found, score: found.score - characters.length / 100 };
}

function extend(
  best: readonly (Match | null)[],
  characters: readonly string[],
  wanted: string,
): readonly (Match | null)[] {
  let before: Match | null = null;
  return characters.map((character, place) => {
    const previous = place > 0 ? (best[place - 1] ?? null) : null;
    const inRow: Match | null = previous && { ...previous, score: previous.score + IN_A_ROW };
    before = better(before, previous);
    if (character !== wanted) return null;
    const onto = better(inRow, before);
    return onto && { score: onto.score + worth(characters, place), places: [...onto.places, place] };
  });
}

function better(one: Match | null, other: Match | null): Match | null {
  if (one === null || other === null) return one ?? other;
  return other.score > one.score ? other : one;
}

function worth(characters: readonly string[], place: number): number {
  if (place === 0) return 1 + AT_WORD_START + FIRST_OF_TEXT;
  return /[\s\-–:;,.(/“]/.test(characters[place - 1] ?? "") ? 1 + AT_WORD_START : 1;
}
