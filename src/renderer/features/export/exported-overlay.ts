import type { PixelSize } from "../../../shared/export-size";
import { exportedArrows } from "../../../shared/overlay/arrow-scale";
import type { OverlaySettings } from "../../../shared/overlay/settings";
import { currentUnits } from "../../stores/units-store";
import type { ViewState } from "../../stores/view-store";

/**
 * The overlay on the screen for a video or a picture of this size: what follows from the movie follows from it in that size, too.
 *
 * @param seconds that the pair of a picture takes
 */
export function exportedOverlay(
  { overlay, arrowScaling, arrowScaleLocked, movieSpeed }: ViewState,
  size: PixelSize,
  seconds?: number,
): OverlaySettings {
  const isFitted = arrowScaling === "auto" && !arrowScaleLocked;
  const typicalSpeed = isFitted ? (movieSpeed?.typicalSpeed ?? null) : null;
  const units = currentUnits().onPicture(seconds);
  const arrows = exportedArrows(overlay.arrows, size, typicalSpeed);
  return { ...overlay, arrows, ...(units && { units }) };
}
