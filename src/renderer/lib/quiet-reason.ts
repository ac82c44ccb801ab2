import type { SaidAs } from "../../shared/measure/units";
import type { PairFacts } from "../../shared/picture";
import type { Message } from "../../shared/texts/message";
import type { SightTexts } from "../../shared/texts/sight-en";
import { allFailed, type VectorCounts } from "../../shared/validation";

/** What is known of a picture that may show no motion. */
export interface QuietFacts {
  /** The next frame shows another scene. */
  readonly isCut: boolean;
  /** Null where there is no flow. */
  readonly pair: PairFacts | null;
  /** u, v where arrows stand, NaN where unreliable; null while there are no arrows. */
  readonly samples: Float32Array | null;
  /** Arrows that are drawn; null while there are none to be drawn. */
  readonly drawn: number | null;
  /** Slower motions, in px/frame, are not drawn. */
  readonly leastSpeed: number;
  /** How speeds are said. */
  readonly said: SaidAs;
  /** Of the whole picture. */
  readonly reliableShare: number;
  readonly maxSpeed: number;
  /** How vectors did that were checked; null where none were. */
  readonly vectors: VectorCounts | null;
}

/** Why nothing of the motion is to be seen; null where something is, or nothing is known to keep it from being seen. */
export function quietReason(facts: QuietFacts): Message<SightTexts["quiet"]> | null {
  const { isCut, pair, samples, drawn, leastSpeed, reliableShare, maxSpeed, said, vectors } = facts;
  const slow = [leastSpeed * said.factor, said.unit] as const;
  if (isCut) return { name: "cut", values: [] };
  if (pair === null) return null;
  if (pair.black) return { name: "black", values: [] };
  if (pair.equal) return { name: "equal", values: [] };
  if (vectors !== null && allFailed(vectors)) return { name: "invalid", values: [] };
  if (reliableShare === 0) return { name: "unreliable", values: [] };
  if (drawn === null) return maxSpeed < leastSpeed ? { name: "slow", values: slow } : null;
  if (drawn > 0 || samples === null) return null;
  const fastest = fastestOf(samples);
  if (fastest === null) return { name: "unreliable", values: [] };
  return fastest < leastSpeed ? { name: "slow", values: slow } : null;
}

function fastestOf(samples: Float32Array): number | null {
  let fastest: number | null = null;
  for (let k = 0; k + 1 < samples.length; k += 2) {
    const speed = Math.hypot(samples[k] ?? Number.NaN, samples[k + 1] ?? Number.NaN);
    if (Number.isFinite(speed) && !(fastest !== null && fastest >= speed)) fastest = speed;
  }
  return fastest;
}
