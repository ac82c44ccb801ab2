import type { Engine } from "../engine/engine";
import type { Recording } from "../engine/recording/recording";
import { SoundStream } from "../engine/sound/sound-stream";
import { cancelledError, failure } from "../shared/errors";
import type { RequestPayload } from "../shared/ipc";
import type { SoundChunk } from "../shared/sound";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";

/** Seconds of sound in an answer. */
const CHUNK_SECONDS = 0.5;

interface Run {
  readonly number: number;
  readonly stream: SoundStream;
}

/** Gives the window the sound of the open movie, a stretch after the other: one run from one place at a time. */
export class SoundService {
  #run: Run | null = null;
  #latest = -1;
  #ending: Promise<unknown> = Promise.resolve();
  readonly #engine: () => Promise<Engine>;

  constructor(engine: () => Promise<Engine>) {
    this.#engine = engine;
  }

  /** @throws KinoflowError `cancelled` for a run that is not the latest, `decoder-failed` */
  async read(
    { movie }: { readonly movie: Recording },
    { run: number, from }: Pick<RequestPayload<"sound:read">, "run" | "from">,
  ): Promise<SoundChunk> {
    if (number < this.#latest) throw cancelledError();
    if (number > this.#latest) {
      this.stop();
      this.#latest = number;
      const { tools } = await this.#engine();
      if (number !== this.#latest) throw cancelledError();
      const { sound, timeline } = movie;
      if (sound === null) throw failure("soundUndecodable");
      this.#run = { number, stream: new SoundStream(tools.ffmpeg.path, sound, timeline, from) };
    }
    if (this.#run?.number !== number) throw cancelledError();
    return this.#run.stream.read(CHUNK_SECONDS);
  }

  /** Ends what runs. */
  stop(): void {
    const run = this.#run;
    this.#run = null;
    if (run) this.#ending = Promise.all([this.#ending, run.stream.close()]);
  }

  /** A page that is loaded anew counts its runs from the beginning. */
  reset(): void {
    this.stop();
    this.#latest = -1;
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"sound:read" | "sound:stop"> {
    return {
      "sound:read": ({ token, ...wish }) => this.read(movies.require(token), wish),
      "sound:stop": () => this.stop(),
    };
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#ending;
  }
}
