import { Worker } from "node:worker_threads";
import type { AnswerMessage, JobMessage, ThreadMessage, WorkerData, WorkerMessage } from "./protocol";

/** What a worker tells its pool. */
export interface MemberEvents {
  /** It has started. */
  ready(): void;
  answered(message: AnswerMessage): void;
  /** Its thread has ended and touches nothing any more; why, if it was not asked to. */
  ended(error: unknown): void;
}

/** One worker thread of a pool. */
export class WorkerMember {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #ready = false;
  #leaving = false;
  #error: unknown;
  #heapUsed = 0;

  /** Starts the thread. Throws at once where the path cannot be that of a worker. */
  constructor(workerUrl: URL | string, data: WorkerData, events: MemberEvents) {
    const worker = new Worker(workerUrl, { workerData: data });
    this.#worker = worker;
    this.#ended = new Promise((resolve) => worker.once("exit", () => resolve()));
    worker.on("message", (message: WorkerMessage) => {
      if ("ready" in message) {
        this.#ready = true;
        events.ready();
      } else {
        this.#heapUsed = message.heap.heapUsed;
        events.answered(message);
      }
    });
    // The thread is about to end; "exit" follows.
    worker.on("error", (error) => {
      this.#error = error;
    });
    worker.on("exit", (code) =>
      events.ended(this.#error ?? new Error(`The thread ended with code ${code}.`)),
    );
  }

  /** Whether it has started. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Whether it can take jobs: it has not been asked to leave, and is not dying. */
  get usable(): boolean {
    return !this.#leaving && this.#error === undefined;
  }

  /** JS heap of the thread after its last job, in bytes. */
  get heapUsed(): number {
    return this.#heapUsed;
  }

  /** An idle thread does not keep the process alive, a working one does. */
  keepProcessAlive(alive: boolean): void {
    if (alive) {
      this.#worker.ref();
    } else {
      this.#worker.unref();
    }
  }

  /** Throws when the job holds something that cannot be sent; the worker has seen nothing of it then. */
  give(message: JobMessage): void {
    this.#post(message);
  }

  /**
   * Asks the thread to leave after its job; ends it by force when it has not within `patienceMs`,
   * which may crash a process (electron#47986).
   */
  async leave(patienceMs: number): Promise<void> {
    this.#leaving = true;
    // A thread that nobody waits for may be left behind by the process; this one is waited for.
    this.#worker.ref();
    this.#post({ stop: true });
    const force = setTimeout(() => void this.#worker.terminate(), patienceMs);
    await this.#ended;
    clearTimeout(force);
  }

  #post(message: ThreadMessage): void {
    this.#worker.postMessage(message);
  }
}
