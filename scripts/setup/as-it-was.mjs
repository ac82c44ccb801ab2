import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkoutCache } from "./places.mjs";

/*
 * What the last set-up that found all in order has looked at. While that is as it was, the next one need not look closer, which
 * takes longer than the command line itself.
 */

const VARIABLES = ["PATH", "FFMPEG_BIN", "FFPROBE_BIN"];

const stampOf = (scope) => join(checkoutCache, `as-it-was-${scope}.json`);

/** True when all that `scope` was found to need is as it was then. */
export function isAsItWas(scope, stamp = stampOf(scope)) {
  try {
    const { surroundings, files } = JSON.parse(readFileSync(stamp, "utf8"));
    return surroundings === surroundingsOf() && files.every(([path, state]) => stateOf(path) === state);
  } catch {
    return false;
  }
}

/** Remembers how these files and folders are. */
export function rememberAsItIs(scope, paths, stamp = stampOf(scope)) {
  const files = paths.map((path) => [path, stateOf(path)]);
  const draft = `${stamp}.${process.pid}`;
  try {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(draft, JSON.stringify({ surroundings: surroundingsOf(), files }));
    renameSync(draft, stamp);
  } catch {
    // A folder that cannot be written: the next set-up looks again.
  }
}

function surroundingsOf() {
  return [process.version, ...VARIABLES.map((name) => `${name}=${process.env[name] ?? ""}`)].join("\n");
}

/** "" of what is not there. */
function stateOf(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  return entry ? `${entry.mtimeMs} ${entry.size}` : "";
}
