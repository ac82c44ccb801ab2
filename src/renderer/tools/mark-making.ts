import { freeMarkColour } from "../../shared/marks/mark-colours";
import {
  freeMarkName,
  type MarkKind,
  type MarkOf,
  type MarkPoint,
  MOST_MARKS,
} from "../../shared/marks/marks";
import { type AnyMark, moved } from "../../shared/marks/reshape";
import type { RegionShape } from "../../shared/measure/region";
import { currentMarks, markActions } from "../stores/marks-store";
import { usePlaybackStore } from "../stores/playback-store";
import { toolState } from "../stores/tool-store";
import { viewActions } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";
import { whereIs } from "./where";

/** What the columns of a mark are called, before its number. */
const STEMS = { regions: "region", lines: "line", tracks: "track" } as const satisfies Record<
  MarkKind,
  string
>;

/** Pixels that a duplicate lies beside its original, each way. */
const DUPLICATE_OFF = 10;

export function addRegion(shape: RegionShape): void {
  add("regions", (made) => ({ ...made, shape }));
}

export function addLine(points: readonly MarkPoint[]): void {
  add("lines", (made) => ({ ...made, points }));
}

/** A point to follow, set at the frame on the screen. */
export function addTrack([x, y]: MarkPoint): void {
  const frame = shownFrame();
  add("tracks", (made) => ({ ...made, anchors: [{ frame, x, y }] }));
}

/** A copy of a mark a little aside, under a name of its own. */
export function duplicateMark(any: AnyMark): void {
  const shifted = moved(any, DUPLICATE_OFF, DUPLICATE_OFF, null);
  add(shifted.kind, (made) => ({ ...shifted.mark, ...made }) as MarkOf<typeof shifted.kind>);
}

/** Takes a mark away and says so. */
export function deleteMark({ mark }: AnyMark): void {
  markActions.remove(mark.id);
  toolState.say(currentTexts().tools.said.deleted(mark.name));
}

/** The number of the frame on the screen. */
export function shownFrame(): number {
  return usePlaybackStore.getState().shownFrame ?? 0;
}

function add<K extends MarkKind>(
  kind: K,
  make: (made: { id: string; name: string; colour: string; note: string }) => MarkOf<K>,
): void {
  const marks = currentMarks();
  if (marks[kind].length >= MOST_MARKS[kind]) {
    toolState.say(currentTexts().tools.said.tooMany);
    return;
  }
  const id = crypto.randomUUID();
  const mark = make({
    id,
    name: freeMarkName(marks, STEMS[kind]),
    colour: freeMarkColour(marks),
    note: "",
  });
  markActions.set(kind, mark);
  markActions.select(id);
  viewActions.showTab("measure");
  const texts = currentTexts();
  toolState.say(texts.tools.said.placed(mark.name, whereIs({ kind, mark } as AnyMark, texts)));
}
