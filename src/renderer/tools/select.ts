import { Grasp, hitUnder, selectedMark, selectMark } from "./grasp";
import { changeByKey, selectNext } from "./keys";
import { deleteMark } from "./mark-making";
import { PanGesture } from "./navigation";
import type { Tool, ToolEvent, ToolKey } from "./tool";

/** Selects marks, moves them, and reshapes the selected one by its handles; where no mark is, the picture is moved. */
export class SelectTool implements Tool {
  readonly id = "select";
  readonly icon = "select";
  #grasp: Grasp | null = null;
  #pan: PanGesture | null = null;

  cursor(event: ToolEvent): string {
    if (this.#pan !== null) return "grabbing";
    const hit = hitUnder(event);
    return hit === null ? "default" : hit.handle === null ? "move" : "pointer";
  }

  down(event: ToolEvent): void {
    const hit = hitUnder(event);
    selectMark(hit?.any ?? null);
    this.#grasp = hit && new Grasp(hit, event.place);
    this.#pan = hit === null ? new PanGesture(event) : null;
  }

  move(event: ToolEvent, pressed: boolean): void {
    if (!pressed || !event.moved) return;
    this.#grasp?.move(event.place);
    this.#pan?.move(event);
  }

  up(): void {
    this.#grasp?.end();
    this.#grasp = null;
    this.#pan = null;
  }

  doubleClick(): void {}

  /** What was dragged goes back. */
  cancel(): boolean {
    const grasp = this.#grasp;
    this.#grasp = null;
    this.#pan = null;
    grasp?.cancel();
    return grasp !== null;
  }

  key(pressed: ToolKey): boolean {
    const any = selectedMark();
    // Keyboards of Macs have no other key that deletes.
    if (pressed.key === "Backspace" && any !== null) {
      deleteMark(any);
      return true;
    }
    if (pressed.key !== "Enter") return changeByKey(pressed);
    selectNext(pressed.shift ? -1 : 1);
    return true;
  }
}
