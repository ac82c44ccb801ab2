import { createHash } from "node:crypto";
import { basename, dirname, extname } from "node:path";
import { z } from "zod";
import { rawLayoutSchema } from "../shared/contract/raw-layout";
import type { RawLayout } from "../shared/raw-layout";
import { JsonFile } from "./json-file";

/** So many are remembered. */
const MOST = 200;

const entrySchema = z.object({ folder: z.string().min(1), file: z.string().min(1), layout: rawLayoutSchema });
type Entry = z.infer<typeof entrySchema>;

/**
 * The layouts that a person stated for recordings without a header, the last one first. Files of one folder, of the same size and
 * ending, are taken for recordings of the same kind.
 */
export class RawLayouts {
  readonly #file: JsonFile;
  #entries: readonly Entry[];

  constructor(path: string) {
    this.#file = new JsonFile(path);
    const parsed = z.array(entrySchema).safeParse(this.#file.read());
    this.#entries = parsed.success ? parsed.data.slice(0, MOST) : [];
  }

  /** The layout of files like this one; null where there is none. @param size in bytes */
  of(path: string, size: number): RawLayout | null {
    const { folder, file } = keysOf(path, size);
    return this.#entries.find((entry) => entry.folder === folder && entry.file === file)?.layout ?? null;
  }

  /** The layout that was stated last for any file of its folder, to begin with; null where there is none. */
  near(path: string): RawLayout | null {
    const { folder } = keysOf(path, 0);
    return this.#entries.find((entry) => entry.folder === folder)?.layout ?? null;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; it counts until the app ends then */
  async keep(path: string, size: number, layout: RawLayout): Promise<void> {
    const keys = keysOf(path, size);
    const others = this.#entries.filter(({ folder, file }) => folder !== keys.folder || file !== keys.file);
    this.#entries = [{ ...keys, layout }, ...others].slice(0, MOST);
    await this.#file.write(this.#entries);
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    this.#entries = [];
    await this.#file.write(this.#entries);
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#file.idle;
  }
}

/** Names of the folder, and of the kind of file in it, that tell nothing of them. */
function keysOf(path: string, size: number): { readonly folder: string; readonly file: string } {
  const ending = extname(basename(path)).toLowerCase();
  return { folder: digest(dirname(path)), file: `${size}${ending}` };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
