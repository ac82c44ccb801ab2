import { useMemo } from "react";
import type { MarkedTrack } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import { TRACK_COLUMNS, type TrackRow, trackCells, trackRows } from "../../../shared/track-table";
import { trackPaths, useTracksStore } from "../../stores/tracks-store";
import { useViewStore } from "../../stores/view-store";

/** All that is known of a track by now, in the units and along the axes of the marks. */
export function useTrackRows({ times, pixelAspect }: MovieInfo, { id }: MarkedTrack): readonly TrackRow[] {
  const news = useTracksStore((state) => state.news);
  const calibration = useViewStore((state) => state.marks.calibration);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places of tracks lie outside of React, and news counts what comes of them.
  return useMemo(
    () => [
      ...trackRows([...(trackPaths.get(id)?.points() ?? [])], { times, calibration, grid: { pixelAspect } }),
    ],
    [id, times, pixelAspect, calibration, news],
  );
}

/** The length of a row's velocity. */
export function speedOf({ u, v }: TrackRow): number {
  return Math.hypot(u, v);
}

/** The table of a track as spreadsheets take it from the clipboard. */
export function tableText(name: string, rows: readonly TrackRow[]): string {
  return [TRACK_COLUMNS, ...rows.map((row) => trackCells(name, row))]
    .map((cells) => `${cells.join("\t")}\n`)
    .join("");
}
