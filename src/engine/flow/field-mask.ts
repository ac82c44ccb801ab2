import type { FlowParameters } from "../../shared/flow";
import { marginOf } from "../../workers/kernel/statistics";
import type { FrameSize } from "../../workers/protocol";

/** Pixels whose flow counts nowhere. */
export interface FieldMask {
  /** Tells it from others; see `maskName`. */
  readonly name: string;
  /** Numbers of `Spans`. */
  readonly mask: readonly number[];
}

/** Less reliable than any vector that may count, or be drawn. */
const NEVER = -1;

/**
 * Makes the vectors of a field that a mask covers unreliable in place.
 *
 * @returns how many pixels of the valid region it covers
 */
export function hideMasked(
  { mask }: FieldMask,
  reliability: Float32Array,
  { width, height }: FrameSize,
  parameters: FlowParameters,
): number {
  const margin = marginOf(parameters);
  let hidden = 0;
  for (let at = 0; at + 2 < mask.length; at += 3) {
    const [row, from, to] = [mask[at], mask[at + 1], Math.min(mask[at + 2], width)];
    if (row >= height || from >= to) continue;
    reliability.fill(NEVER, row * width + from, row * width + to);
    if (row < margin || row >= height - margin) continue;
    hidden += Math.max(0, Math.min(to, width - margin) - Math.max(from, margin));
  }
  return hidden;
}
