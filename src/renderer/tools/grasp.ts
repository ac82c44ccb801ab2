import { findMark, type HitReach, handleAt, type MarkHit, markAt } from "../../shared/marks/hit-test";
import type { MarkPoint } from "../../shared/marks/marks";
import { type AnyMark, moved, withHandleAt } from "../../shared/marks/reshape";
import { useCanvasViewStore } from "../stores/canvas-view";
import { currentMarks, markActions, useMarkSelection } from "../stores/marks-store";
import { toolState } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { shownFrame } from "./mark-making";
import type { ToolEvent } from "./tool";
import { whereIs } from "./where";

/** Puts a mark in the place of the one with its id. Changes of one drag are taken back together. */
export function setMark(any: AnyMark): void {
  markActions.set(any.kind, any.mark, `mark ${any.mark.id}`);
}

/** The mark that is selected; null without one. */
export function selectedMark(): AnyMark | null {
  return findMark(currentMarks(), useMarkSelection.getState().selected);
}

/** Selects a mark and says which. */
export function selectMark(any: AnyMark | null): void {
  const before = useMarkSelection.getState().selected;
  if (before === (any?.mark.id ?? null)) return;
  markActions.select(any?.mark.id ?? null);
  const texts = currentTexts();
  const { said } = texts.tools;
  toolState.setHandle(0);
  toolState.say(any === null ? said.nothingSelected : said.selected(any.mark.name, whereIs(any, texts)));
}

/** Says where a mark lies now. */
export function sayWhere(any: AnyMark): void {
  const texts = currentTexts();
  toolState.say(texts.tools.said.changed(any.mark.name, whereIs(any, texts)));
}

/** The mark under the pointer, the handles of the selected one first. */
export function hitUnder(event: ToolEvent): MarkHit | null {
  const { selected } = useMarkSelection.getState();
  return markAt(currentMarks(), event.place, hitReach(event), selected, shownFrame());
}

/** The handle of the selected mark under the pointer. */
export function handleUnder(event: ToolEvent): MarkHit | null {
  const any = selectedMark();
  const handle = any && handleAt(any, event.place, hitReach(event), shownFrame());
  return any === null || handle === null ? null : { any, handle };
}

function hitReach({ reach }: ToolEvent): HitReach {
  return { distance: reach, pixelAspect: useCanvasViewStore.getState().space?.pixelAspect ?? 1 };
}

/** A mark, or a handle of it, in the hand. */
export class Grasp {
  readonly #hit: MarkHit;
  readonly #from: MarkPoint;
  #now: AnyMark;

  constructor(hit: MarkHit, from: MarkPoint) {
    this.#hit = hit;
    this.#from = from;
    this.#now = hit.any;
    if (hit.handle !== null) toolState.setHandle(hit.handle);
  }

  /** Takes it to another place. */
  move([x, y]: MarkPoint): void {
    const { any, handle } = this.#hit;
    const [fromX, fromY] = this.#from;
    this.#now =
      handle === null
        ? moved(any, round(x - fromX), round(y - fromY), shownFrame())
        : withHandleAt(any, handle, [x, y]);
    setMark(this.#now);
  }

  /** Says where it was let go, where it was moved at all. */
  end(): void {
    if (this.#now !== this.#hit.any) sayWhere(this.#now);
  }

  /** Puts it back where it was, unless it is gone. */
  cancel(): void {
    const { any } = this.#hit;
    if (this.#now !== any && findMark(currentMarks(), any.mark.id) !== null) setMark(any);
  }
}

/** Hundredths of a pixel are finer than any pointer. */
function round(distance: number): number {
  return Math.round(distance * 100) / 100;
}
