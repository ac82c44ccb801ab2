import type { FlowParameters } from "../shared/flow";
import { i420Size } from "../shared/overlay/i420-surface";
import { needsFrames, needsWayBack } from "../shared/overlay/map-values";
import { needsBack } from "../shared/treatment";
import type { WasmKernels } from "./kernel/wasm-kernels";
import { workspaceBytes } from "./kernel/workspace";
import { type PaintMemory, paintMemoryAt } from "./paint/paint-memory";
import {
  type ExportFrameJob,
  type FrameSize,
  fieldBytes,
  type SharedBytes,
  treatedFieldBytes,
} from "./protocol";

/*
 * The working memory of a job that makes a frame of an export:
 *
 *     flow      as of any job of its parameters, see kernel/workspace; of a job without a flow its header alone
 *     field     where there is a flow, with the flags of its vectors where it is treated
 *     untreated the flow as it was computed, where it is treated and the map needs that
 *     back      the flow back, where the map or the treatment needs it
 *     between   the frame at the movie's own size, where it is changed before it is resized
 *     painting  see paint/paint-memory
 */

/** In the header, which `prepareWorkspace` clears: where the coverage begins that is cleared, and how long it is. */
const CLEARED_COVERAGE = 48;
const HEADER_BYTES = 64;
const ALIGNMENT = 64;

/** What decides how much there is of it beyond the flow's own. */
export type ExportShape = Pick<
  ExportFrameJob,
  "width" | "height" | "overlay" | "output" | "pair" | "picture" | "toneMapFrom"
>;

/** Where things lie. */
export interface ExportMemory {
  readonly field: SharedBytes;
  /** For the flow as it was computed, where it is treated and the map needs that; else null. */
  readonly untreated: SharedBytes | null;
  /** For the flow back, where the map or the treatment needs it; else null. */
  readonly back: SharedBytes | null;
  /** Null where nothing is to be done before the frame is resized. */
  readonly between: SharedBytes | null;
  readonly paint: PaintMemory;
}

/** Bytes of the whole workspace. */
export function exportWorkspaceBytes(
  kernels: WasmKernels,
  parameters: FlowParameters,
  shape: ExportShape,
): number {
  const { end } = exportMemory(0, flowBytes(kernels, parameters, shape), { ...shape, parameters });
  return end;
}

/** The memory of a job, ready to be used. */
export function exportMemoryOf(kernels: WasmKernels, job: ExportFrameJob): ExportMemory {
  const { byteOffset } = job.workspace;
  const { memory } = exportMemory(byteOffset, flowBytes(kernels, job.parameters, job), job);
  const { coverage } = memory.paint;
  const cleared = kernels.integers(byteOffset + CLEARED_COVERAGE, 2);
  const wanted = [coverage.byteOffset - byteOffset, coverage.byteLength];
  if (!wanted.every((value, i) => cleared[i] === value)) {
    kernels.bytes(coverage.byteOffset, coverage.byteLength).fill(0);
    cleared.set(wanted);
  }
  return memory;
}

/** True where a frame is more than copied. */
export function isChanged({ picture, toneMapFrom }: Pick<ExportShape, "picture" | "toneMapFrom">): boolean {
  return picture.kind !== "i420" || toneMapFrom !== null;
}

function flowBytes(
  kernels: WasmKernels,
  parameters: FlowParameters,
  { width, height, pair }: ExportShape,
): number {
  return pair === null ? HEADER_BYTES : workspaceBytes(kernels, parameters, width, height, 1);
}

function exportMemory(
  start: number,
  flow: number,
  shape: ExportShape & Pick<ExportFrameJob, "parameters">,
): { readonly memory: ExportMemory; readonly end: number } {
  const { width, height, output, pair, overlay, parameters } = shape;
  const { treatment } = parameters;
  let end = start + aligned(flow);
  const take = (byteLength: number): SharedBytes => {
    const byteOffset = end;
    end += aligned(byteLength);
    return { byteOffset, byteLength };
  };
  const fieldSize = treatment === undefined ? fieldBytes(width, height) : treatedFieldBytes(width, height);
  const field = take(pair === null ? 0 : fieldSize);
  const map = pair !== null && overlay.colour.visible ? overlay.colour.kind : null;
  const wantsUntreated = treatment !== undefined && map !== null && needsFrames(map);
  const untreated = wantsUntreated ? take(fieldBytes(width, height)) : null;
  const wantsBack = (map !== null && needsWayBack(map)) || (pair !== null && needsBack(treatment));
  const back = wantsBack ? take(fieldBytes(width, height)) : null;
  const between = output && isChanged(shape) ? take(i420Size(width, height)) : null;
  const { visible, colouring } = overlay.arrows;
  const size: FrameSize = output ?? { width, height };
  const paint = paintMemoryAt(end, size, visible && colouring !== "plain");
  return { memory: { field, untreated, back, between, paint }, end: end + paint.bytes };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
