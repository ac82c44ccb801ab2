import type { LeaveKind } from "../shared/ipc";

/**
 * Stands between a wish to leave and leaving: while an export is under way, a person is asked first, since what it has
 * done so far would be lost.
 */
export class Leaving {
  readonly #isExporting: () => boolean;
  readonly #ask: (kind: LeaveKind) => boolean;
  #agreed = false;
  #leave: (() => void) | null = null;

  /** @param ask asks in the window; returns false where there is no window to ask in */
  constructor(isExporting: () => boolean, ask: (kind: LeaveKind) => boolean) {
    this.#isExporting = isExporting;
    this.#ask = ask;
  }

  /**
   * Whether one may leave at once. If not, a person is asked, and `leave` is done when they agree. Who wishes to leave again
   * meanwhile is asked again.
   */
  mayLeave(kind: LeaveKind, leave: () => void): boolean {
    if (this.#agreed || !this.#isExporting() || !this.#ask(kind)) return true;
    this.#leave = leave;
    return false;
  }

  /** What the person said. */
  answer(agreed: boolean): void {
    const leave = this.#leave;
    this.#leave = null;
    if (!agreed || leave === null) return;
    this.#agreed = true;
    leave();
  }

  /** From now on nobody is asked: the system ends the app, and does not wait. */
  withoutAsking(): void {
    this.#agreed = true;
  }

  /** There is a new window, whose exports are to be asked about again. */
  stay(): void {
    this.#agreed = false;
  }
}
