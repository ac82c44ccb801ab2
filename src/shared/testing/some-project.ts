import { NO_CUT_MARKS } from "../cut-marks";
import { DEFAULT_DENSE_PRESET, DEFAULT_FLOW_PARAMETERS } from "../flow";
import { NO_MARKS } from "../marks/marks";
import { DEFAULT_MINIMUM_SHARE } from "../movie-speed";
import { defaultOverlaySettings } from "../overlay/settings";
import { PROJECT_SCHEMA, type Project, type ProjectRecording, type ProjectSettings } from "../project";

/** A recording that is nowhere. */
export const NO_RECORDING: ProjectRecording = {
  path: "/nowhere/clip.mp4",
  relative: null,
  fingerprint: "0".repeat(64),
  bytes: 1,
  stream: null,
  raw: null,
  frameRate: null,
  captureRate: null,
  order: null,
};

/** What nobody has touched, for a recording of 320 x 240. */
export const UNTOUCHED: ProjectSettings = {
  flow: DEFAULT_FLOW_PARAMETERS,
  basePreset: DEFAULT_DENSE_PRESET,
  overlay: defaultOverlaySettings(320, 240),
  arrowScaling: "auto",
  minimumShare: DEFAULT_MINIMUM_SHARE,
  reliabilityThreshold: "auto",
  deinterlace: true,
  split: { visible: false, b: null, moment: null },
  onion: { visible: false, opacity: 0.5 },
  showPrepared: false,
  figurePixels: "reliable",
  levels: null,
  arrowScaleLocked: false,
  colourScaling: "auto",
  colourScaleLocked: false,
  pins: [],
  cutMarks: NO_CUT_MARKS,
  bookmarks: [],
  marks: NO_MARKS,
};

/** A project for a test. */
export function someProject(
  recording: Partial<ProjectRecording> = {},
  settings: Partial<ProjectSettings> = {},
  state: Partial<Pick<Project, "playhead" | "range">> = {},
): Project {
  return {
    schema: PROJECT_SCHEMA,
    kinoflow: "0.1.0",
    recording: { ...NO_RECORDING, ...recording },
    settings: { ...UNTOUCHED, ...settings },
    playhead: 0,
    range: { start: null, end: null },
    ...state,
  };
}
