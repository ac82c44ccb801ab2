import type { FlowReport, FlowSummary } from "../shared/flow-report";
import type { RegionSums } from "../shared/measure/region-figures";
import { pairingOf, saidScale } from "../shared/pairing";
import { needsBack, withTreatment } from "../shared/treatment";
import { exportWorkspaceBytes } from "./export-memory";
import {
  bandsFor,
  type CountRequest,
  checkCountRequest,
  checkExportRequest,
  checkRequest,
  checkStreamRequest,
  checkSummaryRequest,
  type ExportFrameRequest,
  type FlowRequest,
  type MeasureRequest,
  type StreamRequest,
  type SummaryRequest,
} from "./flow-request";
import { WasmKernels } from "./kernel/wasm-kernels";
import {
  abandonWorkspace,
  countWorkspaceBytes,
  prepareWorkspace,
  regionsWorkspaceBytes,
  summaryWorkspaceBytes,
  workspaceBytes,
} from "./kernel/workspace";
import { mergeBands, mergeCounts } from "./merge-bands";
import type { JobResult, Work } from "./pool-task";
import type {
  BackgroundJob,
  BandResult,
  ColourJob,
  ExtentJob,
  FieldBytes,
  Job,
  JobResults,
  MethodMeasurement,
  MomentsJob,
  PictureJob,
  PrepareJob,
  RegionsJob,
  ResizeJob,
  SharedBytes,
  ShowJob,
  StreamlinesJob,
  StreamReport,
  SummaryReport,
  ToneMapJob,
  TreatJob,
  ViewJob,
} from "./protocol";
import { fieldBytes } from "./protocol";
import type { SharedHeap } from "./shared-heap";
import { type RunOptions, WorkerPool } from "./worker-pool";
import { type Workspace, type WorkspaceLayout, type WorkspaceSpec, WorkspaceStore } from "./workspace-store";

export type {
  CountRequest,
  ExportFrameRequest,
  FlowRequest,
  MeasureRequest,
  StreamRequest,
  SummaryRequest,
} from "./flow-request";
export type { RunOptions } from "./worker-pool";

export interface FlowPoolOptions {
  /** The built flow.worker: a file: URL, or an absolute path. */
  readonly workerUrl: URL | string;
  /** The kernels, compiled once for all threads. */
  readonly kernel: WebAssembly.Module;
  /** Where all frames, fields and pictures of the jobs lie. The pool takes its working memory from it too. */
  readonly heap: SharedHeap;
  /** Most workers at a time, at least 1. They are started when there is work for them. */
  readonly size: number;
  /** How long {@link FlowPool.dispose} waits for a worker to leave by itself. Default 5000. */
  readonly patienceMs?: number;
}

/** A job that needs no more memory than its caller gives it. */
export type PlainJob =
  | ColourJob
  | ExtentJob
  | StreamlinesJob
  | MomentsJob
  | TreatJob
  | PictureJob
  | ResizeJob
  | ToneMapJob
  | ShowJob
  | ViewJob
  | BackgroundJob
  | PrepareJob;

/**
 * Computes flow, and does the other jobs of protocol.ts, on worker threads that stay for the next job. It lends every
 * computation its working memory, and after a few pairs of a kind allocates nothing any more.
 *
 * A promise settles only when no worker touches the memory of its job any more. Until then the caller keeps
 * that memory alive and unchanged; after that, also after an abort, it may be reused at once.
 */
export class FlowPool {
  readonly heap: SharedHeap;
  /** Most workers at a time, and so the most bands of a frame. */
  readonly size: number;
  readonly #kernels: WasmKernels;
  readonly #workers: WorkerPool;
  readonly #workspaces: WorkspaceStore;

  constructor({ workerUrl, kernel, heap, size, patienceMs = 5000 }: FlowPoolOptions) {
    const { memory } = heap;
    const data = { module: kernel, memory };
    this.heap = heap;
    this.size = size;
    this.#workers = new WorkerPool({ workerUrl, data, heap, size, patienceMs });
    this.#kernels = new WasmKernels(kernel, memory);
    this.#workspaces = new WorkspaceStore(heap, this.#layout(), size);
  }

