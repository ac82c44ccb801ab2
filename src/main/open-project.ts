import { besideProject, describeRecording } from "../engine/project/describe-recording";
import { LatestWrite } from "../engine/project/latest-write";
import { ProjectFile } from "../engine/project/project-file";
import type { Recording } from "../engine/recording/recording";
import { type ErrorValue, toErrorValue } from "../shared/errors";
import type { EventPayloads } from "../shared/ipc";
import { PROJECT_SCHEMA, type Project, type ProjectRecording, type ProjectState } from "../shared/project";
import { KINOFLOW_VERSION } from "../shared/version";
import type { MovieContents } from "./movie-contents";
import type { Recovery } from "./recovery";

type Tell = (channel: "project:kept", payload: EventPayloads["project:kept"]) => void;

/** A state of the work with the number that the window has for it. */
export interface Revision {
  readonly revision: number;
  readonly state: ProjectState;
}

/**
 * The work on the recording that is open: a project, or what may become one. Each revision is kept beside the app's data at once,
 * and in the project's file where it has one.
 */
export class OpenProject {
  readonly token: string;
  readonly #movie: Recording;
  readonly #contents: MovieContents;
  readonly #recovery: Recovery;
  readonly #tell: Tell;
  readonly #writes = new LatestWrite<Revision>((revision) => this.#write(revision));
  #file: ProjectFile | null;
  #latest: Revision | null;
  #recording: ProjectRecording | null = null;
  #isKept = false;
  readonly #before: Promise<unknown>;
  #saving: Promise<unknown> = Promise.resolve();

  /**
   * @param state what it was opened with; null where nothing is known of it yet
   * @param parts `before`: what was open before this has come to its end, so that it does not forget what is kept of this
   */
  constructor(
    movie: Recording,
    path: string | null,
    state: ProjectState | null,
    parts: {
      readonly contents: MovieContents;
      readonly recovery: Recovery;
      readonly tell: Tell;
      readonly before: Promise<unknown>;
    },
  ) {
    this.token = movie.info.token;
    this.#movie = movie;
    this.#contents = parts.contents;
    this.#recovery = parts.recovery;
    this.#tell = parts.tell;
    this.#before = parts.before;
    this.#file = path === null ? null : new ProjectFile(path);
    void this.#file?.tidy();
    this.#latest = state && { revision: 0, state };
  }

  get movie(): Recording {
    return this.#movie;
  }

  /** Where it is saved; null where it was never. */
  get path(): string | null {
    return this.#file?.path ?? null;
  }

  /** Without its folders. */
  get name(): string | null {
    return this.#file?.name ?? null;
  }

  /** As far as it is known. */
  get state(): ProjectState | null {
    return this.#latest?.state ?? null;
  }

  /** Resolves when everything is kept. */
  get kept(): Promise<void> {
    return this.#writes.idle;
  }

  /** Keeps what was done. How that goes is told by `project:kept`. */
  keep(revision: Revision): void {
    this.#latest = revision;
    this.#writes.offer(revision);
  }

  /**
   * Saves it in a file, which it stays in from then on.
   *
   * @throws KinoflowError `output-unwritable` or `disk-full`, or `file-unreadable` where the recording is gone
   */
  async saveIn(path: string, revision: Revision): Promise<void> {
    const saved = this.#saveIn(path, revision);
    this.#saving = saved.catch(() => undefined);
    await saved;
  }

  async #saveIn(path: string, revision: Revision): Promise<void> {
    await this.#writes.idle;
    const before = this.#file;
    if (path !== before?.path) this.#file = new ProjectFile(path);
    this.#latest = revision;
    try {
      await this.#put(revision);
    } catch (error) {
      this.#file = before;
      throw error;
    }
  }

  /** What is done from now on is no part of the project any more. */
  async leaveFile(): Promise<void> {
    await this.#writes.idle;
    this.#file = null;
    if (this.#latest !== null) this.#writes.offer(this.#latest);
  }

  /** Brings it to its end: everything is in its file, where it has one, and nothing is left to restore. */
  async end(): Promise<void> {
    await Promise.all([this.#writes.idle, this.#saving]);
    if (this.#isKept) await this.#recovery.forgetCurrent();
  }

  async #write(revision: Revision): Promise<void> {
    try {
      await this.#put(revision);
    } catch (error) {
      this.#tellKept(revision, toErrorValue(error));
    }
  }

  async #put(revision: Revision): Promise<void> {
    const file = this.#file;
    const project = await this.#projectOf(this.path, revision.state);
    await this.#before;
    this.#isKept = true;
    await this.#recovery.keep(this.path, project);
    await file?.write(project);
    this.#tellKept(revision, null);
  }

  #tellKept({ revision }: Revision, error: ErrorValue | null): void {
    this.#tell("project:kept", { token: this.token, name: this.name, revision, error });
  }

  async #projectOf(path: string | null, state: ProjectState): Promise<Project> {
    this.#recording ??= await describeRecording(this.#movie, await this.#contents.of(this.#movie));
    return {
      schema: PROJECT_SCHEMA,
      kinoflow: KINOFLOW_VERSION,
      recording: besideProject(this.#recording, path),
      ...state,
    };
  }
}
