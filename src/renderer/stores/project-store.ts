import { create } from "zustand";
import type { ProjectNotice } from "../../shared/contract/project";
import type { EventPayloads } from "../../shared/ipc";

/** What the window knows of the project that is open, and of others. */
export interface ProjectStore {
  /** Name of its file; null where what is open is in none. */
  readonly name: string | null;
  /** True where all that was done is in the file. */
  readonly isSaved: boolean;
  /** What is worth knowing of how it was opened, until it is dismissed. */
  readonly notices: readonly ProjectNotice[];
  /** The project that was not opened last, and why. */
  readonly refused: EventPayloads["project:refused"] | null;
  /** What was open when the app was ended, until somebody decides on it. */
  readonly recoverable: EventPayloads["project:recoverable"] | null;
}

export const NO_PROJECT = { name: null, isSaved: true, notices: [] } as const;

export const useProjectStore = create<ProjectStore>()(() => ({
  ...NO_PROJECT,
  refused: null,
  recoverable: null,
}));

export const projectNotes = {
  dismiss(notice: ProjectNotice): void {
    useProjectStore.setState(({ notices }) => ({ notices: notices.filter((one) => one !== notice) }));
  },
  dismissRefusal(): void {
    useProjectStore.setState({ refused: null });
  },
} as const;
