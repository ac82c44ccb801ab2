import { type ErrorValue, isCancelled, toErrorValue } from "../../shared/errors";
import type { FrameLease, FrameSource } from "../recording/frame-source";

interface Held {
  readonly source: FrameSource;
  readonly frame: number;
  readonly second: number | null;
  readonly leases: readonly FrameLease[];
}

/**
 * The frames of the moment that stands beside the present one: held for as long as it does, so that going through the movie does not
 * have them decoded again for each picture.
 */
export class HeldMoment {
  private held: Held | null = null;

  /**
   * A frame, to be released like any other. The one that its flow leads to is held as well, where there is one.
   *
   * @returns why it cannot be had, where that is the movie's fault
   * @throws KinoflowError `cancelled`
   */
  async frame(
    source: FrameSource,
    frame: number,
    second: number | null,
    signal: AbortSignal,
  ): Promise<{ readonly lease: FrameLease } | { readonly error: ErrorValue }> {
    try {
      const { held } = this;
      if (held?.source !== source || held.frame !== frame || held.second !== second)
        await this.hold(source, frame, second, signal);
      return { lease: await source.get(frame, signal) };
    } catch (error) {
      if (isCancelled(error)) throw error;
      return { error: toErrorValue(error) };
    }
  }

  release(): void {
    for (const lease of this.held?.leases ?? []) lease.release();
    this.held = null;
  }

  private async hold(
    source: FrameSource,
    frame: number,
    second: number | null,
    signal: AbortSignal,
  ): Promise<void> {
    this.release();
    const leases = [await source.get(frame, signal)];
    this.held = { source, frame, second, leases };
    if (second === null) return;
    try {
      leases.push(await source.get(second, signal));
    } catch (error) {
      // That it cannot be decoded is told with the flow.
      if (!isCancelled(error)) return;
      this.release();
      throw error;
    }
  }
}
