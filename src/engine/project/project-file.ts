import { copyFile, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { projectOf } from "../../shared/contract/project";
import { failure, KinoflowError } from "../../shared/errors";
import { PROJECT_BYTES, type Project } from "../../shared/project";
import { Turns } from "../../shared/turns";
import { removeLeft, removePartials, writeFileAtomically } from "../field-io/atomic-file";

/** Where the version of a project lies that it had before it was written the last time. */
export function lastGoodOf(path: string): string {
  return `${path}~`;
}

/**
 * Reads a project, whichever schema it is of.
 *
 * @throws KinoflowError `file-missing`, `file-unreadable` for what is no project or damaged, `invalid-argument` for one of a newer program
 */
export async function readProject(path: string): Promise<Project> {
  return projectOf(parsed(await textOf(path), path), basename(path));
}

/** Whether a project has a last good version that can be read. */
export async function hasLastGood(path: string): Promise<boolean> {
  return isReadable(lastGoodOf(path));
}

/** The text of a project. What is longer than any of them is not read. */
async function textOf(path: string): Promise<string> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > PROJECT_BYTES) throw failure("projectBroken", basename(path));
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KinoflowError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw failure(isMissing ? "fileMissing" : "fileUnreadable").withDetails(String(error));
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure("projectBroken", basename(path)).withDetails(String(error));
  }
}

/** The file of a project that is worked on. Writes follow one another; whoever reads it finds a whole project, whatever happens meanwhile. */
export class ProjectFile {
  readonly path: string;
  readonly #turns = new Turns();
  /** True once what lies there was written by this. */
  #isOwn = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Without its folders. */
  get name(): string {
    return basename(this.path);
  }

  /**
   * Writes the project in place of what was there, which stays as its last good version, see {@link lastGoodOf}, if it is one.
   *
   * @throws KinoflowError `output-unwritable` or `disk-full`; what was there stays then
   */
  write(project: Project): Promise<void> {
    return this.#turns.take(async () => {
      if (!this.#isOwn) await this.#tidy();
      await this.#keepLastGood();
      await writeFileAtomically(this.path, Buffer.from(`${JSON.stringify(project, null, 1)}\n`));
      this.#isOwn = true;
    });
  }

  /** Removes what programs that were killed as they wrote the project have left beside it; never fails. */
  tidy(): Promise<void> {
    return this.#turns.take(() => this.#tidy());
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#turns.idle;
  }

  async #tidy(): Promise<void> {
    await removePartials(this.path);
    await removeLeft(this.#partialOfLastGood);
  }

  get #partialOfLastGood(): string {
    const kept = lastGoodOf(this.path);
    return join(dirname(kept), `.${basename(kept)}.partial`);
  }

  /** Before it was written the first time, anything may lie there: what is damaged must not replace what is not. */
  async #keepLastGood(): Promise<void> {
    const isGood = this.#isOwn || (await isReadable(this.path));
    if (!isGood) return;
    const kept = lastGoodOf(this.path);
    const partial = this.#partialOfLastGood;
    try {
      await copyFile(this.path, partial);
      await rename(partial, kept);
    } catch {
      // Where there is no room for two, the project itself goes before.
      await rm(partial, { force: true }).catch(() => undefined);
    }
  }
}

function isReadable(path: string): Promise<boolean> {
  return readProject(path).then(
    () => true,
    () => false,
  );
}
