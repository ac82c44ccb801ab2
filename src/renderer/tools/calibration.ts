import { distanceBetween } from "../../shared/marks/hit-test";
import type { MarkPoint } from "../../shared/marks/marks";
import { useCanvasViewStore } from "../stores/canvas-view";
import { openDialog } from "../stores/dialog-store";
import { currentMarks, markActions } from "../stores/marks-store";
import { toolState, useToolStore } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { seenPart, stepOf } from "./keys";
import type { Tool, ToolEvent, ToolKey } from "./tool";
import { pixelText } from "./where";

/** The line whose length is to be said. */
export interface ScaleLine {
  readonly from: MarkPoint;
  readonly to: MarkPoint;
}

/** The line that lies on the picture now; null without one. */
export function scaleLine(): ScaleLine | null {
  const { draft } = useToolStore.getState();
  return draft?.kind === "scale" ? draft : null;
}

/** Its length in heights of pixels, as it is displayed. */
export function lengthOf({ from, to }: ScaleLine): number {
  return distanceBetween(from, to, { pixelAspect: aspect() });
}

function aspect(): number {
  return useCanvasViewStore.getState().space?.pixelAspect ?? 1;
}

/** Lays a line over something of known length; a dialog asks how long that is. By a drag, or by two clicks. */
export class CalibrateTool implements Tool {
  readonly id = "calibrate";
  readonly icon = "calibrate";
  #drawing = false;

  cursor(): string {
    return "crosshair";
  }

  down({ place }: ToolEvent): void {
    if (this.#drawing) return;
    this.#drawing = true;
    toolState.setDraft({ kind: "scale", from: place, to: place });
  }

  move({ place }: ToolEvent): void {
    const line = scaleLine();
    if (this.#drawing && line !== null) toolState.setDraft({ kind: "scale", from: line.from, to: place });
  }

  up({ place, reach, moved }: ToolEvent): void {
    const line = scaleLine();
    if (!this.#drawing || line === null) return;
    const to = { kind: "scale", from: line.from, to: place } as const;
    // The first of two clicks.
    if (!moved && lengthOf(to) < reach) return;
    this.#drawing = false;
    toolState.setDraft(to);
    askLength();
  }

  doubleClick(): void {}

  cancel(): boolean {
    this.#drawing = false;
    const begun = scaleLine() !== null;
    toolState.setDraft(null);
    return begun;
  }

  key(pressed: ToolKey): boolean {
    const line = scaleLine();
    const step = stepOf(pressed);
    if (pressed.key === "Enter") {
      if (line === null) layInMiddle();
      else askLength();
      return true;
    }
    if (line === null || step === null) return false;
    const by = ([x, y]: MarkPoint): MarkPoint => [x + step[0], y + step[1]];
    const from = pressed.alt ? line.from : by(line.from);
    say({ from, to: by(line.to) });
    return true;
  }
}

function askLength(): void {
  const line = scaleLine();
  if (line !== null && lengthOf(line) > 0) openDialog("calibrate");
}

function layInMiddle(): void {
  const seen = seenPart();
  if (seen === null) return;
  const [x, y] = seen.middle;
  const half = Math.max(1, Math.round(seen.width / 4));
  say({ from: [x - half, y], to: [x + half, y] });
}

function say(line: ScaleLine): void {
  toolState.setDraft({ kind: "scale", ...line });
  toolState.say(currentTexts().tools.said.scaleLine(pixelText(lengthOf(line))));
}

/** Degrees that the axes turn to with Shift, and by with a key. */
const SNAP = 15;
const TURN = { step: 1, long: 10 } as const;

/** Lays the axes: a click where they begin, a drag along x. */
export class OriginTool implements Tool {
  readonly id = "origin";
  readonly icon = "origin";
  #from: MarkPoint | null = null;

  cursor(): string {
    return "crosshair";
  }

  down({ place }: ToolEvent): void {
    this.#from = place;
    changeAxes({ origin: place });
  }

  move({ place, moved, shift }: ToolEvent): void {
    if (this.#from === null || !moved) return;
    const across = (place[0] - this.#from[0]) * aspect();
    const degrees = (Math.atan2(this.#from[1] - place[1], across) * 180) / Math.PI;
    changeAxes({ turn: shift ? SNAP * Math.round(degrees / SNAP) : Math.round(degrees * 10) / 10 });
  }

  up(): void {
    this.#from = null;
    sayAxes();
  }

  doubleClick(): void {}

  cancel(): boolean {
    this.#from = null;
    return false;
  }

  key(pressed: ToolKey): boolean {
    const step = stepOf(pressed);
    const { origin, turn } = currentMarks().calibration.axes;
    if (pressed.key === "Enter") {
      const middle = seenPart()?.middle;
      if (middle === undefined) return false;
      changeAxes({ origin: middle });
    } else if (step === null) return false;
    else if (pressed.alt) {
      const by = (pressed.shift ? TURN.long : TURN.step) * -Math.sign(step[0] + step[1]);
      changeAxes({ turn: withinTurn(turn + by) });
    } else changeAxes({ origin: [origin[0] + step[0], origin[1] + step[1]] });
    sayAxes();
    return true;
  }
}

/** The same direction, between -180 and 180 degrees. */
function withinTurn(degrees: number): number {
  return degrees > 180 ? degrees - 360 : degrees <= -180 ? degrees + 360 : degrees;
}

function changeAxes(change: Partial<{ readonly origin: MarkPoint; readonly turn: number }>): void {
  markActions.change("axes", ({ calibration }) => ({
    calibration: { ...calibration, axes: { ...calibration.axes, ...change } },
  }));
}

function sayAxes(): void {
  const { origin, turn } = currentMarks().calibration.axes;
  const { said } = currentTexts().tools;
  toolState.say(said.axes(pixelText(origin[0]), pixelText(origin[1]), pixelText(turn)));
}
