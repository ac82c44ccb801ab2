import { useEffect } from "react";
import { useMovieStore } from "../../stores/movie-store";
import { useProjectStore } from "../../stores/project-store";
import { useTexts } from "../../texts/use-texts";

/** Has the title of the window name the recording and its project, and show whether all of it is saved. */
export function useWindowTitle(): void {
  const { project } = useTexts();
  const movie = useMovieStore((state) => state.movie?.name ?? null);
  const name = useProjectStore((state) => state.name);
  const isSaved = useProjectStore((state) => state.isSaved);
  useEffect(() => {
    if (movie === null) document.title = "Kinoflow";
    else if (name === null) document.title = `${movie} – Kinoflow`;
    else document.title = (isSaved ? project.title : project.unsavedTitle)(name, movie);
  }, [movie, name, isSaved, project]);
}
