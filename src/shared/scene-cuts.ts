import type { PictureChange } from "./analysis";

/**
 * What makes a scene cut, from one frame to the next: the picture changes as a whole by much more than it does anywhere
 * around, and so does what it is made of.
 *
 * Comparing with the neighbourhood is what tells a cut from everything else that changes a whole picture: fast motion,
 * fades and dissolves go on for several frames, a flash changes it twice. The price is that cuts nearer to each other than
 * `reach` hide each other, and that a cut between two scenes of the same brightness distribution goes unseen.
 */
export const SCENE_CUT = {
  /** Least {@link PictureChange.lumaDifference}: grain and compression stay far below it. */
  lumaDifference: 6,
  /** Least {@link PictureChange.histogramDistance}: a jolt of the camera stays below it. */
  histogramDistance: 1.5,
  /** By how much the luma difference exceeds the greatest one around. */
  factor: 2.5,
  /** Frames before and after that count as around; the rhythm of repeated frames is shorter. */
  reach: 6,
} as const;

/** Both measures by frame, NaN where they are not known. At least `length` long. */
export type PictureChanges = { readonly [M in keyof PictureChange]: Float32Array };

/**
 * The frames at which a new scene begins, rising. Where a neighbour of a change is not known, nobody can tell whether it
 * is a cut: there is none then. Beyond the first and the last frame of the movie there is nothing to know.
 *
 * @param length frames that the measures are of
 * @param frameCount frames of the movie; the last one has no change, as it has no next one
 */
export function sceneCuts(changes: PictureChanges, length: number, frameCount: number): readonly number[] {
  const { lumaDifference, histogramDistance } = changes;
  const last = Math.min(length, frameCount - 1) - 1;
  const cuts: number[] = [];
  for (let frame = 0; frame <= last; frame += 1) {
    const change = lumaDifference[frame] ?? Number.NaN;
    // NaN is not.
    if (!(change >= SCENE_CUT.lumaDifference)) continue;
    if (!((histogramDistance[frame] ?? Number.NaN) >= SCENE_CUT.histogramDistance)) continue;
    if (change >= SCENE_CUT.factor * greatestAround(lumaDifference, frame, frameCount)) cuts.push(frame + 1);
  }
  return cuts;
}

/** The greatest change around one; infinite where the change right before or after it is not known. */
function greatestAround(changes: Float32Array, frame: number, frameCount: number): number {
  let greatest = 0;
  for (let distance = 1; distance <= SCENE_CUT.reach; distance += 1) {
    for (const neighbour of [frame - distance, frame + distance]) {
      if (neighbour < 0 || neighbour >= frameCount - 1) continue;
      const change = changes[neighbour] ?? Number.NaN;
      if (change > greatest) greatest = change;
      if (distance === 1 && Number.isNaN(change)) return Number.POSITIVE_INFINITY;
    }
  }
  return greatest;
}

/** The first number after `frame`, or the last one before it, in a rising list; null where there is none. */
export function cutBeside(cuts: readonly number[], frame: number, direction: 1 | -1): number | null {
  const beside = direction > 0 ? cuts.find((cut) => cut > frame) : cuts.findLast((cut) => cut < frame);
  return beside ?? null;
}
