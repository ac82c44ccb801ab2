import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice, type PictureNaming } from "../../../shared/movie";
import { type MovieInput, PICTURE_EXTENSIONS } from "../../ffmpeg/arguments";
import { linkPictures } from "./link-folder";
import { kindOf } from "./name-parts";
import type { NamingRule } from "./naming-rule";
import { namingRules } from "./naming-rules";
import { ruleOfPattern } from "./number-rules";
import { nameOfAll } from "./shown-name";

/** Frames per second of numbered pictures where nobody states another rate. */
export const DEFAULT_SEQUENCE_RATE = 25;

/** Pictures that make a movie. */
export interface PictureList {
  readonly input: MovieInput & { kind: "sequence" };
  /** Their paths in order; null where one is missing. */
  readonly frames: readonly (string | null)[];
  /** The first of them that is there. */
  readonly first: string;
  /** As people read it: `frame0001-0250.png`. */
  readonly name: string;
  readonly notices: readonly MovieNotice[];
  readonly naming: PictureNaming;
  readonly layout: "movie" | "pairs";
  /** Clock times that the names hold, in seconds from the first frame on, and seconds of their last digit; null where there are none. */
  readonly times: { readonly seconds: Float64Array; readonly resolution: number } | null;
}

export interface PictureListOptions {
  /** Frames per second; null for {@link DEFAULT_SEQUENCE_RATE}, or the times that names hold. */
  readonly rate: number | null;
  /** The order to take, one of {@link PictureNaming.choices}; null for the likeliest. */
  readonly namingRule: string | null;
}

/**
 * The pictures that a path means: those that belong to a picture, those of a folder, or those of a pattern such as
 * `frame%04d.png`. Null when the path means a file for itself.
 *
 * @throws KinoflowError `file-missing` when a pattern fits no file, `file-unreadable` when the folder cannot be listed,
 * `invalid-argument` when the pictures have no such order
 */
export async function findPictures(path: string, options: PictureListOptions): Promise<PictureList | null> {
  const kind = await kindOfPath(path);
  if (kind !== "folder" && !isPictureName(path)) return null;
  const folder = kind === "folder" ? path : dirname(path);
  const name = basename(path);
  if (kind === "missing") {
    const rule = await ofPattern(folder, name);
    return rule && describe(folder, [rule], rule, options);
  }
  const names = await picturesIn(folder);
  const around = kind === "folder" ? null : name;
  const rules = namingRules(names, around);
  const rule = chosen(rules, options.namingRule, around);
  return rule && describe(folder, rules, rule, options);
}

/** True for names by which pictures are called. */
export function isPictureName(path: string): boolean {
  return PICTURE_EXTENSIONS.includes(extname(path).slice(1).toLowerCase());
}

/**
 * Names of the files in a folder that are called like pictures.
 *
 * @throws KinoflowError `file-unreadable`
 */
async function picturesIn(folder: string): Promise<readonly string[]> {
  // macOS keeps what a disk cannot hold in files with a dot in front.
  return (await filesIn(folder)).filter((name) => isPictureName(name) && !name.startsWith("."));
}

/**
 * Names of the files in a folder.
 *
 * @throws KinoflowError `file-unreadable`
 */
export async function filesIn(folder: string): Promise<readonly string[]> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw failure("pictureFolderUnreadable").withDetails(
      error instanceof Error ? error.message : String(error),
    );
  }
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

async function kindOfPath(path: string): Promise<"folder" | "file" | "missing"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}

function chosen(
  rules: readonly NamingRule[],
  wanted: string | null,
  around: string | null,
): NamingRule | null {
  if (wanted !== null) {
    const rule = rules.find(({ id }) => id === wanted);
    if (rule) return rule;
    throw failure("noSuchOrder", wanted, rules.map(({ id }) => id).join(", "));
  }
  const [best] = rules;
  // A picture whose name says nothing about others is one for itself.
  return best && (around === null || best.kind !== "alphabetical") ? best : null;
}

