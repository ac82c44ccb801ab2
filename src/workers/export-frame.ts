import { i420Size } from "../shared/overlay/i420-surface";
import { ExportMarkPainter } from "../shared/overlay/paint-marks";
import { type OverlayField, OverlayPainter, overlayGrid } from "../shared/overlay/paint-overlay";
import type { PlaneResizer } from "../shared/overlay/resample";
import { resizeI420 } from "../shared/overlay/resample";
import { anyLayer, type OverlaySettings } from "../shared/overlay/settings";
import { TailPainter } from "../shared/overlay/tail-painter";
import { treatedNote } from "../shared/overlay/treated-note";
import { pairingOf, saidScale } from "../shared/pairing";
import { needsBack, type TreatmentReport, withTreatment } from "../shared/treatment";
import { type ExportMemory, exportMemoryOf, isChanged } from "./export-memory";
import { computeFlowRows } from "./kernel/flow-rows";
import type { KernelContext } from "./kernel/method";
import { computeSaidFlow } from "./kernel/said-flow";
import type { WasmKernels } from "./kernel/wasm-kernels";
import { KernelSurface, paintArrowsQuickly } from "./paint/kernel-surface";
import { checkPainting, matrixOf, overlayFieldIn } from "./paint-jobs";
import type { ExportFrameJob, JobResults, SharedBytes } from "./protocol";
import { bytesIn, makeVisible } from "./shared-views";
import type { FrameShower } from "./show-frame";
import type { ToneMapping } from "./tone-map";

/** What keeps tables from frame to frame, whoever needs them. */
export interface FrameTools {
  readonly shower: FrameShower;
  readonly toneMapping: ToneMapping;
  readonly resizer: PlaneResizer;
}

/** Makes frames of exports from decoded ones, one after the other. */
export class FrameExporter {
  /** Keeps its memory and the painted legend from frame to frame. */
  readonly #painter = new OverlayPainter(paintArrowsQuickly);
  readonly #tails = new TailPainter();
  readonly #marks = new ExportMarkPainter();

  constructor(
    private readonly kernels: WasmKernels,
    private readonly tools: FrameTools,
  ) {}

  /** Throws KinoflowError for a job that cannot be done, and what `throwIfCancelled` throws. */
  export(job: ExportFrameJob, throwIfCancelled: () => void): JobResults["export-frame"] {
    checkPainting(job);
    const { kernels } = this;
    const { width, height, pair, overlay, pixelAspect, output = { width, height } } = job;
    makeVisible(kernels.memory, job.workspace);
    const memory = exportMemoryOf(kernels, job);
    const start = performance.now();
    this.#show(job, memory);
    const shown = performance.now();
    throwIfCancelled();
    const computed = pair !== null && anyLayer(overlay);
    const { treatment } = job.parameters;
    const treated = computed ? this.#computeFlow(job, pair, memory, throwIfCancelled) : undefined;
    this.#painter.treated = treatedNote(treatment, treated);
    // Where vectors are tested forward and backward it is there already.
    if (computed && memory.back && !needsBack(treatment)) {
      const plain = { ...job, parameters: withTreatment(job.parameters, null) };
      const turned = { first: pair.second, second: pair.first };
      const place = { field: memory.back, back: null, untreated: null };
      this.#computeFlow(plain, turned, place, throwIfCancelled);
    }
    throwIfCancelled();
    const painting = performance.now();
    const surface = new KernelSurface(kernels, {
      ...output,
      frame: job.target.byteOffset,
      matrix: matrixOf(job.colour),
      range: job.colour.range,
      memory: memory.paint,
    });
    const field: OverlayField | null = computed
      ? overlayFieldIn(kernels.memory, {
          ...job,
          field: memory.field,
          pair: {
            ...pair,
            back: memory.back ?? undefined,
            untreated: memory.untreated ?? undefined,
          },
        })
      : null;
    this.#painter.paint(surface, field, overlay, pixelAspect, { width, height });
    this.#tails.paint(surface, job.tails ?? [], { width, height, pixelAspect });
    if (job.laid) this.#marks.paint(surface, job.laid, { width, height, pixelAspect });
    const end = performance.now();
    return { showMs: shown - start, flowMs: painting - shown, paintMs: end - painting };
  }

  /** Puts the frame into the target as it is shown, without its overlay. */
  #show(job: ExportFrameJob, { between }: ExportMemory): void {
    const { memory } = this.kernels;
    const { width, height, source, picture, toneMapFrom, output } = job;
    const { shower, toneMapping, resizer } = this.tools;
    const size = { width, height };
    const bytes = i420Size(width, height);
    const target = bytesIn(memory, job.target, output ? i420Size(output.width, output.height) : bytes);
    const own = output && between ? bytesIn(memory, between, bytes) : target;
    let shown = bytesIn(memory, source, picture.kind === "i420" ? bytes : source.byteLength);
    if (picture.kind !== "i420") {
      shower.show(shown, own, { ...size, picture, lumaBits: job.lumaBits, levels: job.levels });
      shown = own;
    }
    if (toneMapFrom !== null) {
      toneMapping.apply(shown, own, size, toneMapFrom);
      shown = own;
    }
    if (output) resizeI420(resizer, shown, size, target, output);
    else if (!isChanged(job)) target.set(shown);
  }

  #computeFlow(
    job: ExportFrameJob,
    { first, second }: NonNullable<ExportFrameJob["pair"]>,
    { field, back, untreated }: Pick<ExportMemory, "field" | "back" | "untreated">,
    throwIfCancelled: () => void,
  ): TreatmentReport | undefined {
    const { kernels } = this;
    const { width, height, parameters, background, workspace, overlay } = job;
    for (const range of [first, second]) makeVisible(kernels.memory, range);
    if (background) makeVisible(kernels.memory, background);
    const task = { width, height, first, second, field, back, parameters, background, workspace };
    const context: KernelContext = { throwIfCancelled, holdsMost: () => undefined };
    const rows = rowsLookedAt(job);
    if (rows === null) {
      const keep = (): void => {
        if (untreated) copyField(kernels.memory, field, untreated);
      };
      return computeSaidFlow(kernels, task, context, keep).treated;
    }
    const reliability = overlay.minimumReliability > 0;
    const factor = saidScale(pairingOf(parameters));
    computeFlowRows(kernels, { ...task, bands: 1 }, rows, { reliability, factor }, context);
    return undefined;
  }
}

function copyField(memory: WebAssembly.Memory, from: SharedBytes, to: SharedBytes): void {
  const { byteLength } = to;
  bytesIn(memory, to, byteLength).set(bytesIn(memory, from, byteLength));
}

/** The rows of the field that the overlay needs, where it is quicker to compute them alone; null where all are computed. */
function rowsLookedAt(job: ExportFrameJob): readonly number[] | null {
  const { parameters, overlay, width, height, pixelAspect, output = { width, height } } = job;
  if (parameters.method !== "lucas-kanade" || looksEverywhere(overlay)) return null;
  // Cameras and neighbours are all over the field.
  if (parameters.treatment !== undefined) return null;
  const { firstY, stepY, rows } = overlayGrid(overlay, { width, height, pixelAspect }, output);
  // A single row costs summing up all rows of its window, and solving itself.
  if (stepY <= parameters.windowRadius + 2) return null;
  return Array.from({ length: rows }, (_, row) => firstY + row * stepY);
}

function looksEverywhere({ colour, streamlines }: OverlaySettings): boolean {
  return colour.visible || streamlines.visible;
}
