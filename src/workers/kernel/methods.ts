import type { FlowMethod } from "../../shared/flow";
import type { LucasKanade } from "./method";
import { naive } from "./naive";
import { streaming } from "./streaming";
import { summedArea } from "./summed-area";

/** Every implementation that a person can choose. */
export const methods: Readonly<Record<FlowMethod, LucasKanade>> = {
  naive,
  "summed-area": summedArea,
  streaming,
};
