import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { type MovieInput, PICTURE_EXTENSIONS } from "../../ffmpeg/arguments";

/** Frames per second of numbered pictures where nobody states another rate. */
export const DEFAULT_SEQUENCE_RATE = 25;
/** Limits of that rate. */
export const SEQUENCE_RATE = { min: 0.01, max: 1000, integer: false } as const;

/** Numbered pictures that make a movie. */
export interface ImageSequence {
  readonly input: MovieInput;
  /** Path of the first picture. */
  readonly first: string;
  /** As people read it: `frame0001-0250.png`. */
  readonly name: string;
  readonly notices: readonly MovieNotice[];
}

/** How the numbered pictures of a folder are called; `digits` is the least number of digits, with leading zeros. */
interface Naming {
  readonly folder: string;
  readonly before: string;
  readonly digits: number;
  readonly after: string;
}

/**
 * The numbered pictures that a path means: those around a picture that is one of several, or those of a pattern such as
 * `frame%04d.png`. They reach from gap to gap in the numbers. Null when the path means a file for itself.
 *
 * @param rate frames per second; null for {@link DEFAULT_SEQUENCE_RATE}
 * @throws KinoflowError `file-missing` when a pattern fits no file, `file-unreadable` when the folder cannot be listed
 */
export async function findSequence(path: string, rate: number | null): Promise<ImageSequence | null> {
  const extension = extname(path).slice(1).toLowerCase();
  if (!PICTURE_EXTENSIONS.includes(extension)) return null;
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const found = exists ? await aroundPicture(path) : await ofPattern(path);
  return found && describe(found, rate);
}

interface Found {
  readonly naming: Naming;
  readonly start: number;
  readonly end: number;
  /** True when there are pictures before, and after, a gap in the numbers. */
  readonly moreBefore: boolean;
  readonly moreAfter: boolean;
}

async function aroundPicture(path: string): Promise<Found | null> {
  const name = basename(path);
  const match = /^(.*?)(\d{1,9})(\.[^.]*)$/s.exec(name);
  if (!match) return null;
  const [, before = "", digits = "", after = ""] = match;
  const names = await namesIn(dirname(path));
  // "1000" may follow on "999" or on "0999": the way to count that finds more is the one that is meant.
  const least = digits.startsWith("0") ? digits.length : 1;
  let best: Found | null = null;
  for (let length = digits.length; length >= least; length--) {
    const naming = { folder: dirname(path), before, digits: length, after };
    const found = runAround(naming, numbersOf(naming, names), Number(digits));
    if (found && found.end - found.start > (best ? best.end - best.start : 0)) best = found;
  }
  return best;
}

async function ofPattern(path: string): Promise<Found | null> {
  const name = basename(path);
  const match = /^((?:[^%]|%%)*)%(?:0(\d))?d((?:[^%]|%%)*)$/s.exec(name);
  if (!match) return null;
  const [, before = "", digits = "1", after = ""] = match;
  const plain = (text: string): string => text.replaceAll("%%", "%");
  const naming = {
    folder: dirname(path),
    before: plain(before),
    digits: Math.max(1, Number(digits)),
    after: plain(after),
  };
  const numbers = numbersOf(naming, await namesIn(naming.folder));
  const [first] = numbers;
  if (first === undefined) {
    throw failure("noSuchPictures", name);
  }
  return runAround(naming, numbers, first);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw failure("pictureFolderUnreadable").withDetails(
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** The numbers that pictures have, in order. */
function numbersOf(naming: Naming, names: readonly string[]): readonly number[] {
  const { before, after } = naming;
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => ({ name, text: name.slice(before.length, name.length - after.length) }))
    .filter(({ text }) => /^\d{1,9}$/.test(text))
    .map(({ name, text }) => ({ name, number: Number(text) }))
    .filter(({ name, number }) => name === nameOf(naming, number))
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

function runAround(naming: Naming, numbers: readonly number[], number: number): Found | null {
  const at = numbers.indexOf(number);
  if (at === -1) return null;
  let [first, last] = [at, at];
  while (first > 0 && numbers[first - 1] === numbers[first] - 1) first--;
  while (last + 1 < numbers.length && numbers[last + 1] === numbers[last] + 1) last++;
  return {
    naming,
    start: numbers[first],
    end: numbers[last],
    moreBefore: first > 0,
    moreAfter: last + 1 < numbers.length,
  };
}

function numberText({ digits }: Naming, number: number): string {
  return String(number).padStart(digits, "0");
}

function nameOf(naming: Naming, number: number): string {
  return `${naming.before}${numberText(naming, number)}${naming.after}`;
}

function describe({ naming, start, end, moreBefore, moreAfter }: Found, rate: number | null): ImageSequence {
  const { folder, before, digits, after } = naming;
  const first = join(folder, nameOf(naming, start));
  const notices: MovieNotice[] = [];
  if (rate === null) {
    notices.push(movieNotice("rateAssumed", DEFAULT_SEQUENCE_RATE));
  }
  if (moreBefore) {
    notices.push(movieNotice("picturesBefore", nameOf(naming, start)));
  }
  if (moreAfter) {
    notices.push(movieNotice("picturesAfter", nameOf(naming, end)));
  }
  // ffmpeg reads the whole path as a pattern.
  const literal = (text: string): string => text.replaceAll("%", "%%");
  const pattern = join(literal(folder), `${literal(before)}%0${digits}d${literal(after)}`);
  const single = start === end;
  return {
    input: { kind: "sequence", pattern, start, rate: rate ?? DEFAULT_SEQUENCE_RATE },
    first,
    name: single
      ? nameOf(naming, start)
      : `${before}${numberText(naming, start)}-${numberText(naming, end)}${after}`,
    notices,
  };
}
