import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog, shell } from "electron";
import type { Engine } from "../engine/engine";
import { exportOverlayVideo } from "../engine/export/overlay-video";
import { isCancelled } from "../shared/errors";
import type { ExportOutcome, ExportProgress, RequestPayload } from "../shared/ipc";
import type { Texts } from "../shared/texts/texts";
import type { HandlersOf } from "./ipc-router";
import { LongJob } from "./long-job";
import type { OpenMovie, OpenMovies } from "./movie-service";
import { drawnTracks } from "./tracks/drawn-tracks";
import type { TracksService } from "./tracks-service";
import { withEnding } from "./with-ending";

/** At most this often is progress sent: as often as a screen can show it. */
const PROGRESS_MS = 50;

/** Asks where to, and writes the overlay video there. */
export class ExportService {
  readonly #job = new LongJob("exportRunning");
  #lastOutput: string | null = null;
  readonly #engine: () => Promise<Engine>;
  readonly #texts: () => Texts;
  readonly #onProgress: (progress: ExportProgress) => void;
  readonly #tracks: TracksService;

  constructor(
    engine: () => Promise<Engine>,
    texts: () => Texts,
    onProgress: (progress: ExportProgress) => void,
    tracks: TracksService,
  ) {
    this.#tracks = tracks;
    this.#engine = engine;
    this.#texts = texts;
    this.#onProgress = onProgress;
  }

  async run(
    window: BrowserWindow,
    { movie, info, session }: OpenMovie,
    { token: _, ...request }: RequestPayload<"export:run">,
  ): Promise<ExportOutcome> {
    const choice = await dialog.showSaveDialog(window, {
      title: this.#texts().dialogs.exportTitle,
      defaultPath: join(app.getPath("videos"), `${basename(info.name, extname(info.name))} flow.mp4`),
      filters: [{ name: this.#texts().dialogs.mp4, extensions: ["mp4"] }],
    });
    if (choice.canceled || !choice.filePath) return { status: "cancelled" };
    const output = await withEnding(window, choice.filePath, ".mp4", this.#texts());
    if (output === null) return { status: "cancelled" };
    return this.#job.run(async (signal) => {
      const { tools, pools } = await this.#engine();
      const drawn = drawnTracks({ movie, session }, request);
      const tracks = drawn && (await this.#tracks.drawnToTheEnd(...drawn, signal));
      const { pool, release } = pools.hold();
      let lastTold = 0;
      try {
        const done = await exportOverlayVideo(
          tools,
          pool,
          movie,
          { ...request, tracks, output, cuts: { marks: session.cutMarks, find: true } },
          {
            signal,
            onProgress: (progress) => {
              const now = performance.now();
              if (
                progress.stage === "frames" &&
                progress.done < progress.total &&
                now - lastTold < PROGRESS_MS
              )
                return;
              lastTold = now;
              this.#onProgress(progress);
            },
          },
        ).finally(release);
        this.#lastOutput = output;
        return { status: "done", fileName: basename(output), ...done };
      } catch (error) {
        if (isCancelled(error)) return { status: "cancelled" };
        throw error;
      }
    });
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"export:run" | "export:cancel" | "export:reveal"> {
    return {
      "export:run": (request, window) => this.run(window, movies.require(request.token), request),
      "export:cancel": () => this.cancel(),
      "export:reveal": () => this.reveal(),
    };
  }

  /** Whether an export is under way. */
  get isRunning(): boolean {
    return this.#job.isRunning;
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#job.idle;
  }

  cancel(): void {
    this.#job.cancel();
  }

  reveal(): void {
    if (this.#lastOutput) shell.showItemInFolder(this.#lastOutput);
  }
}
