import { borderOf } from "../../shared/marks/hit-test";
import { type MarkPoint, type Marks, NO_MARKS } from "../../shared/marks/marks";
import { parseColour } from "../../shared/overlay/arrow-look";
import type { Colour } from "../../shared/overlay/surface";
import { type MarkDraft, MarkPainter, type MarkScene, type ShownMarks } from "../canvas/mark-layer";
import type { Point } from "../canvas/view-transform";
import { shownMovie, useCanvasViewStore } from "./canvas-view";
import { currentMarks, useMarkSelection } from "./marks-store";
import { usePlaybackStore } from "./playback-store";
import { type Draft, type ToolId, useToolStore } from "./tool-store";
import { useViewStore } from "./view-store";

const DRAFT_INK = parseColour("#ffffff");
const ERASER_INK = parseColour("#9ad0ff");
const BRUSH_INK = parseColour("#ff7f7f");
const CIRCLE_CORNERS = 40;

/** The marks as they lie on the screen; null where no picture is, or all are hidden. */
export function shownMarks(): ShownMarks | null {
  const view = useCanvasViewStore.getState();
  const shown = shownMovie(view);
  const { shownFrame } = usePlaybackStore.getState();
  if (shown === null || view.space === null || shownFrame === null) return null;
  if (!useToolStore.getState().marksVisible) return null;
  return {
    ...shown,
    pixelAspect: view.space.pixelAspect,
    ratio: window.devicePixelRatio,
    frame: shownFrame,
    marks: currentMarks(),
    selected: useMarkSelection.getState().selected,
  };
}

/** Tools that take the selected mark by its handles. */
const RESHAPING: ReadonlySet<ToolId> = new Set([
  ...(["select", "track", "line", "rectangle", "ellipse", "polygon"] as const),
]);

/** All that the canvas of the marks shows now. */
export function markScene(): MarkScene | null {
  const shown = shownMarks();
  if (shown === null) return null;
  const { tool, draft, handle } = useToolStore.getState();
  const reshapes = RESHAPING.has(tool);
  return {
    shown,
    tools: {
      selection: !reshapes,
      handle: reshapes ? handle : null,
      draft: draft && drawnDraft(draft, shown),
    },
  };
}

/** The marks as an export is to have them: those on the screen; null where there are none. */
export function exportedMarks(): Marks | null {
  const marks = currentMarks();
  return marks === NO_MARKS || !useToolStore.getState().marksVisible ? null : marks;
}

/** Draws the marks on a copy of the picture, without handles and what is being drawn. @param off of its corner from the canvas's */
export function paintMarksOnCopy(context: OffscreenCanvasRenderingContext2D, off: Point): void {
  const shown = shownMarks();
  if (shown === null) return;
  const { picture } = shown;
  const moved = { ...shown, picture: { ...picture, x: picture.x - off.x, y: picture.y - off.y } };
  new MarkPainter(getComputedStyle(document.body).fontFamily).paint(context, moved);
}

/** Calls back whenever {@link markScene} may be another one. Returns what ends that. */
export function watchMarkScene(changed: () => void): () => void {
  const leave = [
    useCanvasViewStore.subscribe(changed),
    useMarkSelection.subscribe(changed),
    useToolStore.subscribe((state, before) => {
      if (state.said === before.said) changed();
    }),
    useViewStore.subscribe(({ marks }, before) => {
      if (marks !== before.marks) changed();
    }),
    usePlaybackStore.subscribe(({ shownFrame }, before) => {
      if (shownFrame !== before.shownFrame) changed();
    }),
  ];
  return () => {
    for (const stop of leave) stop();
  };
}

function drawnDraft(draft: Draft, shown: ShownMarks): MarkDraft {
  switch (draft.kind) {
    case "shape": {
      const border = borderOf(draft.shape);
      return { path: [...border, border[0]], points: [], ink: DRAFT_INK };
    }
    case "corners": {
      const { corners, next, closes } = draft;
      const open = next === null ? corners : [...corners, next];
      return {
        path: closes && open.length > 2 ? [...open, open[0]] : open,
        points: corners,
        ink: DRAFT_INK,
      };
    }
    case "scale":
      return { path: [draft.from, draft.to], points: [draft.from, draft.to], ink: DRAFT_INK };
    case "brush":
      return { path: circle(draft.at, shown), points: [], ink: brushInk() };
  }
}

function brushInk(): Colour {
  return useToolStore.getState().erases ? ERASER_INK : BRUSH_INK;
}

/** The border of the brush: a circle as it is displayed. */
function circle([x, y]: MarkPoint, { pixelAspect }: ShownMarks): readonly MarkPoint[] {
  const radius = useToolStore.getState().brushSize / 2;
  return Array.from({ length: CIRCLE_CORNERS + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / CIRCLE_CORNERS;
    return [x + (radius * Math.cos(angle)) / pixelAspect, y + radius * Math.sin(angle)] as const;
  });
}
