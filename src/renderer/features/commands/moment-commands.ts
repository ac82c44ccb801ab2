import type { Player } from "../../playback/player";
import { canvasViewActions } from "../../stores/canvas-view";
import { fastestFrame, fastestPixel, peakBeside } from "../../stores/fast-moments";
import { pinActions } from "../../stores/pin-actions";
import type { CommandHandlers, Obstacle } from "./registry";

/** The commands that go to the fastest moments of the movie, and to the fastest place of a frame. */
export function momentCommands(player: Player): CommandHandlers {
  const goTo = (frame: number | null): void => {
    if (frame === null) return;
    player.pause();
    player.seek(frame);
  };
  const noPeak = (direction: 1 | -1): Obstacle | null => {
    if (fastestFrame() === null) return "notAnalysed";
    return peakBeside(player.state.frame, direction) === null ? "noPeak" : null;
  };
  return {
    "fastest-frame": {
      run: () => goTo(fastestFrame()),
      obstacle: () => (fastestFrame() === null ? "notAnalysed" : null),
    },
    "next-peak": { run: () => goTo(peakBeside(player.state.frame, 1)), obstacle: () => noPeak(1) },
    "previous-peak": { run: () => goTo(peakBeside(player.state.frame, -1)), obstacle: () => noPeak(-1) },
    "pin-fastest": { run: pinFastest, obstacle: () => (fastestPixel() === null ? "noMotion" : null) },
  };
}

/** Pins the fastest pixel of the frame on the screen, and brings it into view. */
export function pinFastest(): void {
  const pixel = fastestPixel();
  if (pixel === null) return;
  canvasViewActions.reveal({ x: pixel.x + 0.5, y: pixel.y + 0.5 });
  pinActions.pin(pixel);
}
