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

/** One of the limits; the opposite one gives way. */
export function setBound(bound: keyof SpeedLimits, value: number): void {
  const limits = currentMarks().validation.speedLimits;
  if (limits === null) return;
  const next = { ...limits, [bound]: value };
  const across = OPPOSITE[bound];
  const isLeast = bound === "minU" || bound === "minV";
  if (isLeast ? next[across] < value : next[across] > value) next[across] = value;
  changeValidation(`speed limits ${bound}`, { speedLimits: next });
}

const OPPOSITE = { minU: "maxU", maxU: "minU", minV: "maxV", maxV: "minV" } as const satisfies Record<
  keyof SpeedLimits,
  keyof SpeedLimits
>;
