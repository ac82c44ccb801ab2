import { useMemo, useSyncExternalStore } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { isStill } from "../../playback/movie-growth";
import { usePictureOnlyStore } from "../../stores/picture-only";
import { useViewStore } from "../../stores/view-store";
import { useTimelineLayout } from "../timeline/use-timeline-layout";
import { type Arrangement, arrangementFor } from "./arrangement";

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** Where the panels of the window are now. */
export function useArrangement(movie: MovieInfo | null): Arrangement {
  const width = useSyncExternalStore(onResize, () => window.innerWidth);
  const height = useSyncExternalStore(onResize, () => window.innerHeight);
  const inspectorOpen = useViewStore((state) => state.inspectorOpen);
  const pictureOnly = usePictureOnlyStore((state) => state.on);
  const tracks = useTimelineLayout(null).height;
  return useMemo(() => {
    const aspect =
      movie === null || pictureOnly ? Number.NaN : (movie.width * movie.pixelAspect) / movie.height;
    const tracksHeight = movie === null || isStill(movie) ? null : tracks;
    return arrangementFor({ window: { width, height }, aspect, inspectorOpen, tracksHeight });
  }, [movie, width, height, inspectorOpen, pictureOnly, tracks]);
}
