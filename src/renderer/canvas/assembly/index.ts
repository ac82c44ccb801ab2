/** What the canvas calls; ../canvas-kernels.ts is its other side. Nothing here allocates, or keeps anything. */

export { addArrows, finishQuiver } from "./quiver";
export { FRACTION_BITS, i420ToRgba } from "./i420";
