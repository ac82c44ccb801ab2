import type { Stats } from "node:fs";
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "../cache-folder";

/** What a program said of itself when it was asked, and what its file was like then. */
interface KnownTool {
  readonly size: number;
  readonly mtimeMs: number;
  /** Changes with the rights of the file too, and cannot be set. */
  readonly ctimeMs: number;
  readonly version: string;
}

/** More than anybody has: what is beyond was asked longest ago. */
const MOST = 50;

/**
 * The versions of programs that were asked for them before, which takes longer than all else at the start. A program is known as
 * long as its file is what it was. Kept in a file of the cache, which is replaced as a whole; where it is damaged, nothing is
 * known, and where it cannot be written, nothing is remembered.
 */
export class KnownTools {
  readonly #path: string;
  readonly #tools: Map<string, KnownTool>;

  constructor(folder = cacheFolder()) {
    this.#path = join(folder, "tools.json");
    this.#tools = new Map(Object.entries(read(this.#path)).filter(isKnownTool));
  }

  /** The version of a program whose file is like this; null where it has to be asked. */
  versionOf(path: string, { size, mtimeMs, ctimeMs }: Stats): string | null {
    const known = this.#tools.get(path);
    const isSame = known?.size === size && known.mtimeMs === mtimeMs && known.ctimeMs === ctimeMs;
    return isSame ? known.version : null;
  }

  /** Remembers what a program said whose file is like this. */
  add(path: string, { size, mtimeMs, ctimeMs }: Stats, version: string): void {
    // What a script or a launcher of other programs says may change without it: it may start anything.
    if (isScript(path) || !isOwnName(path)) return;
    this.#tools.delete(path);
    this.#tools.set(path, { size, mtimeMs, ctimeMs, version });
    this.#write();
  }

  /** Forgets programs that do not run any more, though their files are what they were. */
  forget(...paths: readonly string[]): void {
    if (paths.filter((path) => this.#tools.delete(path)).length > 0) this.#write();
  }

  #write(): void {
    const draft = `${this.#path}.${process.pid}.partial`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(draft, JSON.stringify(Object.fromEntries([...this.#tools].slice(-MOST))));
      renameSync(draft, this.#path);
    } catch {
      // No room, no permission: the next start asks again.
      removeIfThere(draft);
    }
  }
}

function read(path: string): object {
  try {
    const told: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof told === "object" && told !== null ? told : {};
  } catch {
    return {};
  }
}

function isKnownTool(entry: [string, unknown]): entry is [string, KnownTool] {
  const [, told] = entry;
  if (typeof told !== "object" || told === null) return false;
  const { size, mtimeMs, ctimeMs, version } = told as Record<keyof KnownTool, unknown>;
  return (
    [size, mtimeMs, ctimeMs].every((number) => typeof number === "number") && typeof version === "string"
  );
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is not even a folder for it.
  }
}

/** False for a link to a program of another name, which starts one by the name of the link. */
function isOwnName(path: string): boolean {
  try {
    return /^ff(mpeg|probe)/i.test(basename(realpathSync(path)));
  } catch {
    return false;
  }
}

function isScript(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const head = new Uint8Array(2);
      readSync(file, head);
      return head[0] === 0x23 && head[1] === 0x21;
    } finally {
      closeSync(file);
    }
  } catch {
    return true;
  }
}
