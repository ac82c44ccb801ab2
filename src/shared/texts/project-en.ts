/** Projects, in English; part of the catalogue in en.ts. */
export const projectEn = {
  /** Kind of file, in dialogs of the system. */
  kind: "Kinoflow projects",
  openTitle: "Open a project",
  saveTitle: "Save as a project",
  locateTitle: (recording: string) => `Where is ${recording}?`,
  /** Title of the window: project, recording, program; what is not in the file yet has a dot before it. */
  title: (project: string, recording: string) => `${project} (${recording}) – Kinoflow`,
  unsavedTitle: (project: string, recording: string) => `• ${project} (${recording}) – Kinoflow`,
  /** What an error about keeping it is about. */
  subject: "Project",
  openLastGood: "Open its last good version",
  locate: "Where is it?",
  recoverable: (name: string, when: string) =>
    `Kinoflow was ended in the midst of work on ${name}; what was done by ${when} is still there.`,
  restore: "Restore it",
  forget: "Forget it",
  notices: {
    moved: "The recording of this project has moved; it was found by its content.",
    differs:
      "This is another recording than the project was made of, or it was changed since; what was marked may lie elsewhere in it.",
    "last-good": "This is the last good version of the project; saving replaces the damaged file.",
    restored: "What was open when Kinoflow was ended is restored.",
  },
};

/** What is said in passing. */
export const projectNotesEn = {
  projectSaved: (name: string) => `Saved as ${name}`,
};

export const projectCommandsEn = {
  "new-project": "New project of this recording",
  "open-project": "Open project…",
  "save-project": "Save project",
  "save-project-as": "Save project as…",
};

export const projectKeywordsEn = {
  "new-project": "fresh empty study start over",
  "open-project": "load study kinoflow file",
  "save-project": "keep store write study",
  "save-project-as": "keep store write copy study elsewhere",
};

export const projectFailuresEn = {
  projectBroken: (name: string) => `${name} is damaged, or is no project of Kinoflow.`,
  projectNewer: (name: string) =>
    `${name} was saved by a newer version of Kinoflow; open it with that one, or a newer one.`,
  projectRecordingMissing: (name: string, recording: string) =>
    `${recording}, the recording of ${name}, is neither where it was nor found by its content; say where it is.`,
};

export type ProjectTexts = typeof projectEn;
export type ProjectNotes = typeof projectNotesEn;
export type ProjectCommands = typeof projectCommandsEn;
export type ProjectFailures = typeof projectFailuresEn;
