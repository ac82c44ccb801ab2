import { allMarks } from "../../shared/marks/hit-test";
import type { MarkPoint } from "../../shared/marks/marks";
import { type AnyMark, enlarged, handlesOf, moved, withHandleAt } from "../../shared/marks/reshape";
import { toMovie } from "../canvas/view-transform";
import { shownMovie, useCanvasViewStore } from "../stores/canvas-view";
import { currentMarks } from "../stores/marks-store";
import { toolState, useToolStore } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { sayWhere, selectedMark, selectMark, setMark } from "./grasp";
import { shownFrame } from "./mark-making";
import type { ToolKey } from "./tool";

const STEPS: Readonly<Record<string, MarkPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const LONG_STEP = 10;

/** How far an arrow key goes, in pixels of the recording: one, or ten with Shift; null for other keys. */
export function stepOf({ key, shift }: ToolKey): MarkPoint | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const length = shift ? LONG_STEP : 1;
  return [step[0] * length, step[1] * length];
}

/**
 * What keys do to the selected mark with any tool that draws: arrows move it, with Alt they reshape it, Page Up and Page Down go through its
 points. False where the key means none of that, or nothing is selected.
 */
export function changeByKey(pressed: ToolKey): boolean {
  const any = selectedMark();
  if (any === null) return false;
  if (pressed.key === "PageDown" || pressed.key === "PageUp") {
    nextHandle(any, pressed.key === "PageDown" ? 1 : -1);
    return true;
  }
  const step = stepOf(pressed);
  if (step === null) return false;
  const changed = pressed.alt ? reshapedBy(any, step) : moved(any, step[0], step[1], shownFrame());
  setMark(changed);
  sayWhere(changed);
  return true;
}

function nextHandle(any: AnyMark, direction: 1 | -1): void {
  const count = handlesOf(any).length;
  const handle = (useToolStore.getState().handle + direction + count) % count;
  toolState.setHandle(handle);
  toolState.say(currentTexts().tools.said.point(handle + 1, count));
}

function reshapedBy(any: AnyMark, [dx, dy]: MarkPoint): AnyMark {
  if (any.kind === "regions" && any.mark.shape.kind !== "polygon")
    return { ...any, mark: { ...any.mark, shape: enlarged(any.mark.shape, dx, dy) } };
  const handles = handlesOf(any);
  const handle = Math.min(useToolStore.getState().handle, handles.length - 1);
  const [x, y] = handles[handle];
  return withHandleAt(any, handle, [x + dx, y + dy]);
}

/** Selects the mark after the selected one, or before it, in the order of their lists. */
export function selectNext(direction: 1 | -1): void {
  const all = allMarks(currentMarks());
  if (all.length === 0) {
    toolState.say(currentTexts().tools.said.noMark);
    return;
  }
  const chosen = selectedMark();
  const at = all.findIndex(({ mark }) => mark.id === chosen?.mark.id);
  const next = at < 0 ? (direction === 1 ? 0 : all.length - 1) : at + direction;
  selectMark(all[(next + all.length) % all.length]);
}

/** What is seen of the picture, in whole pixels of the recording; null before there is one. */
export function seenPart(): {
  readonly middle: MarkPoint;
  readonly width: number;
  readonly height: number;
} | null {
  const state = useCanvasViewStore.getState();
  const shown = shownMovie(state);
  if (shown === null || state.space === null) return null;
  const { area } = state.space;
  const { picture, movie } = shown;
  const from = toMovie({ x: 0, y: 0 }, picture, movie);
  const to = toMovie({ x: area.width, y: area.height }, picture, movie);
  const [left, right] = [Math.max(0, from.x), Math.min(movie.width, to.x)];
  const [top, bottom] = [Math.max(0, from.y), Math.min(movie.height, to.y)];
  return {
    middle: [Math.round((left + right) / 2 - 0.5), Math.round((top + bottom) / 2 - 0.5)],
    width: Math.max(1, Math.round(right - left)),
    height: Math.max(1, Math.round(bottom - top)),
  };
}
