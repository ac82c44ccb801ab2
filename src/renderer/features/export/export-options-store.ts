import { create } from "zustand";
import { exportSize, type PixelSize } from "../../../shared/export-size";
import type { MovieInfo } from "../../../shared/movie";
import { type SizeChoice, sizeOf, widthToStartWith } from "../../lib/size-choices";

/** What was chosen for videos and pictures, for as long as the window is open. */
interface ExportOptions {
  readonly size: SizeChoice;
  /** Null until somebody has typed one. */
  readonly width: number | null;
  readonly speed: number;
}

export const useExportOptions = create<ExportOptions>()(() => ({ size: "auto", width: null, speed: 1 }));

export const exportOptionsActions = {
  setSize: (size: SizeChoice): void => useExportOptions.setState({ size }),
  setWidth: (width: number): void => useExportOptions.setState({ width: Math.round(width) }),
  setSpeed: (speed: number): void => useExportOptions.setState({ speed }),
} as const;

/** The size that is chosen, for this movie; null is the movie's own. */
export function chosenSize(movie: MovieInfo, { size, width }: ExportOptions): PixelSize | null {
  return exportSize(movie, sizeOf(size, width ?? widthToStartWith(movie)));
}
