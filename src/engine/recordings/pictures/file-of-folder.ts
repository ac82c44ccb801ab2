import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { MOVIE_EXTENSIONS } from "../../ffmpeg/arguments";
import { filesIn, isPictureName } from "./picture-list";

/** A file that was found by its folder, which is said. */
export interface OnlyFile {
  readonly path: string;
  readonly notice: MovieNotice;
}

/**
 * The one file that a folder means; null for what is no folder, or one of several pictures.
 *
 * @throws KinoflowError `not-a-movie` where it holds none, or several movies; `file-unreadable`
 */
export async function onlyFileOf(folder: string): Promise<OnlyFile | null> {
  if (!(await isFolder(folder))) return null;
  const files = (await filesIn(folder)).filter((name) => !name.startsWith("."));
  const known = files.filter((name) => isPictureName(name) || isMovieName(name));
  if (known.filter(isPictureName).length > 1) return null;
  const candidates = known.length > 0 ? known : files.slice(0, 2);
  const [name] = candidates;
  if (known.length > 1) throw failure("folderOfMovies", known.length);
  if (name === undefined || candidates.length > 1) throw failure("folderWithoutPictures");
  return { path: join(folder, name), notice: movieNotice("onlyFileOfFolder", name) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function isMovieName(name: string): boolean {
  return MOVIE_EXTENSIONS.includes(extname(name).slice(1).toLowerCase());
}
