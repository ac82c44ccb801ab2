import { stat } from "node:fs/promises";
import { failure } from "../../shared/errors";

/** A file as it was when it was opened. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  /** Names the file on its disk, whatever it is called; 0 where the system knows none. */
  readonly inode: number;
}

export async function describeSource(path: string): Promise<SourceFile> {
  const { size, ino } = await stat(path);
  return { path, size, inode: ino };
}

/**
 * Makes sure that a path still leads to the file that was opened.
 *
 * @throws KinoflowError `file-missing` when it is gone, `file-changed` when another one, or less of it, is in its place.
 */
export async function checkSource(source: SourceFile): Promise<void> {
  let now: SourceFile;
  try {
    now = await describeSource(source.path);
  } catch {
    throw failure("movieGone");
  }
  if (now.inode !== source.inode || now.size < source.size) {
    throw failure("movieReplaced");
  }
}

/** True when a file has become longer since it was opened. */
export async function hasGrown(source: SourceFile): Promise<boolean> {
  try {
    return (await describeSource(source.path)).size > source.size;
  } catch {
    return false;
  }
}
