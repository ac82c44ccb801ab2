import { fuzzyMatch } from "../commands/fuzzy";

/** Something that the palette can do. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Other words by which it is found: its English name, for people who know that one. */
  readonly alias: string;
  /** Where it belongs to, in a word. */
  readonly group: string;
  readonly keys: string | null;
  run(): void;
}

export interface FoundItem {
  readonly item: PaletteItem;
  /** Places in the label of the characters that were typed. */
  readonly places: readonly number[];
}

/** The items that match what was typed, the best first; all of them, in their order, for nothing. */
export function findItems(query: string, items: readonly PaletteItem[]): readonly FoundItem[] {
  return items
    .flatMap((item) => {
      const label = fuzzyMatch(query, item.label);
      const alias = fuzzyMatch(query, item.alias);
      if (label === null && alias === null) return [];
      const score = Math.max(label?.score ?? 0, alias?.score ?? 0);
      return [{ found: { item, places: label?.places ?? [] }, score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ found }) => found);
}
