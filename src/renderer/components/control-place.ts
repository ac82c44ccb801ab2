import type { Texts } from "../../shared/texts/texts";

/**
 * Names a control for those who look for it: the palette goes to it by this name, and knows other words for it. The list
 * with where each of them is: features/controls. Its element has the name as `data-control`.
 */
export type ControlPlace = keyof Texts["layout"]["controlWords"];
