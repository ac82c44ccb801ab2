import type { PixelSize } from "../../../shared/export-size";
import { exportedArrows } from "../../../shared/overlay/arrow-scale";
import type { OverlaySettings } from "../../../shared/overlay/settings";
import type { ViewState } from "../../stores/view-store";

/** The overlay on the screen for a video or a picture of this size: what follows from the movie follows from it in that size, too. */
export function exportedOverlay(
  { overlay, arrowScaling, arrowScaleLocked, movieSpeed }: ViewState,
  size: PixelSize,
): OverlaySettings {
  const isFitted = arrowScaling === "auto" && !arrowScaleLocked;
  const typicalSpeed = isFitted ? (movieSpeed?.typicalSpeed ?? null) : null;
  return { ...overlay, arrows: exportedArrows(overlay.arrows, size, typicalSpeed) };
}
