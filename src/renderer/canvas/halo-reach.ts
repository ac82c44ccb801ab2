/** What keeps an arrow apart from any picture, in CSS pixels. */
const ENOUGH = 4;

/**
 * How far halos of arrows and lines reach at most on the screen, in device pixels. They grow with a picture that is zoomed
 * only so far: beyond, they would hide what one zooms in to see.
 */
export function mostHaloReach(): number {
  return ENOUGH * window.devicePixelRatio;
}
