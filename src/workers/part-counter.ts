import { type LineSamples, openSamples, readAlong, sampleLine } from "../shared/measure/line";
import { type LineSums, lineSums } from "../shared/measure/line-figures";
import { maskBytes } from "../shared/measure/mask-bytes";
import { outsideMask, type Spans, spansOf } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import { marginOf } from "./kernel/statistics";
import type { WasmKernels } from "./kernel/wasm-kernels";
import { regionsPlaces, regionsWorkspaceBytes, summaryRegionsOf } from "./kernel/workspace";
import type { FieldBytes, FieldParts, FrameSize, RegionsJob, SummaryJob } from "./protocol";
import { type CountedField, countRegion } from "./region-figures";
import { bytesIn, fieldIn } from "./shared-views";
import { hideMargin, NEVER } from "./treated-pixels";

/** What is done with the field of a pair whose parts are counted. */
export interface CountedParts {
  /** Has what the mask covers count nowhere. Returns how many pixels of the valid region are covered. */
  readonly exclude: (field: FieldBytes) => number;
  /** Counts the regions of the field that {@link exclude} was called with; of none, where it was not. */
  readonly count: () => readonly RegionSums[];
  /** Sums up along the lines of the same field. */
  readonly countLines: () => readonly LineSums[];
}

/** What is placed on the picture. */
type PlacedParts = Pick<FieldParts, "regions" | "lines" | "displacement" | "key">;

/** A line as it lies on the picture. */
interface PlacedLine {
  readonly samples: LineSamples;
  /** See `openSamples`. */
  readonly open: Uint8Array;
}

/** Counts parts of the picture. Keeps the pixels of the regions and the places of the lines from pair to pair. */
export class PartCounter {
  readonly #kernels: WasmKernels;
  #key = "";
  #spans: readonly Spans[] = [];
  #lines: readonly PlacedLine[] = [];

  constructor(kernels: WasmKernels) {
    this.#kernels = kernels;
  }

  of(
    job: Pick<SummaryJob, "width" | "height" | "figures" | "parameters" | "workspace">,
    parts: FieldParts,
  ): CountedParts {
    const kernels = this.#kernels;
    const { memory } = kernels;
    const { width, height, figures, parameters } = job;
    const { minimumReliability } = figures;
    const countsAll = figures.figurePixels === "all";
    const { displacement } = parts;
    const mask = parts.mask && bytesIn(memory, parts.mask, width * height);
    this.#remember(parts, () => mask, job);
    let counted: FieldBytes | null = null;
    return {
      exclude: (field) => {
        counted = field;
        const planes = fieldIn(memory, field, job);
        const margin = marginOf(parameters);
        hideMargin(planes.reliability, job, margin);
        return mask === null ? 0 : hide(mask, planes.reliability, job, margin);
      },
      count: () => {
        if (counted === null) return [];
        const { byteOffset: u } = counted;
        const [v, reliability] = [u + 4 * width * height, u + 8 * width * height];
        const block = summaryRegionsOf(kernels, job.workspace, parameters, job);
        return this.#count({ u, v, reliability, block }, job, parts);
      },
      countLines: () =>
        this.#lines.flatMap(({ samples, open }) =>
          counted === null
            ? []
            : lineSums(readAlong(fieldIn(memory, counted, job), job, samples), samples, {
                ...{ minimumReliability, countsAll, displacement, open },
              }),
        ),
    };
  }

  /** Counts the regions of a field, which stays as it is. */
  ofField(job: RegionsJob): readonly RegionSums[] {
    const { width, height, field, parameters, parts, excluded, workspace } = job;
    const kernels = this.#kernels;
    bytesIn(kernels.memory, workspace, regionsWorkspaceBytes(kernels, job));
    const { reliability } = fieldIn(kernels.memory, field, job);
    const { block, reliability: copy } = regionsPlaces(kernels, workspace);
    this.#remember(parts, () => maskBytes(excluded, job), job);
    // Others may read the field meanwhile.
    const own = kernels.floats(copy, width * height);
    own.set(reliability);
    hideMargin(own, job, marginOf(parameters));
    const u = field.byteOffset;
    return this.#count({ u, v: u + 4 * width * height, reliability: copy, block }, job, parts);
  }

  #count(
    field: CountedField,
    { width, height, figures }: Pick<SummaryJob, "width" | "height" | "figures">,
    { displacement }: Pick<FieldParts, "displacement">,
  ): readonly RegionSums[] {
    const { minimumReliability } = figures;
    const countsAll = figures.figurePixels === "all";
    const counting = { width, height, minimumReliability, countsAll, displacement };
    return this.#spans.map((spans) => countRegion(this.#kernels, field, spans, counting));
  }

  #remember(
    { regions, lines = [], displacement, key: ofWish }: PlacedParts,
    maskIn: () => Uint8Array | null,
    { width, height }: FrameSize,
  ): void {
    const key = JSON.stringify([ofWish, width, height]);
    if (key === this.#key) return;
    const spans = regions.map(({ shape }) => spansOf(shape, width, height));
    const mask = maskIn();
    this.#spans = mask === null ? spans : spans.map((some) => outsideMask(some, mask, width));
    this.#lines = lines.map(({ points }) => {
      const samples = sampleLine(points, displacement);
      return { samples, open: openSamples(samples, { width, height }, mask) };
    });
    this.#key = key;
  }
}

function hide(
  mask: Uint8Array,
  reliability: Float32Array,
  { width, height }: FrameSize,
  margin: number,
): number {
  let hidden = 0;
  for (let row = 0, at = 0; row < height; row++) {
    const isValidRow = row >= margin && row < height - margin;
    for (let column = 0; column < width; column++, at++) {
      if (mask[at] === 0) continue;
      reliability[at] = NEVER;
      if (isValidRow && column >= margin && column < width - margin) hidden++;
    }
  }
  return hidden;
}
