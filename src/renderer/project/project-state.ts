import type { ProjectSettings, ProjectState } from "../../shared/project";
import { usePlaybackStore } from "../stores/playback-store";
import { viewSettingsOf } from "../stores/view-settings";
import { useViewStore } from "../stores/view-store";

/** What a project keeps, as it is now. */
export function projectStateNow(): ProjectState {
  const { frame, marks } = usePlaybackStore.getState();
  return { settings: viewSettingsOf(useViewStore.getState()), playhead: frame, range: marks };
}

/**
 * True where nobody has done anything between the one and the other. Scales that follow from the movie, and what follows from the
 * method, may differ: a project that is opened is not changed by what is found out of its recording.
 */
export function sameProjectState(a: ProjectState, b: ProjectState): boolean {
  if (a.playhead !== b.playhead || a.range.start !== b.range.start || a.range.end !== b.range.end)
    return false;
  const [one, other] = [a, b].map(({ settings }) => ({ ...settings, overlay: chosenOverlay(settings) }));
  const names = Object.keys(one) as (keyof ProjectSettings)[];
  return names.every(
    (name) => one[name] === other[name] || JSON.stringify(one[name]) === JSON.stringify(other[name]),
  );
}

/** What of the overlay a person decides. */
function chosenOverlay(settings: ProjectSettings): ProjectSettings["overlay"] {
  const { overlay, arrowScaling, colourScaling, reliabilityThreshold } = settings;
  const { arrows, colour } = overlay;
  return {
    ...overlay,
    minimumSpeed: 0,
    minimumReliability: reliabilityThreshold === "chosen" ? overlay.minimumReliability : 0,
    arrows: { ...arrows, scale: arrowScaling === "chosen" ? arrows.scale : 1 },
    colour: { ...colour, maxSpeed: colourScaling === "chosen" ? colour.maxSpeed : 1 },
  };
}
