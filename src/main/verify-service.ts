import type { BrowserWindow } from "electron";
import type { Engine } from "../engine/engine";
import { judgeByTruth } from "../engine/verify/truth";
import { verifyRecording } from "../engine/verify/verify-recording";
import type { RequestPayload } from "../shared/ipc";
import type { TruthReport, VerificationProgress, VerificationReport } from "../shared/verification";
import type { HandlersOf } from "./ipc-router";
import { LongJob } from "./long-job";
import type { OpenMovie, OpenMovies } from "./movie-service";

/** Judges the flow of the frame on the screen, by a known motion or by a true flow from a file. */
export class VerifyService {
  readonly #job = new LongJob("measurementRunning");
  readonly #engine: () => Promise<Engine>;
  readonly #onProgress: (progress: VerificationProgress) => void;

  constructor(engine: () => Promise<Engine>, onProgress: (progress: VerificationProgress) => void) {
    this.#engine = engine;
    this.#onProgress = onProgress;
  }

  verify({ movie }: OpenMovie, request: RequestPayload<"verify:run">): Promise<VerificationReport> {
    return this.#job.run(async (signal) => {
      const { pools } = await this.#engine();
      const hold = pools.hold();
      try {
        return await verifyRecording(hold.pool, movie, request, { signal, onProgress: this.#onProgress });
      } finally {
        hold.release();
      }
    });
  }

  /** @param path of the true flow */
  judge({ movie }: OpenMovie, request: RequestPayload<"truth:judge">, path: string): Promise<TruthReport> {
    return this.#job.run(async (signal) => {
      const { pools, tools } = await this.#engine();
      const hold = pools.hold();
      try {
        return await judgeByTruth(tools, hold.pool, movie, { ...request, path }, signal);
      } finally {
        hold.release();
      }
    });
  }

  /**
   * Answers what the window asks of this.
   *
   * @param choose asks a person for a file of a true flow
   */
  handlers(
    movies: OpenMovies,
    choose: (parent: BrowserWindow) => Promise<string | null>,
  ): HandlersOf<"verify:run" | "verify:cancel" | "truth:judge"> {
    return {
      "verify:run": (request) => this.verify(movies.require(request.token), request),
      "verify:cancel": () => this.cancel(),
      "truth:judge": async (request, sender) => {
        const path = await choose(sender);
        return path === null ? null : this.judge(movies.require(request.token), request, path);
      },
    };
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#job.idle;
  }

  cancel(): void {
    this.#job.cancel();
  }
}
