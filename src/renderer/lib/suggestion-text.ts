import { type FlowParameters, isSingleScale, presetOf } from "../../shared/flow";
import type { FlowSuggestion } from "../../shared/suggestion";
import type { Texts } from "../../shared/texts/texts";
import { differingDense } from "./flow-parameters";
import { formatNumber } from "./format";

/** A fact with its name. */
export interface NamedFact {
  readonly name: string;
  readonly value: string;
}

/** What was measured: motion, noise, how much of it is reliable. */
export function measuredFacts({ found, still }: FlowSuggestion, texts: Texts): readonly NamedFact[] {
  const words = texts.panels.suggestion;
  const motion = words.motionIs(formatNumber(found.p95Speed, 2), formatNumber(found.maxSpeed, 2));
  return [
    { name: words.motion, value: still ? words.still : motion },
    { name: words.noise, value: words.noiseIs(formatNumber(found.noise, 2)) },
    { name: words.reliable, value: words.reliableIs(formatNumber(100 * found.reliableShare, 2)) },
  ];
}

/** What would be another value than it is now; nothing where the flow would stay the same. */
export function suggestedChanges(
  now: FlowParameters,
  { flow, preset }: FlowSuggestion,
  texts: Texts,
): readonly NamedFact[] {
  const { panels, methods } = texts;
  const words = panels.suggestion;
  const changes: NamedFact[] = [];
  const change = (name: string, from: string, to: string): void => {
    changes.push({ name, value: words.fromTo(from, to) });
  };
  const single = isSingleScale(flow.method);
  const suggested = single ? methods.names[flow.method] : methods.presets[preset];
  if (isSingleScale(now.method) || single) {
    if (now.method !== flow.method) change(words.method, methodName(now, texts), suggested);
  } else if (!sharesPreset(now, flow)) {
    change(words.method, methodName(now, texts), suggested);
  }
  const radius = windowOf(now);
  if (radius !== windowOf(flow)) {
    change(words.radius, words.pixels(radius), words.pixels(windowOf(flow)));
  }
  if (single || isSingleScale(now.method)) return changes;
  const { smallestSide } = flow.dense;
  if (now.dense.smallestSide !== smallestSide) {
    change(words.side, words.pixels(now.dense.smallestSide), words.pixels(smallestSide));
  }
  return changes;
}

/** Why this is suggested, a sentence each. */
export function suggestionReasons(
  { flow, preset, levels, still, noisy, bare }: FlowSuggestion,
  texts: Texts,
): readonly string[] {
  const { reasons } = texts.panels.suggestion;
  if (still) return [reasons.still];
  const single = isSingleScale(flow.method);
  return [
    single ? reasons.singleScale : reasons[preset],
    ...(noisy ? [reasons.noisy] : []),
    ...(bare ? [reasons.bare] : []),
    ...(single ? [] : [reasons.levels(levels)]),
  ];
}

function windowOf({ method, windowRadius, dense }: FlowParameters): number {
  return isSingleScale(method) ? windowRadius : dense.windowRadius;
}

/** Whether two differ in nothing but the window and the depth of the pyramid, which are named by themselves. */
function sharesPreset(a: FlowParameters, b: FlowParameters): boolean {
  return differingDense(a.dense, b.dense).every((name) => name === "windowRadius" || name === "smallestSide");
}

function methodName(flow: FlowParameters, { methods }: Texts): string {
  if (isSingleScale(flow.method)) return methods.names[flow.method];
  return methods.presets[presetOf(flow.dense) ?? "custom"];
}
