import type { RequestPayload } from "../../shared/ipc";
import { currentMarks } from "./marks-store";
import { useToolStore } from "./tool-store";
import { useTracksStore } from "./tracks-store";

/** The tracks that are drawn over what is saved, as they are on the screen; null where none are. */
export function drawnTracks(): RequestPayload<"export:run">["tracks"] {
  const { visible, tail } = useTracksStore.getState();
  const tracks = currentMarks().tracks.filter(({ hidden }) => !hidden);
  if (!visible || !useToolStore.getState().marksVisible || tracks.length === 0) return null;
  return { length: tail, tracks: tracks.map(({ id, colour, anchors }) => ({ id, colour, anchors })) };
}
