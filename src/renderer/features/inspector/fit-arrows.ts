import type { Session } from "../../session";
import { viewActions } from "../../stores/view-store";

/** Whether there is something on the screen that arrows can be fitted to. */
export function canFitArrows(session: Session): boolean {
  return session.movingSpeeds() !== null;
}

/** Fits the arrows to what moves in the frame on the screen. Where nothing does, they stay as they are. */
export function fitArrows(session: Session): void {
  const speeds = session.movingSpeeds();
  if (speeds !== null) viewActions.fitScale(speeds.median);
}
