/** What the canvas calls; ../canvas-kernels.ts is its other side. Nothing here allocates, or keeps anything. */

export { addArrows } from "../../../shared/overlay/assembly/arrows";
export { finishQuiver } from "./quiver";
export { FRACTION_BITS, i420ToRgba } from "./i420";
