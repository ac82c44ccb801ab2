import { forEachRun, PixelStretches } from "../columns";
import type { Track, TrackView } from "./track";

const BAND_HEIGHT = 4;

/** Draws stretches as a thin band in the middle of the track. */
function drawBand(view: TrackView, stretches: PixelStretches, colour: string, thickness = BAND_HEIGHT): void {
  const { context, height, hairline } = view;
  const thick = thickness * hairline;
  const y = Math.round((height - thick) / 2);
  const { edges } = stretches;
  context.fillStyle = colour;
  for (let k = 0; k + 1 < edges.length; k += 2) {
    const start = edges[k] ?? 0;
    context.fillRect(start, y, (edges[k + 1] ?? start) - start, thick);
  }
}

function drawGround(view: TrackView): void {
  const whole = new PixelStretches(view.scale);
  whole.add(0, Math.max(view.scale.span - 1, 0));
  drawBand(view, whole, view.colours.grid);
}

/** Frames in memory, and frames that nobody can have. */
export const memoryTrack: Track = {
  id: "memory",
  height: 12,
  reads: "frames",
  graph: false,
  draw(view, { frames }) {
    drawGround(view);
    if (frames === null) return;
    const held = new PixelStretches(view.scale);
    for (let k = 0; k + 1 < frames.cached.length; k += 2) {
      const first = frames.cached[k] ?? 0;
      held.add(first, frames.cached[k + 1] ?? first);
    }
    drawBand(view, held, view.colours.band);
    const missing = new PixelStretches(view.scale, 2 * view.hairline);
    for (const frame of frames.missing) missing.add(frame, frame);
    // Taller than what is held, so that it does not go by its colour alone.
    drawBand(view, missing, view.colours.warning, 2 * BAND_HEIGHT);
  },
};

/** Frames whose motion is analysed. */
export const analysedTrack: Track = {
  id: "analysed",
  height: 12,
  reads: "table",
  graph: false,
  draw(view, { table }) {
    drawGround(view);
    if (table === null) return;
    const analysed = new PixelStretches(view.scale);
    forEachRun(table.known, Math.min(table.length, view.scale.span), (first, last) =>
      analysed.add(first, last),
    );
    drawBand(view, analysed, view.colours.band);
  },
};
