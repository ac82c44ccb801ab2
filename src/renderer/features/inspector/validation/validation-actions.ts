import type { SpeedLimits, Validation } from "../../../../shared/validation";
import { currentMarks, markActions } from "../../../stores/marks-store";

/**
 * Changes how vectors are checked.
 *
 * @param kind changes of one kind that follow each other soon are taken back together
 */
export function changeValidation(kind: string | null, change: Partial<Validation>): void {
  markActions.change(kind, ({ validation }) => ({ validation: { ...validation, ...change } }));
}

/** Limits as they are, unless a person puts them at one place: then nothing would be valid. */
export function setSpeedLimits(limits: SpeedLimits): void {
  if (limits.minU >= limits.maxU || limits.minV >= limits.maxV) return;
  changeValidation("speed limits", { speedLimits: limits });
}

/**
 * One of the limits.
 *
 * @returns false where it was refused: nothing lies between a least limit and a greatest one that is not above it
 */
export function setBound(bound: keyof SpeedLimits, value: number): boolean {
  const limits = currentMarks().validation.speedLimits;
  if (limits === null) return true;
  const next = { ...limits, [bound]: value };
  if (next.minU >= next.maxU || next.minV >= next.maxV) return false;
  changeValidation(`speed limits ${bound}`, { speedLimits: next });
  return true;
}
