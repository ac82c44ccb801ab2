import { create } from "zustand";
import type { MarkPoint } from "../../shared/marks/marks";
import type { RegionShape } from "../../shared/measure/region";

/** What the pointer and the keys do on the picture, one at a time; the first one is there when nobody has chosen. */
export const TOOL_IDS = [
  ...(["probe", "select", "pan", "line", "rectangle", "ellipse", "polygon"] as const),
  ...(["mask", "track", "calibrate", "origin"] as const),
] as const;
export type ToolId = (typeof TOOL_IDS)[number];

/** What is being drawn, and is no mark yet. */
export type Draft =
  | { readonly kind: "shape"; readonly shape: RegionShape }
  /** Corners that were clicked, and where the next one would be. */
  | {
      readonly kind: "corners";
      readonly closes: boolean;
      readonly corners: readonly MarkPoint[];
      readonly next: MarkPoint | null;
    }
  /** Over something whose length is known. */
  | { readonly kind: "scale"; readonly from: MarkPoint; readonly to: MarkPoint }
  /** The brush of the mask, where it would paint. */
  | { readonly kind: "brush"; readonly at: MarkPoint };

/** What the pointer does on the picture, and what it has begun there. */
export interface ToolState {
  readonly tool: ToolId;
  readonly draft: Draft | null;
  /** Diameter of the brush that paints the mask, in heights of pixels of the recording. */
  readonly brushSize: number;
  /** True where the brush takes away from the mask. */
  readonly erases: boolean;
  /** The point of the selected mark that keys move, as `handlesOf` counts. */
  readonly handle: number;
  /** False hides all marks, on the screen and in what is copied or exported. */
  readonly marksVisible: boolean;
  /** What was done last, for those who do not see it. */
  readonly said: string;
}

export const BRUSH_SIZE = { min: 1, max: 400 } as const;

export const useToolStore = create<ToolState>()(() => ({
  tool: "probe",
  draft: null,
  brushSize: 24,
  erases: false,
  handle: 0,
  marksVisible: true,
  said: "",
}));

export const toolState = {
  setDraft(draft: Draft | null): void {
    if (draft !== useToolStore.getState().draft) useToolStore.setState({ draft });
  },
  setBrushSize(size: number): void {
    const brushSize = Math.min(BRUSH_SIZE.max, Math.max(BRUSH_SIZE.min, Math.round(size)));
    useToolStore.setState({ brushSize });
  },
  setErases(erases: boolean): void {
    useToolStore.setState({ erases });
  },
  setHandle(handle: number): void {
    useToolStore.setState({ handle });
  },
  toggleMarks(): void {
    useToolStore.setState(({ marksVisible }) => ({ marksVisible: !marksVisible }));
  },
  /** Says something to those who do not see the picture. The same words again are said again. */
  say(sentence: string): void {
    const same = sentence === useToolStore.getState().said;
    useToolStore.setState({ said: same ? `${sentence}\u00a0` : sentence });
  },
} as const;
