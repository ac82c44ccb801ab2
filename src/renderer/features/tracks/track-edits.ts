import { MARK_COLOURS } from "../../../shared/marks/mark-colours";
import { type MarkedTrack, type Marks, MOST_MARKS, type TrackAnchor } from "../../../shared/marks/marks";
import { useCanvasViewStore } from "../../stores/canvas-view";
import { markActions } from "../../stores/marks-store";
import { trackPaths } from "../../stores/tracks-store";
import { addTrack } from "../../tools/mark-making";

/** How many tracks can still be added. */
export function roomForTracks({ tracks }: Marks): number {
  return MOST_MARKS.tracks - tracks.length;
}

/** Follows what is in the middle of what is seen of the picture, from the frame on the screen on and back. */
export function trackTheMiddle(): void {
  const { view, space } = useCanvasViewStore.getState();
  if (space === null) return;
  const { x, y } =
    view.kind === "fit" ? { x: space.movie.width / 2, y: space.movie.height / 2 } : view.centre;
  addTrack([rounded(x - 0.5), rounded(y - 0.5)]);
}

/** Follows many points, all set in a frame; no more than there is room for. */
export function trackPoints(frame: number, points: readonly (readonly [x: number, y: number])[]): void {
  markActions.change(null, (marks) => {
    const taken = new Set([...marks.regions, ...marks.lines, ...marks.tracks].map(({ name }) => name));
    let number = 0;
    const freeName = (): string => {
      do number += 1;
      while (taken.has(`g${number}`));
      return `g${number}`;
    };
    const added = points
      .slice(0, roomForTracks(marks))
      .map(([x, y], at) => newTrack(freeName(), marks.tracks.length + at, { frame, x, y }));
    return { tracks: [...marks.tracks, ...added] };
  });
}

function newTrack(name: string, count: number, anchor: TrackAnchor): MarkedTrack {
  return {
    id: crypto.randomUUID(),
    name,
    colour: MARK_COLOURS[count % MARK_COLOURS.length] ?? MARK_COLOURS[0],
    note: "",
    anchors: [anchor],
  };
}

/**
 * Sets a track in a frame.
 *
 * @param kind of the change: numbers that are turned are taken back together
 */
export function setAnchor(track: MarkedTrack, anchor: TrackAnchor, kind: string | null): void {
  const others = track.anchors.filter(({ frame }) => frame !== anchor.frame);
  const anchors = [...others, anchor].sort((a, b) => a.frame - b.frame);
  markActions.set("tracks", { ...track, anchors }, kind);
}

/** Has a track be followed to a frame that it was set in; the last anchor stays. */
export function removeAnchor(track: MarkedTrack, frame: number): void {
  const anchors = track.anchors.filter((anchor) => anchor.frame !== frame);
  if (anchors.length > 0) markActions.set("tracks", { ...track, anchors });
}

export function removeAllTracks(): void {
  markActions.change(null, () => ({ tracks: [] }));
}

/** Where a track is in a frame, or was last before it, or else is first; what somebody would set it to. */
export function likelyPlace(
  { id, anchors }: MarkedTrack,
  frame: number,
): { readonly x: number; readonly y: number } {
  const path = trackPaths.get(id);
  const nearest = anchors.findLast((anchor) => anchor.frame <= frame) ?? anchors[0] ?? { x: 0, y: 0 };
  if (path === undefined) return nearest;
  for (let at = Math.min(frame, path.last); at >= path.first; at--) {
    const [x, y] = [path.xAt(at), path.yAt(at)];
    if (!Number.isNaN(x)) return { x: rounded(x), y: rounded(y) };
  }
  return nearest;
}

/** To the hundredth of a pixel: nobody sets more. */
export function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
