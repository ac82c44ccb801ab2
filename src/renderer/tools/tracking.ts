import type { MarkedTrack, MarkPoint } from "../../shared/marks/marks";
import { markActions } from "../stores/marks-store";
import { Grasp, handleUnder, sayWhere, selectedMark } from "./grasp";
import { changeByKey, seenPart } from "./keys";
import { addTrack, shownFrame } from "./mark-making";
import type { Tool, ToolEvent, ToolKey } from "./tool";

/**
 * A click sets a point to follow. With a track selected that was set at other frames only, it says where that track is at this one; with
 * Shift it begins another track all the same.
 */
export class TrackTool implements Tool {
  readonly id = "track";
  readonly icon = "track";
  #grasp: Grasp | null = null;

  cursor(event: ToolEvent): string {
    return handleUnder(event) === null ? "crosshair" : "move";
  }

  down(event: ToolEvent): void {
    const hit = handleUnder(event);
    this.#grasp = hit && new Grasp(hit, event.place);
  }

  move({ place, moved }: ToolEvent): void {
    if (moved) this.#grasp?.move(place);
  }

  up(event: ToolEvent): void {
    const grasp = this.#grasp;
    this.#grasp = null;
    if (grasp !== null) grasp.end();
    else if (!event.moved) set(event.place, event.shift);
  }

  doubleClick(): void {}

  cancel(): boolean {
    const grasp = this.#grasp;
    this.#grasp = null;
    grasp?.cancel();
    return grasp !== null;
  }

  key(pressed: ToolKey): boolean {
    // Arrows go through the movie, as whoever sets a track right at many frames needs.
    if (pressed.key !== "Enter") return pressed.alt && changeByKey({ ...pressed, alt: false });
    const middle = seenPart()?.middle;
    if (middle !== undefined) set(middle, pressed.shift);
    return true;
  }
}

function set(place: MarkPoint, another: boolean): void {
  const chosen = selectedMark();
  const frame = shownFrame();
  if (another || chosen?.kind !== "tracks" || chosen.mark.anchors.some((anchor) => anchor.frame === frame)) {
    addTrack(place);
    return;
  }
  const mark = withAnchor(chosen.mark, frame, place);
  markActions.set("tracks", mark);
  sayWhere({ kind: "tracks", mark: { ...mark, anchors: [{ frame, x: place[0], y: place[1] }] } });
}

/** The track with an anchor more, in the order of frames. */
function withAnchor(track: MarkedTrack, frame: number, [x, y]: MarkPoint): MarkedTrack {
  const anchors = [...track.anchors, { frame, x, y }].sort((one, other) => one.frame - other.frame);
  return { ...track, anchors };
}
