import { create } from "zustand";
import { type CutMarks, NO_CUT_MARKS } from "../../shared/cut-marks";

export interface CutStoreState {
  /** What was found out of single pairs of the open movie, by the frame that each begins with: true where it crosses a cut. */
  readonly decided: ReadonlyMap<number, boolean>;
  /** The marks that main keeps of the open movie. */
  readonly kept: CutMarks;
}

const NOTHING: CutStoreState = { decided: new Map(), kept: NO_CUT_MARKS };

export const useCutStore = create<CutStoreState>()(() => NOTHING);

/** Takes down of some frames whether their pairs cross a cut, as it is found. */
export function decideCuts(frames: Iterable<number>, isCut: (frame: number) => boolean): void {
  useCutStore.setState(({ decided }) => {
    const news = [...frames].filter((frame) => decided.get(frame) !== isCut(frame));
    if (news.length === 0) return {};
    const next = new Map(decided);
    for (const frame of news) next.set(frame, isCut(frame));
    return { decided: next };
  });
}

/** Forgets the movie before. */
export function clearCuts(): void {
  useCutStore.setState(NOTHING);
}
