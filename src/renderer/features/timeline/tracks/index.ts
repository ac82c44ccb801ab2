import { analysedTrack, memoryTrack } from "./bands";
import { bytesTrack, costTrack } from "./cost";
import { linesTrack } from "./lines";
import { motionTrack } from "./motion";
import { probesTrack } from "./probes";
import { regionsTrack } from "./regions";
import { reliabilityTrack } from "./reliability";
import { thumbnailTrack } from "./thumbnails";
import type { Track } from "./track";

/** The strips of the timeline, from top to bottom: what moves first, what it costs last. */
export const TRACKS: readonly Track[] = [
  motionTrack,
  probesTrack,
  regionsTrack,
  linesTrack,
  reliabilityTrack,
  thumbnailTrack,
  memoryTrack,
  analysedTrack,
  costTrack,
  bytesTrack,
];
