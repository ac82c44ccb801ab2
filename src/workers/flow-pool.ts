import { Worker } from "node:worker_threads";
import { cancelledError, fromErrorValue, KinoflowError, toErrorValue } from "../shared/errors";
import type { AnswerMessage, Job, JobResults, ThreadMessage, WorkerHeap, WorkerMessage } from "./protocol";

export interface FlowPoolOptions {
  /** The built flow.worker: a file: URL, or an absolute path. */
  readonly workerUrl: URL | string;
  /** Most workers at a time, at least 1. They are started when there is work for them. */
  readonly size: number;
  /** How long {@link FlowPool.dispose} waits for a worker to leave by itself. Default 5000. */
  readonly patienceMs?: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** A waiting job of higher priority goes first; equal ones in the order of their arrival. Default 0. */
  readonly priority?: number | undefined;
}

/** A job that has not been answered yet. */
interface Task {
  readonly job: Job;
  readonly priority: number;
  resolve(result: JobResults[Job["kind"]]): void;
  reject(error: KinoflowError): void;
  /** The worker that does the job; null while it waits. */
  member: Member | null;
  /** Set when its caller no longer wants it. */
  aborted: boolean;
}

/** A worker of the pool. */
interface Member {
  readonly worker: Worker;
  /** Shared with the worker; one int32, not 0 while its job is to be given up. */
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>;
  /** Whether it has said that it started. */
  ready: boolean;
  stopping: boolean;
  task: Task | null;
  heap: WorkerHeap | null;
  error: unknown;
}

/**
 * Hands jobs to worker threads, at most `size` at a time; the rest waits in a queue. Workers start when they
 * are needed and stay for the next job. One that dies takes its own job with it and nothing else: it is
 * replaced when there is work again.
 *
 * A promise settles only when no worker touches the memory of its job any more. Until then the caller keeps
 * that memory alive and unchanged; after that, also after an abort, it may be reused at once.
 */
export class FlowPool {
  readonly #workerUrl: URL | string;
  readonly #size: number;
  readonly #patienceMs: number;
  /** In the order in which they will be done. */
  readonly #queue: Task[] = [];
  readonly #members = new Set<Member>();
  #disposal: Promise<void> | null = null;
  #nextId = 1;

  constructor({ workerUrl, size, patienceMs = 5000 }: FlowPoolOptions) {
    if (!Number.isInteger(size) || size < 1) {
      throw new KinoflowError("invalid-argument", `A pool needs at least one worker, not ${size}.`);
    }
    // Worker takes URLs as objects only, and everything else as a path.
    this.#workerUrl =
      typeof workerUrl === "string" && workerUrl.startsWith("file:") ? new URL(workerUrl) : workerUrl;
    this.#size = size;
    this.#patienceMs = patienceMs;
  }

  /** Most workers at a time. */
  get size(): number {
    return this.#size;
  }

  /**
   * Does a job. Rejects with a KinoflowError: `cancelled` when the signal was aborted or the pool disposed of,
   * `worker-died` when the worker could not start or did not survive, or what the job itself failed with.
   * Aborting takes effect at the worker's next row of pixels.
   */
  run<J extends Job>(job: J, options: RunOptions = {}): Promise<JobResults[J["kind"]]> {
    const { signal, priority = 0 } = options;
    if (this.#disposal || signal?.aborted) {
      return Promise.reject(cancelledError());
    }
    return new Promise((resolve, reject) => {
      const abort = () => this.#abort(task);
      const task: Task = {
        job,
        priority,
        // A worker answers a job with the result of its kind, which the message's type cannot say.
        resolve: (result) => {
          signal?.removeEventListener("abort", abort);
          resolve(result as JobResults[J["kind"]]);
        },
        reject: (error) => {
          signal?.removeEventListener("abort", abort);
          reject(error);
        },
        member: null,
        aborted: false,
      };
      signal?.addEventListener("abort", abort, { once: true });
      const behind = this.#queue.findIndex((other) => other.priority < priority);
      this.#queue.splice(behind === -1 ? this.#queue.length : behind, 0, task);
      this.#assign();
    });
  }

  /** Memory of the workers' JS heaps in bytes, as each of them reported it with its last job. */
  heapBytes(): number {
    let bytes = 0;
    for (const { heap } of this.#members) {
      bytes += heap?.heapUsed ?? 0;
    }
    return bytes;
  }

