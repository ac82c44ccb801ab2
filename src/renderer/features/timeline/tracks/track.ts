import type { AnalysisColumn } from "../../../../shared/analysis";
import type { FrameCacheState } from "../../../../shared/frame-cache";
import type { AnalysisTable } from "../../../lib/analysis-table";
import type { CostLayers } from "../../../lib/frame-costs";
import type { ShownCurves } from "../../../stores/curve-store";
import type { LineCurves } from "../../../stores/line-curves";
import type { RegionCurves } from "../../../stores/region-curves";
import type { FrameScale } from "../frame-scale";
import type { SeriesName } from "./series-styles";

/** What the tracks draw. */
export interface TimelineData {
  readonly table: AnalysisTable | null;
  /** The greatest 99.9th percentile of speed within a scene, as it is said. */
  readonly greatestSpeed: number;
  /** A column of the table, as it is said, NaN across cuts. */
  readonly motionOf: (table: AnalysisTable, column: AnalysisColumn) => Float32Array;
  readonly frames: FrameCacheState | null;
  readonly costs: CostLayers;
  readonly curves: ShownCurves;
  readonly regions: RegionCurves;
  readonly lines: LineCurves;
}

/** CSS colours of the present theme. */
export interface TrackColours {
  /** Of each series; see {@link SERIES_STYLES} for the lines. */
  readonly series: Readonly<Record<SeriesName, string>>;
  readonly area: string;
  readonly grid: string;
  readonly band: string;
  readonly warning: string;
  /** Of probes, by their numbers less one. */
  readonly pins: readonly string[];
}

/** The names of tracks, also in texts and where it is remembered which ones are hidden. */
export type TrackId =
  | "thumbnails"
  | "motion"
  | "probes"
  | "regions"
  | "lines"
  | "reliability"
  | "cost"
  | "bytes"
  | "memory"
  | "analysed";

/** Where and how a track draws, in device pixels: on the whole of a canvas of its own. */
export interface TrackView {
  readonly context: CanvasRenderingContext2D;
  readonly scale: FrameScale;
  readonly height: number;
  /** Width of a fine line: one CSS pixel. */
  readonly hairline: number;
  readonly colours: TrackColours;
}

/** One strip of the timeline. All of them share the timeline's horizontal scale. */
export interface Track {
  readonly id: TrackId;
  /** In CSS pixels; "flexible" takes the height that a person gave the graph. */
  readonly height: number | "flexible";
  /** What it draws: it is drawn again only when that has changed. */
  readonly reads: "table" | "frames" | "costs" | "curves" | "regions" | "lines" | "nothing";
  /** Shown only while the graph is. */
  readonly graph: boolean;
  draw(view: TrackView, data: TimelineData): void;
}

/** A track with its place, in CSS pixels from the top of the strip. */
export interface PlacedTrack {
  readonly track: Track;
  readonly top: number;
  readonly height: number;
}

/** Stacks tracks below each other. */
export function placeTracks(
  tracks: readonly Track[],
  flexibleHeight: number,
  top: number,
  gap: number,
): readonly PlacedTrack[] {
  let next = top;
  return tracks.map((track) => {
    const height = track.height === "flexible" ? flexibleHeight : track.height;
    const placed = { track, top: next, height };
    next += height + gap;
    return placed;
  });
}
