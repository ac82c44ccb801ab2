import { distanceBetween } from "../../shared/marks/hit-test";
import { type MarkPoint, MOST_POINTS } from "../../shared/marks/marks";
import { samePoint } from "../../shared/marks/reshape";
import { useCanvasViewStore } from "../stores/canvas-view";
import { toolState } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { Grasp, handleUnder, selectedMark } from "./grasp";
import { changeByKey, seenPart } from "./keys";
import { addLine, addRegion } from "./mark-making";
import type { Tool, ToolEvent, ToolKey } from "./tool";

/**
 * Draws lines or polygons corner by corner: each click sets one, Enter or a double click ends it, as does a click on the first corner of a
 * polygon. A drag draws a straight line at once. The selected mark can be reshaped by its handles meanwhile.
 */
export class CornersTool implements Tool {
  readonly id: "line" | "polygon";
  readonly icon: "line" | "polygon";
  /** Fewest corners. */
  readonly #least: number;
  #corners: readonly MarkPoint[] = [];
  #grasp: Grasp | null = null;

  constructor(id: "line" | "polygon") {
    this.id = id;
    this.icon = id;
    this.#least = id === "line" ? 2 : 3;
  }

  cursor(event: ToolEvent): string {
    return this.#corners.length === 0 && handleUnder(event) !== null ? "pointer" : "crosshair";
  }

  down(event: ToolEvent): void {
    if (this.#corners.length > 0) return;
    const hit = handleUnder(event);
    if (hit === null) this.#set([event.place], null);
    else this.#grasp = new Grasp(hit, event.place);
  }

  move(event: ToolEvent, pressed: boolean): void {
    if (this.#grasp !== null) {
      if (event.moved) this.#grasp.move(event.place);
      return;
    }
    if (this.#corners.length > 0 && (!pressed || event.moved)) this.#set(this.#corners, event.place);
  }

  up(event: ToolEvent): void {
    if (this.#grasp !== null) {
      this.#grasp.end();
      this.#grasp = null;
      return;
    }
    const { place, moved } = event;
    // The click that began it.
    if (this.#corners.length === 1 && !moved && near(event, this.#corners[0])) return;
    if (this.#corners.length >= this.#least && this.id === "polygon" && near(event, this.#corners[0])) {
      this.#finish();
      return;
    }
    // The second click of a double one, after a tremble.
    const last = this.#corners.at(-1);
    if (last === undefined || !near({ ...event, reach: event.reach / 2 }, last)) this.#add(place);
    if (this.id === "line" && this.#corners.length === 2 && moved) this.#finish();
  }

  doubleClick(): void {
    this.#finish();
  }

  cancel(): boolean {
    const begun = this.#corners.length > 0 || this.#grasp !== null;
    this.#grasp?.cancel();
    this.#grasp = null;
    this.#set([], null);
    return begun;
  }

  key(pressed: ToolKey): boolean {
    if (this.#corners.length === 0) {
      if (pressed.key !== "Enter") return changeByKey(pressed);
      this.#layInMiddle();
      return true;
    }
    if (pressed.key === "Enter") this.#finish();
    else if (pressed.key === "Backspace") this.#set(this.#corners.slice(0, -1), null);
    else return false;
    return true;
  }

  #add(place: MarkPoint): void {
    const last = this.#corners.at(-1);
    if ((last !== undefined && samePoint(last, place)) || this.#corners.length >= MOST_POINTS) return;
    this.#set([...this.#corners, place], null);
    toolState.say(currentTexts().tools.said.corner(this.#corners.length));
  }

  #set(corners: readonly MarkPoint[], next: MarkPoint | null): void {
    this.#corners = corners;
    const closes = this.id === "polygon";
    toolState.setDraft(corners.length === 0 ? null : { kind: "corners", closes, corners, next });
  }

  /** Makes a mark of the corners, where there are enough of them. */
  #finish(): void {
    const corners = this.#corners;
    if (corners.length < this.#least) return;
    this.#set([], null);
    this.#lay(corners);
  }

  #lay(corners: readonly MarkPoint[]): void {
    if (this.id === "line") addLine(corners);
    else addRegion({ kind: "polygon", corners });
    if (selectedMark() !== null) toolState.setHandle(corners.length - 1);
  }

  /** What there is of it by key: a level line, or a triangle. */
  #layInMiddle(): void {
    const seen = seenPart();
    if (seen === null) return;
    const [x, y] = seen.middle;
    const [across, down] = [
      Math.max(1, Math.round(seen.width / 8)),
      Math.max(1, Math.round(seen.height / 8)),
    ];
    if (this.id === "line")
      this.#lay([
        [x - across, y],
        [x + across, y],
      ]);
    else
      this.#lay([
        [x, y - down],
        [x + across, y + down],
        [x - across, y + down],
      ]);
  }
}

/** Whether the pointer is at a corner, as near as a hand can tell. */
function near({ place, reach }: ToolEvent, corner: MarkPoint): boolean {
  const pixelAspect = useCanvasViewStore.getState().space?.pixelAspect ?? 1;
  return distanceBetween(place, corner, { pixelAspect }) <= reach;
}
