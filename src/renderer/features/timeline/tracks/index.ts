import { analysedTrack, memoryTrack } from "./bands";
import { motionTrack } from "./motion";
import { reliabilityTrack } from "./reliability";
import type { Track } from "./track";

/** The strips of the timeline, from top to bottom. */
export const TRACKS: readonly Track[] = [motionTrack, reliabilityTrack, memoryTrack, analysedTrack];
