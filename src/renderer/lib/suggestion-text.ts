import { isSingleScale } from "../../shared/flow";
import type { FlowSuggestion } from "../../shared/suggestion";
import type { Texts } from "../../shared/texts/texts";
import { formatNumber } from "./format";
import { windowSize } from "./methods";

/** What was measured and what was set for it, in a sentence. */
export function suggestionText(suggestion: FlowSuggestion, texts: Texts): string {
  const words = texts.panels.suggestion;
  const { found, flow, preset, levels, still, noisy, bare } = suggestion;
  const motion = still ? words.still : words.motion(formatNumber(found.p95Speed, 2));
  const withNoise = noisy ? words.noisy(motion, formatNumber(found.noise, 2)) : motion;
  const finding = bare ? words.bare(withNoise) : withNoise;
  const choice = isSingleScale(flow.method)
    ? words.singleScale(windowSize(flow.windowRadius))
    : words.dense(texts.methods.presets[preset], levels, flow.dense.windowRadius);
  return words.set(finding, choice);
}
