import { movieNotice } from "../../../shared/movie";
import { compareNaturally, kindOf, type NameParts } from "./name-parts";
import { type NamingRule, plainRule } from "./naming-rule";

/** How the two frames of a pair are told apart: what holds a mark, the first one's and the second one's. */
const MARKS: readonly (readonly [RegExp, string, string])[] = [
  // B00001_a, B00001A, run.T000.LA (of the left camera of two): a letter by itself behind a number or a separator.
  [/^(?<stem>(?:.*(?:\d|[-_. ][LR]?))?)(?<mark>[a-z])$/s, "a", "b"],
  [/^(?<stem>(?:.*(?:\d|[-_. ][LR]?))?)(?<mark>[A-Z])$/s, "A", "B"],
  [/^(?<stem>.*\d.*[-_. ])(?<mark>\d+)$/s, "0", "1"],
  [/^(?<stem>.*\d.*[-_. ])(?<mark>\d+)$/s, "1", "2"],
];

/** One of them may be missing. */
interface Pair {
  first?: NameParts;
  second?: NameParts;
}

/**
 * Pictures of a double-frame camera: nearly every name is there with both of two marks at its end. Where one is missing, its frame is.
 *
 * @param around a name that has to be one of them
 */
export function orderOfPairs(pictures: readonly NameParts[], around: NameParts | null): NamingRule | null {
  let best: readonly Pair[] = [];
  for (const mark of MARKS) {
    const pairs = pairsOf(pictures, mark);
    const holds =
      !around ||
      pairs.some(({ first, second }) => first?.name === around.name || second?.name === around.name);
    if (holds && pairs.length > best.length) best = pairs;
  }
  const whole = best.find(({ first, second }) => first && second);
  if (!whole?.first || !whole.second) return null;
  return plainRule({
    ...{ id: "pairs", kind: "pairs" },
    says: movieNotice("picturesInPairs", best.length, whole.first.name, whole.second.name),
    names: best.flatMap(({ first, second }) => [first?.name ?? null, second?.name ?? null]),
  });
}

function pairsOf(
  pictures: readonly NameParts[],
  [pattern, firstMark, secondMark]: (typeof MARKS)[number],
): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  let marked = 0;
  for (const parts of pictures) {
    const stem = parts.name.slice(0, parts.name.length - parts.extension.length);
    const found = pattern.exec(stem)?.groups;
    if (found?.stem === undefined) continue;
    marked++;
    const which = found.mark === firstMark ? "first" : found.mark === secondMark ? "second" : null;
    if (which === null) continue;
    const key = `${found.stem}\0${kindOf(parts.extension)}`;
    const pair = pairs.get(key) ?? {};
    pair[which] = parts;
    pairs.set(key, pair);
  }
  const whole = [...pairs.values()].filter(({ first, second }) => first && second);
  // Where many lack a partner, or there are third ones, the marks mean something else.
  if (whole.length * 8 < marked * 3) return [];
  const name = ({ first, second }: Pair): NameParts => first ?? second ?? pictures[0];
  return [...pairs.values()].sort((a, b) => compareNaturally(name(a), name(b)));
}
