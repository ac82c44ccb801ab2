import { randomBytes } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { KinoflowError } from "../../shared/errors";

/**
 * Writes a file under a temporary name in its folder and renames it when it is complete; a file of that name is
 * replaced, and whatever goes wrong, nothing is left behind.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  if (await isFolder(path)) {
    throw new KinoflowError(
      "output-unwritable",
      `A folder has the name ${basename(path)}; choose another name for the file.`,
    );
  }
  const ending = extname(path);
  const partial = join(
    dirname(path),
    `.${basename(path, ending)}.${randomBytes(4).toString("hex")}.partial${ending}`,
  );
  try {
    const file = await open(partial, "wx");
    try {
      await file.writeFile(bytes);
      // Some disks say only now that they are full.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw writeError(error, path);
  }
}

/** What a failure of the file system means for somebody who wanted a file. */
export function writeError(error: unknown, path: string): KinoflowError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const details = error instanceof Error ? error.message : String(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
    return new KinoflowError(
      "disk-full",
      `The disk is full: ${basename(path)} could not be written; free some space or choose another folder.`,
      details,
    );
  }
  return new KinoflowError(
    "output-unwritable",
    `The folder ${dirname(path)} does not exist or cannot be written to; choose another folder for ${basename(path)}.`,
    details,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
