import type { MovieInfo } from "../../shared/movie";
import type { ViewSettings } from "../stores/view-settings";
import type { PictureWish } from "./picture-client";
import { colourStep, type Size } from "./viewport";

/**
 * The picture that the settings ask for. Layers that are not to be seen are not asked for, and where none
 * is, no flow is computed. Settings of mere drawing are not in it: changing them asks for nothing.
 */
export function wishFor(movie: MovieInfo, frame: number, settings: ViewSettings, shown: Size): PictureWish {
  const { arrows, colour, minimumReliability } = settings.overlay;
  const anyLayer = arrows.visible || colour.visible;
  return {
    token: movie.token,
    frame,
    deinterlace: movie.interlaced && settings.deinterlace,
    flow: anyLayer ? settings.flow : null,
    minimumReliability,
    arrowSpacing: arrows.visible ? arrows.spacing : null,
    colour: colour.visible ? { maxSpeed: colour.maxSpeed, step: colourStep(movie, shown) } : null,
  };
}
