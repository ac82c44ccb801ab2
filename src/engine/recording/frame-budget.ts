import { freemem } from "node:os";
import { FRAME_BUDGET } from "../../shared/settings";

/**
 * Bytes for decoded frames: what a person chose, or else a quarter of the memory that is free now, within the limits of
 * the setting.
 */
export function frameBudget(chosen: number | null = null, freeBytes: number = freemem()): number {
  if (chosen !== null) return chosen;
  return Math.min(Math.max(Math.floor(freeBytes / 4), FRAME_BUDGET.min), FRAME_BUDGET.max);
}