  /**
   * Rejects what waits, asks running jobs to give up, and resolves when all threads have ended by themselves.
   * Only one that does not, for as long as `patienceMs`, is ended by force, which may crash a process (electron#47986).
   */
  dispose(): Promise<void> {
    this.#disposal ??= this.#stopAll();
    return this.#disposal;
  }

  async #stopAll(): Promise<void> {
    for (const task of this.#queue.splice(0)) {
      task.reject(cancelledError());
    }
    await Promise.all(
      Array.from(this.#members, async (member) => {
        member.stopping = true;
        if (member.task) {
          this.#abort(member.task);
        }
        // A thread that nobody waits for may be left behind by the process; this one is waited for.
        member.worker.ref();
        post(member, { stop: true });
        const force = setTimeout(() => void member.worker.terminate(), this.#patienceMs);
        await member.ended;
        clearTimeout(force);
      }),
    );
  }

  /** Gives waiting jobs to idle workers, and to new ones while there may be more. */
  #assign(): void {
    for (;;) {
      const idle = this.#idleMember();
      if (!idle && this.#members.size >= this.#size) {
        return;
      }
      const task = this.#queue.shift();
      if (!task) {
        return;
      }
      try {
        this.#give(idle ?? this.#start(), task);
      } catch (error) {
        // Every failed start costs a job, so that a missing worker can never make this go on for ever.
        task.reject(diedError(false, error));
      }
    }
  }

  #idleMember(): Member | null {
    for (const member of this.#members) {
      if (!member.task && !member.stopping && member.error === undefined) {
        return member;
      }
    }
    return null;
  }

  #give(member: Member, task: Task): void {
    member.task = task;
    task.member = member;
    Atomics.store(member.cancelFlag, 0, 0);
    // An idle thread does not keep the process alive, a working one does.
    member.worker.ref();
    try {
      post(member, { id: this.#nextId++, job: task.job, cancelFlag: member.cancelFlag.buffer });
    } catch (error) {
      // The job holds something that cannot be sent; the worker has seen nothing of it.
      this.#release(member);
      task.reject(fromErrorValue(toErrorValue(error)));
    }
  }

  #release(member: Member): void {
    member.task = null;
    member.worker.unref();
  }

  #abort(task: Task): void {
    task.aborted = true;
    if (task.member) {
      Atomics.store(task.member.cancelFlag, 0, 1);
      return;
    }
    const place = this.#queue.indexOf(task);
    if (place !== -1) {
      this.#queue.splice(place, 1);
    }
    task.reject(cancelledError());
  }

  #start(): Member {
    const worker = new Worker(this.#workerUrl);
    const member: Member = {
      worker,
      cancelFlag: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
      ended: new Promise((resolve) => worker.once("exit", () => resolve())),
      ready: false,
      stopping: false,
      task: null,
      heap: null,
      error: undefined,
    };
    this.#members.add(member);
    worker.on("message", (message: WorkerMessage) => {
      if ("ready" in message) {
        member.ready = true;
      } else {
        this.#answered(member, message);
      }
    });
    worker.on("error", (error) => {
      // The thread is about to end; "exit" follows.
      member.error = error;
    });
    worker.on("exit", (code) => {
      this.#members.delete(member);
      const { task } = member;
      if (task) {
        const error = member.error ?? new Error(`The thread ended with code ${code}.`);
        task.reject(task.aborted ? cancelledError() : diedError(member.ready, error));
      }
      this.#assign();
    });
    return member;
  }

  #answered(member: Member, message: AnswerMessage): void {
    const { task } = member;
    member.heap = message.heap;
    this.#release(member);
    if (task) {
      if (task.aborted) {
        task.reject(cancelledError());
      } else if (message.ok) {
        task.resolve(message.result);
      } else {
        task.reject(fromErrorValue(message.error));
      }
    }
    if (!member.stopping) {
      this.#assign();
    }
  }
}

function post({ worker }: Member, message: ThreadMessage): void {
  worker.postMessage(message);
}

/** What a job ends with when its worker does. */
function diedError(started: boolean, cause: unknown): KinoflowError {
  const message = started
    ? "A flow worker stopped unexpectedly while it computed; try again, or close other programs if memory is short."
    : "A flow worker could not be started; Kinoflow may be damaged: install it again.";
  return new KinoflowError("worker-died", message, toErrorValue(cause).details);
}
