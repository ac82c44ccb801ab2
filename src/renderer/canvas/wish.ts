import type { MovieInfo } from "../../shared/movie";
import { mapLimit } from "../../shared/overlay/settings";
import type { ViewSettings } from "../stores/view-settings";
import type { PictureWish } from "./picture-client";
import { colourStep, type Size } from "./viewport";

/**
 * The picture that the settings ask for. Layers that are not to be seen are not asked for, and where none
 * is, no flow is computed. Settings of mere drawing are not in it: changing them asks for nothing.
 */
export function wishFor(movie: MovieInfo, frame: number, settings: ViewSettings, shown: Size): PictureWish {
  const { split, onion } = settings;
  const { arrows, streamlines, colour, minimumReliability } = settings.overlay;
  const anyLayer = arrows.visible || streamlines.visible || colour.visible;
  return {
    token: movie.token,
    frame,
    deinterlace: movie.interlaced && settings.deinterlace,
    flow: anyLayer ? settings.flow : null,
    compare: anyLayer && split.visible && split.b !== null ? split.b.flow : null,
    nextImage: onion.visible,
    minimumReliability,
    arrowSpacing: arrows.visible ? arrows.spacing : null,
    colour: colour.visible
      ? { kind: colour.kind, limit: mapLimit(colour), step: colourStep(movie, shown) }
      : null,
    streamlines: streamlines.visible ? { spacing: streamlines.spacing } : null,
  };
}
