import {
  type CameraModel,
  type CameraMotion,
  cameraMotion,
  type PictureGrid,
  withoutCamera,
} from "../shared/measure/camera-motion";
import { type LineSamples, openSamples, readAlong, sampleLine } from "../shared/measure/line";
import { type LineSums, lineSums } from "../shared/measure/line-figures";
import { outsideMask, type Spans, spansOf } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import { marginOf } from "./kernel/statistics";
import type { FieldBytes, FieldParts, FrameSize, RegionsJob, SummaryJob } from "./protocol";
import { RegionCounter } from "./region-figures";
import { bytesIn, fieldIn } from "./shared-views";

/** What is done with the field of a pair whose parts are counted. */
export interface CountedParts {
  /** Has what the mask covers count nowhere, and takes the motion of the camera out. Returns how many pixels of the valid region are covered. */
  readonly exclude: (field: FieldBytes) => number;
  /** What was taken out by {@link exclude}; null where nothing was. */
  readonly camera: () => CameraMotion | null;
  /** Counts the regions of the field that {@link exclude} was called with; of none, where it was not. */
  readonly count: () => readonly RegionSums[];
  /** Sums up along the lines of the same field. */
  readonly countLines: () => readonly LineSums[];
}

/** Of no pixel, whatever the threshold. */
const NEVER = -1;

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
  readonly #counter = new RegionCounter();
  #key = "";
  #spans: readonly Spans[] = [];
  #lines: readonly PlacedLine[] = [];

  of(
    memory: WebAssembly.Memory,
    job: Pick<SummaryJob, "width" | "height" | "figures" | "parameters">,
    parts: FieldParts,
  ): CountedParts {
    const { width, height, figures, parameters } = job;
    const { minimumReliability } = figures;
    const countsAll = figures.figurePixels === "all";
    const { displacement } = parts;
    const mask = parts.mask && bytesIn(memory, parts.mask, width * height);
    this.#remember(parts, () => mask, job);
    let planes: FieldPlanes | null = null;
    let camera: CameraMotion | null = null;
    return {
      exclude: (field) => {
        planes = fieldIn(memory, field, job);
        const margin = marginOf(parameters);
        hideMargin(planes.reliability, job, margin);
        const hidden = mask === null ? 0 : hide(mask, planes.reliability, job, margin);
        const grid = { width, height, pixelAspect: parts.pixelAspect };
        if (parts.camera !== null) camera = takeOutCamera(planes, grid, parts.camera, minimumReliability);
        return hidden;
      },
      camera: () => camera,
      count: () => {
        const counting = { width, height, minimumReliability, countsAll, displacement };
        return this.#spans.map((spans) => this.#counter.count(planes as FieldPlanes, spans, counting));
      },
      countLines: () =>
        this.#lines.map(({ samples, open }) =>
          lineSums(readAlong(planes as FieldPlanes, job, samples), samples, {
            ...{ minimumReliability, countsAll, displacement, open },
          }),
        ),
    };
  }

  /** Counts the regions of a field, which stays as it is. What a mask has made unreliable in it is no part of them. */
  ofField(memory: WebAssembly.Memory, job: RegionsJob): readonly RegionSums[] {
    const { width, height, field, figures, parameters, parts } = job;
    const { u, v, reliability } = fieldIn(memory, field, job);
    // Others may read the field meanwhile.
    const planes = { u, v, reliability: reliability.slice() };
    this.#remember(parts, () => Uint8Array.from(reliability, (value) => (value === NEVER ? 1 : 0)), job);
    hideMargin(planes.reliability, job, marginOf(parameters));
    const { minimumReliability } = figures;
    const countsAll = figures.figurePixels === "all";
    const counting = { width, height, minimumReliability, countsAll, displacement: parts.displacement };
    return this.#spans.map((spans) => this.#counter.count(planes, spans, counting));
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

/** Takes the motion of the camera out of a field in place, and returns it; null where it is not known, and then nothing of the field counts. */
export function takeOutCamera(
  planes: FieldPlanes,
  grid: PictureGrid,
  model: CameraModel,
  minimumReliability: number,
): CameraMotion | null {
  const motion = cameraMotion(planes, grid, model, Math.max(minimumReliability, 0));
  if (motion === null) planes.reliability.fill(NEVER);
  else withoutCamera(planes, grid, motion);
  return motion;
}

/** Where a window does not fit nothing is known, also where all that is known counts. */
function hideMargin(reliability: Float32Array, { width, height }: FrameSize, margin: number): void {
  reliability.fill(NEVER, 0, margin * width);
  reliability.fill(NEVER, Math.max(0, height - margin) * width);
  for (let row = margin; row < height - margin; row++) {
    reliability.fill(NEVER, row * width, row * width + margin);
    reliability.fill(NEVER, (row + 1) * width - margin, (row + 1) * width);
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
