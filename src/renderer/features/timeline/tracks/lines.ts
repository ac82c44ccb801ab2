import { drawNamedCurves } from "./named-curves";
import type { Track } from "./track";

/** A figure of the lines over the movie, a curve each in the colour of its line, with its name at its end. */
export const linesTrack: Track = {
  id: "lines",
  height: 48,
  reads: "lines",
  graph: true,
  draw: (view, { lines }) => drawNamedCurves(view, lines),
};
