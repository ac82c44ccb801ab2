import { type FlowParameters, isSingleScale, presetOf } from "../../shared/flow";
import type { ImagePart } from "../../shared/image-part";
import type { Picture } from "../../shared/picture";
import { preparationText } from "../../shared/preparation";
import { currentTexts } from "../texts/use-texts";
import { drawnFlow } from "./picture-painter";

/** What is said of a painted picture. */
export interface Described {
  readonly picture: Picture;
  readonly arrows: number;
  readonly comparedArrows: number | null;
  readonly hasMap: boolean;
  /** What the scales of the legend are in; null where that is pixels. */
  readonly unit: string | null;
  readonly texts: ReturnType<typeof currentTexts>;
}

export function sameDescription(a: Described, b: Described): boolean {
  return (
    a.picture === b.picture &&
    a.arrows === b.arrows &&
    a.comparedArrows === b.comparedArrows &&
    a.hasMap === b.hasMap &&
    a.unit === b.unit &&
    a.texts === b.texts
  );
}

/** Says on the element what was painted on it, for screen readers and for tests. */
export function describe(
  canvas: HTMLCanvasElement,
  { picture, arrows, comparedArrows, hasMap, unit, texts }: Described,
): void {
  const { frame, compare, coarse } = picture;
  const flow = drawnFlow(picture);
  const moment = compare !== null && compare.frame !== frame ? compare : null;
  canvas.dataset.picture = String(picture.id);
  canvas.dataset.frame = String(frame);
  canvas.dataset.part = partText(picture.image.part);
  canvas.dataset.flowFirst = flow === null ? "" : String(flow.first);
  Object.assign(canvas.dataset, flow === null ? NO_METHOD : methodData(flow.parameters));
  canvas.dataset.coarse = coarse === null ? "" : String(coarse.detail);
  canvas.dataset.otherFrame = moment === null ? "" : String(moment.frame);
  canvas.dataset.otherFlowFirst = moment?.flow == null ? "" : String(moment.flow.first);
  canvas.dataset.arrows = String(arrows);
  canvas.dataset.grid = flow?.arrows ? JSON.stringify(flow.arrows.grid) : "";
  canvas.dataset.colour = String(hasMap);
  canvas.dataset.unit = unit ?? "";
  const { viewer } = texts;
  const painted = viewer.painted(frame, arrows);
  const beside = moment === null ? null : texts.panels.split.frameOfB(moment.frame);
  canvas.setAttribute(
    "aria-label",
    [
      comparedArrows === null ? painted : viewer.paintedBeside(painted, comparedArrows),
      ...(beside === null ? [] : [beside]),
      ...(unit === null ? [] : [texts.units.scalesIn(unit)]),
      ...(coarse === null ? [] : [viewer.coarse(coarse.detail)]),
    ].join("; "),
  );
}

/** Which samples there are, and how many pixels of the movie one stands for. */
function partText(part: ImagePart | null): string {
  if (part === null) return "all";
  const { x, y, width, height, pixelsX, pixelsY } = part;
  return [x, y, width, height, pixelsX, pixelsY].join(" ");
}

const NO_METHOD = { method: "", preset: "", windowRadius: "", prepare: "" };

/** The method with the parameter that it goes by: its preset, or its window. */
function methodData({ method, windowRadius, dense, preparation }: FlowParameters): typeof NO_METHOD {
  const prepare = preparationText(preparation);
  return isSingleScale(method)
    ? { method, preset: "", windowRadius: String(windowRadius), prepare }
    : { method, preset: presetOf(dense) ?? "custom", windowRadius: "", prepare };
}

export function describeNothing(canvas: HTMLCanvasElement): void {
  for (const key of [
    "target",
    "picture",
    "frame",
    "part",
    "flowFirst",
    "coarse",
    "otherFrame",
    "otherFlowFirst",
    "method",
    "preset",
    "windowRadius",
    "prepare",
    "arrows",
    "grid",
    "colour",
    "unit",
  ])
    delete canvas.dataset[key];
  canvas.setAttribute("aria-label", currentTexts().viewer.noPicture);
}
