import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { throwIfCancelled } from "../../shared/errors";
import type { ProjectRecording } from "../../shared/project";
import { fingerprintOfFile } from "../recordings/fingerprint";

/** Where the recording of a project is now. */
export interface FoundRecording {
  readonly path: string;
  /** True where it lies where it was, or as far from the project as it did, or beside it; false where only its content led there. */
  readonly isInPlace: boolean;
  /** False where a file with its name is there, which holds something else: it may have been changed, or replaced. */
  readonly isSame: boolean;
}

/** Where to look for a recording that has moved. */
export interface SearchOptions {
  /** Folders of other recordings, looked at without those below. */
  readonly folders?: readonly string[];
  readonly signal?: AbortSignal;
}

/** So far below the project's folder a recording is looked for. */
const DEPTH = 4;
/** Of so many files and folders, that nobody waits for a whole disk. */
const MOST_ENTRIES = 20_000;

/**
 * Finds the recording of a project: where it was, from the project's folder on, beside the project, and then by its content
 * in the project's folder, below it, and in other folders. What only has its name is taken where nothing has its content.
 *
 * @param projectPath absolute
 * @returns null where there is none
 */
export async function findRecording(
  recording: ProjectRecording,
  projectPath: string,
  { folders = [], signal }: SearchOptions = {},
): Promise<FoundRecording | null> {
  const folder = dirname(projectPath);
  const likely = new Set([
    resolve(recording.path),
    ...(recording.relative === null ? [] : [resolve(folder, recording.relative)]),
    join(folder, nameOf(recording)),
  ]);
  let named: string | null = null;
  for (const path of likely) {
    throwIfCancelled(signal);
    if (!(await exists(path))) continue;
    if (await isRecording(path, recording)) return { path, isInPlace: true, isSame: true };
    named ??= path;
  }
  if (recording.bytes !== null) {
    const search = new ContentSearch(recording, signal);
    for (const [place, depth] of [[folder, DEPTH] as const, ...folders.map((other) => [other, 0] as const)]) {
      const path = await search.below(place, depth);
      if (path !== null) return { path, isInPlace: false, isSame: true };
    }
  }
  return named === null ? null : { path: named, isInPlace: true, isSame: false };
}

/** The file name of a recording, whichever system wrote its path. */
export function nameOf({ path }: Pick<ProjectRecording, "path">): string {
  return basename(path.replaceAll("\\", "/"));
}

/** Whether this is the recording of a project. Of several files nobody knows before they are opened. */
export async function isRecording(path: string, recording: ProjectRecording): Promise<boolean> {
  return recording.bytes === null || holds(path, recording);
}

/** Whether a file holds what the recording of a project held. */
async function holds(path: string, { bytes, fingerprint }: ProjectRecording): Promise<boolean> {
  try {
    if ((await stat(path)).size !== bytes) return false;
    return (await fingerprintOfFile(path)) === fingerprint;
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Looks for a file by its content: only those of its size are read. */
class ContentSearch {
  #entries = 0;
  readonly #seen = new Set<string>();
  readonly #recording: ProjectRecording;
  readonly #signal: AbortSignal | undefined;

  constructor(recording: ProjectRecording, signal: AbortSignal | undefined) {
    this.#recording = recording;
    this.#signal = signal;
  }

  async below(folder: string, depth: number): Promise<string | null> {
    throwIfCancelled(this.#signal);
    const key = `${depth} ${folder}`;
    if (this.#seen.has(key)) return null;
    this.#seen.add(key);
    // A folder that cannot be read holds nothing that could be opened.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      throwIfCancelled(this.#signal);
      this.#entries += 1;
      if (this.#entries > MOST_ENTRIES) return null;
      const path = join(folder, entry.name);
      if (entry.isFile() && (await holds(path, this.#recording))) return path;
    }
    if (depth === 0) return null;
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith(".")) continue;
      const path = await this.below(join(folder, entry.name), depth - 1);
      if (path !== null) return path;
    }
    return null;
  }
}
