import { type RepeatSummary, repeatSummary } from "../../shared/repeats";
import { type RepeatedFrames, repeatedFrames } from "../lib/repeated-frames";
import { analysisTables } from "./analysis-store";

let latest: { readonly repeats: RepeatSummary | null; readonly of: readonly unknown[] } = {
  repeats: null,
  of: [],
};

/** How frames of the open movie repeat, as far as its analysis knows; null where none does. The same until more is known. */
export function knownRepeats(): RepeatSummary | null {
  const table = analysisTables.shown;
  const of = [table, table?.changes];
  if (of.some((part, k) => part !== latest.of[k]))
    latest = { repeats: table && summaryOf(repeatedFrames(table)), of };
  return latest.repeats;
}

function summaryOf({ repeated, judged }: RepeatedFrames): RepeatSummary | null {
  return repeatSummary((frame) => (judged[frame] === 1 ? repeated[frame] === 1 : null), judged.length);
}
