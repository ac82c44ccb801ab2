import { movieNotice } from "../../../shared/movie";
import { compareNaturally, kindOf, type NameParts, partsOf } from "./name-parts";
import { type NamingRule, plainRule } from "./naming-rule";
import { ordersOfNumbers } from "./number-rules";
import { orderOfPairs } from "./pair-rule";
import { orderOfTimes, type TimeOrder } from "./time-rule";

/**
 * The orders that the names of pictures have, the likeliest first. Empty where there are fewer than two pictures.
 *
 * @param names of the pictures of one folder, without it, in any order
 * @param around the picture that was asked for, which all orders hold; null where the folder was
 */
export function namingRules(names: readonly string[], around: string | null): readonly NamingRule[] {
  const all = [...new Set(names)].map(partsOf);
  const asked = around === null ? null : (all.find(({ name }) => name === around) ?? null);
  if (around !== null && asked === null) return [];
  const pictures = ofOneKind(all, asked).sort(compareNaturally);
  const times = orderOfTimes(pictures, asked);
  const pairs = orderOfPairs(pictures, asked);
  const numbers = ordersOfNumbers(pictures, asked);
  const alphabetical = inOrderOfNames(pictures);
  const rules: NamingRule[] = [];
  if (times && !isCount(times, numbers)) rules.push(times.rule);
  if (pairs && isLikely(pairs, pictures, numbers)) rules.push(pairs);
  // A folder is all of its pictures, a picture those that belong to it.
  const few = asked === null && numbers.length > 0 && numbers[0].names.length * 2 < pictures.length;
  if (few && alphabetical) rules.push(alphabetical);
  rules.push(...numbers);
  for (const other of [pairs, times?.rule, alphabetical]) {
    if (other && !rules.includes(other)) rules.push(other);
  }
  return withoutRepetition(rules);
}

/** The pictures with the ending of the one that was asked for, or that most have: a decoder reads one kind. */
function ofOneKind(all: readonly NameParts[], asked: NameParts | null): NameParts[] {
  const counts = new Map<string, number>();
  for (const { extension } of all) {
    const kind = kindOf(extension);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  const kind = asked
    ? kindOf(asked.extension)
    : [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).find(([, count]) => count === most)?.[0];
  return all.filter(({ extension }) => kindOf(extension) === kind);
}

/** True where what looks like clock times are numbers that count. */
function isCount({ rule, doubtful }: TimeOrder, numbers: readonly NamingRule[]): boolean {
  const [best] = numbers;
  if (!best) return false;
  const counted = best.names.filter((name) => name !== null).length;
  if (counted > rule.names.length) return true;
  return doubtful && best.run !== null && counted >= rule.names.length;
}

/** Two pictures that are marked like a pair may as well be the first ones of a count. */
function isLikely(
  pairs: NamingRule,
  pictures: readonly NameParts[],
  numbers: readonly NamingRule[],
): boolean {
  if (pairs.names.length * 2 < pictures.length && numbers.length > 0) {
    return pairs.names.length > numbers[0].names.length;
  }
  return pairs.names.length > 2 || numbers.length === 0;
}

function inOrderOfNames(pictures: readonly NameParts[]): NamingRule | null {
  if (pictures.length < 2) return null;
  const names = pictures.map(({ name }) => name);
  return plainRule({
    ...{ id: "alphabetical", kind: "alphabetical", names },
    says: movieNotice("picturesByName", names[0], names[names.length - 1]),
  });
}

/** An order that another one gives already is no choice, unless it has other times. */
function withoutRepetition(rules: readonly NamingRule[]): readonly NamingRule[] {
  const known = new Set<string>();
  return rules.filter(({ names, kind }) => {
    const key = JSON.stringify([kind === "times", kind === "pairs", names]);
    return !known.has(key) && known.add(key);
  });
}
