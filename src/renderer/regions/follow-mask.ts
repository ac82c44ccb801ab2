import { request } from "../api";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { useViewStore } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";

/** A mask that is being painted changes many times a second. */
const SETTLED_MS = 120;

const NONE: readonly number[] = [];
/** The mask that pictures go by, of the recording on the screen. */
let used: readonly number[] = NONE;
let timer: ReturnType<typeof setTimeout> | null = null;

/** The mask that main was told of, which pictures may name. */
export function usedMask(): readonly number[] {
  return used;
}

const listeners: (() => void)[] = [];

/** Calls a function when pictures go by another mask. */
export function onUsedMask(changed: () => void): void {
  listeners.push(changed);
}

/** Tells main of the mask, and then all who go by it. */
export function followMask(): void {
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie?.token !== before.movie?.token) used = NONE;
  });
  useViewStore.subscribe(({ marks }, before) => {
    if (marks.mask === before.marks.mask) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void tell(), marks.mask.length === 0 ? 0 : SETTLED_MS);
  });
}

async function tell(): Promise<void> {
  timer = null;
  const { movie } = useMovieStore.getState();
  const { mask } = useViewStore.getState().marks;
  if (movie === null || mask === used) return;
  const outcome = await request("mask:use", { token: movie.token, mask });
  if (useMovieStore.getState().movie?.token !== movie.token) return;
  if (!outcome.ok) {
    reportProblem(outcome.error, currentTexts().regions.maskSubject);
    return;
  }
  used = mask;
  for (const changed of listeners) changed();
}
