import { type TrackTail, tailOf } from "../../../shared/overlay/track-tail";
import { laidOver } from "../../canvas/over-canvases";
import { drawTails } from "../../canvas/track-tails";
import { createPromptTask } from "../../lib/frame-task";
import { useCanvasViewStore } from "../../stores/canvas-view";
import { currentMarks, useMarkSelection } from "../../stores/marks-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useToolStore } from "../../stores/tool-store";
import { trackPaths, useTracksStore } from "../../stores/tracks-store";
import { useViewStore } from "../../stores/view-store";

/** Keeps a canvas that lies over the picture drawn with the tails of the tracks, without React, until the returned function is called. */
export function attachTails(canvas: HTMLCanvasElement): () => void {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This window cannot draw.");
  const paint = (): void => paintTracks(canvas, context);
  const task = createPromptTask(paint);
  const leave = [
    // At once: the picture of that frame was painted just before.
    usePlaybackStore.subscribe(({ shownFrame }, before) => {
      if (shownFrame !== before.shownFrame) paint();
    }),
    useCanvasViewStore.subscribe(task.request),
    useTracksStore.subscribe(task.request),
    useToolStore.subscribe(({ marksVisible }, before) => {
      if (marksVisible !== before.marksVisible) task.request();
    }),
    useMarkSelection.subscribe(task.request),
    useViewStore.subscribe(({ marks }, before) => {
      if (marks.tracks !== before.marks.tracks) task.request();
    }),
    laidOver(canvas),
  ];
  paint();
  return () => {
    task.cancel();
    for (const end of leave) end();
  };
}

function paintTracks(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  const { view, space } = useCanvasViewStore.getState();
  const { width, height } = space?.area ?? { width: 0, height: 0 };
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  } else if (canvas.dataset.tracks !== "0") {
    context.clearRect(0, 0, width, height);
  }
  const tails = space === null ? [] : shownTails();
  // For tests too.
  canvas.dataset.tracks = String(tails.length);
  if (space !== null && tails.length > 0) drawTails(context, tails, { view, space });
}

/** What is seen of the tracks in the frame on the screen. */
function shownTails(): readonly TrackTail[] {
  const { shownFrame } = usePlaybackStore.getState();
  const { tail, visible } = useTracksStore.getState();
  if (!visible || !useToolStore.getState().marksVisible || shownFrame === null) return [];
  const { selected } = useMarkSelection.getState();
  return currentMarks().tracks.flatMap(({ id, colour, anchors, hidden }) => {
    const path = hidden ? undefined : trackPaths.get(id);
    if (path === undefined) return [];
    const track = { path, colour, selected: id === selected, firstSet: anchors[0]?.frame ?? 0 };
    return tailOf(track, shownFrame, tail) ?? [];
  });
}
