import { type DenseParameters, type FlowParameters, isSingleScale, presetOf } from "../../shared/flow";
import type { Picture, Side } from "../../shared/picture";
import type { Texts } from "../../shared/texts/texts";
import { differingDense } from "./flow-parameters";
import { preparationNames } from "./methods";

/** What two sides of a picture are. */
export interface SidesPainted {
  /** What the flow of each side was computed with; null where a side has none, as at the last frame. */
  readonly a: FlowParameters | null;
  readonly b: FlowParameters | null;
  /** The frames of the sides, where they are two moments; null where they are of the same frame. */
  readonly frames: Readonly<Record<Side, number>> | null;
}

export function sidesOfPicture({
  frame,
  flow,
  compare,
}: Pick<Picture, "frame" | "flow" | "compare">): SidesPainted {
  const isMoment = compare !== null && compare.frame !== frame;
  return {
    a: flow?.parameters ?? null,
    b: compare?.flow?.parameters ?? null,
    frames: isMoment ? { a: frame, b: compare.frame } : null,
  };
}

/** What the sides are called: which frames they show, where these differ, and how they are computed. Null says nothing. */
export function sideLabels(
  { a, b, frames }: SidesPainted,
  texts: NameTexts & Pick<Texts, "common">,
): Readonly<Record<Side, string | null>> {
  const names = sideNames(a, b, texts);
  if (frames === null) return names;
  const labelled = (side: Side): string =>
    [texts.common.frame(frames[side]), ...(names[side] === null ? [] : [names[side]])].join(" \u00b7 ");
  return { a: labelled("a"), b: labelled("b") };
}

type NameTexts = Pick<Texts, "methods" | "dense" | "panels" | "preparation">;

/** More would not be read beside each other. */
const MOST_PARAMETERS = 2;

/**
 * What two flows beside each other are called, as the controls call them: the method, then its window or its preset, and the
 * first few parameters that differ where the presets alone do not tell the two apart. Null where a side has no flow.
 */
export function sideNames(
  a: FlowParameters | null,
  b: FlowParameters | null,
  texts: NameTexts,
): Readonly<Record<Side, string | null>> {
  return { a: a && nameBeside(a, b, texts), b: b && nameBeside(b, a, texts) };
}

function nameBeside(flow: FlowParameters, other: FlowParameters | null, texts: NameTexts): string {
  const prepared = preparationNames(flow.preparation, texts);
  return [methodBeside(flow, other, texts), ...prepared].join(" · ");
}

function methodBeside(flow: FlowParameters, other: FlowParameters | null, texts: NameTexts): string {
  const { methods, panels } = texts;
  const method = methods.names[flow.method];
  if (isSingleScale(flow.method)) return `${method} · ${panels.split.radius(flow.windowRadius)}`;
  const preset = methods.presets[presetOf(flow.dense) ?? "custom"];
  return [method, preset, ...parametersBeside(flow.dense, other, texts.dense)].join(" · ");
}

function parametersBeside(
  dense: DenseParameters,
  other: FlowParameters | null,
  { parameters }: Texts["dense"],
): readonly string[] {
  if (other === null || isSingleScale(other.method)) return [];
  if (presetOf(dense) !== null && presetOf(other.dense) !== null) return [];
  const differing = differingDense(dense, other.dense);
  const named = differing.slice(0, MOST_PARAMETERS).map((name) => {
    const value = dense[name];
    return `${parameters[name].label} ${typeof value === "number" ? value : value.join(" ")}`;
  });
  return differing.length > MOST_PARAMETERS ? [...named, "…"] : named;
}
