import { isPartOf } from "../shared/image-part";
import { i420Size } from "../shared/overlay/i420-surface";
import { invalid } from "./invalid";
import type { WasmKernels } from "./kernel/wasm-kernels";
import type { JobResults, ShowJob, ToneMapJob, ViewJob } from "./protocol";
import { bytesIn } from "./shared-views";
import type { FrameShower } from "./show-frame";
import type { ToneMapping } from "./tone-map";
import { viewedBytes, viewFrame, viewScratchBytes } from "./view-frame";

/** Does the jobs of one thread that make frames fit to be seen. */
export class DisplayJobs {
  readonly #toneMapping: ToneMapping;
  readonly #shower: FrameShower;

  /** @param tools keep their tables from frame to frame, whoever needs them */
  constructor(
    private readonly kernels: WasmKernels,
    { toneMapping, shower }: { readonly toneMapping: ToneMapping; readonly shower: FrameShower },
  ) {
    this.#toneMapping = toneMapping;
    this.#shower = shower;
  }

  show(job: ShowJob): JobResults["show"] {
    const { memory } = this.kernels;
    const target = bytesIn(memory, job.target, i420Size(job.width, job.height));
    const start = performance.now();
    this.#shower.show(bytesIn(memory, job.source, job.source.byteLength), target, job);
    return { showMs: performance.now() - start };
  }

  toneMap(job: ToneMapJob): JobResults["tone-map"] {
    const { memory } = this.kernels;
    const bytes = i420Size(job.width, job.height);
    const source = bytesIn(memory, job.source, bytes);
    const target = bytesIn(memory, job.target, bytes);
    const start = performance.now();
    this.#toneMapping.apply(source, target, job, job.colour);
    return { toneMapMs: performance.now() - start };
  }

  view(job: ViewJob): JobResults["view"] {
    const { memory } = this.kernels;
    const { part, source, scratch, toneMapped } = job;
    if (!isPartOf(part, job)) {
      throw invalid(`A frame of ${job.width} x ${job.height} does not have the part that was asked for.`);
    }
    const target = bytesIn(memory, job.target, i420Size(part.width, part.height));
    bytesIn(memory, source, viewedBytes(job));
    bytesIn(memory, scratch, viewScratchBytes(job, part.width));
    const start = performance.now();
    viewFrame(this.kernels, job);
    if (toneMapped) this.#toneMapping.apply(target, target, part, toneMapped);
    return { viewMs: performance.now() - start };
  }
}
