import type { Preparation } from "../../../shared/preparation";
import type { FrameSize, LumaPlane } from "../../protocol";
import type { WasmKernels } from "../wasm-kernels";
import { MIDDLE_GREY, STEPS_OF_LEVEL, subtractBackground } from "./background";
import { equaliseLocally } from "./clahe";
import { takeOut } from "./flicker";
import { smooth } from "./gaussian";
import { capIntensity } from "./intensity-cap";
import type { LightChange } from "./light-fit";
import type { StageMemory } from "./stage-memory";

/** Counts up whenever a stage gives other frames: analyses that are kept depend on them. */
export const PREPARATION_VERSION = 1;

/** A frame as it was decoded, and what is known of its pair and its recording. */
export interface FrameToPrepare extends FrameSize {
  readonly luma: LumaPlane;
  /** What is taken out of the light; null where nothing is. */
  readonly light: LightChange | null;
  /** Byte offset of what `finishBackground` made; needed where a background is to be subtracted. */
  readonly background: number | null;
  readonly target: LumaPlane;
}

/**
 * Does to a frame what `preparation` says, stage by stage, and rounds it once, at the end. Values beyond those that the
 * target has become its least and its greatest: grey levels of 8 bits, or of 16 bits in steps of {@link STEPS_OF_LEVEL}.
 *
 * @param throwIfCancelled called between the stages
 */
export function prepareFrame(
  kernels: WasmKernels,
  { luma, light, background: known, target, width, height }: FrameToPrepare,
  { background, cap, clahe, highpass, smooth: smoothing }: Preparation,
  memory: StageMemory,
  throwIfCancelled: () => void,
): void {
  const size = { width, height };
  const pixels = width * height;
  const { frame, scratch } = memory;
  toLevels(kernels, luma, frame, pixels);
  if (light) takeOut(kernels, frame, size, light);
  if (background && known !== null) subtractBackground(kernels, frame, pixels, background.kind, known);
  throwIfCancelled();
  if (cap !== null) capIntensity(kernels, pixels, cap, memory);
  if (clahe) equaliseLocally(kernels, size, clahe, memory);
  throwIfCancelled();
  if (highpass !== null) highPass(kernels, size, highpass, memory);
  throwIfCancelled();
  if (smoothing !== null) smooth(kernels, size, smoothing, { ...memory, plane: frame, scratch: scratch[0] });
  fromLevels(kernels, frame, target, pixels);
}

/** Grey levels of a sample. */
export function levelOf({ bits }: LumaPlane): number {
  return bits === 16 ? 1 / STEPS_OF_LEVEL : 1;
}

/**
 * Subtracts the Gaussian mean around each pixel, in place: what is left are differences around {@link MIDDLE_GREY}.
 *
 * @param sigma of the Gaussian, in pixels
 */
function highPass(
  kernels: WasmKernels,
  size: FrameSize,
  sigma: number,
  { frame, scratch: [mean, scratch], table, line }: StageMemory,
): void {
  const pixels = size.width * size.height;
  kernels.floats(mean, pixels).set(kernels.floats(frame, pixels));
  smooth(kernels, size, sigma, { plane: mean, scratch, table, line });
  kernels.call.subtractLevels(frame, mean, pixels, MIDDLE_GREY);
}

function toLevels({ call }: WasmKernels, luma: LumaPlane, frame: number, pixels: number): void {
  if (luma.bits === 16) call.levelsOfWords(luma.byteOffset, frame, pixels, levelOf(luma));
  else call.levelsOfBytes(luma.byteOffset, frame, pixels);
}

function fromLevels({ call }: WasmKernels, frame: number, target: LumaPlane, pixels: number): void {
  if (target.bits === 16) call.wordsOfLevels(frame, target.byteOffset, pixels, STEPS_OF_LEVEL);
  else call.bytesOfLevels(frame, target.byteOffset, pixels);
}
