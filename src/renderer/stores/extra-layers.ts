import { create } from "zustand";
import type { ExtraLayer } from "../canvas/mark-layer";

interface ExtraLayers {
  readonly layers: readonly ExtraLayer[];
  /** Grows with each change of what a layer would draw. */
  readonly changes: number;
}

/** What is drawn together with the marks, in this order. */
export const useExtraLayers = create<ExtraLayers>()(() => ({ layers: [], changes: 0 }));

/** Has something drawn below the marks, on the screen and in copies of the picture, until the returned function is called. */
export function addExtraLayer(layer: ExtraLayer): () => void {
  useExtraLayers.setState(({ layers }) => ({ layers: [...layers, layer] }));
  return () =>
    useExtraLayers.setState(({ layers }) => ({ layers: layers.filter((other) => other !== layer) }));
}

/** A layer would draw something else now. Changes of the view, the marks, the selection and the frame are known without it. */
export function redrawExtraLayers(): void {
  useExtraLayers.setState(({ changes }) => ({ changes: changes + 1 }));
}
