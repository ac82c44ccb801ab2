import { analysedTrack, memoryTrack } from "./bands";
import { bytesTrack, costTrack } from "./cost";
import { motionTrack } from "./motion";
import { reliabilityTrack } from "./reliability";
import { thumbnailTrack } from "./thumbnails";
import type { Track } from "./track";

/** The strips of the timeline, from top to bottom. */
export const TRACKS: readonly Track[] = [
  thumbnailTrack,
  motionTrack,
  reliabilityTrack,
  costTrack,
  bytesTrack,
  memoryTrack,
  analysedTrack,
];
