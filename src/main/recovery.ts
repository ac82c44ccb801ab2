import { existsSync, renameSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { removePartials } from "../engine/field-io/atomic-file";
import { nameOf } from "../engine/project/find-recording";
import { projectOf } from "../shared/contract/project";
import type { Project } from "../shared/project";
import { Turns } from "../shared/turns";
import { JsonFile } from "./json-file";

/** Work as it was when the app was ended, by a crash say. */
export interface LeftWork {
  /** For people: the project, or its recording. */
  readonly name: string;
  /** The project's file; null where it was never saved. */
  readonly path: string | null;
  readonly project: Project;
  /** Milliseconds since 1970 when it was kept the last time. */
  readonly at: number;
}

const keptSchema = z.object({ path: z.string().min(1).nullable(), project: z.unknown() });

/** Keeps the work that is under way beside the app's own data, so that it is there when the app was ended in its midst. */
export class Recovery {
  readonly #current: JsonFile;
  readonly #currentPath: string;
  readonly #leftPath: string;
  readonly #turns = new Turns();

  constructor(folder: string) {
    this.#currentPath = join(folder, "autosave.json");
    this.#leftPath = join(folder, "recovered.json");
    this.#current = new JsonFile(this.#currentPath);
  }

  /** Puts what was left by the app before aside. Called once, by the only app that has this folder. */
  begin(): void {
    if (existsSync(this.#currentPath)) renameSync(this.#currentPath, this.#leftPath);
    void removePartials(this.#currentPath);
  }

  /** What was left; null where nothing readable was. */
  async left(): Promise<LeftWork | null> {
    try {
      const { path, project: kept } = keptSchema.parse(JSON.parse(await readFile(this.#leftPath, "utf8")));
      const project = projectOf(kept, basename(this.#leftPath));
      const name = path === null ? nameOf(project.recording) : basename(path);
      return { name, path, project, at: (await stat(this.#leftPath)).mtimeMs };
    } catch {
      return null;
    }
  }

  forgetLeft(): Promise<void> {
    return this.#turns.take(() => rm(this.#leftPath, { force: true }));
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  keep(path: string | null, project: Project): Promise<void> {
    return this.#turns.take(() => this.#current.write({ path, project }));
  }

  /** The work was brought to its end in order. */
  forgetCurrent(): Promise<void> {
    return this.#turns.take(() => rm(this.#currentPath, { force: true }));
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#turns.idle;
  }
}
