import { movieNotice } from "../../../shared/movie";
import { MOST_DIGITS, type NameParts, partsOf } from "./name-parts";
import { type NamingRule, type NumberRun, plainRule } from "./naming-rule";
import { type NumberOrder, orderOfNumbers } from "./number-order";

/** Numbers that ffmpeg counts. */
const MOST_COUNTED = 2 ** 31 - 1;

/**
 * Orders by one number of names that differ in that alone (`run2_0010_cam1.png` by its second), and by numbers with
 * decimals. Those with most pictures come first, of equal ones the last number.
 *
 * @param around a name that has to be one of them; null takes those of which there are most
 */
export function ordersOfNumbers(
  pictures: readonly NameParts[],
  around: NameParts | null,
): readonly NamingRule[] {
  const runs = pictures.reduce((most, { digits }) => Math.max(most, digits.length), 0);
  const rules: NamingRule[] = [];
  for (let run = runs - 1; run >= 0; run--) {
    const rule = orderOfRun(pictures, around, run);
    if (rule) rules.push(rule);
  }
  for (let run = runs - 2; run >= 0; run--) {
    const rule = orderOfDecimals(pictures, around, run);
    if (rule) rules.push(rule);
  }
  return rules.sort((a, b) => found(b) - found(a));
}

function found({ names }: NamingRule): number {
  return names.filter((name) => name !== null).length;
}

/**
 * The pictures that one number counts while others rise with it, as clock times do that say seconds alone; null where it does
 * not tell them apart, or the others say another order.
 */
function countedBy(
  pictures: readonly NameParts[],
  around: NameParts | null,
  run: number,
): readonly NameParts[] | null {
  const group = groupBy(pictures, around, 0, Number.POSITIVE_INFINITY);
  const [head] = group;
  if (!head || run >= head.digits.length || head.digits[run].length > MOST_DIGITS) return null;
  const ordered = group
    .filter(({ digits }) => digits[run].length <= MOST_DIGITS)
    .sort((a, b) => Number(a.digits[run]) - Number(b.digits[run]));
  const rises = ordered.every((parts, k) => {
    const previous = ordered[k - 1]?.digits;
    if (!previous) return true;
    return parts.digits.every((digits, other) => {
      const [from, to] = [Number(previous[other]), Number(digits)];
      return other === run ? to > from : to >= from;
    });
  });
  return rises ? ordered : null;
}

/** The pictures that differ in nothing but the runs of digits from `run` to `run + count`. */
function groupBy(
  pictures: readonly NameParts[],
  around: NameParts | null,
  run: number,
  count: number,
): readonly NameParts[] {
  const keyOf = ({ template, digits }: NameParts): string =>
    JSON.stringify([template, ...digits.slice(0, run), ...digits.slice(run + count)]);
  const all = count === Number.POSITIVE_INFINITY;
  const usable = ({ digits }: NameParts): boolean =>
    all || (digits.length >= run + count && digits.slice(run, run + count).join("").length <= MOST_DIGITS);
  if (around) {
    if (!usable(around)) return [];
    const key = keyOf(around);
    return pictures.filter((parts) => usable(parts) && keyOf(parts) === key);
  }
  const groups = new Map<string, NameParts[]>();
  for (const parts of pictures) {
    if (!usable(parts)) continue;
    const key = keyOf(parts);
    const group = groups.get(key);
    if (group) group.push(parts);
    else groups.set(key, [parts]);
  }
  let best: readonly NameParts[] = [];
  for (const group of groups.values()) if (group.length > best.length) best = group;
  return best;
}

function orderOfRun(
  pictures: readonly NameParts[],
  around: NameParts | null,
  run: number,
): NamingRule | null {
  const group = countedBy(pictures, around, run) ?? groupBy(pictures, around, run, 1);
  if (group.length < 2) return null;
  let best: { order: NumberOrder<NameParts>; width: number } | null = null;
  // "1000" may follow on "999" or on "0999": the way to count that finds more is the one that is meant.
  for (const width of widthsOf(group, around, run)) {
    const counted = group.filter(({ digits }) => digits[run] === written(Number(digits[run]), width));
    const order = orderOfNumbers(
      counted.map((item) => ({ number: Number(item.digits[run]), item })),
      around && Number(around.digits[run]),
    );
    if (order && countOf(order) > (best ? countOf(best.order) : 0)) best = { order, width };
  }
  return best && describe(`numbers:${run + 1}`, best.order, countable(best.order, best.width, run));
}

