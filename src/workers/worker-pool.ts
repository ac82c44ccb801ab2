import { cancelledError, failure, fromErrorValue, KinoflowError, toErrorValue } from "../shared/errors";
import { PoolTask, type Work } from "./pool-task";
import { CONTROL, CONTROL_WORDS, type WorkerData } from "./protocol";
import type { SharedHeap } from "./shared-heap";
import { WorkerMember } from "./worker-member";

export interface WorkerPoolOptions {
  /** The built flow.worker: a file: URL, or an absolute path. */
  readonly workerUrl: URL | string;
  readonly data: WorkerData;
  /** The memory of `data`. */
  readonly heap: SharedHeap;
  /** Most workers at a time, at least 1. */
  readonly size: number;
  /** How long {@link WorkerPool.dispose} waits for a worker to leave by itself. */
  readonly patienceMs: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Waiting work of higher priority goes first; equal ones in the order of their arrival. Default 0. */
  readonly priority?: number | undefined;
}

/** The control words, and what keeps others off their cache line. */
const CONTROL_BYTES = 64;

/**
 * Hands work to worker threads, at most `size` at a time; the rest waits in a queue. Workers start when they are needed
 * and stay for the next job. One that dies takes its own work with it and nothing else: it is replaced when there is
 * work again.
 *
 * Work for several workers starts when all of them are there. It waits at the head of the queue until enough are idle,
 * and nothing behind it overtakes it: else a stream of small jobs could keep it waiting for ever.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #workerUrl: URL | string;
  /** In the order in which they will be done. */
  readonly #queue: PoolTask[] = [];
  /** All threads that have not ended, with what each is set aside for. */
  readonly #members = new Map<WorkerMember, PoolTask | null>();
  #running = 0;
  #nextId = 1;
  /** No more work is begun. */
  #closing = false;
  #disposal: Promise<void> | null = null;

  constructor(options: WorkerPoolOptions) {
    const { size, workerUrl } = options;
    if (!Number.isInteger(size) || size < 1) {
      throw new KinoflowError("invalid-argument", `A pool needs at least one worker, not ${size}.`);
    }
    this.#options = options;
    // Worker takes URLs as objects only, and everything else as a path.
    this.#workerUrl =
      typeof workerUrl === "string" && workerUrl.startsWith("file:") ? new URL(workerUrl) : workerUrl;
  }

  /** JS heaps of the workers in bytes, as each of them reported its own with its last job. */
  get heapUsed(): number {
    let bytes = 0;
    for (const member of this.#members.keys()) bytes += member.heapUsed;
    return bytes;
  }

  /** Has the work done; `work.bands` is at most the size of the pool. */
  submit<R>(work: Work<R>, { signal, priority = 0 }: RunOptions): Promise<R> {
    if (this.#closing || signal?.aborted) {
      return Promise.reject(cancelledError());
    }
    return new Promise<R>((resolve, reject) => {
      const abort = () => this.#abort(task);
      const task = new PoolTask(
        work,
        priority,
        // A task does not know what its work merges into; `work` and this promise do.
        (result) => {
          signal?.removeEventListener("abort", abort);
          resolve(result as R);
        },
        (error) => {
          signal?.removeEventListener("abort", abort);
          reject(error);
        },
      );
      signal?.addEventListener("abort", abort, { once: true });
      const behind = this.#queue.findIndex((other) => other.priority < priority);
      this.#queue.splice(behind === -1 ? this.#queue.length : behind, 0, task);
      this.#assign();
      if (this.#queue.includes(task)) this.#hurry(priority);
    });
  }

  /** Tells running jobs of lower priority that something more urgent waits. */
  #hurry(priority: number): void {
    for (const task of new Set(this.#members.values())) {
      if (task?.given && task.priority < priority && task.control)
        Atomics.store(this.#controlOf(task.control), CONTROL.urgent, 1);
    }
  }

  /** Rejects what waits, asks running jobs to give up, and resolves when all threads have ended. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#stopAll();
    return this.#disposal;
  }

  async #stopAll(): Promise<void> {
    this.#closing = true;
    for (const task of [...this.#queue, ...new Set(this.#members.values())]) {
      if (task) this.#abort(task);
    }
    const { patienceMs } = this.#options;
    await Promise.all(Array.from(this.#members.keys(), (member) => member.leave(patienceMs)));
  }

  /** Begins waiting tasks for as long as there are workers for the first of them. */
  #assign(): void {
    while (!this.#closing) {
      const task = this.#queue[0];
      if (!task) return;
      const idle = this.#idleMembers();
      const missing = task.work.bands - idle.length;
      if (missing > this.#options.size - this.#members.size) return;
      try {
        task.control ??= this.#options.heap.allocate(CONTROL_BYTES);
        task.job = task.work.begin();
      } catch (error) {
        // A task that ends gives memory back, and this is tried again.
        if (isOutOfMemory(error) && this.#running > 0) return;
        this.#queue.shift();
        this.#freeControl(task);
        task.reject(asKinoflowError(error));
        continue;
      }
      this.#queue.shift();
      this.#running++;
      this.#gather(task, idle);
    }
  }

  #idleMembers(): WorkerMember[] {
    const idle: WorkerMember[] = [];
    for (const [member, task] of this.#members) {
      if (!task && member.usable) idle.push(member);
    }
    return idle;
  }

  /** Sets workers aside for a task, new ones where there are not enough idle ones. */
  #gather(task: PoolTask, idle: readonly WorkerMember[]): void {
    const members = idle.slice(0, task.work.bands);
    try {
      while (members.length < task.work.bands) members.push(this.#start());
    } catch (error) {
      // Every failed start costs a task, so that a missing worker can never make this go on for ever.
      this.#dismiss(task, diedError(false, error));
      return;
    }
    task.members = members;
    for (const member of members) {
      this.#members.set(member, task);
      member.keepProcessAlive(true);
    }
    this.#giveWhenReady(task);
  }

  /** A job for several workers is given only when all have started: those that have would wait for the others. */
  #giveWhenReady(task: PoolTask): void {
    const { job, control } = task;
    if (!job || !control || !task.members.every((member) => member.ready)) return;
    const words = this.#controlOf(control).fill(0);
    // Somebody may have come while the workers started.
    if (this.#queue.some(({ priority }) => priority > task.priority)) words[CONTROL.urgent] = 1;
    let refused: KinoflowError | null = null;
    for (const [band, member] of task.members.entries()) {
      try {
        member.give({ id: this.#nextId++, job, band, control });
        task.gaveTo(member);
      } catch (error) {
        // The job holds something that cannot be sent. No worker has seen it, as all would get the same.
        refused = asKinoflowError(error);
        break;
      }
    }
    if (refused) this.#dismiss(task, refused);
  }

  /** Ends a task that no worker has been told of. */
  #dismiss(task: PoolTask, error: KinoflowError): void {
    for (const member of task.members) this.#release(member);
    this.#close(task, true);
    task.reject(error);
  }

  #abort(task: PoolTask): void {
    task.aborted = true;
    const place = this.#queue.indexOf(task);
    if (place !== -1) {
      this.#queue.splice(place, 1);
      this.#freeControl(task);
      task.reject(cancelledError());
    } else if (!task.given) {
      this.#dismiss(task, cancelledError());
    } else if (task.control) {
      Atomics.store(this.#controlOf(task.control), CONTROL.cancelled, 1);
    }
    this.#assign();
  }

  #start(): WorkerMember {
    const member: WorkerMember = new WorkerMember(this.#workerUrl, this.#options.data, {
      ready: () => {
        const task = this.#members.get(member);
        if (task) this.#giveWhenReady(task);
        this.#assign();
      },
      answered: (message) => {
        const task = this.#members.get(member);
        this.#release(member);
        if (task) {
          task.answeredBy(member, message);
          this.#proceed(task);
        }
      },
      ended: (error) => {
        const task = this.#members.get(member);
        this.#members.delete(member);
        if (!task) {
          this.#assign();
        } else if (task.given) {
          task.failedBy(member, diedError(true, error));
          this.#proceed(task);
        } else {
          this.#dismiss(task, diedError(false, error));
          this.#assign();
        }
      },
    });
    member.keepProcessAlive(false);
    this.#members.set(member, null);
    return member;
  }

  /** After a worker has ended with a task, in one way or another. */
  #proceed(task: PoolTask): void {
    if (task.isDone) {
      this.#close(task, task.intact);
      task.settle();
    }
    this.#assign();
  }

  /** Gives back the memory of a task that no worker touches any more. */
  #close(task: PoolTask, intact: boolean): void {
    this.#running--;
    this.#freeControl(task);
    task.work.end(intact);
  }

  #freeControl(task: PoolTask): void {
    if (task.control) this.#options.heap.release(task.control);
    task.control = null;
  }

  #release(member: WorkerMember): void {
    if (!this.#members.has(member)) return;
    this.#members.set(member, null);
    member.keepProcessAlive(false);
  }

  #controlOf(control: NonNullable<PoolTask["control"]>): Int32Array {
    return this.#options.heap.integers(control.byteOffset, CONTROL_WORDS);
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof KinoflowError && error.code === "out-of-memory";
}

function asKinoflowError(error: unknown): KinoflowError {
  return error instanceof KinoflowError ? error : fromErrorValue(toErrorValue(error));
}

/** What work ends with when a worker does. */
function diedError(started: boolean, cause: unknown): KinoflowError {
  return failure(started ? "workerDied" : "workerNotStarted").withDetails(toErrorValue(cause).details);
}
