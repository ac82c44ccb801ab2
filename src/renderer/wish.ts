import type { MovieInfo } from "../shared/movie";
import type { ArrowGrid } from "../shared/overlay/arrow-grid";
import { anyLayer, mapLimit } from "../shared/overlay/settings";
import { firstOf, isNextFrame, pairingOf } from "../shared/pairing";
import type { Picture, PictureRequest } from "../shared/picture";
import { isPrepared } from "../shared/preparation";
import type { PictureWish } from "./canvas/picture-client";
import { colourStep, type Size } from "./canvas/viewport";
import { leastReliabilityOf } from "./stores/least-reliability";
import { figuresOf, type ViewSettings } from "./stores/view-settings";

/**
 * The picture that the settings ask for. Layers that are not to be seen are not asked for, and where none
 * is, no flow is computed. Settings of mere drawing are not in it: changing them asks for nothing.
 *
 * @param shown size of the whole picture on the screen, in device pixels
 * @param grid of the arrows, for what is seen of it
 */
export function wishFor(
  movie: MovieInfo,
  frame: number,
  settings: ViewSettings,
  shown: Size,
  grid: ArrowGrid,
): PictureWish {
  const { split, onion } = settings;
  const { arrows, streamlines, colour, minimumSpeed } = settings.overlay;
  const hasLayer = anyLayer(settings.overlay);
  const pairing = pairingOf(settings.flow);
  return {
    token: movie.token,
    frame,
    deinterlace: movie.interlaced && settings.deinterlace,
    levels: movie.grey ? settings.levels : null,
    flow: hasLayer ? settings.flow : null,
    compare:
      hasLayer && split.visible && split.b !== null
        ? {
            flow: split.b.flow,
            frame: firstOf(pairing, Math.min(split.moment ?? frame, movie.frameCount - 1)),
          }
        : null,
    prepared:
      settings.showPrepared && isPrepared(settings.flow.preparation) ? settings.flow.preparation : null,
    ...(isNextFrame(pairing) ? {} : { pairing }),
    nextImage: onion.visible,
    ...figuresOf(settings),
    // Arrows are left out by whoever draws them.
    minimumSpeed: colour.visible || streamlines.visible ? minimumSpeed : 0,
    arrows: arrows.visible ? grid : null,
    ...(hasLayer && split.visible && split.b !== null
      ? { compareReliability: leastReliabilityOf(settings, "b") }
      : {}),
    colour: colour.visible
      ? { kind: colour.kind, limit: mapLimit(colour), step: colourStep(movie, shown), fading: colour.fading }
      : null,
    streamlines: streamlines.visible ? { spacing: streamlines.spacing } : null,
  };
}

/** True for a picture without what was asked for of its next frame, where nothing failed and no cut is: no next frame was known. */
export function lacksNextFrame(
  {
    flow,
    coarse,
    nextImage,
    flowError,
    isCut,
  }: Pick<Picture, "flow" | "coarse" | "nextImage" | "flowError" | "isCut">,
  request: Pick<PictureRequest, "flow" | "nextImage">,
): boolean {
  if (flowError !== null || isCut) return false;
  return (
    (request.flow !== null && flow === null && coarse === null) || (request.nextImage && nextImage === null)
  );
}
