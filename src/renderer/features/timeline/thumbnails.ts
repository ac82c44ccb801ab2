import { useSyncExternalStore } from "react";
import { sameLevels } from "../../../shared/levels";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { useLevelsStore } from "../../stores/levels-store";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { ThumbnailLoader, type ThumbnailWish } from "./thumbnail-loader";

/** Of the pictures as they are made; they are shown at half of it or a little more, for dense screens. */
const HEIGHT = 72;
const BUDGET_BYTES = 16 * 2 ** 20;
/** Levels that are dragged have come to rest after this long. */
const REST_MS = 300;

const listeners = new Set<() => void>();
let version = 0;

async function load({ frame, tolerance }: ThumbnailWish): Promise<Uint8Array | null> {
  const { movie } = useMovieStore.getState();
  if (movie === null) return null;
  const levels = movie.grey ? useViewStore.getState().levels : null;
  const wish = { token: movie.token, frame, height: HEIGHT, tolerance, levels };
  const outcome = await request("movie:thumbnail", wish);
  // A picture to find one's way by: where there is none, its place stays empty.
  return outcome.ok ? outcome.value.png : null;
}

/** The small pictures of the open movie. */
export const thumbnails = new ThumbnailLoader({
  load,
  createUrl: (png) => URL.createObjectURL(new Blob([Uint8Array.from(png)], { type: "image/png" })),
  revokeUrl: (url) => URL.revokeObjectURL(url),
  budgetBytes: BUDGET_BYTES,
  onChange: () => {
    version += 1;
    for (const listener of listeners) listener();
  },
});

useMovieStore.subscribe((state, before) => {
  if (state.movie?.token !== before.movie?.token) thumbnails.clear();
});
let renewal: ReturnType<typeof setTimeout> | undefined;
/** Made anew when what is dragged has come to rest. */
function renewSoon(): void {
  clearTimeout(renewal);
  renewal = setTimeout(() => thumbnails.renew(), REST_MS);
}
useViewStore.subscribe((state, before) => {
  if (!sameLevels(state.levels, before.levels)) renewSoon();
});
useLevelsStore.subscribe((state, before) => {
  const [now, then] = [state.known?.automatic ?? null, before.known?.automatic ?? null];
  if (then !== null && now !== null && !sameLevels(now, then)) renewSoon();
});
// Playing needs the decoder and the cores more.
usePlaybackStore.subscribe((state, before) => {
  if (state.playing !== before.playing) thumbnails.hold(state.playing);
});

/** Renders whoever uses it again when there is another picture. */
export function useThumbnails(): void {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
}

/** Width of the picture divided by its height, as it is shown. */
export function shapeOf({ width, height, pixelAspect }: MovieInfo): number {
  return (width * pixelAspect) / height;
}
