import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { type PictureSize, sizeOfPicture } from "./picture-size";

/** Pictures that are looked at together. */
const BATCH = 32;

/**
 * Where the size of pictures changes for the first time, as a notice; null where it does not. Only their headers are read.
 *
 * @param paths in order; null where one is missing
 */
export async function sizeChange(
  paths: readonly (string | null)[],
  signal: AbortSignal,
): Promise<MovieNotice | null> {
  let size: PictureSize | null = null;
  for (let start = 0; start < paths.length && !signal.aborted; start += BATCH) {
    const sizes = await Promise.all(paths.slice(start, start + BATCH).map(sizeOrNull));
    for (const [k, found] of sizes.entries()) {
      if (!found) continue;
      size ??= found;
      if (found.width !== size.width || found.height !== size.height) {
        return movieNotice("sizeChanges", start + k, found.width, found.height);
      }
    }
  }
  return null;
}

/** What cannot be read has its frame marked when it is decoded. */
async function sizeOrNull(path: string | null): Promise<PictureSize | null> {
  if (path === null) return null;
  try {
    return await sizeOfPicture(path);
  } catch {
    return null;
  }
}
