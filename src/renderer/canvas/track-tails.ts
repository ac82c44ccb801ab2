import { paintTails } from "../../shared/overlay/paint-tails";
import { tailOf } from "../../shared/overlay/track-tail";
import { createPromptTask } from "../lib/frame-task";
import { useCanvasViewStore } from "../stores/canvas-view";
import { currentMarks, useMarkSelection } from "../stores/marks-store";
import { usePlaybackStore } from "../stores/playback-store";
import { trackPaths, useTracksStore } from "../stores/tracks-store";
import { useViewStore } from "../stores/view-store";
import { CanvasBrush } from "./canvas-brush";
import { laidOver } from "./over-canvases";
import { pictureRectangle } from "./view-transform";

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
  const { shownFrame } = usePlaybackStore.getState();
  const { tail, visible } = useTracksStore.getState();
  const { tracks } = currentMarks();
  const { selected } = useMarkSelection.getState();
  const area = space?.area ?? { width: 0, height: 0 };
  const isEmpty = canvas.dataset.tracks === "0";
  if (canvas.width !== area.width || canvas.height !== area.height) {
    canvas.width = area.width;
    canvas.height = area.height;
  } else if (!isEmpty) {
    context.clearRect(0, 0, canvas.width, canvas.height);
  }
  const shown = visible && shownFrame !== null && space !== null ? tracks : [];
  const tails = shown.flatMap(({ id, colour, anchors }) => {
    const path = trackPaths.get(id);
    const track = path && { path, colour, selected: id === selected, firstSet: anchors[0]?.frame ?? 0 };
    return (track && shownFrame !== null && tailOf(track, shownFrame, tail)) || [];
  });
  canvas.dataset.tracks = String(tails.length);
  if (tails.length === 0 || space === null) return;
  const { pixelAspect, movie } = space;
  const target = pictureRectangle(view, space);
  const brush = new CanvasBrush(context);
  brush.placement = {
    scaleX: target.width / (movie.width * pixelAspect),
    scaleY: target.height / movie.height,
    offsetX: target.x,
    offsetY: target.y,
  };
  context.save();
  context.beginPath();
  context.rect(target.x, target.y, target.width, target.height);
  context.clip();
  context.beginPath();
  paintTails(brush, tails, { pixelAspect, unit: window.devicePixelRatio / brush.placement.scaleY });
  context.restore();
}
