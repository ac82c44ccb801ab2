import type { DenseParameters, FlowParameters } from "../../shared/flow";
import { pairingOf, saidScale } from "../../shared/pairing";
import { needsBack } from "../../shared/treatment";
import { type FrameSize, fieldBytes, type SharedBytes, type SummaryJob } from "../protocol";
import { checkParameters } from "./check-parameters";
import type { GreyLevels } from "./grey-levels";
import { preparationBytes } from "./prepare/prepare-pair";
import { ODDS } from "./reliability";
import type { WasmKernels } from "./wasm-kernels";

/*
 * The working memory of one flow job, all of whose bands share it:
 *
 *     barrier     int32: arrived, generation, abandoned; see assembly/common.ts
 *     layout      int32: 1 when the arena is laid out, and what for, see layoutOf
 *                 (48 bytes on: two words of export-memory)
 *     options     of dense-pyramidal, in the form that assembly/dense-pyramidal.ts reads
 *     statistics  a block of each band, see assembly/statistics.ts
 *     row sums    of statistics: three f64 a row
 *     scratch     rows of each band, of the single-scale methods and their reliability
 *     arena       of dense-pyramidal: pyramids, flows, solver
 *     preparation of the frames before: both as the flow sees them, and working planes; see prepare/prepare-pair.ts
 *     field       of a summary, by methods that need one; with it the flow back, where vectors are tested forward and backward
 *     regions     of a summary that has some, one at a time; see assembly/region-sums.ts
 */
const ABANDONED = 2;
const LAYOUT_OFFSET = 16;
const HEADER_BYTES = 64;
const OPTIONS_OFFSET = HEADER_BYTES;
const OPTION_COUNT = 48;
const STATISTICS_OFFSET = OPTIONS_OFFSET + 4 * OPTION_COUNT;
/** Three doubles. */
const ROW_SUMS_BYTES = 24;
const ALIGNMENT = 64;
/** Pyramid levels that the arena has records for; see assembly/arena.ts. */
const MAX_LEVELS = 12;

/**
 * Bytes of working memory of a flow job, beyond its frames and its field.
 *
 * @param bands most bands that a job may be cut into
 * @throws KinoflowError `invalid-argument` for parameters that cannot be computed
 */
export function workspaceBytes(
  kernels: WasmKernels,
  parameters: FlowParameters,
  width: number,
  height: number,
  bands: number,
): number {
  const size = { width, height };
  checkParameters(parameters, size, bands, kernels.maxDenseWidth);
  return (
    preparationOffset(kernels, parameters, size, bands) +
    preparationBytes(parameters.preparation, size, bands)
  );
}

/** The same of a job that counts a field: no more than its statistics. */
export function countWorkspaceBytes(kernels: WasmKernels, height: number, bands: number): number {
  return scratchOffset(kernels, height, bands);
}

/** The same of a job that sums a pair up, in one band. */
export function summaryWorkspaceBytes(
  kernels: WasmKernels,
  { parameters, parts, width, height }: SummaryNeeds & FrameSize,
): number {
  const fields = needsField({ parameters, parts }) ? fieldsOf(parameters) : 0;
  const regions = parts === undefined ? 0 : kernels.regionBytes;
  return (
    aligned(workspaceBytes(kernels, parameters, width, height, 1)) +
    fields * aligned(fieldBytes(width, height)) +
    regions
  );
}

/** How many fields such a job needs, where it needs any. */
export function fieldsOf({ treatment }: FlowParameters): 1 | 2 {
  return needsBack(treatment) ? 2 : 1;
}

/** Where such a job counts regions, if it has parts. */
export function summaryRegionsOf(
  kernels: WasmKernels,
  workspace: SharedBytes,
  parameters: FlowParameters,
  size: FrameSize,
): number {
  const { byteOffset, byteLength } = summaryFieldOf(kernels, workspace, parameters, size);
  return byteOffset + fieldsOf(parameters) * aligned(byteLength);
}

/** Bytes of working memory of a job that counts regions of a field: a block, and the reliability as it counts. */
export function regionsWorkspaceBytes(kernels: WasmKernels, { width, height }: FrameSize): number {
  return HEADER_BYTES + aligned(kernels.regionBytes) + 4 * width * height;
}

