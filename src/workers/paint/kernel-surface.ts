import {
  ARROW_NUMBERS,
  type ArrowGeometry,
  arrowHaloWidth,
  markHalos,
} from "../../shared/overlay/arrow-geometry";
import { type ArrowLook, arrowColour } from "../../shared/overlay/arrow-look";
import type { ArrowStyle, QuickArrowPainter } from "../../shared/overlay/arrow-paint";
import {
  type ColourMatrix,
  type ColourRange,
  fillWeights,
  I420Surface,
  i420Size,
  wholeLumaShares,
} from "../../shared/overlay/i420-surface";
import type { Colour, Picture } from "../../shared/overlay/surface";
import type { WasmKernels } from "../kernel/wasm-kernels";
import { ARROWS_AT_A_TIME, type PaintMemory, PIXEL_WEIGHTS, SQUARE_WEIGHTS } from "./paint-memory";

/** What a {@link KernelSurface} is made of. */
export interface KernelSurfaceOptions {
  readonly width: number;
  readonly height: number;
  /** Where the frame begins: 8-bit I420. */
  readonly frame: number;
  readonly matrix: ColourMatrix;
  readonly range: ColourRange;
  /** For frames of this size. Its coverage is all 0. */
  readonly memory: PaintMemory;
}

/**
 * A frame of video in the shared memory that the kernels paint on. Pictures and tones come out as on an {@link I420Surface}, to the bit.
 * Arrows have the coverage that the canvas gives them, and are blended as there.
 */
export class KernelSurface extends I420Surface {
  readonly #kernels: WasmKernels;
  readonly #options: KernelSurfaceOptions;
  #pictureOpacity = Number.NaN;

  constructor(kernels: WasmKernels, options: KernelSurfaceOptions) {
    const { width, height, frame, matrix, range, memory } = options;
    super(kernels.bytes(frame, i420Size(width, height)), width, height, matrix, range);
    this.#kernels = kernels;
    this.#options = options;
    const { ur, ug, vg, vb, chromaMost } = this.shares;
    const { yr, yg, yb, offset } = wholeLumaShares(this.shares);
    kernels.doubles(memory.numbers, 6).set([ur, ug, chromaMost, chromaMost, vg, vb]);
    kernels.integers(memory.numbers + 48, 4).set([yr, yg, yb, offset]);
  }

  override tone(factor: number, wash: number): void {
    if (factor === 1 && wash === 0) return;
    const { frame, memory } = this.#options;
    const { luma, chroma } = this.toneTables(factor, wash);
    this.#mapBytes(frame, this.y.length, luma, memory.table);
    this.#mapBytes(frame + this.y.length, 2 * this.u.length, chroma, memory.table);
  }

