import type { Side } from "../../shared/picture";
import { dividerColumn } from "../canvas/divider";
import { visiblePart } from "../canvas/movie-view";
import { pictureRectangle } from "../canvas/view-transform";
import type { Pixel } from "../lib/pins";
import { type CanvasViewState, shownMovie } from "../stores/canvas-view";
import type { DividerState } from "../stores/divider-store";
import { middleOf } from "./picture-places";

/** The side that is drawn at a column of the canvas, in device pixels. */
export function sideAt(column: number, { view, space }: CanvasViewState, divider: DividerState): Side {
  if (space === null || divider.painted === null) return "a";
  const visible = visiblePart({ ...space, target: pictureRectangle(view, space) });
  return column < dividerColumn(divider.share, visible) ? "a" : "b";
}

/** The side that the middle of a pixel is on. */
export function sideOf(pixel: Pixel, canvas: CanvasViewState, divider: DividerState): Side {
  const shown = shownMovie(canvas);
  return shown === null ? "a" : sideAt(middleOf(pixel, shown).x, canvas, divider);
}