/** Where such a job has them. */
export function regionsPlaces(kernels: WasmKernels, { byteOffset }: SharedBytes) {
  const block = byteOffset + HEADER_BYTES;
  return { block, reliability: block + aligned(kernels.regionBytes) };
}

/** What of such a job decides whether it needs the field. */
export type SummaryNeeds = Pick<SummaryJob, "parameters" | "parts">;

/**
 * True where such a job cannot do without the field: only `lucas-kanade` sums up as it goes, the picture as a whole, and what it says is the
 * displacement of the pair.
 */
export function needsField({ parameters, parts }: SummaryNeeds): boolean {
  return (
    parameters.method !== "lucas-kanade" ||
    saidScale(pairingOf(parameters)) !== 1 ||
    parts !== undefined ||
    parameters.treatment !== undefined
  );
}

/**
 * Where such a job keeps the field, if it needs one.
 *
 * @param which 1 is the flow back, where that is needed
 */
export function summaryFieldOf(
  kernels: WasmKernels,
  { byteOffset }: SharedBytes,
  parameters: FlowParameters,
  { width, height }: FrameSize,
  which: 0 | 1 = 0,
): SharedBytes {
  const byteLength = fieldBytes(width, height);
  const offset = aligned(workspaceBytes(kernels, parameters, width, height, 1)) + which * aligned(byteLength);
  return { byteOffset: byteOffset + offset, byteLength };
}

/**
 * Makes fresh memory a workspace; it has at least {@link workspaceBytes}, and starts at a multiple of 64. It then does
 * for any number of jobs, one at a time; after one that failed or was cancelled it has to be prepared again.
 */
export function prepareWorkspace(kernels: WasmKernels, { byteOffset }: SharedBytes): void {
  kernels.bytes(byteOffset, HEADER_BYTES).fill(0);
}

/**
 * Makes the bands of a job that wait for each other give up (they fail as cancelled), because one of them will not come:
 * it was cancelled, or its thread has died.
 */
export function abandonWorkspace(kernels: WasmKernels, { byteOffset }: SharedBytes): void {
  // Nobody needs to be woken: who waits, looks here every now and then.
  Atomics.store(kernels.integers(byteOffset, HEADER_BYTES / 4), ABANDONED, 1);
}

/** Byte offset of the barrier at which the bands of a job meet. */
export function barrierOf({ byteOffset }: SharedBytes): number {
  return byteOffset;
}

/** Byte offset of the statistics of a band; that of band 0 gets the result. The blocks lie side by side. */
export function statisticsOf(
  { statisticsBytes }: WasmKernels,
  { byteOffset }: SharedBytes,
  band: number,
): number {
  return byteOffset + STATISTICS_OFFSET + band * statisticsBytes;
}

/** Byte offset of the statistics' sums of rows. */
export function rowSumsOf(kernels: WasmKernels, { byteOffset }: SharedBytes, bands: number): number {
  return byteOffset + rowSumsOffset(kernels, bands);
}

/** Byte offset of the scratch rows of a band. */
export function scratchOf(
  kernels: WasmKernels,
  { byteOffset }: SharedBytes,
  parameters: FlowParameters,
  { width, height }: FrameSize,
  bands: number,
  band: number,
): number {
  return byteOffset + scratchOffset(kernels, height, bands) + band * scratchBytes(kernels, parameters, width);
}

/** Byte offset of what preparing the frames takes. */
export function preparationOf(
  kernels: WasmKernels,
  { byteOffset }: SharedBytes,
  parameters: FlowParameters,
  size: FrameSize,
  bands: number,
): number {
  return byteOffset + preparationOffset(kernels, parameters, size, bands);
}

/** Byte offsets of what `dense-pyramidal` works with. */
export interface DenseMemory {
  readonly options: number;
  readonly arena: number;
}

export function denseMemoryOf(
  kernels: WasmKernels,
  { byteOffset }: SharedBytes,
  parameters: FlowParameters,
  size: FrameSize,
  bands: number,
): DenseMemory {
  return {
    options: byteOffset + OPTIONS_OFFSET,
    arena: byteOffset + arenaOffset(kernels, parameters, size, bands),
  };
}