  #mapBytes(from: number, count: number, codes: ArrayLike<number>, table: number): void {
    this.#kernels.bytes(table, 256).set(codes);
    this.#kernels.call.mapBytes(from, count, table);
  }

  override blendPicture(picture: Picture, x: number, y: number, opacity: number): void {
    const { width, height, frame, memory } = this.#options;
    const left = Math.max(0, x);
    const right = Math.min(width, x + picture.width);
    const bottom = Math.min(height, y + picture.height);
    if (left >= right || !(opacity > 0)) return;
    if (this.#pictureOpacity !== opacity) {
      this.#pictureOpacity = opacity;
      fillWeights(this.#kernels.integers(memory.pictureWeights, PIXEL_WEIGHTS), opacity);
    }
    const { byteOffset, byteLength } = memory.strip;
    const pitch = 4 * (right - left);
    const strip = this.#kernels.bytes(byteOffset, byteLength);
    // An even number of rows from an even one on, so that no square is blended in two steps.
    const most = Math.floor(byteLength / pitch) & ~1;
    for (let top = Math.max(0, y); top < bottom; ) {
      const end = Math.min(bottom, (top & ~1) + most);
      for (let row = top; row < end; row++) {
        const from = 4 * ((row - y) * picture.width + left - x);
        strip.set(picture.rgba.subarray(from, from + pitch), (row - top) * pitch);
      }
      this.#kernels.call.blendPicture(
        ...([byteOffset, pitch, left, top, right, end] as const),
        ...([frame, width, height, memory.pictureWeights, memory.numbers] as const),
      );
      top = end;
    }
  }

  /** Paints arrows with their halos. False where there is no memory for the colours that they have. */
  paintArrows(geometry: ArrowGeometry, { spacing, pixelAspect, placement, look }: ArrowStyle): boolean {
    const { width, height, frame, memory } = this.#options;
    const { scaleX, scaleY } = placement;
    if (look.colouring !== "plain" && memory.tints === null) return false;
    const { call } = this.#kernels;
    const { haloWeights, arrowWeights, coverage, stride, numbers } = memory;
    const reach = arrowHaloWidth(spacing);
    const tints = look.colouring === "plain" ? 0 : (memory.tints ?? 0);
    for (let from = 0; from < geometry.count; from += ARROWS_AT_A_TIME) {
      const count = Math.min(ARROWS_AT_A_TIME, geometry.count - from);
      this.#handArrows(geometry, from, count, { reach, pixelAspect, look });
      const { arrows } = memory;
      call.addArrows(
        ...([arrows.coordinates, arrows.halos, count] as const),
        ...([pixelAspect * scaleX, scaleY, placement.offsetX, placement.offsetY, reach * scaleY, 0] as const),
        ...([tints === 0 ? 0 : arrows.colours, tints] as const),
        ...([coverage.byteOffset, width, height, stride, scaleY / scaleX, true] as const),
      );
    }
    const halo = look.halo ?? look.fill;
    this.#setWeights(haloWeights, halo.alpha);
    this.#setWeights(arrowWeights, look.fill.alpha);
    call.blendArrows(
      ...([coverage.byteOffset, stride, frame, width, height] as const),
      ...([haloWeights, this.#packedCodes(halo), arrowWeights, this.#packedCodes(look.fill)] as const),
      ...([tints, numbers] as const),
    );
    return true;
  }

  /** Puts arrows where the kernels read them. */
  #handArrows(
    { coordinates, motions }: ArrowGeometry,
    from: number,
    count: number,
    {
      reach,
      pixelAspect,
      look,
    }: { readonly reach: number; readonly pixelAspect: number; readonly look: ArrowLook },
  ): void {
    const { arrows } = this.#options.memory;
    const numbers = coordinates.subarray(from * ARROW_NUMBERS, (from + count) * ARROW_NUMBERS);
    this.#kernels.floats(arrows.coordinates, numbers.length).set(numbers);
    const halos = this.#kernels.bytes(arrows.halos, count);
    if (look.halo === null) halos.fill(0);
    else markHalos(coordinates, from, reach, pixelAspect, halos);
    if (look.colouring === "plain") return;
    const colours = this.#kernels.integers(arrows.colours, count);
    for (let i = 0; i < count; i++) {
      const { r, g, b } = arrowColour(look, motions[2 * (from + i)], motions[2 * (from + i) + 1]);
      colours[i] = r | (g << 8) | (b << 16);
    }
  }

  #setWeights(at: number, alpha: number): void {
    fillWeights(this.#kernels.integers(at, PIXEL_WEIGHTS), alpha);
    fillWeights(this.#kernels.integers(at + 4 * PIXEL_WEIGHTS, SQUARE_WEIGHTS), alpha);
  }

  #packedCodes(colour: Colour): number {
    const { luma, u, v } = this.codesOf(colour);
    return luma | (u << 8) | (v << 16);
  }
}

/** Has the kernels paint arrows where they can. */
export const paintArrowsQuickly: QuickArrowPainter = (surface, geometry, style) =>
  surface instanceof KernelSurface && surface.paintArrows(geometry, style);
