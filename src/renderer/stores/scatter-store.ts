import { create } from "zustand";
import type { VectorScatter } from "../../shared/picture";

/** Vectors of the frame on the screen without their places, while somebody looks at them. */
interface ScatterState {
  readonly wanted: boolean;
  /** Null until they are there, and where the frame has no flow. */
  readonly scatter: VectorScatter | null;
}

export const useScatterStore = create<ScatterState>()(() => ({ wanted: false, scatter: null }));

/** Asks for them until the returned function is called. */
export function wantScatter(): () => void {
  useScatterStore.setState({ wanted: true });
  return () => useScatterStore.setState({ wanted: false, scatter: null });
}
