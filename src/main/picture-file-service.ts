import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import type { Engine } from "../engine/engine";
import { checkOutput } from "../engine/export/output-file";
import { overlayPicture } from "../engine/export/overlay-picture";
import { writeFileAtomically } from "../engine/field-io/atomic-file";
import { failure } from "../shared/errors";
import type { PictureOutcome, RequestPayload } from "../shared/ipc";
import type { Texts } from "../shared/texts/texts";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovie, OpenMovies } from "./movie-service";
import { drawnTracks } from "./tracks/drawn-tracks";
import type { TracksService } from "./tracks-service";
import { withEnding } from "./with-ending";

/** Pixels that the preview of a picture has room for, on a fine screen. */
const PREVIEW = { width: 1280, height: 640 } as const;
const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Saves frames with their overlay as pictures, and shows what they will be. */
export class PictureFileService {
  #preview: AbortController | null = null;
  readonly #running = new Set<Promise<unknown>>();
  readonly #engine: () => Promise<Engine>;
  readonly #texts: () => Texts;
  readonly #tracks: TracksService;

  constructor(engine: () => Promise<Engine>, texts: () => Texts, tracks: TracksService) {
    this.#tracks = tracks;
    this.#engine = engine;
    this.#texts = texts;
  }

  /** The picture as a PNG that fits a dialog. Ends another one that is being made. */
  async show(open: OpenMovie, request: RequestPayload<"picture:preview">): Promise<Uint8Array> {
    this.#preview?.abort();
    const control = new AbortController();
    this.#preview = control;
    return this.#render(open, request, control.signal, PREVIEW);
  }

  /** Asks where to, and writes the picture there. */
  async save(
    window: BrowserWindow,
    open: OpenMovie,
    request: RequestPayload<"picture:save">,
  ): Promise<PictureOutcome> {
    const path = await this.#choosePlace(window, open, request.frame);
    if (path === null) return { status: "cancelled" };
    await checkOutput(path, open.movie.path, "picture");
    await writeFileAtomically(path, await this.#render(open, request));
    return { status: "done", fileName: basename(path) };
  }

  /** The same with a picture that the window has made of what it shows. */
  async saveScreen(
    window: BrowserWindow,
    open: OpenMovie,
    { frame, png }: RequestPayload<"picture:save-screen">,
  ): Promise<PictureOutcome> {
    if (!PNG_START.every((byte, k) => png[k] === byte)) throw failure("noAnswer");
    const path = await this.#choosePlace(window, open, frame);
    if (path === null) return { status: "cancelled" };
    await checkOutput(path, open.movie.path, "picture");
    await writeFileAtomically(path, png);
    return { status: "done", fileName: basename(path) };
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"picture:preview" | "picture:save" | "picture:save-screen"> {
    return {
      "picture:preview": (request) => this.show(movies.require(request.token), request),
      "picture:save": (request, window) => this.save(window, movies.require(request.token), request),
      "picture:save-screen": (request, window) =>
        this.saveScreen(window, movies.require(request.token), request),
    };
  }

  /** Ends what is only to be looked at. */
  cancel(): void {
    this.#preview?.abort();
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return Promise.all(this.#running);
  }

  async #render(
    { movie, session }: OpenMovie,
    { token: _, ...wish }: RequestPayload<"picture:save">,
    signal?: AbortSignal,
    within?: { readonly width: number; readonly height: number },
  ): Promise<Uint8Array> {
    const { tools, pools } = await this.#engine();
    const drawn = drawnTracks({ movie, session }, wish);
    const tracks = drawn && this.#tracks.drawn(...drawn);
    const request = { ...wish, tracks, cuts: { marks: session.cutMarks, find: true } };
    const work = pools.use((pool) => overlayPicture(tools, pool, movie, request, { signal, within }));
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(settled);
    try {
      return await work;
    } finally {
      this.#running.delete(settled);
    }
  }

  async #choosePlace(window: BrowserWindow, { info }: OpenMovie, frame: number): Promise<string | null> {
    const { dialogs } = this.#texts();
    const name = `${basename(info.name, extname(info.name))} frame ${frame}.png`;
    const choice = await dialog.showSaveDialog(window, {
      title: dialogs.pictureTitle,
      defaultPath: join(app.getPath("pictures"), name),
      filters: [{ name: dialogs.png, extensions: ["png"] }],
      properties: ["showOverwriteConfirmation"],
    });
    if (choice.canceled || !choice.filePath) return null;
    return withEnding(window, choice.filePath, ".png", this.#texts());
  }
}
