import type { Movie } from "../recordings/movie/movie";

/** Presentation time of a frame counted from the start of the file, which may lie before its first frame. */
export function secondsInFile(movie: Pick<Movie, "probe" | "index">, frame: number): number {
  const { timeBase, fileStart } = movie.probe;
  const ticks = movie.index.ticks[frame];
  return Math.max(0, (ticks * timeBase.numerator) / timeBase.denominator - fileStart);
}
