import { drawnFrames, type FrameScale } from "./frame-scale";

/** A small picture on the timeline. */
export interface ThumbnailPlace {
  readonly frame: number;
  /** Its left edge, in the pixels of the scale: where the frame itself is. */
  readonly x: number;
}

/**
 * Which frames have a small picture, as many as fit beside each other. They are multiples of a power of two, so that the
 * same ones are shown while the timeline is moved, and half of them stay when it is zoomed.
 *
 * @param width of a picture
 * @param frameCount frames that are known
 */
export function thumbnailPlaces(
  scale: FrameScale,
  width: number,
  frameCount: number,
): { readonly step: number; readonly places: readonly ThumbnailPlace[] } {
  if (scale.spacing === 0 || width <= 0) return { step: 1, places: [] };
  const step = 2 ** Math.max(Math.ceil(Math.log2(width / scale.spacing)), 0);
  const places: ThumbnailPlace[] = [];
  const { begin, end } = drawnFrames(scale, frameCount);
  // The one before the first that is seen reaches into the strip.
  for (let frame = Math.floor(begin / step) * step; frame <= end; frame += step) {
    places.push({ frame, x: scale.xOf(frame) });
  }
  return { step, places };
}
