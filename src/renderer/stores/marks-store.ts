import { create } from "zustand";
import {
  kindOfMark,
  type MarkKind,
  type MarkOf,
  type Marks,
  withMark,
  withoutMark,
} from "../../shared/marks/marks";
import { lengthText } from "../../shared/measure/length";
import { request } from "../api";
import { currentTexts } from "../texts/use-texts";
import { reportProblem, useMovieStore } from "./movie-store";
import { noteInPassing } from "./passing-note";
import { useViewStore, viewActions } from "./view-store";

/** What of the marks is no part of the recording: which one is selected. */
interface MarkSelection {
  /** Id of a mark; null for none. */
  readonly selected: string | null;
}

export const useMarkSelection = create<MarkSelection>()(() => ({ selected: null }));

/** What main keeps of the recording whose marks were read last. */
let kept: { readonly token: string; readonly marks: Marks } | null = null;

/** The recording whose marks came with its project. */
let projectToken: string | null = null;

/** The marks of this recording are those of its project, whatever else was kept of it. */
export function marksCameWithProject(token: string): void {
  projectToken = token;
}

/** Reads the marks of each recording that is opened, and has main keep what becomes of them, undone or not. */
export function followMarks(): void {
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie !== null && movie.token !== before.movie?.token) void read(movie.token);
  });
  useViewStore.subscribe(({ marks }, before) => {
    if (marks === before.marks) return;
    const { selected } = useMarkSelection.getState();
    if (selected !== null && kindOfMark(marks, selected) === null)
      useMarkSelection.setState({ selected: null });
    // Not at once: where it is another recording that has none, that is known a moment later.
    queueMicrotask(() => void keep());
  });
}

async function read(token: string): Promise<void> {
  kept = null;
  const outcome = await request("marks:read", { token });
  if (useMovieStore.getState().movie?.token !== token) return;
  if (!outcome.ok) {
    reportProblem(outcome.error, currentTexts().marks.subject);
    return;
  }
  kept = { token, marks: outcome.value };
  // Those of a project are all that there is. Otherwise somebody may have been quicker than the disk, and has what was drawn too.
  if (projectToken !== token) viewActions.recallMarks(outcome.value);
  void keep();
  sayPixelSize();
}

/** What the file says of its pixels is not taken without a word. */
function sayPixelSize(): void {
  const size = useMovieStore.getState().movie?.pixelSize ?? null;
  const { pixel } = currentMarks().calibration;
  if (size !== null && pixel !== null && pixel.value === size.value && pixel.unit === size.unit)
    noteInPassing("pixelSizeFromFile", lengthText(size));
}

async function keep(): Promise<void> {
  const { marks } = useViewStore.getState();
  const token = useMovieStore.getState().movie?.token;
  if (kept === null || token !== kept.token || marks === kept.marks) return;
  kept = { token, marks };
  const outcome = await request("marks:keep", { token, marks });
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().marks.subject);
}

/** The marks as they are now, for what is no React component. */
export function currentMarks(): Marks {
  return useViewStore.getState().marks;
}

/** Everything that changes marks. Each change can be taken back with those of the view, in their order. */
export const markActions = {
  /**
   * Changes the marks.
   *
   * @param kind changes of one kind that follow each other soon, such as those of a drag, are taken back together; null is a step of its own
   */
  change(kind: string | null, to: (marks: Marks) => Partial<Marks>): void {
    viewActions.changeMarks(kind, (marks) => ({ ...marks, ...to(marks) }));
  },
  /** Adds a mark, or puts it in place of the one with its id. */
  set<K extends MarkKind>(list: K, mark: MarkOf<K>, kind: string | null = null): void {
    viewActions.changeMarks(kind, (marks) => withMark(marks, list, mark));
  },
  remove(id: string): void {
    viewActions.changeMarks(null, (marks) => withoutMark(marks, id));
  },
  select(selected: string | null): void {
    useMarkSelection.setState({ selected });
  },
} as const;
