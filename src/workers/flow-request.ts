import type { FigureChoice } from "../shared/figures";
import { type FlowParameters, isSingleScale } from "../shared/flow";
import { i420Size } from "../shared/overlay/i420-surface";
import { invalid } from "./invalid";
import { checkParameters } from "./kernel/check-parameters";
import { checkPlanes } from "./kernel/check-task";
import type { WasmKernels } from "./kernel/wasm-kernels";
import {
  type BackgroundPlane,
  backgroundBytes,
  type ExportFrameJob,
  type FieldBytes,
  type FieldParts,
  type FrameSize,
  fieldBytes,
  type LumaPlane,
  lumaBytes,
  type SharedBytes,
  type StreamJob,
} from "./protocol";
import type { SharedHeap } from "./shared-heap";

/** The flow that somebody wants, from `first` to `second`, into `field`, as its pairing says it. All three lie in the pool's heap. */
export interface FlowRequest extends FrameSize {
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly field: FieldBytes;
  readonly parameters: FlowParameters;
  /** Of the recording; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** The pixels that the report's figures are over. */
  readonly figures: FigureChoice;
  /**
   * Workers that share the frame, where it is worth while; default 1. The result does not depend on it. For one frame
   * that somebody waits for; many frames are done sooner one on each worker.
   */
  readonly bands?: number;
}

/** A field that has been computed, in the pool's heap, of which somebody wants the figures over other pixels. */
export type CountRequest = Pick<
  FlowRequest,
  "width" | "height" | "field" | "parameters" | "figures" | "bands"
> & {
  /** As in {@link CountJob}. */
  readonly factor?: number | undefined;
};

/** The pair that somebody wants to have measured how an implementation does it. */
export type MeasureRequest = Omit<FlowRequest, "figures" | "bands">;

/** A pair of which somebody wants to know what its flow says as a whole. Both frames lie in the pool's heap. */
export interface SummaryRequest extends FrameSize {
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly parameters: FlowParameters;
  /** Of the recording; needed where the parameters subtract one. */
  readonly background?: BackgroundPlane | undefined;
  /** The pixels that the report's figures are over. */
  readonly figures: FigureChoice;
  /** As in {@link SummaryJob}. */
  readonly next?: LumaPlane | undefined;
  /** As in {@link SummaryJob}; the mask lies in the pool's heap. */
  readonly parts?: FieldParts | undefined;
  /** Whether to count directions, too; default false, and then the report's `directions` are empty. */
  readonly directions?: boolean;
}

/** Frames of a pipe of which somebody wants to know what the flow from each to the next says; see {@link StreamJob}. */
export type StreamRequest = Omit<StreamJob, "kind" | "workspace">;

/** A frame of an export that somebody wants. All that it names lies in the pool's heap. */
export type ExportFrameRequest = Omit<ExportFrameJob, "kind" | "workspace">;

/** Less is not worth the threads' waiting for each other. */
const MIN_BAND_ROWS = 16;

/** How many workers a request gets from a pool of `size`. */
export function bandsFor(
  { bands = 1, height, parameters: { method } }: Pick<FlowRequest, "bands" | "height" | "parameters">,
  size: number,
): number {
  // Those in TypeScript are there to be read and checked against, and know nothing of bands.
  if (isSingleScale(method) && method !== "lucas-kanade") return 1;
  return Math.max(1, Math.min(bands, size, Math.floor(height / MIN_BAND_ROWS)));
}

/** @throws KinoflowError `invalid-argument`, with one sentence, for what no worker could compute */
export function checkRequest(
  request: MeasureRequest & Pick<FlowRequest, "bands">,
  kernels: WasmKernels,
  heap: SharedHeap,
): void {
  checkPair(request, request.bands ?? 1, kernels);
  checkField(request, heap);
  checkBackground(request, heap);
  for (const plane of [request.first, request.second]) checkLuma(plane, heap);
}

/** Throws like {@link checkRequest}. */
export function checkCountRequest(request: CountRequest, kernels: WasmKernels, heap: SharedHeap): void {
  checkParameters(request.parameters, request, request.bands ?? 1, kernels.maxDenseWidth);
  checkField(request, heap);
}

function checkField(
  { field, width, height }: FrameSize & Pick<FlowRequest, "field">,
  heap: SharedHeap,
): void {
  if (!(field.byteLength >= fieldBytes(width, height))) {
    throw invalid(
      `The flow field must have the size of the pictures: ${width} x ${height} means ` +
        `${fieldBytes(width, height)} bytes, but there is room for ${field.byteLength}.`,
    );
  }
  if (field.byteOffset % 64 !== 0) {
    throw invalid(`A flow field must start at a multiple of 64 bytes, not at ${field.byteOffset}.`);
  }
  checkInside(field, heap);
}

