import { drawNamedCurves } from "./named-curves";
import type { Track } from "./track";

/** A figure of the regions over the movie, a curve each in the colour of its region, with its name at its end. */
export const regionsTrack: Track = {
  id: "regions",
  height: 48,
  reads: "regions",
  graph: true,
  draw: (view, { regions }) => drawNamedCurves(view, regions),
};
