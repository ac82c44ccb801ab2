import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../engine/field-io/atomic-file";
import { failure } from "../shared/errors";
import type { RecentMovie } from "../shared/recent";
import type { HandlersOf } from "./ipc-router";
import { JsonFile } from "./json-file";

/** So many are remembered. */
const MOST = 12;

const entrySchema = z.object({
  path: z.string().min(1),
  name: z.string(),
  openedAt: z.number(),
});
type Entry = z.infer<typeof entrySchema>;

/** The movies that were opened last, the newest first, with a small picture of each. */
export class RecentMovies {
  readonly #file: JsonFile;
  readonly #thumbnails: string;
  #entries: readonly Entry[];

  /** @param folder of the list and its pictures */
  constructor(folder: string) {
    this.#file = new JsonFile(join(folder, "recent.json"));
    this.#thumbnails = join(folder, "thumbnails");
    const parsed = z.array(entrySchema).safeParse(this.#file.read());
    this.#entries = parsed.success ? parsed.data.slice(0, MOST) : [];
  }

  /**
   * Answers what the window asks of the list.
   *
   * @param open opens a movie by its path
   * @param forgetOthers forgets what else is remembered of movies
   */
  handlers(
    open: (path: string) => void,
    forgetOthers: () => Promise<void>,
  ): HandlersOf<"recent:list" | "recent:open" | "recent:remove" | "recent:clear"> {
    return {
      "recent:list": () => this.list(),
      "recent:open": ({ id }) => open(this.pathOf(id)),
      "recent:remove": async ({ id }) => {
        await this.remove(id);
        return this.list();
      },
      "recent:clear": async () => {
        await this.clear();
        await forgetOthers();
        return this.list();
      },
    };
  }

  /** Puts a movie that was opened just now first. */
  async add(path: string, name: string, openedAt: number): Promise<void> {
    const others = this.#entries.filter((entry) => entry.path !== path);
    const kept = [{ path, name, openedAt }, ...others];
    this.#entries = kept.slice(0, MOST);
    await Promise.all(kept.slice(MOST).map((entry) => this.#forgetPicture(entry)));
    await this.#file.write(this.#entries);
  }

  /** Keeps a picture of a movie in the list. */
  async addPicture(path: string, png: Uint8Array): Promise<void> {
    if (!this.#entries.some((entry) => entry.path === path)) return;
    await mkdir(this.#thumbnails, { recursive: true });
    await writeFileAtomically(this.#pictureOf(path), png);
  }

  /** Folders that these movies lie in, or lay in. */
  get folders(): readonly string[] {
    return [...new Set(this.#entries.map(({ path }) => dirname(path)))];
  }

  list(): Promise<readonly RecentMovie[]> {
    return Promise.all(
      this.#entries.map(async ({ path, name, openedAt }) => ({
        id: idOf(path),
        name,
        folder: basename(dirname(path)),
        openedAt,
        exists: existsSync(path),
        thumbnail: await readFile(this.#pictureOf(path)).then(
          (png) => `data:image/png;base64,${png.toString("base64")}`,
          () => null,
        ),
      })),
    );
  }

  /** @throws KinoflowError `invalid-argument` for a movie that is not in the list */
  pathOf(id: string): string {
    const entry = this.#entries.find(({ path }) => idOf(path) === id);
    if (entry) return entry.path;
    throw failure("recentGone");
  }

  async remove(id: string): Promise<void> {
    const gone = this.#entries.filter(({ path }) => idOf(path) === id);
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    await Promise.all(gone.map((entry) => this.#forgetPicture(entry)));
    await this.#file.write(this.#entries);
  }

  async clear(): Promise<void> {
    this.#entries = [];
    await rm(this.#thumbnails, { recursive: true, force: true });
    await this.#file.write(this.#entries);
  }

  #forgetPicture({ path }: Entry): Promise<void> {
    return rm(this.#pictureOf(path), { force: true });
  }

  #pictureOf(path: string): string {
    return join(this.#thumbnails, `${idOf(path)}.png`);
  }
}

function idOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 24);
}
