import { type MarkPoint, type Marks, MOST_MASK_NUMBERS } from "../../shared/marks/marks";
import { strokeSpans, withoutSpans, withSpans } from "../../shared/marks/mask";
import { useCanvasViewStore } from "../stores/canvas-view";
import { currentMarks, markActions } from "../stores/marks-store";
import { toolState, useToolStore } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { seenPart, stepOf } from "./keys";
import type { Tool, ToolEvent, ToolKey } from "./tool";
import { pixelText } from "./where";

/** How much larger or smaller a key makes the brush. */
const BRUSH_STEP = 1.25;

/** Paints what counts nowhere, or takes it away again. */
export class MaskTool implements Tool {
  readonly id = "mask";
  readonly icon = "mask";
  #last: MarkPoint | null = null;
  /** The mask before the stroke, and whether Alt makes that one erase. */
  #before: Marks["mask"] | null = null;
  /** The mask as the stroke has left it so far. */
  #painted: Marks["mask"] | null = null;
  #erases = false;

  cursor(): string {
    return "crosshair";
  }

  down(event: ToolEvent): void {
    this.#before = currentMarks().mask;
    this.#painted = this.#before;
    this.#erases = useToolStore.getState().erases !== event.alt;
    this.#paint(event.place, event.place);
  }

  move(event: ToolEvent, pressed: boolean): void {
    if (pressed && this.#last !== null) this.#paint(this.#last, event.place);
    else toolState.setDraft({ kind: "brush", at: event.place });
  }

  up(): void {
    this.#last = null;
    this.#before = null;
    sayCovered();
  }

  doubleClick(): void {}

  /** The brush is where the pointer is. */
  leave(): void {
    toolState.setDraft(null);
  }

  cancel(): boolean {
    const before = this.#before;
    const drafted = useToolStore.getState().draft !== null;
    toolState.setDraft(null);
    this.#last = null;
    this.#before = null;
    // A mask that came in its place is no part of the stroke.
    if (before === null || currentMarks().mask !== this.#painted) return false;
    markActions.change("mask", () => ({ mask: before }));
    return drafted;
  }

  key(pressed: ToolKey): boolean {
    const { brushSize, erases, draft } = useToolStore.getState();
    const at = draft?.kind === "brush" ? draft.at : seenPart()?.middle;
    if (pressed.key === "[" || pressed.key === "]") {
      const wanted = pressed.key === "]" ? brushSize * BRUSH_STEP + 1 : brushSize / BRUSH_STEP;
      toolState.setBrushSize(wanted);
      toolState.say(currentTexts().tools.said.brushSize(useToolStore.getState().brushSize));
      return true;
    }
    const step = stepOf(pressed);
    if (at === undefined || (step === null && pressed.key !== "Enter")) return false;
    if (step === null) {
      this.#erases = erases !== pressed.alt;
      this.#paint(at, at);
      this.#last = null;
      sayCovered();
      return true;
    }
    const next: MarkPoint = [at[0] + step[0], at[1] + step[1]];
    toolState.setDraft({ kind: "brush", at: next });
    toolState.say(currentTexts().tools.said.brushAt(pixelText(next[0]), pixelText(next[1])));
    return true;
  }

  #paint(from: MarkPoint, to: MarkPoint): void {
    this.#last = to;
    toolState.setDraft({ kind: "brush", at: to });
    const { space } = useCanvasViewStore.getState();
    if (space === null) return;
    const picture = { ...space.movie, pixelAspect: space.pixelAspect };
    const spans = strokeSpans({ from, to, size: useToolStore.getState().brushSize }, picture);
    const { mask } = currentMarks();
    const painted = this.#erases ? withoutSpans(mask, spans) : withSpans(mask, spans);
    if (painted.length > MOST_MASK_NUMBERS) toolState.say(currentTexts().tools.said.maskFull);
    else {
      this.#painted = painted;
      markActions.change("mask", () => ({ mask: painted }));
    }
  }
}

/** Says how much of the picture does not count. */
function sayCovered(): void {
  const { space } = useCanvasViewStore.getState();
  if (space === null) return;
  const { mask } = currentMarks();
  let pixels = 0;
  for (let at = 0; at < mask.length; at += 3) pixels += mask[at + 2] - mask[at + 1];
  const percent = (100 * pixels) / (space.movie.width * space.movie.height);
  toolState.say(currentTexts().tools.said.painted(percent.toFixed(1)));
}
