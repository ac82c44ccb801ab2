import { fuzzyMatch } from "../commands/fuzzy";

/** Something that the palette can do. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Other words by which it is found: its English name, for people who know that one, and synonyms. */
  readonly alias: string;
  /** Where it belongs to, in a word. */
  readonly group: string;
  readonly keys: string | null;
  /** Why it cannot be done now, in a few words; null where it can. */
  readonly obstacle: string | null;
  run(): void;
}

export interface FoundItem {
  readonly item: PaletteItem;
  /** Places in the label of the characters that were typed. */
  readonly places: readonly number[];
}

/** How well what was typed, in words of small letters, matches a text: all of a word, its beginning, something within it; 0 where they do not. */
function wordsRank(query: readonly string[], text: string): number {
  const lower = text.toLowerCase();
  const words = lower.split(/[^\p{L}\p{N}]+/u);
  const ranks = query.map((typed) => {
    if (words.includes(typed)) return 3;
    if (words.some((word) => word.startsWith(typed))) return 2;
    return lower.includes(typed) ? 1 : 0;
  });
  return Math.min(...ranks);
}

/**
 * The items that match what was typed, the best first; all of them, in their order, for nothing. Whole words come before
 * beginnings of words, and these before what is within a word; the label counts more than other words. Letters that are
 * only scattered over a text count where nothing else is found.
 */
export function findItems(query: string, items: readonly PaletteItem[]): readonly FoundItem[] {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return items.map((item) => ({ item, places: [] }));
  const asked = typed.join(" ");
  const matches = items.flatMap((item) => {
    const label = fuzzyMatch(asked, item.label);
    const alias = fuzzyMatch(asked, item.alias);
    const inLabel = wordsRank(typed, item.label);
    const rank = Math.max(inLabel, wordsRank(typed, `${item.label} ${item.alias}`));
    if (label === null && alias === null && rank === 0) return [];
    const score = Math.max(label?.score ?? 0, rank > 0 ? 0 : (alias?.score ?? 0));
    // Scattered letters of the label are no reason where other words were found.
    const places = rank === 0 || inLabel > 0 ? (label?.places ?? []) : [];
    // Over the many other words of an item some letters are always scattered.
    const scattered = rank === 0 && label === null;
    return [{ found: { item, places }, rank, inLabel, scattered, score }];
  });
  const byWords = matches.filter(({ rank }) => rank > 0);
  return (byWords.length > 0 ? byWords : matches)
    .sort(
      (one, other) =>
        other.rank - one.rank ||
        other.inLabel - one.inLabel ||
        Number(one.scattered) - Number(other.scattered) ||
        Number(other.found.item.obstacle === null) - Number(one.found.item.obstacle === null) ||
        other.score - one.score,
    )
    .map(({ found }) => found);
}
