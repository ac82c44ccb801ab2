import type { FrameCacheState } from "../../../../shared/frame-cache";
import type { AnalysisTable } from "../../../analysis/analysis-table";
import type { FrameScale } from "../frame-scale";

/** What the tracks draw. */
export interface TimelineData {
  readonly table: AnalysisTable | null;
  readonly frames: FrameCacheState | null;
}

/** CSS colours of the present theme. */
export interface TrackColours {
  readonly line: string;
  readonly quietLine: string;
  readonly area: string;
  readonly grid: string;
  readonly band: string;
  readonly warning: string;
}

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
  readonly id: string;
  /** Named at the left of the strip. */
  readonly label: string;
  /** One sentence on what it shows, for the tooltip of the name. */
  readonly title: string;
  /** In CSS pixels; "flexible" takes the height that a person gave the graph. */
  readonly height: number | "flexible";
  /** What it draws: it is drawn again only when that has changed. */
  readonly reads: keyof TimelineData;
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
