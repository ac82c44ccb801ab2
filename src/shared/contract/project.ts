import { z } from "zod";
import { type ErrorValue, failure } from "../errors";
import { DENSE_PRESETS } from "../flow";
import { NO_MARKS } from "../marks/marks";
import { STATED_RATE } from "../movie";
import { OVERLAY_LIMITS } from "../overlay/settings";
import { ARROW_SCALINGS } from "../presets";
import { PROJECT_SCHEMA, type Project, type ProjectState } from "../project";
import { figurePixels, flowParametersSchema } from "./flow";
import { levelsSchema } from "./levels";
import { marksSchema } from "./marks";
import { bookmarksSchema, cutMarksSchema } from "./movie";
import { viewPresetSchema } from "./overlay";
import { rawLayoutSchema } from "./raw-layout";
import { between, frameNumber, token, within } from "./values";

/** Pins that a window has room for. */
const MOST_PINS = 8;
const path = z.string().min(1).max(32_768);
const rate = within(STATED_RATE).nullable();

const recordingSchema = z.object({
  path,
  relative: path.nullable(),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0).nullable(),
  stream: z.int().min(0).nullable(),
  raw: rawLayoutSchema.nullable(),
  frameRate: rate,
  captureRate: rate,
  order: z.string().min(1).max(64).nullable(),
});

/** Checks {@link ProjectState.settings}. */
export const projectSettingsSchema = z.object({
  ...viewPresetSchema.shape.settings.shape,
  split: z.object({
    visible: z.boolean(),
    b: z.object({ flow: flowParametersSchema, basePreset: z.enum(DENSE_PRESETS) }).nullable(),
    moment: frameNumber.nullable(),
  }),
  onion: z.object({ visible: z.boolean(), opacity: between(OVERLAY_LIMITS.opacity) }),
  showPrepared: z.boolean(),
  figurePixels,
  levels: levelsSchema.nullable(),
  arrowScaleLocked: z.boolean(),
  colourScaling: z.enum(ARROW_SCALINGS),
  colourScaleLocked: z.boolean(),
  pins: z
    .array(z.object({ number: z.int().min(1).max(MOST_PINS), x: frameNumber, y: frameNumber }))
    .max(MOST_PINS)
    .readonly(),
  cutMarks: cutMarksSchema,
  bookmarks: bookmarksSchema,
  marks: marksSchema.default(NO_MARKS),
});

const stateSchema = z.object({
  settings: projectSettingsSchema,
  playhead: frameNumber,
  range: z.object({ start: frameNumber.nullable(), end: frameNumber.nullable() }),
}) satisfies z.ZodType<ProjectState>;

/** Checks a {@link Project} of the latest schema. What a later version put beside it is left out. */
export const projectSchema = z.object({
  schema: z.literal(PROJECT_SCHEMA),
  kinoflow: z.string().max(64),
  recording: recordingSchema,
  ...stateSchema.shape,
}) satisfies z.ZodType<Project>;

/** Makes of a project of one schema that of the next one. */
export type Migration = (project: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the schema that they lead away from. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/**
 * Reads what the file of a project held, whichever schema it is of.
 *
 * @param name of the file, for the sentence
 * @param migrations from older schemas, by their numbers
 * @throws KinoflowError `invalid-argument` for one of a newer program, `file-unreadable` for what is none
 */
export function projectOf(kept: unknown, name: string, migrations = MIGRATIONS): Project {
  const project = atLatestSchema(kept, name, migrations);
  const checked = projectSchema.safeParse(project);
  if (checked.success) return checked.data;
  throw failure("projectBroken", name).withDetails(z.prettifyError(checked.error));
}

function atLatestSchema(kept: unknown, name: string, migrations: typeof MIGRATIONS): unknown {
  const numbered = z.looseObject({ schema: z.int().min(0) }).safeParse(kept);
  if (!numbered.success) throw failure("projectBroken", name);
  const { schema } = numbered.data;
  if (schema > PROJECT_SCHEMA) throw failure("projectNewer", name);
  if (schema === PROJECT_SCHEMA) return numbered.data;
  const migrate = migrations[schema];
  if (migrate === undefined) throw failure("projectBroken", name);
  return atLatestSchema({ ...migrate(numbered.data), schema: schema + 1 }, name, migrations);
}

/** Keeping what is done to a recording in a project. */
export const projectRequests = {
  /** What a person has chosen by now; it is kept at once. Revisions of an open recording rise. */
  "project:keep": z.strictObject({ token, revision: z.int().min(1), state: stateSchema }),
  /** Saves it as a project, where it was saved before, or where the system's dialog says. */
  "project:save": z.strictObject({
    token,
    revision: z.int().min(1),
    state: stateSchema,
    isElsewhere: z.boolean(),
  }),
  /** What is done from now on is no part of the project that is open. */
  "project:leave": z.strictObject({ token }),
  /** Asks for a project with the system's dialog. */
  "project:open-dialog": z.undefined(),
  /** Opens the last good version of the project that was refused last. */
  "project:open-last-good": z.undefined(),
  /** Asks where the recording is that was not found last. */
  "project:locate": z.undefined(),
  /** Answers `project:recoverable`: restores what was open when the app was ended, or forgets it. */
  "project:recover": z.strictObject({ restore: z.boolean() }),
} as const;

export interface ProjectResponses {
  "project:keep": null;
  "project:save": null;
  "project:leave": null;
  "project:open-dialog": null;
  "project:open-last-good": null;
  "project:locate": null;
  "project:recover": null;
}

/** What is worth knowing of how a project was opened. */
export type ProjectNotice = "moved" | "differs" | "last-good" | "restored";

export interface ProjectEvents {
  /** The recording that was opened just now is that of a project: this is its state. */
  "project:opened": {
    readonly token: string;
    /** Name of its file; null of one that was never saved. */
    readonly name: string | null;
    readonly state: ProjectState;
    readonly notices: readonly ProjectNotice[];
  };
  /** What has been kept, or could not be; a name where that is in the file of a project. */
  "project:kept": {
    readonly token: string;
    readonly name: string | null;
    readonly revision: number;
    readonly error: ErrorValue | null;
  };
  /** A project was not opened; what was open before stays. */
  "project:refused": {
    /** Name of its file. */
    readonly name: string;
    readonly error: ErrorValue;
    /** What can be done: open its last good version, or say where its recording is. */
    readonly remedy: "last-good" | "locate" | null;
  };
  /** The app was ended in the midst of work on a recording or project of this name; main waits for `project:recover`. */
  "project:recoverable": { readonly name: string; readonly at: number };
}