/** Throws like {@link checkRequest}. */
export function checkSummaryRequest(request: SummaryRequest, kernels: WasmKernels, heap: SharedHeap): void {
  checkPair(request, 1, kernels);
  checkBackground(request, heap);
  checkParts(request, heap);
  for (const plane of [request.first, request.second, request.next ?? request.second]) checkLuma(plane, heap);
}

/** Throws like {@link checkRequest}. */
export function checkStreamRequest(request: StreamRequest, kernels: WasmKernels, heap: SharedHeap): void {
  const { places, width, height, frameBytes, lumaBits = 8 } = request;
  const bytes = lumaBytes({ width, height }, lumaBits);
  const [first, second] = places.map(
    ({ byteOffset }): LumaPlane => ({ byteOffset, byteLength: bytes, bits: lumaBits }),
  );
  checkPair({ ...request, first, second }, 1, kernels);
  checkBackground(request, heap);
  checkParts(request, heap);
  for (const plane of [first, second]) checkLuma(plane, heap);
  for (const place of places) {
    checkInside(place, heap);
    if (!(frameBytes >= bytes && place.byteLength >= frameBytes)) {
      throw invalid(`A frame of ${frameBytes} bytes does not fit into ${place.byteLength}.`);
    }
  }
}

/** Throws like {@link checkRequest}. */
export function checkExportRequest(
  request: ExportFrameRequest,
  kernels: WasmKernels,
  heap: SharedHeap,
): void {
  const { pair, source, target, width, height, output = { width, height } } = request;
  if (pair !== null) {
    checkPair({ ...request, first: pair.first, second: pair.second }, 1, kernels);
    checkBackground(request, heap);
    for (const plane of [pair.first, pair.second]) checkLuma(plane, heap);
  }
  for (const range of [source, target]) checkInside(range, heap);
  const bytes = i420Size(output.width, output.height);
  if (!(target.byteLength >= bytes)) {
    throw invalid(`A frame of ${bytes} bytes does not fit into ${target.byteLength}.`);
  }
}

/** A mask has to have a byte for each pixel, and can only take away from pixels that are chosen. */
function checkParts(
  { parts, figures, width, height }: Pick<SummaryRequest, "parts" | "figures" | "width" | "height">,
  heap: SharedHeap,
): void {
  const mask = parts?.mask ?? null;
  if (mask === null) return;
  if (figures.figurePixels === "all" || figures.minimumReliability <= 0)
    throw invalid("Figures over all pixels leave none out; there is a mask.");
  if (mask.byteLength < width * height) {
    throw invalid(`A mask of ${width} x ${height} pixels has as many bytes, not ${mask.byteLength}.`);
  }
  checkInside(mask, heap);
}

/** Where the parameters subtract a background, there has to be one. */
function checkBackground(
  {
    parameters,
    background,
    width,
    height,
  }: Pick<FlowRequest, "parameters" | "background" | "width" | "height">,
  heap: SharedHeap,
): void {
  if (parameters.preparation.background === null) return;
  if (!background || background.byteLength < backgroundBytes({ width, height })) {
    throw invalid("The background of the recording is to be subtracted, and there is none of this size.");
  }
  checkInside(background, heap);
}

type PairRequest = Pick<FlowRequest, "width" | "height" | "first" | "second" | "parameters">;

function checkPair(request: PairRequest, bands: number, { maxDenseWidth }: WasmKernels): void {
  checkParameters(request.parameters, request, bands, maxDenseWidth);
  checkWindowFits(request);
  checkPlanes(request);
}

/** The kernel of dense-pyramidal answers smaller frames too, but with what nobody should take for a measurement. */
function checkWindowFits({ width, height, parameters: { method, dense } }: PairRequest): void {
  const side = 2 * dense.windowRadius + 1;
  if (isSingleScale(method) || Math.min(width, height) >= side) return;
  throw invalid(
    `A window radius of ${dense.windowRadius} needs pictures of at least ${side} x ${side} pixels, not ${width} x ${height}.`,
  );
}

/** Samples of two bytes lie at even addresses. */
function checkLuma({ byteOffset, byteLength, bits = 8 }: LumaPlane, heap: SharedHeap): void {
  if (bits === 16 && byteOffset % 2 !== 0) {
    throw invalid(`A luma plane of 16 bits a sample must start at an even byte, not at ${byteOffset}.`);
  }
  checkInside({ byteOffset, byteLength }, heap);
}

/** A kernel that is given a wrong address writes over anything. */
function checkInside({ byteOffset, byteLength }: SharedBytes, { capacity }: SharedHeap): void {
  if (!(Number.isSafeInteger(byteOffset) && byteOffset > 0 && byteOffset + byteLength <= capacity)) {
    throw invalid(`Bytes ${byteOffset} to ${byteOffset + byteLength} are not in the memory of the pool.`);
  }
}
