import type { MovieInfo } from "../../shared/movie";
import { request } from "../api";
import { useLevelsStore } from "../stores/levels-store";
import { useMovieStore } from "../stores/movie-store";

/**
 * Has main measure the grey values of the open recording: when its first picture is on the screen, and once more when all of its
 * frames are known, if they were not.
 */
export class GreyLevels {
  /** What was asked for; null where nothing was. */
  #asked: { readonly token: string; readonly complete: boolean } | null = null;

  /** A recording was just opened. */
  opened(): void {
    this.#asked = null;
    useLevelsStore.setState({ known: null });
  }

  /** A picture of it is on the screen, or more of it is known. */
  proceed({ token, grey, indexComplete }: MovieInfo): void {
    if (!grey || (this.#asked?.token === token && (this.#asked.complete || !indexComplete))) return;
    this.#asked = { token, complete: indexComplete };
    void this.#measure(token);
  }

  async #measure(token: string): Promise<void> {
    const outcome = await request("levels:measure", { token });
    // What ails the recording is told where it is seen.
    if (outcome.ok && useMovieStore.getState().movie?.token === token)
      useLevelsStore.setState({ known: outcome.value });
  }
}
