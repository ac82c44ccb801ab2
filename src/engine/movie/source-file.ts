import { stat } from "node:fs/promises";
import { KinoflowError } from "../../shared/errors";

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
    throw new KinoflowError(
      "file-missing",
      "The movie file is gone: it was moved, renamed or deleted, or its disk was disconnected. Put it back, or open it from its new place.",
    );
  }
  if (now.inode !== source.inode || now.size < source.size) {
    throw new KinoflowError(
      "file-changed",
      "The movie file was replaced since it was opened; open it again to see what it holds now.",
    );
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
