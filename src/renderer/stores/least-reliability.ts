import type { Side } from "../../shared/picture";
import { automaticReliability } from "../../shared/reliability";
import type { ViewSettings } from "./view-settings";

/** The settings with the threshold of reliability as the method of A has it, where that is automatic. */
export function withAutomaticReliability(settings: ViewSettings): ViewSettings {
  const { overlay, reliabilityThreshold, flow } = settings;
  const minimumReliability = automaticReliability(flow.method);
  if (reliabilityThreshold !== "auto" || overlay.minimumReliability === minimumReliability) return settings;
  return { ...settings, overlay: { ...overlay, minimumReliability } };
}

/**
 * The threshold for a side of the picture: reliability of another kind of method has an automatic threshold of its own; a
 * number that a person chose is for both.
 */
export function leastReliabilityOf(
  { overlay, reliabilityThreshold, split }: Pick<ViewSettings, "overlay" | "reliabilityThreshold" | "split">,
  side: Side,
): number {
  return side === "b" && split.b !== null && reliabilityThreshold === "auto"
    ? automaticReliability(split.b.flow.method)
    : overlay.minimumReliability;
}
