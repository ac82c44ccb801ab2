import type { Track } from "./track";

/** Small pictures of the movie. They are elements of the page, which the strip puts here; there is nothing to draw. */
export const thumbnailTrack: Track = {
  id: "thumbnails",
  height: 36,
  reads: "nothing",
  graph: false,
  draw: () => undefined,
};
