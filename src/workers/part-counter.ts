import {
  type CameraModel,
  type CameraMotion,
  cameraMotion,
  withoutCamera,
} from "../shared/measure/camera-motion";
import { outsideMask, type Spans, spansOf } from "../shared/measure/region";
import type { RegionSums } from "../shared/measure/region-figures";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import type { FieldBytes, FieldParts, FrameSize, SummaryJob } from "./protocol";
import { RegionCounter } from "./region-figures";
import { bytesIn, fieldIn } from "./shared-views";

/** What is done with the field of a pair whose parts are counted. */
export interface CountedParts {
  /** Makes what the mask covers unreliable, and takes the motion of the camera out. Returns how many pixels are covered. */
  readonly exclude: (field: FieldBytes) => number;
  /** What was taken out by {@link exclude}; null where nothing was. */
  readonly camera: () => CameraMotion | null;
  /** Counts the regions of the field that {@link exclude} was called with; of none, where it was not. */
  readonly count: () => readonly RegionSums[];
}

/** Of no pixel, whatever the threshold. */
const NEVER = -1;

/** Counts parts of the picture. Keeps the pixels of the regions from pair to pair. */
export class PartCounter {
  readonly #counter = new RegionCounter();
  #key = "";
  #spans: readonly Spans[] = [];

  of(
    memory: WebAssembly.Memory,
    job: Pick<SummaryJob, "width" | "height" | "figures">,
    parts: FieldParts,
  ): CountedParts {
    const { width, height, figures } = job;
    const mask = parts.mask && bytesIn(memory, parts.mask, width * height);
    this.#remember(parts, mask, width, height);
    let planes: FieldPlanes | null = null;
    let camera: CameraMotion | null = null;
    return {
      exclude: (field) => {
        planes = fieldIn(memory, field, { width, height });
        const hidden = mask === null ? 0 : hide(mask, planes.reliability);
        if (parts.camera !== null)
          camera = takeOutCamera(planes, job, parts.camera, figures.minimumReliability);
        return hidden;
      },
      camera: () => camera,
      count: () => {
        const minimumReliability = figures.figurePixels === "all" ? 0 : figures.minimumReliability;
        const counting = { width, height, minimumReliability, displacement: parts.displacement };
        return this.#spans.map((spans) => this.#counter.count(planes as FieldPlanes, spans, counting));
      },
    };
  }

  #remember(
    { regions, mask: where }: FieldParts,
    mask: Uint8Array | null,
    width: number,
    height: number,
  ): void {
    const key = JSON.stringify([regions, where, width, height]);
    if (key === this.#key) return;
    const spans = regions.map(({ shape }) => spansOf(shape, width, height));
    this.#spans = mask === null ? spans : spans.map((some) => outsideMask(some, mask, width));
    this.#key = key;
  }
}

/** Takes the motion of the camera out of a field in place, and returns it; null where it is not known, and the field stays as it is. */
export function takeOutCamera(
  planes: FieldPlanes,
  { width, height }: FrameSize,
  model: CameraModel,
  minimumReliability: number,
): CameraMotion | null {
  const size = { width, height };
  const motion = cameraMotion(planes, size, model, Math.max(minimumReliability, 0));
  if (motion !== null) withoutCamera(planes, size, motion);
  return motion;
}

function hide(mask: Uint8Array, reliability: Float32Array): number {
  let hidden = 0;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    reliability[at] = NEVER;
    hidden++;
  }
  return hidden;
}
