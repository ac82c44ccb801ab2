import { stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { checkOutput } from "../engine/export/output-file";
import { openingOptions } from "../engine/project/describe-recording";
import { type FoundRecording, findRecording, nameOf } from "../engine/project/find-recording";
import { hasLastGood, lastGoodOf, readProject } from "../engine/project/project-file";
import { fingerprintOfFile } from "../engine/recordings/fingerprint";
import type { ProjectNotice } from "../shared/contract/project";
import { failure, throwIfCancelled, toErrorValue } from "../shared/errors";
import type { EventPayloads } from "../shared/ipc";
import {
  fittedTo,
  isProjectName,
  PROJECT_EXTENSION,
  type Project,
  type ProjectState,
} from "../shared/project";
import type { Texts } from "../shared/texts/texts";
import type { FileDialogs } from "./file-dialogs";
import type { HandlersOf } from "./ipc-router";
import type { MovieContents } from "./movie-contents";
import type { FileOptions, OpenMovie } from "./movie-service";
import { OpenProject, type Revision } from "./open-project";
import { Recovery } from "./recovery";
import { unlessTaken } from "./with-ending";

type ProjectEvent = "project:opened" | "project:kept" | "project:refused" | "project:recoverable";
type Tell = <C extends ProjectEvent>(channel: C, payload: EventPayloads[C]) => void;

/** Whom projects work with. */
export interface ProjectParts {
  /** Folder of the app's own data. */
  readonly folder: string;
  readonly contents: MovieContents;
  readonly dialogs: FileDialogs;
  readonly tell: Tell;
  readonly texts: () => Texts;
  /** Folders in which recordings were before. */
  folders(): readonly string[];
  /** Opens a recording. How that goes is told by its own events. */
  openMovie(path: string, options: FileOptions): void;
  /** Has the recording that was opened just now have this, in place of what is kept of it. */
  seed(movie: OpenMovie, state: ProjectState): void;
  /** A project was opened, or saved under a new name. */
  used(movie: OpenMovie["movie"], path: string): void;
}

/** What is to be opened with a recording. */
interface Wish {
  readonly project: Project;
  /** Its file; null where it has none. */
  readonly path: string | null;
  readonly notices: readonly ProjectNotice[];
}

/** What was asked to be opened, and with which project. */
interface Opening {
  /** Path of the recording; null for the sample. */
  readonly asked: string | null;
  /** Null for none. */
  readonly wish: Wish | null;
}

/** A project that was refused, and what can be done about it. */
type Refused =
  | { readonly remedy: "last-good"; readonly path: string }
  | { readonly remedy: "locate"; readonly wish: Wish };

/** Opens and saves projects, and keeps what is done to the recording that is open. */
export class ProjectService {
  readonly #parts: ProjectParts;
  readonly #recovery: Recovery;
  #open: OpenProject | null = null;
  /** The recording that is being opened; null where it is only the open one again. */
  #opening: Opening | null = null;
  /** Ends the reading of a project, and the search for its recording. */
  #search = new AbortController();
  /** Resolves when all that was open before is brought to its end; never rejects. */
  #ended: Promise<unknown> = Promise.resolve();
  #refused: Refused | null = null;

  constructor(parts: ProjectParts) {
    this.#parts = parts;
    this.#recovery = new Recovery(parts.folder);
  }

  /** Puts aside what was left by an app that was ended. */
  begin(): void {
    this.#recovery.begin();
  }

  /** The window listens: tells it of what was left. */
  async windowIsReady(): Promise<void> {
    const left = this.#open === null ? await this.#recovery.left() : null;
    if (left !== null) this.#parts.tell("project:recoverable", { name: left.name, at: left.at });
  }

  /** The project that is open: its file; null where it has none. */
  get path(): string | null {
    return this.#open?.path ?? null;
  }

  /** Opens a project or a recording, by its name. */
  readonly open = (path: string): void => {
    if (isProjectName(path)) void this.#openProject(path);
    else this.openMovie(path);
  };

  /** Opens a recording without a project. */
  openMovie(path: string, options: FileOptions = {}): void {
    this.#search.abort();
    // Another layout of the same file makes no other recording of it.
    const isSame = options.raw !== undefined && path === this.#open?.movie.path;
    this.#opening = isSame ? null : { asked: path, wish: null };
    this.#parts.openMovie(path, options);
  }

  /** The sample, which is no file of a person's, is opened. */
  movieComes(): void {
    this.#search.abort();
    this.#opening = { asked: null, wish: null };
  }

  /** What was to be opened could not be. */
  movieFailed(): void {
    this.#opening = null;
  }

  /**
   * A recording was opened: takes up the project that it belongs to, if any.
   *
   * @param asked the path that it was opened by
   */
  opened(movie: OpenMovie, asked: string): void {
    const before = this.#open;
    const isSame = before?.movie.path === movie.movie.path;
    const again =
      isSame && before.path !== null && before.state !== null
        ? { path: before.path, state: before.state, notices: [] as readonly ProjectNotice[] }
        : null;
    const opening = this.#opening;
    this.#opening = null;
    this.#end(before);
    // The open one may have come again meanwhile, at other rates say: what the other was to be opened with is none of its.
    const isAsked = opening !== null && opening.asked === (movie.info.isSample ? null : asked);
    const wish = isAsked ? opening.wish : null;
    const taken = isAsked ? wish && { ...wish, state: stateFor(wish, movie) } : again;
    this.#open = new OpenProject(movie.movie, taken?.path ?? null, taken?.state ?? null, {
      ...this.#parts,
      recovery: this.#recovery,
      before: this.#ended,
    });
    if (!taken) return;
    const { path, state, notices } = taken;
    this.#parts.seed(movie, state);
    const { token } = movie.info;
    this.#parts.tell("project:opened", { token, name: this.#open.name, state, notices });
    if (path !== null) this.#parts.used(movie.movie, path);
    if (notices.includes("restored")) this.#restored(this.#open, state);
  }

  /** Ends the work that is under way, in order. */
  async close(): Promise<void> {
    this.#search.abort();
    this.#end(this.#open);
    this.#open = null;
    await this.#ended;
    await this.#recovery.idle;
  }

  #end(open: OpenProject | null): void {
    // What cannot be removed is offered to be restored, and lost is nothing.
    const ended = open?.end().catch(() => undefined);
    this.#ended = Promise.all([this.#ended, ended]);
  }

  /** Begins to look for what is to be opened; nobody waits any more for what was looked for before. */
  #seek(): AbortSignal {
    this.#search.abort();
    this.#search = new AbortController();
    return this.#search.signal;
  }

  /** Answers what the window asks of this. */
  handlers(): HandlersOf<
    | "project:keep"
    | "project:save"
    | "project:leave"
    | "project:open-dialog"
    | "project:open-last-good"
    | "project:locate"
    | "project:recover"
  > {
    return {
      "project:keep": ({ token, ...revision }) => {
        if (this.#open?.token === token) this.#open.keep(revision);
      },
      "project:save": ({ token, isElsewhere, ...revision }, window) =>
        this.#save(this.#require(token), revision, isElsewhere, window),
      "project:leave": ({ token }) => this.#require(token).leaveFile(),
      "project:open-dialog": async (_payload, window) => {
        const path = await this.#parts.dialogs.project(window);
        if (path !== null) this.open(path);
      },
      "project:open-last-good": () => {
        if (this.#refused?.remedy === "last-good") void this.#openLastGood(this.#refused.path);
      },
      "project:locate": async (_payload, window) => {
        if (this.#refused?.remedy === "locate") await this.#locate(this.#refused.wish, window);
      },
      "project:recover": async ({ restore }) => {
        if (restore) await this.#restore();
        else await this.#recovery.forgetLeft();
      },
    };
  }

  /** @throws KinoflowError `cancelled` where another recording is open by now */
  #require(token: string): OpenProject {
    if (this.#open?.token === token) return this.#open;
    throw failure("movieClosed");
  }

  async #openProject(path: string): Promise<void> {
    // The last good version by its own name is one of the project.
    if (path.endsWith("~")) return this.#openLastGood(path.slice(0, -1));
    const signal = this.#seek();
    try {
      const project = await readProject(path);
      await this.#openWish({ project, path, notices: [] }, signal);
    } catch (error) {
      const said = toErrorValue(error);
      const remedy = said.said?.name === "projectBroken" && (await hasLastGood(path)) ? "last-good" : null;
      if (signal.aborted) return;
      this.#refused = remedy && { remedy, path };
      this.#parts.tell("project:refused", { name: basename(path), error: said, remedy });
    }
  }

  async #openLastGood(path: string): Promise<void> {
    const signal = this.#seek();
    try {
      const project = await readProject(lastGoodOf(path));
      await this.#openWish({ project, path, notices: ["last-good"] }, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#parts.tell("project:refused", {
        name: basename(lastGoodOf(path)),
        error: toErrorValue(error),
        remedy: null,
      });
    }
  }

  /**
   * Finds the recording of a project, and opens it.
   *
   * @throws KinoflowError `cancelled` where something else was asked for meanwhile
   */
  async #openWish(wish: Wish, signal: AbortSignal): Promise<void> {
    const { recording } = wish.project;
    const path = wish.path ?? recording.path;
    const found = await findRecording(recording, path, { folders: this.#parts.folders(), signal });
    throwIfCancelled(signal);
    if (found !== null) {
      this.#openFound(wish, found);
      return;
    }
    this.#refused = { remedy: "locate", wish };
    const name = basename(path);
    const error = toErrorValue(failure("projectRecordingMissing", name, nameOf(recording)));
    this.#parts.tell("project:refused", { name, error, remedy: "locate" });
  }

  #openFound(wish: Wish, { path, isInPlace, isSame }: FoundRecording): void {
    const notices: readonly ProjectNotice[] = [
      ...wish.notices,
      ...(isInPlace ? [] : (["moved"] as const)),
      ...(isSame ? [] : (["differs"] as const)),
    ];
    this.#refused = null;
    this.#opening = { asked: path, wish: { ...wish, notices } };
    this.#parts.openMovie(path, openingOptions(wish.project.recording));
  }

  /** Asks a person where the recording is, and looks whether it is that one. */
  async #locate(wish: Wish, window: BrowserWindow): Promise<void> {
    const { recording } = wish.project;
    const path = await this.#parts.dialogs.recording(window, nameOf(recording));
    if (path === null) return;
    const signal = this.#seek();
    // Pictures, whose names and dates count, are taken as they are.
    const isSame = recording.bytes === null || (await fingerprintOfFile(path)) === recording.fingerprint;
    if (signal.aborted) return;
    this.#openFound(wish, { path, isInPlace: true, isSame });
  }

  async #restore(): Promise<void> {
    const signal = this.#seek();
    const left = await this.#recovery.left();
    if (left === null) return;
    await this.#openWish({ project: left.project, path: left.path, notices: ["restored"] }, signal);
  }

  /** What was restored is safe again before it is forgotten. */
  #restored(open: OpenProject, state: ProjectState): void {
    open.keep({ revision: 0, state });
    void open.kept.then(() => this.#recovery.forgetLeft());
  }

  async #save(
    open: OpenProject,
    revision: Revision,
    isElsewhere: boolean,
    window: BrowserWindow,
  ): Promise<void> {
    const path = isElsewhere || open.path === null ? await this.#place(open, window) : open.path;
    if (path === null) return;
    const isNew = path !== open.path;
    await checkOutput(path, open.movie.path, "project");
    await open.saveIn(path, revision);
    if (isNew) this.#parts.used(open.movie, path);
  }

  /** Asks where to save; null where nobody says. */
  async #place(open: OpenProject, window: BrowserWindow): Promise<string | null> {
    const texts = this.#parts.texts();
    const { path, info } = open.movie;
    const folder =
      info.isSample || !(await isFolder(dirname(path))) ? app.getPath("documents") : dirname(path);
    const choice = await dialog.showSaveDialog(window, {
      title: texts.project.saveTitle,
      defaultPath:
        open.path ?? join(folder, `${basename(info.name, extname(info.name))}.${PROJECT_EXTENSION}`),
      filters: [{ name: texts.project.kind, extensions: [PROJECT_EXTENSION] }],
      properties: ["showOverwriteConfirmation"],
    });
    if (choice.canceled || !choice.filePath) return null;
    const { filePath } = choice;
    const ending = `.${PROJECT_EXTENSION}`;
    if (extname(filePath).toLowerCase() === ending) return filePath;
    return unlessTaken(window, `${filePath}${ending}`, texts);
  }
}

/** The state of a project for the recording that was opened with it. */
function stateFor({ project, notices }: Wish, { info }: OpenMovie): ProjectState {
  const { settings, playhead, range } = project;
  const state = { settings, playhead, range };
  return notices.includes("differs") ? fittedTo(state, info) : state;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
