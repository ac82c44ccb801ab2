/** Pictures with their numbers, in rising order. */
export interface Numbered<T> {
  readonly number: number;
  readonly item: T;
}

/** What numbers say about an order. */
export interface NumberOrder<T> {
  /** In order; null where a number of the step is missing. */
  readonly items: readonly (T | null)[];
  readonly first: number;
  readonly last: number;
  /** From each to the next, where that is regular; null where the numbers give the order only. */
  readonly step: number | null;
  readonly missing: number;
  /** True when there are pictures beyond a gap that is too long for one recording. */
  readonly moreBefore: boolean;
  readonly moreAfter: boolean;
}

/** A gap longer than this is never one of frames that were lost. */
const LONGEST_GAP = 1000;
/** Two pictures are no proof of a step; these are those that people take. */
const USUAL_STEP = /^[125]0*$/;

/**
 * Reads an order from numbers, which differ. A gap that misses more frames than there are pictures separates recordings; that
 * of `around` is taken, else the one with most pictures. Where more frames would be missing than there are, or the steps have
 * nothing in common, numbers give the order alone.
 *
 * @returns null for fewer than two pictures, or two whose numbers have nothing to do with each other
 */
export function orderOfNumbers<T>(
  pictures: readonly Numbered<T>[],
  around: number | null,
): NumberOrder<T> | null {
  const all = [...pictures].sort((a, b) => a.number - b.number);
  const step = commonStep(all);
  if (step === null) return around === null || all.length > 2 ? inOrder(all) : null;
  const runs = splitAtGaps(all, step, Math.min(LONGEST_GAP, all.length));
  const taken =
    around === null ? longest(runs) : runs.findIndex((run) => run.some(({ number }) => number === around));
  const run = runs[taken];
  if (!run || run.length < 2) return null;
  const first = run[0].number;
  const last = run[run.length - 1].number;
  const slots = Math.round((last - first) / step) + 1;
  if (slots - run.length > run.length) return inOrder(all);
  const items = new Array<T | null>(slots).fill(null);
  for (const { number, item } of run) items[Math.round((number - first) / step)] = item;
  return {
    ...{ items, first, last, step, missing: slots - run.length },
    moreBefore: taken > 0,
    moreAfter: taken < runs.length - 1,
  };
}

function inOrder<T>(all: readonly Numbered<T>[]): NumberOrder<T> | null {
  if (all.length < 2) return null;
  return {
    items: all.map(({ item }) => item),
    first: all[0].number,
    last: all[all.length - 1].number,
    ...{ step: null, missing: 0, moreBefore: false, moreAfter: false },
  };
}

/** The step that most have, or one that all are multiples of; null where they have none in common. */
function commonStep(all: readonly Numbered<unknown>[]): number | null {
  const counts = new Map<number, number>();
  for (let k = 1; k < all.length; k++) {
    const step = all[k].number - all[k - 1].number;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const steps = [...counts.keys()].sort((a, b) => a - b);
  if (steps.length === 0) return null;
  if (all.length === 2) return USUAL_STEP.test(String(steps[0])) ? steps[0] : null;
  const most = Math.max(...counts.values());
  const usual = steps.find((step) => counts.get(step) === most) ?? steps[0];
  const divides = (candidate: number): boolean => steps.every((step) => step % candidate === 0);
  if (divides(usual)) return usual;
  const common = steps.reduce(greatestDivisor);
  return common > 0 ? common : null;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function splitAtGaps<T>(all: readonly Numbered<T>[], step: number, longestGap: number): Numbered<T>[][] {
  const runs: Numbered<T>[][] = [];
  for (const picture of all) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && (picture.number - last.number) / step - 1 <= longestGap) run.push(picture);
    else runs.push([picture]);
  }
  return runs;
}

function longest(runs: readonly (readonly unknown[])[]): number {
  let best = 0;
  for (const [k, run] of runs.entries()) if (run.length > runs[best].length) best = k;
  return best;
}
