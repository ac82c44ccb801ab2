import { runInForeground } from "./foreground.mjs";
import { hasDisplay, hasVirtualDisplay } from "./setup/display.mjs";
import { SetupError, say } from "./setup/report.mjs";

/** Runs a program that opens windows, under a virtual display where there is no real one. */
export function runOnSomeDisplay(file, args, options) {
  if (hasDisplay()) return runInForeground(file, args, options);
  if (!hasVirtualDisplay()) {
    throw new SetupError(
      "There is no display to open a window on; set DISPLAY, or install Xvfb (xvfb and xauth).",
    );
  }
  say("there is no display; running under a virtual one (xvfb-run).");
  const screen = ["-a", "-s", "-screen 0 1920x1080x24"];
  return runInForeground("xvfb-run", [...screen, file, ...args], { ...options, wholeGroup: true });
}
