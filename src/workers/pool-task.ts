import {
  cancelledError,
  fromErrorValue,
  isCancelled,
  type KinoflowError,
  toErrorValue,
} from "../shared/errors";
import type { AnswerMessage, Job, JobResults, SharedBytes } from "./protocol";
import type { WorkerMember } from "./worker-member";

export type JobResult = JobResults[Job["kind"]];

/** Something to be done by `bands` workers at once, each with the same job and a band number of its own. */
export interface Work<R> {
  readonly bands: number;
  /** Called when the workers are there; takes the memory that the job needs beyond what the caller gave. */
  begin(): Job;
  /** Called at most once, when one of several workers has failed: has the others give up, who may be waiting for it. */
  abandon(): void;
  /**
   * Called once after `begin`, when no worker touches the job's memory any more.
   *
   * @param intact whether all have come to a good end
   */
  end(intact: boolean): void;
  /** What the caller gets from the answers, which are in the order of the bands. */
  merge(answers: readonly JobResult[]): R;
}

/** Work that has been asked for and not been answered yet. */
export class PoolTask {
  /** The workers that are set aside for it, band by band; none while it waits in the queue. */
  members: readonly WorkerMember[] = [];
  /** Where the threads of this task see its cancellation and each other's progress; see {@link JobMessage}. */
  control: SharedBytes | null = null;
  job: Job | null = null;
  /** Whether the workers have been told; they may touch memory from then on. */
  given = false;
  /** Its caller no longer wants it. */
  aborted = false;
  /** What went wrong. */
  private failure: KinoflowError | null = null;
  private readonly results: JobResult[] = [];
  /** Members that have neither answered nor died. */
  private readonly outstanding = new Set<WorkerMember>();

  constructor(
    readonly work: Work<unknown>,
    readonly priority: number,
    private readonly resolve: (result: unknown) => void,
    readonly reject: (error: KinoflowError) => void,
  ) {}

  /** Whether all its workers have ended with it. */
  get isDone(): boolean {
    return this.given && this.outstanding.size === 0;
  }

  /** Whether all has gone well so far. */
  get intact(): boolean {
    return this.failure === null;
  }

  /** Notes that a worker has been told; from then on it has to answer or to die. */
  gaveTo(member: WorkerMember): void {
    this.given = true;
    this.outstanding.add(member);
  }

  answeredBy(member: WorkerMember, message: AnswerMessage): void {
    if (message.ok) {
      this.outstanding.delete(member);
      this.results[this.members.indexOf(member)] = message.result;
    } else {
      this.failedBy(member, fromErrorValue(message.error));
    }
  }

  /** Notes that a worker could not do its part, or has died over it. */
  failedBy(member: WorkerMember, error: KinoflowError): void {
    this.outstanding.delete(member);
    if (this.failure === null && this.outstanding.size > 0) this.work.abandon();
    // Those who had to give up because of another say "cancelled", and may say it first.
    if (this.failure === null || isCancelled(this.failure)) this.failure = error;
  }

  /** Tells the caller. The memory of the job is nobody's from here on. */
  settle(): void {
    const error = this.aborted ? cancelledError() : this.failure;
    if (error) {
      this.reject(error);
      return;
    }
    try {
      this.resolve(this.work.merge(this.results));
    } catch (mistake) {
      // A bug in the workers' answers fails their job, not the process.
      this.reject(fromErrorValue(toErrorValue(mistake)));
    }
  }
}