function written(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

function countOf({ items, missing }: NumberOrder<unknown>): number {
  return items.length - missing;
}

/** The least numbers of digits that the names may have, larger ones first. */
function widthsOf(group: readonly NameParts[], around: NameParts | null, run: number): readonly number[] {
  const padded = (text: string): boolean => text.length > 1 && text.startsWith("0");
  const lengths = new Set([
    1,
    ...group
      .map(({ digits }) => digits[run])
      .filter(padded)
      .map(({ length }) => length),
  ]);
  const own = around?.digits[run];
  return [...lengths]
    .filter((width) => own === undefined || own === written(Number(own), width))
    .sort((a, b) => b - a);
}

/** How ffmpeg may count the pictures, where it may: by one, all there, and called in one way. */
function countable(
  { items, first, last, step, missing }: NumberOrder<NameParts>,
  digits: number,
  run: number,
): NumberRun | null {
  const [head] = items;
  if (!head || step !== 1 || missing > 0 || last > MOST_COUNTED) return null;
  let before = head.texts[0];
  for (let k = 0; k < run; k++) before += head.digits[k] + head.texts[k + 1];
  const after = head.name.slice(before.length + head.digits[run].length);
  // An ending in other letters (.PNG) is another name.
  const alike = items.every((item, k) => item?.name === `${before}${written(first + k, digits)}${after}`);
  return alike ? { before, after, digits, start: first } : null;
}

/**
 * The order of the pictures that a pattern means, in the numbers that stand in its place; the first recording where there are
 * several, for it is where such a pattern begins. Null where there is no picture.
 */
export function ruleOfPattern(
  names: readonly string[],
  { before, digits, after }: Omit<NumberRun, "start">,
): NamingRule | null {
  const pictures = names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => ({ name, text: name.slice(before.length, name.length - after.length) }))
    .filter(({ text }) => /^\d+$/.test(text) && text.length <= MOST_DIGITS)
    .filter(({ text }) => text === written(Number(text), digits))
    .map(({ name, text }) => ({ number: Number(text), item: partsOf(name) }));
  if (pictures.length === 0) return null;
  const start = pictures.reduce((least, { number }) => Math.min(least, number), Number.POSITIVE_INFINITY);
  const order = orderOfNumbers(pictures, start);
  if (order) {
    const counted = order.step === 1 && order.missing === 0 && order.last <= MOST_COUNTED;
    return describe("numbers", order, counted ? { before, digits, after, start: order.first } : null);
  }
  const name = `${before}${written(start, digits)}${after}`;
  const leftOut = { before: false, after: pictures.length > 1 };
  const says = movieNotice("picturesByNumber", name, name, 1);
  return plainRule({
    ...{ id: "numbers", kind: "numbers", says, names: [name], leftOut },
    run: start <= MOST_COUNTED ? { before, digits, after, start } : null,
  });
}

/** Numbers with decimals, `t0.960`, `t1.000`, which go on where the part before the point changes. */
function orderOfDecimals(
  pictures: readonly NameParts[],
  around: NameParts | null,
  run: number,
): NamingRule | null {
  const group = groupBy(pictures, around, run, 2).filter(({ texts }) => texts[run + 1] === ".");
  const whole = new Set(group.map(({ digits }) => digits[run]));
  const decimals = new Set(group.map(({ digits }) => digits[run + 1].length));
  if (whole.size < 2 || decimals.size !== 1) return null;
  const order = orderOfNumbers(
    group.map((item) => ({ number: Number(item.digits[run] + item.digits[run + 1]), item })),
    around && Number(around.digits[run] + around.digits[run + 1]),
  );
  // What is written before the point may be anything else, where the number does not go on.
  if (!order || order.step === null || order.missing * 4 > countOf(order)) return null;
  const [places = 0] = decimals;
  return describe(`numbers:${run + 1}.${run + 2}`, { ...order, step: order.step / 10 ** places }, null);
}

function describe(id: string, order: NumberOrder<NameParts>, run: NumberRun | null): NamingRule {
  const { items, step, missing, moreBefore, moreAfter } = order;
  const names = items.map((item) => item?.name ?? null);
  const ends = [names[0] ?? "", names[names.length - 1] ?? ""] as const;
  const says =
    step === null
      ? movieNotice("picturesInOrder", ...ends)
      : missing > 0
        ? movieNotice("picturesWithGaps", ...ends, step, missing)
        : movieNotice("picturesByNumber", ...ends, step);
  return plainRule({
    ...{ id, kind: "numbers", says, names, run },
    leftOut: { before: moreBefore, after: moreAfter },
  });
}
