import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { LumaSamples } from "../../shared/luma-samples";
import type { SharedHeap } from "../../workers/shared-heap";
import { frameOrNull } from "../recording/frame-or-null";
import type { Recording } from "../recording/recording";

/** Frames that are looked at, spread over the recording. */
const FRAMES = 8;
/** Shares of the pixels that may be darker than black and brighter than white: dead and hot pixels, glints. */
const BEYOND = 0.001;
/** About so many pixels of a frame are looked at. */
const SAMPLES = 1 << 17;

interface Measured {
  readonly levels: Promise<Levels>;
  /** Frames that were known then. */
  readonly frames: number;
}

const known = new WeakMap<Recording, Measured>();

/**
 * Levels that show what a recording holds: of deep grey frames from the darkest to the brightest values, but for a thousandth of the
 * pixels at either end, of some frames all over the recording; all values of others. Measured once for the recording as far as it
 * is known.
 *
 * @throws KinoflowError `cancelled`, and what reading frames may end with
 */
export function automaticLevels(
  recording: Recording,
  heap: SharedHeap,
  signal?: AbortSignal,
): Promise<Levels> {
  const { format, timeline } = recording;
  if (format.picture.kind !== "grey" || format.lumaBits === 8)
    return Promise.resolve(wholeLevels(format.depth));
  const before = known.get(recording);
  if (before?.frames === timeline.count) return before.levels;
  const levels = measureLevels(recording, heap, signal);
  known.set(recording, { levels, frames: timeline.count });
  levels.catch(() => known.delete(recording));
  return levels;
}

async function measureLevels(recording: Recording, heap: SharedHeap, signal?: AbortSignal): Promise<Levels> {
  const { format, timeline } = recording;
  const counts = new Uint32Array(2 ** format.lumaBits);
  const frames = recording.openFrames(heap, { budgetBytes: 0 });
  try {
    const last = timeline.count - 1;
    const places = Array.from({ length: FRAMES }, (_, k) => Math.round((k * last) / (FRAMES - 1)));
    for (const frame of new Set(places)) {
      const lease = await frameOrNull(frames, frame, signal);
      if (lease === null) continue;
      count(lease.meta.samples, counts);
      lease.release();
    }
  } finally {
    await frames.close();
  }
  return levelsOf(counts) ?? wholeLevels(format.depth);
}

function count(samples: LumaSamples, counts: Uint32Array): void {
  // No divisor of most widths, or only some columns would be looked at.
  const step = Math.max(1, Math.floor(samples.length / SAMPLES)) | 1;
  for (let at = 0; at < samples.length; at += step) counts[samples[at]]++;
}

/** Null where nothing was counted. */
function levelsOf(counts: Uint32Array): Levels | null {
  const total = counts.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const beyond = Math.floor(total * BEYOND);
  const black = firstBeyond(counts, beyond);
  const white = counts.length - 1 - firstBeyond(counts.slice().reverse(), beyond);
  return { black, white: Math.max(white, black + 1), gamma: 1 };
}

/** The first value up to which more than so many were counted. */
function firstBeyond(counts: Uint32Array, most: number): number {
  let sum = 0;
  return Math.max(
    counts.findIndex((value) => {
      sum += value;
      return sum > most;
    }),
    0,
  );
}