  /**
   * Computes the flow of a pair, its reliability and its statistics into `request.field`, with as many workers at once
   * as there are bands. Motions are as they are said: the displacement of the pair, times the `saidScale` of its pairing. Rejects with a KinoflowError: `invalid-argument`, `out-of-memory`, `cancelled` when the signal
   * was aborted or the pool disposed of, `worker-died` when a worker could not start or did not survive.
   */
  async flow(request: FlowRequest, options: RunOptions = {}): Promise<FlowReport> {
    checkRequest(request, this.#kernels, this.heap);
    const { parameters } = request;
    if (parameters.treatment !== undefined) {
      const plain = await this.flow({ ...request, parameters: withTreatment(parameters, null) }, options);
      return { ...plain, ...(await this.treat(request, null, options)) };
    }
    const bands = bandsFor(request, this.size);
    // The workers answer a job with the result of its kind, which the messages' type cannot say.
    const merge = (answers: readonly JobResult[]) => mergeBands(answers as readonly BandResult[]);
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "flow", bands, workspace });
    const report = await this.#compute({ ...request, bands, purpose: "flow" }, jobIn, merge, options);
    const factor = saidScale(pairingOf(parameters));
    // Once the field is complete: while it is computed, bands read rows of others.
    return factor === 1 ? report : { ...report, ...(await this.count({ ...request, factor }, options)) };
  }

  /**
   * Does the treatment of the parameters to a field of the same pair that {@link flow} has computed without it, and counts its figures. Where vectors are
   * tested forward and backward, the flow back is computed. Rejects like {@link flow}.
   *
   * @param from the field as it was computed, which stays as it is; null where it lies in `request.field`
   */
  async treat(
    request: FlowRequest,
    from: FieldBytes | null,
    options: RunOptions = {},
  ): Promise<FlowSummary & Pick<FlowReport, "treated">> {
    checkRequest(request, this.#kernels, this.heap);
    const { field, parameters, width, height, first, second } = request;
    const back = needsBack(parameters.treatment) ? this.heap.allocate(fieldBytes(width, height)) : null;
    try {
      if (back !== null) {
        const again = { ...request, first: second, second: first, field: back };
        await this.flow({ ...again, parameters: withTreatment(parameters, null) }, options);
      }
      const treated = await this.run(
        { kind: "treat", width, height, field, from, back, parameters },
        options,
      );
      return { ...(await this.count(request, options)), treated };
    } finally {
      if (back !== null) this.heap.release(back);
    }
  }

  /**
   * Counts the figures of a field that {@link flow} has computed, over other pixels, with as many workers at once as there are
   * bands. They are those that `flow` would have reported. Rejects like it.
   */
  async count(request: CountRequest, options: RunOptions = {}): Promise<FlowSummary> {
    checkCountRequest(request, this.#kernels, this.heap);
    const bands = bandsFor(request, this.size);
    const merge = (answers: readonly JobResult[]) => mergeCounts(answers as readonly JobResults["count"][]);
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "count", bands, workspace });
    return this.#compute({ ...request, bands, purpose: "count" }, jobIn, merge, options);
  }

  /**
   * Tells what the flow of a pair says as a whole, without a field for anybody, on one worker: for passes over a whole
   * movie, with as many requests at a time as there are workers and a few to wait. The report is that of {@link flow},
   * as closely as {@link SummaryJob} says. With `lucas-kanade` it is there in about half the
   * time, all of which is `flowMs`: flow, reliability and statistics are one. `workingBytes` has the field that the other
   * methods need. It also tells how much the picture itself changes. Rejects like {@link flow}.
   */
  async summarise(request: SummaryRequest, options: RunOptions = {}): Promise<SummaryReport> {
    checkSummaryRequest(request, this.#kernels, this.heap);
    const { directions = false } = request;
    const merge = (answers: readonly JobResult[]) => answers[0] as SummaryReport;
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "summarise", directions, workspace });
    return this.#compute({ ...request, bands: 1, purpose: "summary" }, jobIn, merge, options);
  }

  /**
   * Does what {@link summarise} does for one pair after the other of frames that come through a pipe. One request at a
   * time for a pipe. A request ends before it has all its frames when one of higher priority waits for a worker. It holds
   * up its worker until it has a frame, or the pipe ends, also after an abort. Rejects like {@link flow}.
   */
  async summariseStream(request: StreamRequest, options: RunOptions = {}): Promise<StreamReport> {
    checkStreamRequest(request, this.#kernels, this.heap);
    const merge = (answers: readonly JobResult[]) => answers[0] as StreamReport;
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "summarise-stream", workspace });
    return this.#compute({ ...request, bands: 1, purpose: "summary" }, jobIn, merge, options);
  }

  /** Counts regions of a field on one worker; see {@link RegionsJob}. Rejects like {@link run}. */
  async countRegions(
    request: Omit<RegionsJob, "kind" | "workspace">,
    options: RunOptions = {},
  ): Promise<readonly RegionSums[]> {
    const merge = (answers: readonly JobResult[]) => (answers[0] as JobResults["regions"]).regions;
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "regions", workspace });
    const bytes = regionsWorkspaceBytes(this.#kernels, request);
    const { parts: _, ...spec } = request;
    return this.#compute({ ...spec, bands: 1, purpose: "regions", bytes }, jobIn, merge, options);
  }

  /** Makes a frame of an export on one worker; see {@link ExportFrameJob}. Rejects like {@link flow}. */
  async exportFrame(
    request: ExportFrameRequest,
    options: RunOptions = {},
  ): Promise<JobResults["export-frame"]> {
    checkExportRequest(request, this.#kernels, this.heap);
    const merge = (answers: readonly JobResult[]) => answers[0] as JobResults["export-frame"];
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "export-frame", workspace });
    const bytes = exportWorkspaceBytes(this.#kernels, request.parameters, request);
    return this.#compute({ ...request, bands: 1, purpose: "export", bytes }, jobIn, merge, options);
  }

  /** Runs one implementation once on one worker and measures it. Collects garbage: not for a pool in use otherwise. */
  async measure(request: MeasureRequest, options: RunOptions = {}): Promise<MethodMeasurement> {
    checkRequest(request, this.#kernels, this.heap);
    const merge = (answers: readonly JobResult[]) => answers[0] as MethodMeasurement;
    const jobIn = (workspace: SharedBytes): Job => ({ ...request, kind: "measure", workspace });
    return this.#compute({ ...request, bands: 1, purpose: "flow" }, jobIn, merge, options);
  }

  /**
   * Does another job on one worker. Rejects with a KinoflowError: `cancelled`, `worker-died`, or what the job itself
   * failed with.
   */
  run<J extends PlainJob>(job: J, options: RunOptions = {}): Promise<JobResults[J["kind"]]> {
    return this.#workers.submit(
      {
        bands: 1,
        begin: () => job,
        abandon: () => undefined,
        end: () => undefined,
        merge: (answers) => answers[0] as JobResults[J["kind"]],
      },
      options,
    );
  }

  /** Memory of the workers' JS heaps in bytes, as each of them reported it with its last job. */
  heapBytes(): number {
    return this.#workers.heapUsed;
  }

  /** Gives back the working memory that is kept for the next pairs, when there will be none for a while. */
  trim(): void {
    this.#workspaces.trim();
  }

  /**
   * Rejects what waits, asks running jobs to give up, and resolves when all threads have ended by themselves.
   * Only one that does not, for as long as `patienceMs`, is ended by force, which may crash a process (electron#47986). Even
   * that does not end one that waits for bytes of a pipe: end its writer before.
   */
  async dispose(): Promise<void> {
    await this.#workers.dispose();
    this.trim();
  }

  /** Has a job done by the workers of its bands, in working memory that they share. */
  #compute<R>(
    spec: WorkspaceSpec,
    jobIn: (workspace: SharedBytes) => Job,
    merge: (answers: readonly JobResult[]) => R,
    options: RunOptions,
  ): Promise<R> {
    let workspace: Workspace | null = null;
    const work: Work<R> = {
      bands: spec.bands,
      begin: () => {
        workspace = this.#workspaces.lease(spec);
        return jobIn(workspace.memory);
      },
      abandon: () => {
        if (workspace) abandonWorkspace(this.#kernels, workspace.memory);
      },
      end: (intact) => {
        if (workspace) this.#workspaces.giveBack(workspace, intact);
      },
      merge,
    };
    return this.#workers.submit(work, options);
  }

  #layout(): WorkspaceLayout {
    return {
      bytes: ({ parameters, parts, width, height, bands, purpose, bytes }) => {
        switch (purpose) {
          case "summary":
            return summaryWorkspaceBytes(this.#kernels, { parameters, parts, width, height });
          case "export":
          case "regions":
            return bytes ?? 0;
          case "count":
            return countWorkspaceBytes(this.#kernels, height, bands);
          default:
            return workspaceBytes(this.#kernels, parameters, width, height, bands);
        }
      },
      prepare: (memory) => prepareWorkspace(this.#kernels, memory),
    };
  }
}
