import type { MarkPoint } from "../../shared/marks/marks";
import { ellipseBetween, rectangleBetween } from "../../shared/marks/reshape";
import type { RegionShape } from "../../shared/measure/region";
import { useCanvasViewStore } from "../stores/canvas-view";
import { toolState } from "../stores/tool-store";
import { Grasp, handleUnder, hitUnder, selectMark } from "./grasp";
import { changeByKey, seenPart } from "./keys";
import { addRegion } from "./mark-making";
import type { Tool, ToolEvent, ToolKey } from "./tool";

/** Of what is seen, as wide and high as a mark that is laid by key. */
const SHARE_OF_SEEN = 1 / 4;

/** Draws rectangles or ellipses from corner to corner. The selected mark can be reshaped by its handles meanwhile; a click selects. */
export class ShapeTool implements Tool {
  readonly id: "rectangle" | "ellipse";
  readonly icon: "rectangle" | "ellipse";
  readonly #between: (from: MarkPoint, to: MarkPoint) => RegionShape | null;
  #from: MarkPoint | null = null;
  #shape: RegionShape | null = null;
  #grasp: Grasp | null = null;

  constructor(id: "rectangle" | "ellipse") {
    this.id = id;
    this.icon = id;
    this.#between = id === "rectangle" ? rectangleBetween : ellipseBetween;
  }

  cursor(event: ToolEvent): string {
    return this.#from === null && handleUnder(event) !== null ? "pointer" : "crosshair";
  }

  down(event: ToolEvent): void {
    const hit = handleUnder(event);
    this.#grasp = hit && new Grasp(hit, event.place);
    this.#from = hit === null ? event.place : null;
  }

  move(event: ToolEvent, pressed: boolean): void {
    if (!pressed || !event.moved) return;
    this.#grasp?.move(event.place);
    if (this.#from === null) return;
    const to = event.shift ? squared(this.#from, event.place) : event.place;
    this.#shape = this.#between(this.#from, to);
    toolState.setDraft(this.#shape && { kind: "shape", shape: this.#shape });
  }

  up(event: ToolEvent): void {
    this.#grasp?.end();
    const shape = this.#shape;
    const drew = this.#from !== null;
    this.#forget();
    if (shape !== null) addRegion(shape);
    else if (drew && !event.moved) selectMark(hitUnder(event)?.any ?? null);
  }

  doubleClick(): void {}

  cancel(): boolean {
    const begun = this.#from !== null || this.#grasp !== null;
    this.#grasp?.cancel();
    this.#forget();
    return begun;
  }

  key(pressed: ToolKey): boolean {
    if (pressed.key !== "Enter") return changeByKey(pressed);
    const seen = seenPart();
    if (seen === null) return false;
    const [x, y] = seen.middle;
    const half = { x: (seen.width * SHARE_OF_SEEN) / 2, y: (seen.height * SHARE_OF_SEEN) / 2 };
    const shape = this.#between(
      [Math.round(x - half.x) - 0.5, Math.round(y - half.y) - 0.5],
      [Math.round(x + half.x) - 0.5, Math.round(y + half.y) - 0.5],
    );
    if (shape !== null) addRegion(shape);
    return true;
  }

  #forget(): void {
    this.#from = null;
    this.#shape = null;
    this.#grasp = null;
    toolState.setDraft(null);
  }
}

/** The corner of a square as it is displayed, as large as the longer side of the box. */
function squared(from: MarkPoint, to: MarkPoint): MarkPoint {
  const pixelAspect = useCanvasViewStore.getState().space?.pixelAspect ?? 1;
  const across = (to[0] - from[0]) * pixelAspect;
  const down = to[1] - from[1];
  const side = Math.max(Math.abs(across), Math.abs(down));
  return [from[0] + (Math.sign(across) * side) / pixelAspect, from[1] + Math.sign(down) * side];
}
