import { type ErrorValue, isCancelled, toErrorValue } from "../../shared/errors";
import type { FrameLease, FrameSource } from "../recording/frame-source";

interface Held {
  readonly source: FrameSource;
  readonly frame: number;
  readonly leases: readonly FrameLease[];
}

/**
 * The frames of the moment that stands beside the present one: held for as long as it does, so that going through the movie does not
 * have them decoded again for each picture.
 */
export class HeldMoment {
  private held: Held | null = null;

  /**
   * A frame, to be released like any other. Its next one is held as well, where there is one.
   *
   * @returns why it cannot be had, where that is the movie's fault
   * @throws KinoflowError `cancelled`
   */
  async frame(
    source: FrameSource,
    frame: number,
    signal: AbortSignal,
  ): Promise<{ readonly lease: FrameLease } | { readonly error: ErrorValue }> {
    try {
      if (this.held?.source !== source || this.held.frame !== frame) await this.hold(source, frame, signal);
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

  private async hold(source: FrameSource, frame: number, signal: AbortSignal): Promise<void> {
    this.release();
    const leases = [await source.get(frame, signal)];
    this.held = { source, frame, leases };
    try {
      leases.push(await source.get(frame + 1, signal));
    } catch (error) {
      // That there is no next frame, or none that can be decoded, is told with the flow.
      if (!isCancelled(error)) return;
      this.release();
      throw error;
    }
  }
}
