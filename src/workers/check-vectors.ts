import type { FieldPlanes } from "../shared/overlay/field-planes";
import {
  FAILED_FLAGS,
  isWithin,
  type SpeedLimits,
  type Validation,
  VECTOR_FLAGS,
  type VectorCounts,
} from "../shared/validation";
import { type CheckedField, replaceByMedians, testMedians, UNCHECKED } from "./median-test";
import type { FrameSize } from "./protocol";
import { NEVER } from "./treated-pixels";

/** How vectors are checked. */
export interface Check extends FrameSize {
  readonly validation: Validation;
  readonly minimumReliability: number;
  /** Pixels from a vector to its neighbours; see `vectorSpacing`. */
  readonly spacing: number;
}

/**
 * Begins to check vectors: `flags` says which ones are checked, and by the way there and back which ones fail. Before the motion of the camera is
 * taken out, which would spoil the way.
 *
 * @param back the flow from the second frame of the pair to the first, at the pixels of the second; null where that is not tested
 * @param saidScale what the displacements of both fields were multiplied by
 */
export function beginCheck(
  { u, v, reliability }: FieldPlanes,
  back: FieldPlanes | null,
  flags: Uint8Array,
  { validation, minimumReliability, width, height }: Check,
  saidScale: number,
): void {
  for (let at = 0; at < flags.length; at++) {
    const counts = reliability[at] >= 0 && reliability[at] >= minimumReliability;
    flags[at] = counts && Number.isFinite(u[at] + v[at]) ? 0 : UNCHECKED;
  }
  const { forwardBackward } = validation;
  if (back === null || forwardBackward === null) return;
  const most = (forwardBackward * saidScale) ** 2;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (flags[at] !== 0) continue;
      const [x, y] = [column + u[at] / saidScale, row + v[at] / saidScale];
      const missU = u[at] + sample(back.u, x, y, { width, height });
      const missV = v[at] + sample(back.v, x, y, { width, height });
      // What leaves the picture does not come back.
      if (!(missU * missU + missV * missV <= most)) flags[at] |= VECTOR_FLAGS.forwardBackward;
    }
  }
}

/**
 * Checks the vectors that {@link beginCheck} left, in this order: speed limits, then medians of neighbours that passed. Those that fail count nowhere from
 * then on, unless they are replaced.
 */
export function finishCheck(planes: FieldPlanes, flags: Uint8Array, check: Check): VectorCounts {
  const { u, v, reliability } = planes;
  const { validation, spacing, width, height } = check;
  const { speedLimits, medianTest, replace } = validation;
  const field: CheckedField = { width, height, u, v, flags };
  if (speedLimits !== null) testLimits(field, speedLimits);
  if (medianTest !== null) testMedians(field, medianTest, spacing);
  if (replace === "median") replaceByMedians(field, medianTest?.neighbourhood ?? 3, spacing);
  const counts = { checked: 0, valid: 0, speedLimit: 0, median: 0, forwardBackward: 0, replaced: 0 };
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at];
    if (flag === UNCHECKED) {
      flags[at] = 0;
      continue;
    }
    counts.checked++;
    if (flag === 0) {
      counts.valid++;
      continue;
    }
    if ((flag & VECTOR_FLAGS.speedLimit) !== 0) counts.speedLimit++;
    if ((flag & VECTOR_FLAGS.median) !== 0) counts.median++;
    if ((flag & VECTOR_FLAGS.forwardBackward) !== 0) counts.forwardBackward++;
    if ((flag & VECTOR_FLAGS.replaced) !== 0) counts.replaced++;
    else if ((flag & FAILED_FLAGS) !== 0) reliability[at] = NEVER;
  }
  return counts;
}

function testLimits({ u, v, flags }: CheckedField, limits: SpeedLimits): void {
  for (let at = 0; at < flags.length; at++) {
    if ((flags[at] & UNCHECKED) === 0 && !isWithin(limits, u[at], v[at]))
      flags[at] |= VECTOR_FLAGS.speedLimit;
  }
}

/** A plane between its pixels, bilinearly; NaN outside. */
function sample(plane: Float32Array, x: number, y: number, { width, height }: FrameSize): number {
  if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) return Number.NaN;
  const [left, top] = [Math.min(Math.floor(x), width - 2), Math.min(Math.floor(y), height - 2)];
  const [right, down] = [x - left, y - top];
  const at = top * width + left;
  const above = plane[at] + right * (plane[at + 1] - plane[at]);
  const below = plane[at + width] + right * (plane[at + width + 1] - plane[at + width]);
  return above + down * (below - above);
}
