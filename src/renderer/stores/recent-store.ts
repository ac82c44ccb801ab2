import { useEffect } from "react";
import { create } from "zustand";
import type { Outcome } from "../../shared/ipc";
import type { RecentMovie } from "../../shared/recent";
import { request } from "../api";
import { reportProblem } from "./movie-store";

/** The movies that were opened before, the latest first. */
const useRecentStore = create<{ readonly movies: readonly RecentMovie[] }>()(() => ({ movies: [] }));

function take(outcome: Outcome<readonly RecentMovie[]>): void {
  if (outcome.ok) useRecentStore.setState({ movies: outcome.value });
  else reportProblem(outcome.error);
}

/** The movies that were opened before, as they are now: files come and go while the window is not looked at. */
export function useRecentMovies(): readonly RecentMovie[] {
  useEffect(() => {
    const load = (): void => void request("recent:list").then(take);
    load();
    window.addEventListener("focus", load);
    return () => window.removeEventListener("focus", load);
  }, []);
  return useRecentStore((state) => state.movies);
}

/** Opens one of them. */
export async function openRecent(id: string): Promise<void> {
  const outcome = await request("recent:open", { id });
  if (!outcome.ok) reportProblem(outcome.error);
}

/** Takes one out of the list; the movie itself stays where it is. */
export async function removeRecent(id: string): Promise<void> {
  take(await request("recent:remove", { id }));
}

/** Empties the list. */
export async function clearRecent(): Promise<void> {
  take(await request("recent:clear"));
}
