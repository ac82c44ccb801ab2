import type { SingleScaleMethod } from "../../shared/flow";
import type { LucasKanade } from "./method";
import { naive } from "./naive";
import { streaming } from "./streaming";
import { summedArea } from "./summed-area";

export type ReferenceMethod = Exclude<SingleScaleMethod, "lucas-kanade">;

/** The implementations in plain TypeScript, which the WebAssembly kernel of `lucas-kanade` is checked against. */
export const references: Readonly<Record<ReferenceMethod, LucasKanade>> = {
  naive,
  "summed-area": summedArea,
  streaming,
};
