import { create } from "zustand";
import { pictureSize } from "../../../shared/export-size";
import type { RequestPayload } from "../../../shared/ipc";
import type { MovieInfo } from "../../../shared/movie";
import { type SizeChoice, sizeOf, widthToStartWith } from "../../lib/size-choices";
import { drawnTracks } from "../../stores/drawn-tracks";
import { exportedMarks } from "../../stores/mark-scene";
import { flowOfFiles } from "../../stores/marked-treatment";
import { secondsOfPair } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";
import { exportedOverlay } from "./exported-overlay";

/** "screen" is what the window shows, with its zoom. */
export type PictureSizeChoice = SizeChoice | "screen";

/** What was chosen for pictures, for as long as the window is open. */
export interface PictureOptions {
  readonly size: PictureSizeChoice;
  /** Null until somebody has typed one. */
  readonly width: number | null;
  readonly probes: boolean;
  readonly list: boolean;
}

export const usePictureOptions = create<PictureOptions>()(() => ({
  size: "auto",
  width: null,
  probes: true,
  list: false,
}));

/** The picture that is chosen, of this frame, as it is asked for; "screen" has none. */
export function pictureRequest(
  movie: MovieInfo,
  frame: number,
  { size, width, probes, list }: PictureOptions,
): RequestPayload<"picture:save"> {
  const view = useViewStore.getState();
  const { deinterlace, levels, pins } = view;
  const choice = size === "screen" ? "auto" : size;
  const chosen = pictureSize(movie, sizeOf(choice, width ?? widthToStartWith(movie)));
  return {
    token: movie.token,
    frame,
    flow: flowOfFiles(view, movie.pixelAspect),
    overlay: exportedOverlay(view, chosen ?? movie, secondsOfPair(frame)),
    levels: movie.grey ? levels : null,
    deinterlace: movie.interlaced && deinterlace,
    size: chosen,
    marks: probes ? pins : [],
    list: probes && list,
    laid: exportedMarks(),
    tracks: drawnTracks(),
  };
}