/**
 * Writes the options of a job, and lays the arena out where it is not yet for such jobs. By one band, before all.
 *
 * @param levels of the pair, where its samples have 16 bits
 */
export function layOutDense(
  kernels: WasmKernels,
  workspace: SharedBytes,
  parameters: FlowParameters,
  size: FrameSize,
  bands: number,
  levels: GreyLevels | null = null,
): void {
  const { options, arena } = denseMemoryOf(kernels, workspace, parameters, size, bands);
  writeOptions(kernels, options, parameters.dense);
  writeLevels(kernels, options, levels);
  const wanted = layoutOf(parameters.dense, size, bands);
  const layout = kernels.integers(workspace.byteOffset + LAYOUT_OFFSET, 1 + wanted.length);
  if (layout[0] === 1 && wanted.every((value, i) => layout[1 + i] === value)) return;
  kernels.call.denseInit(arena, ...wanted);
  layout[0] = 1;
  layout.set(wanted, 1);
}

/** What decides how an arena is laid out: width, height, bands, smallest side, finest and first variational level, radius, reach. */
type Layout = readonly [number, number, number, number, number, number, number, number];

function layoutOf(dense: DenseParameters, { width, height }: FrameSize, bands: number): Layout {
  const variational = dense.warps.findIndex((warps) => warps > 0);
  const firstVariational = variational === -1 ? MAX_LEVELS : variational;
  const { smallestSide, finestLevel, windowRadius, reach } = dense;
  return [width, height, bands, smallestSide, finestLevel, firstVariational, windowRadius, reach];
}

/** The order and types of assembly/dense-pyramidal.ts. */
function writeOptions(kernels: WasmKernels, byteOffset: number, dense: DenseParameters): void {
  const integers = kernels.integers(byteOffset, OPTION_COUNT);
  const floats = kernels.floats(byteOffset, OPTION_COUNT);
  integers.set([dense.smallestSide, dense.finestLevel, dense.windowRadius], 0);
  floats.set([dense.damping, dense.maxStep, dense.smoothness, dense.overRelaxation], 3);
  integers.set(dense.iterations, 8);
  integers.set(dense.warps, 12);
  integers.set(dense.fixedPoints, 16);
  integers.set(dense.sweeps, 20);
  integers.set(dense.propagationRounds, 24);
  integers.set(dense.searchRange, 28);
  const { deformation, fit, disagreement, unseen } = ODDS;
  floats.set([deformation, fit, disagreement, unseen], 32);
}

function writeLevels(kernels: WasmKernels, byteOffset: number, levels: GreyLevels | null): void {
  kernels.integers(byteOffset, OPTION_COUNT).set([levels === null ? 0 : 1, levels?.low ?? 0], 36);
  kernels.floats(byteOffset, OPTION_COUNT)[38] = levels?.gain ?? 0;
}

function rowSumsOffset({ statisticsBytes }: WasmKernels, bands: number): number {
  return STATISTICS_OFFSET + aligned(bands * statisticsBytes);
}

function scratchOffset(kernels: WasmKernels, height: number, bands: number): number {
  return rowSumsOffset(kernels, bands) + aligned(ROW_SUMS_BYTES * height);
}

function scratchBytes({ call }: WasmKernels, { method }: FlowParameters, width: number): number {
  if (method === "dense-pyramidal") return 0;
  // Whether samples have 8 or 16 bits, a workspace does for both.
  return aligned(Math.max(call.lucasKanadeScratchBytes(width), call.deepScratchBytes(width)));
}

function arenaOffset(
  kernels: WasmKernels,
  parameters: FlowParameters,
  { width, height }: FrameSize,
  bands: number,
): number {
  return scratchOffset(kernels, height, bands) + bands * scratchBytes(kernels, parameters, width);
}

function preparationOffset(
  kernels: WasmKernels,
  parameters: FlowParameters,
  size: FrameSize,
  bands: number,
): number {
  return arenaOffset(kernels, parameters, size, bands) + arenaBytes(kernels, parameters, size, bands);
}

function arenaBytes(kernels: WasmKernels, { method, dense }: FlowParameters, size: FrameSize, bands: number) {
  return method === "dense-pyramidal" ? aligned(kernels.call.denseBytes(...layoutOf(dense, size, bands))) : 0;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
