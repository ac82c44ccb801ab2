import type { LumaSamples } from "../../shared/luma-samples";
import type { VisitedStep } from "../flow/visit-fields";
import { AnchoredPatch, type LumaImage, type Placement, UNCHANGED } from "./anchored-patch";
import { type FollowedPoint, follow, NOWHERE, stretchAt } from "./follow-point";

/** A step from frame to frame whose flow is known both ways. */
export interface KnownStep {
  readonly fields: Parameters<typeof follow>[0];
  readonly from: LumaImage;
  readonly to: LumaImage;
}

/** Null across a cut, and where a frame cannot be decoded. */
export function knownStep(
  { forward, back, lumas }: VisitedStep,
  { width, height }: { readonly width: number; readonly height: number },
): KnownStep | null {
  if (forward === null || back === null || lumas === null) return null;
  const greyLevel = greyLevelOf(lumas[0]);
  const image = (samples: LumaSamples): LumaImage => ({ samples, width, height, greyLevel });
  return {
    fields: { there: forward, back, width, height },
    from: image(lumas[0]),
    to: image(lumas[1]),
  };
}

/** Samples that are looked at. */
const LOOKED_AT = 4000;

/** Values that a grey level of 8 bits is: 1, or where samples are deeper, of those that the frame has. */
function greyLevelOf(samples: LumaSamples): number {
  if (samples instanceof Uint8Array) return 1;
  const step = Math.max(1, Math.floor(samples.length / LOOKED_AT));
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < samples.length; at += step) {
    least = Math.min(least, samples[at]);
    most = Math.max(most, samples[at]);
  }
  return Math.max(1, (most - least) / 255);
}

/** Pixels that a patch may put the flow of a single step right by, and the share of its motion: more is another thing that looks alike. */
const CORRECTION = { pixels: 0.06, share: 0.02 };
/** Correlation with its anchor below which a patch does not look the same any more. */
const LIKE = 0.93;
/** Areas by their anchor's at which a patch has become another one. */
const STRETCHED = { least: 0.5, most: 2 };

/**
 * A point on its way: followed by the flow of each step, and held to how its surroundings looked where it was set, as long as these are found
 * again next to where the flow leads. When they look different, those of now take their place.
 */
export class TrackedPoint {
  #anchor: AnchoredPatch | null = null;
  #placement: Placement;
  #isAnchored = false;

  /** @param x column, whole numbers at the middles of pixels, as `y` */
  constructor(x: number, y: number) {
    this.#placement = { x, y, shape: UNCHANGED };
  }

  /** Goes one step on. A point that is lost stays so. */
  step(step: KnownStep, minimumReliability: number): FollowedPoint {
    const { x, y, shape } = this.#placement;
    const flowed = follow(step.fields, [x, y], minimumReliability);
    if (flowed.state === "lost") return NOWHERE;
    if (!this.#isAnchored) this.#anchorIn(step.from);
    const guess = {
      x: flowed.x,
      y: flowed.y,
      shape: after(stretchAt(step.fields, [x, y]), this.#placement.shape),
    };
    const found = this.#anchor?.find(step.to, guess) ?? null;
    const allowed = CORRECTION.pixels + CORRECTION.share * Math.hypot(flowed.x - x, flowed.y - y);
    if (found === null || !(Math.hypot(found.x - flowed.x, found.y - flowed.y) <= allowed)) {
      this.#placement = { x: flowed.x, y: flowed.y, shape };
      this.#isAnchored = false;
      return flowed;
    }
    this.#placement = found;
    const [a, b, c, d] = found.shape;
    const area = a * d - b * c;
    if (found.likeness < LIKE || area < STRETCHED.least || area > STRETCHED.most) this.#isAnchored = false;
    return { x: found.x, y: found.y, state: flowed.state };
  }

  #anchorIn(image: LumaImage): void {
    const { x, y } = this.#placement;
    this.#anchor = AnchoredPatch.at(image, x, y);
    this.#placement = { x, y, shape: UNCHANGED };
    this.#isAnchored = true;
  }
}

/** One matrix after another. */
function after([a, b, c, d]: Placement["shape"], [p, q, r, s]: Placement["shape"]): Placement["shape"] {
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s];
}
