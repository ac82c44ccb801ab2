import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { BrowserWindow } from "electron";
import type { Engine } from "../engine/engine";
import { openRecording, type RawOption } from "../engine/recordings/open-recording";
import { type ErrorCode, type ErrorValue, failure } from "../shared/errors";
import { movieNotice } from "../shared/movie";
import { type RawLayout, rawLayoutText } from "../shared/raw-layout";
import type { RawFile, RawPreview } from "../shared/raw-question";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";
import type { RawLayouts } from "./raw-layouts";
import type { ThumbnailService } from "./thumbnail-service";

/** Files that the window may still ask about. */
const MOST_FILES = 8;

/** Largest preview, in pixels. */
const PREVIEW = { width: 480, height: 300 } as const;

/** What is said of a file that nobody can read. */
const UNREAD: readonly ErrorCode[] = ["not-a-movie", "no-video", "no-frames"];

/** Recordings without a header: asks how they lie in their files, and remembers it. */
export class RawService {
  readonly #paths = new Map<string, string>();
  readonly #engine: () => Promise<Engine>;
  readonly #layouts: RawLayouts;
  readonly #thumbnails: ThumbnailService;
  readonly #open: (path: string, layout: RawLayout) => void;

  /** @param open opens a file by a layout that was just stated */
  constructor(
    engine: () => Promise<Engine>,
    layouts: RawLayouts,
    thumbnails: ThumbnailService,
    open: (path: string, layout: RawLayout) => void,
  ) {
    this.#engine = engine;
    this.#layouts = layouts;
    this.#thumbnails = thumbnails;
    this.#open = open;
  }

  /** How a file is read that was read by a stated layout before; null for all others. */
  async remembered(path: string): Promise<RawOption["raw"] | null> {
    const size = await sizeOf(path);
    const layout = size === null ? null : this.#layouts.of(path, size);
    return layout && { layout, notices: [movieNotice("rawLayoutRemembered", rawLayoutText(layout))] };
  }

  /** The name in requests of a file that could not be opened, where it may be such a recording; null where not. */
  async unread(path: string, { code, said }: ErrorValue): Promise<string | null> {
    const unread = UNREAD.includes(code) || said?.name === "rawLayoutNeeded";
    return unread && (await sizeOf(path)) ? this.#nameOf(path) : null;
  }

  /** @throws KinoflowError `file-missing` */
  describe(id: string): Promise<RawFile> {
    return this.describePath(this.#pathOf(id));
  }

  /** @throws KinoflowError `file-missing` */
  async describePath(path: string): Promise<RawFile> {
    const size = await sizeOf(path);
    if (size === null) throw failure("fileMissing");
    const layout = this.#layouts.of(path, size) ?? this.#layouts.near(path);
    return { id: this.#nameOf(path), name: basename(path), size, layout };
  }

  /** @throws KinoflowError `invalid-argument` where the layout does not fit the file, and what reading it throws */
  async preview(id: string, layout: RawLayout): Promise<RawPreview> {
    const { tools } = await this.#engine();
    const movie = await openRecording(tools, this.#pathOf(id), { raw: { layout } });
    try {
      const { width, height, frameCount, notices } = movie.info;
      const scale = Math.min(PREVIEW.width / width, PREVIEW.height / height);
      const png = await this.#thumbnails.make(movie, {
        ...{ frame: 0, tolerance: 0 },
        height: Math.max(1, Math.round(scale * height)),
      });
      const left = notices.find(({ name }) => name === "recordingBytesLeft");
      return { frames: frameCount, bytesLeft: Number(left?.values[0] ?? 0), png };
    } finally {
      await this.#thumbnails.leaveMovie(movie);
      movie.close();
    }
  }

  /** Opens a file by this layout, now and the next time. */
  async choose(id: string, layout: RawLayout): Promise<void> {
    const path = this.#pathOf(id);
    this.#open(path, layout);
    const size = await sizeOf(path);
    if (size !== null) await this.#layouts.keep(path, size, layout);
  }

  /** Answers what the window asks of this. */
  handlers(
    movies: OpenMovies,
    chooseFile: (window: BrowserWindow) => Promise<string | null>,
  ): HandlersOf<"raw:choose-file" | "raw:describe" | "raw:describe-movie" | "raw:preview" | "raw:open"> {
    return {
      "raw:choose-file": async (_payload, window) => {
        const path = await chooseFile(window);
        return path === null ? null : this.describePath(path);
      },
      "raw:describe": ({ id }) => this.describe(id),
      "raw:describe-movie": ({ token }) => this.describePath(movies.require(token).movie.path),
      "raw:preview": ({ id, layout }) => this.preview(id, layout),
      "raw:open": ({ id, layout }) => this.choose(id, layout),
    };
  }

  #nameOf(path: string): string {
    const id = randomUUID();
    this.#paths.set(id, path);
    for (const oldest of [...this.#paths.keys()].slice(0, -MOST_FILES)) this.#paths.delete(oldest);
    return id;
  }

  #pathOf(id: string): string {
    const path = this.#paths.get(id);
    if (path === undefined) throw failure("fileMissing");
    return path;
  }
}

/** Bytes of a file; null where there is none. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