async function ofPattern(folder: string, name: string): Promise<NamingRule | null> {
  const match = /^((?:[^%]|%%)*)%(?:0(\d))?d((?:[^%]|%%)*)$/s.exec(name);
  if (!match) return null;
  const [, before = "", digits = "1", after = ""] = match;
  const plain = (text: string): string => text.replaceAll("%%", "%");
  const rule = ruleOfPattern(await filesIn(folder), {
    before: plain(before),
    digits: Math.max(1, Number(digits)),
    after: plain(after),
  });
  if (!rule) throw failure("noSuchPictures", name);
  return rule;
}

async function describe(
  folder: string,
  rules: readonly NamingRule[],
  rule: NamingRule,
  { rate, namingRule }: PictureListOptions,
): Promise<PictureList | null> {
  const frames = await withContent(folder, rule.names);
  const first = frames.find((frame) => frame !== null);
  if (!first) return null;
  const present = rule.names.filter((name) => name !== null);
  const empty = rule.names.filter((name, k) => name !== null && frames[k] === null);
  const [head = "", last = ""] = [present[0], present[present.length - 1]];
  const notices: MovieNotice[] = [];
  const usesNames = rule.seconds !== null && rate === null;
  if (rate === null && !usesNames) notices.push(movieNotice("rateAssumed", DEFAULT_SEQUENCE_RATE));
  const run = empty.length === 0 ? rule.run : null;
  // Of a run that counts by one at the end of its names, what it is called says enough.
  const plain = rule.run !== null && /^\.[^.]*$/.test(rule.run.after);
  if (!plain || namingRule !== null) notices.push(rule.says);
  if (usesNames) notices.push(movieNotice("timesFromNames"));
  if (empty.length > 0) notices.push(movieNotice("picturesEmpty", empty.length, empty[0] ?? ""));
  if (rule.leftOut.before) notices.push(movieNotice("picturesBefore", head));
  if (rule.leftOut.after) notices.push(movieNotice("picturesAfter", last));
  return {
    input: await inputOf(folder, run, frames, rate ?? DEFAULT_SEQUENCE_RATE),
    frames,
    first,
    name: nameOfAll(head, last),
    notices,
    naming: { rule: rule.id, says: rule.says, choices: rules.map(({ id, says }) => ({ id, says })) },
    layout: rule.kind === "pairs" ? "pairs" : "movie",
    times:
      usesNames && rule.seconds && rule.resolution
        ? { seconds: rule.seconds, resolution: rule.resolution }
        : null,
  };
}

async function inputOf(
  folder: string,
  run: NamingRule["run"],
  frames: readonly (string | null)[],
  rate: number,
): Promise<PictureList["input"]> {
  if (run) {
    // ffmpeg reads the whole path as a pattern.
    const literal = (text: string): string => text.replaceAll("%", "%%");
    const pattern = join(literal(folder), `${literal(run.before)}%0${run.digits}d${literal(run.after)}`);
    return { kind: "sequence", pattern, start: run.start, rate };
  }
  const extension = kindOf(extname(frames.find((frame) => frame !== null) ?? ""));
  return {
    kind: "sequence",
    ...{ pattern: await linkPictures(frames, extension), start: 0, rate, listed: frames },
  };
}

/** Files that are looked at together. */
const BATCH = 64;

/** Paths of the pictures, null for those without content: ffmpeg ends a sequence at these. */
async function withContent(
  folder: string,
  names: readonly (string | null)[],
): Promise<readonly (string | null)[]> {
  const paths: (string | null)[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    const batch = names.slice(start, start + BATCH);
    paths.push(...(await Promise.all(batch.map((name) => (name === null ? null : pathOf(folder, name))))));
  }
  return paths;
}

async function pathOf(folder: string, name: string): Promise<string | null> {
  const path = join(folder, name);
  try {
    return (await stat(path)).size > 0 ? path : null;
  } catch {
    return null;
  }
}
