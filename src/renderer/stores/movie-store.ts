import { create } from "zustand";
import type { ErrorValue } from "../../shared/errors";
import type { AppInfo } from "../../shared/ipc";
import type { MovieInfo } from "../../shared/movie";

/** Something that went wrong and that a person should read. */
export interface Problem {
  /** What was being done, when the message alone does not say: "clip.mp4", say. */
  readonly subject: string | null;
  readonly error: ErrorValue;
  /** The file that could not be opened, where it may be a recording without a header. */
  readonly rawFile?: string;
}

/** Which movie is open, which is being opened, and what failed about either. */
export interface MovieState {
  readonly movie: MovieInfo | null;
  /** Name of the movie that is being opened. The open one stays until it is there. */
  readonly openingName: string | null;
  readonly problem: Problem | null;
  /** The frame on the screen, or its flow, could not be had. Goes by itself when the next picture can. */
  readonly pictureProblem: Problem | null;
  readonly appInfo: AppInfo | null;
}

export const useMovieStore = create<MovieState>()(() => ({
  movie: null,
  openingName: null,
  problem: null,
  pictureProblem: null,
  appInfo: null,
}));

/** Tells a person of a problem, until it is dismissed or another one takes its place. */
export function reportProblem(
  error: ErrorValue,
  subject: string | null = null,
  rawFile: string | null = null,
): void {
  if (error.code === "cancelled") return;
  useMovieStore.setState({ problem: { subject, error, ...(rawFile === null ? {} : { rawFile }) } });
}

export function dismissProblem(): void {
  useMovieStore.setState({ problem: null });
}
