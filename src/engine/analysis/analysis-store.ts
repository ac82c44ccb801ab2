import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Turns } from "../../shared/turns";
import { writeFileAtomically } from "../field-io/atomic-file";
import { decodeAnalysis, encodeAnalysis } from "./analysis-file";
import { mergeRows, type PackedRows } from "./packed-rows";

/** Bytes of all files together, unless somebody says otherwise: movies of about 11 hours at 25 frames per second. */
const DEFAULT_MAX_BYTES = 64 * 2 ** 20;
const ENDING = ".kfa";
/** What a crash left half-written is certainly not being written any more after this long. */
const ABANDONED_MS = 3600_000;

/**
 * Keeps the results of analyses in a folder, one file for each key of {@link analysisKey}. The folder may be deleted at
 * any time: it holds nothing that cannot be computed again, so what cannot be read counts as unknown, and what cannot
 * be written is left out.
 */
export class AnalysisStore {
  /** One thing at a time, so that two additions to the same file both stay. */
  readonly #turns = new Turns();
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes = DEFAULT_MAX_BYTES) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /**
   * What is known; null when nothing is.
   *
   * @param columns numbers a row, of what the key names
   */
  load(key: string, columns?: number): Promise<PackedRows | null> {
    return this.#turns.take(async () => {
      const rows = await this.#read(key, columns);
      // The times say what was used when; where they cannot be set, files merely leave in another order.
      const now = new Date();
      if (rows) await utimes(this.#path(key), now, now).catch(() => undefined);
      return rows;
    });
  }

  /** Adds rows to what is kept already. False when they could not be kept. */
  add(key: string, rows: PackedRows, columns?: number): Promise<boolean> {
    return this.#turns.take(async () => {
      const known = await this.#read(key, columns);
      const bytes = encodeAnalysis(key, mergeRows(known ? [known, rows] : [rows], columns), columns);
      if (bytes.length > this.#maxBytes) return false;
      try {
        await mkdir(this.#folder, { recursive: true });
        await this.#makeRoom(key, bytes.length);
        await writeFileAtomically(this.#path(key), bytes);
        return true;
      } catch {
        return false;
      }
    });
  }

  #path(key: string): string {
    return join(this.#folder, `${key}${ENDING}`);
  }

  async #read(key: string, columns: number | undefined): Promise<PackedRows | null> {
    try {
      return decodeAnalysis(key, await readFile(this.#path(key)), columns);
    } catch {
      return null;
    }
  }

  /** Removes what has not been used for longest until a file of `bytes` fits in, and what a crash left behind. */
  async #makeRoom(key: string, bytes: number): Promise<void> {
    const own = `${key}${ENDING}`;
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(ENDING) && name !== own);
    const files = (await Promise.all(names.map((name) => this.#describe(name)))).filter(
      (file) => file !== null,
    );
    files.sort((a, b) => b.usedAt - a.usedAt);
    let total = bytes;
    for (const { name, size, usedAt } of files) {
      const abandoned = name.startsWith(".") && Date.now() - usedAt > ABANDONED_MS;
      total += size;
      if (abandoned || total > this.#maxBytes) await rm(join(this.#folder, name), { force: true });
    }
  }

  async #describe(name: string) {
    try {
      const { size, mtimeMs } = await stat(join(this.#folder, name));
      return { name, size, usedAt: mtimeMs };
    } catch {
      return null;
    }
  }
}
