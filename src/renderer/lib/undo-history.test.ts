import { describe, expect, it } from "vitest";
import {
  type Change,
  NO_HISTORY,
  recorded,
  redone,
  sealed,
  UNDO_STEPS,
  type UndoHistory,
  undone,
} from "./undo-history";

const step: Change = { kind: null, at: 0, held: false };
const slider = (at: number, held = false): Change => ({ kind: "slider", at, held });

/** The history after changes from 0 to 1, from 1 to 2, and so on. */
function historyOf(changes: readonly Change[]): UndoHistory<number> {
  return changes.reduce<UndoHistory<number>>(
    (history, change, before) => recorded(history, before, change),
    NO_HISTORY,
  );
}

describe("going back and forth", () => {
  it("passes every state again, in both directions", () => {
    const back = undone(historyOf([step, step]), 2);
    expect(back?.state).toBe(1);
    const first = back && undone(back.history, 1);
    expect(first?.state).toBe(0);
    expect(first && undone(first.history, 0)).toBeNull();
    const forth = first && redone(first.history, 0);
    expect(forth?.state).toBe(1);
    const last = forth && redone(forth.history, 1);
    expect(last?.state).toBe(2);
    expect(last && redone(last.history, 2)).toBeNull();
  });

  it("loses what was taken back with the next change", () => {
    const back = undone(historyOf([step, step]), 2);
    const changed = back && recorded(back.history, 1, step);
    expect(changed && redone(changed, 7)).toBeNull();
    expect(changed && undone(changed, 7)?.state).toBe(1);
  });

  it("is bounded, and forgets the oldest", () => {
    const { past } = historyOf(Array(UNDO_STEPS + 5).fill(step));
    expect(past).toHaveLength(UNDO_STEPS);
    expect(past[0]).toBe(5);
  });
});

describe("changes of one kind", () => {
  it("are one step while they follow each other soon", () => {
    expect(historyOf([slider(0), slider(900), slider(1800)]).past).toEqual([0]);
    expect(historyOf([slider(0), slider(1000)]).past).toEqual([0, 1]);
  });

  it("are one step while a pointer is held, however long that takes", () => {
    expect(historyOf([slider(0, true), slider(60_000, true)]).past).toEqual([0]);
  });

  it("are two steps when somebody let go in between, or changed something else", () => {
    expect(recorded(sealed(historyOf([slider(0)])), 1, slider(1)).past).toEqual([0, 1]);
    expect(historyOf([slider(0), { kind: "another", at: 1, held: false }, slider(2)]).past).toEqual([
      0, 1, 2,
    ]);
    expect(historyOf([step, step]).past).toEqual([0, 1]);
  });

  it("do not go on with a step that was gone back to", () => {
    const back = undone(historyOf([slider(0), step]), 2);
    expect(back && recorded(back.history, 1, slider(1)).past).toEqual([0, 1]);
  });
});
