/** States that can be gone back to and forward to again. Immutable: every function makes a new one. */
export interface UndoHistory<S> {
  /** From the oldest to the one before the present state. */
  readonly past: readonly S[];
  /** From the next one to the last that was taken back. */
  readonly future: readonly S[];
  /** The change that made the present state, while further ones of its kind still belong to it. */
  readonly open: { readonly kind: string; readonly at: number } | null;
}

/** A change that is about to be made. */
export interface Change {
  /** Names what is turned, such as a slider; null where every change is a step of its own. */
  readonly kind: string | null;
  /** Milliseconds of any clock. */
  readonly at: number;
  /** True while a pointer is pressed: then it is the same drag, however long it takes. */
  readonly held: boolean;
}

/** So many steps can be taken back. */
export const UNDO_STEPS = 100;

/** Keys that are pressed, or digits that are typed, within this time are one step. */
const PAUSE_MS = 1000;

export const NO_HISTORY: UndoHistory<never> = { past: [], future: [], open: null };

/** The history with a change from `before` to something else. What had been taken back is lost. */
export function recorded<S>(history: UndoHistory<S>, before: S, { kind, at, held }: Change): UndoHistory<S> {
  const { past, open } = history;
  const goesOn = kind !== null && open?.kind === kind && (held || at - open.at < PAUSE_MS);
  return {
    past: goesOn ? past : [...past, before].slice(-UNDO_STEPS),
    future: [],
    open: kind === null ? null : { kind, at },
  };
}

/** The history with every state of it turned into another one: what came of itself was there all along. */
export function revised<S>(history: UndoHistory<S>, to: (state: S) => S): UndoHistory<S> {
  return { ...history, past: history.past.map(to), future: history.future.map(to) };
}

/** Ends the step: the next change is one of its own, whatever its kind. */
export function sealed<S>(history: UndoHistory<S>): UndoHistory<S> {
  return history.open === null ? history : { ...history, open: null };
}

/** The state to go back to, and the history from there; null when there is none. */
export function undone<S>(
  { past, future }: UndoHistory<S>,
  present: S,
): { readonly state: S; readonly history: UndoHistory<S> } | null {
  const state = past.at(-1);
  if (state === undefined) return null;
  return { state, history: { past: past.slice(0, -1), future: [present, ...future], open: null } };
}

/** The state that was taken back last, and the history from there; null when there is none. */
export function redone<S>(
  { past, future }: UndoHistory<S>,
  present: S,
): { readonly state: S; readonly history: UndoHistory<S> } | null {
  const [state, ...rest] = future;
  if (state === undefined) return null;
  return { state, history: { past: [...past, present], future: rest, open: null } };
}
