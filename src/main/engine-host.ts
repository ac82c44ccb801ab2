import { type Engine, startEngine } from "../engine/engine";
import { type FfmpegTools, locateFfmpeg } from "../engine/ffmpeg/locate";
import type { Settings } from "../shared/settings";

/** The engine of the app: started when it is first needed, and tried again after a failure: ffmpeg may have been installed since. */
export class EngineHost {
  readonly #workerUrl: URL;
  readonly #settings: () => Pick<Settings, "threads" | "ffmpegPath">;
  #starting: Promise<Engine> | null = null;
  #running: Engine | null = null;

  constructor(workerUrl: URL, settings: () => Pick<Settings, "threads" | "ffmpegPath">) {
    this.#workerUrl = workerUrl;
    this.#settings = settings;
  }

  /** @throws KinoflowError `ffmpeg-missing` */
  readonly start = async (): Promise<Engine> => {
    const { threads, ffmpegPath } = this.#settings();
    this.#starting ??= startEngine(this.#workerUrl, {
      threads: threads ?? undefined,
      ffmpegPath: ffmpegPath ?? undefined,
    });
    try {
      this.#running = await this.#starting;
      return this.#running;
    } catch (error) {
      this.#starting = null;
      throw error;
    }
  };

  /** Looked for by itself where the engine does not run: that it did not start need not be ffmpeg's fault. Null where there is none. */
  async tools(): Promise<FfmpegTools | null> {
    const { ffmpegPath } = this.#settings();
    return (
      this.#running?.tools ??
      locateFfmpeg(ffmpegPath === null ? {} : { setting: ffmpegPath }).catch(() => null)
    );
  }

  /** JS heaps of the workers. */
  heapBytes(): number {
    return this.#running?.pool.heapBytes() ?? 0;
  }

  /** Resolves when all workers have ended. */
  async dispose(): Promise<void> {
    await this.#running?.pools.dispose();
  }
}
