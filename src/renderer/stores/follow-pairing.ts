import { defaultPairing, type Pairing, pairingOf } from "../../shared/pairing";
import { request } from "../api";
import { useMovieStore } from "./movie-store";
import { useViewStore, viewActions } from "./view-store";

/** What main keeps of the movie that was opened last. */
let kept: { readonly token: string; readonly text: string } | null = null;

/** Takes up which frames of a movie were compared the last time it was open, and has main keep what becomes of that, undone or not. */
export function followPairing(): void {
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie !== null && movie.token !== before.movie?.token) void recall(movie.token);
  });
  useViewStore.subscribe(({ flow }, before) => {
    if (flow.pairing === before.flow.pairing) return;
    // Not at once: where it is another movie that has another way, that is known a moment later.
    queueMicrotask(() => void keep());
  });
}

async function recall(token: string): Promise<void> {
  kept = null;
  const early = textOf(chosen());
  const outcome = await request("pairing:recall", { token });
  // Without what was kept the movie has its own way, and nobody has lost anything that is seen here.
  if (!outcome.ok || useMovieStore.getState().movie?.token !== token) return;
  // Somebody may have been quicker than the disk.
  if (outcome.value !== null && textOf(chosen()) === early) viewActions.recallPairing(outcome.value);
  kept = { token, text: textOf(outcome.value ?? usual()) };
  if (textOf(chosen()) !== kept.text) void keep();
}

async function keep(): Promise<void> {
  const { movie } = useMovieStore.getState();
  const pairing = chosen();
  const text = textOf(pairing);
  if (kept === null || movie?.token !== kept.token || text === kept.text) return;
  const { token } = movie;
  kept = { token, text };
  await request("pairing:keep", { token, pairing: text === textOf(usual()) ? null : pairing });
}

function chosen(): Pairing {
  return pairingOf(useViewStore.getState().flow);
}

function usual(): Pairing {
  return defaultPairing(useMovieStore.getState().movie?.layout);
}

function textOf(pairing: Pairing): string {
  return JSON.stringify(pairing);
}
