import type { WasmKernels } from "./kernel/wasm-kernels";
import type { FrameSize, ViewJob } from "./protocol";
import { scalesOf } from "./show-frame";

/** How a plane lies in memory, and how it becomes bytes. */
interface Plane extends FrameSize {
  readonly from: number;
  /** Pixels of the frame across and down that share a sample. */
  readonly columns: number;
  readonly rows: number;
  readonly gain: number;
  readonly offset: number;
}

/** Bytes of working memory for {@link viewFrame} of a frame, to make so many samples across. */
export function viewScratchBytes({ width }: FrameSize, columns: number): number {
  return 4 * (width + columns + 1);
}

/** Bytes of a frame that {@link viewFrame} reads. */
export function viewedBytes(job: ViewJob): number {
  const { from, width, height } = planesOf(job)[2];
  return from - job.source.byteOffset + (job.lumaBits / 8) * width * height;
}

/**
 * Puts the part of a frame that a job wants into its target, 8-bit I420 of the part's size, in the range of the frame; deep YUV in limited range. Means are those
 * of the recorded codes, as a browser makes a picture smaller: light itself has other means, but nobody ever saw a movie shrunk by
 * these.
 */
export function viewFrame({ call }: WasmKernels, job: ViewJob): void {
  const { lumaBits, part, scratch, target } = job;
  const { pixelsX, pixelsY, x, y, width, height } = part;
  const wide = lumaBits === 16;
  const chromaWidth = (width + 1) >> 1;
  const chromaHeight = (height + 1) >> 1;
  let to = target.byteOffset;
  for (const [index, plane] of planesOf(job).entries()) {
    const { from, columns, rows, gain, offset } = plane;
    const isLuma = index === 0;
    // A sample of chroma stands for two of luma across and down.
    const [stepX, stepY] = isLuma ? [pixelsX, pixelsY] : [(2 * pixelsX) / columns, (2 * pixelsY) / rows];
    const [across, down] = isLuma ? [width, height] : [chromaWidth, chromaHeight];
    call.reducePlane(
      ...([from, wide, plane.width, plane.height] as const),
      ...([(x * pixelsX) / columns, (y * pixelsY) / rows, stepX, stepY] as const),
      ...([across, down, gain, offset, to, scratch.byteOffset] as const),
    );
    to += across * down;
  }
}

function planesOf({ width, height, source, picture, lumaBits }: ViewJob): readonly [Plane, Plane, Plane] {
  const isI420 = picture.kind === "i420";
  const { columns, rows } = isI420 ? { columns: 2, rows: 2 } : picture;
  const { luma, chroma } = isI420 ? { luma: AS_IT_IS, chroma: AS_IT_IS } : scalesOf(picture);
  const bytes = lumaBits / 8;
  const size = { width: Math.ceil(width / columns), height: Math.ceil(height / rows) };
  const u = source.byteOffset + bytes * width * height;
  const v = u + bytes * size.width * size.height;
  return [
    { from: source.byteOffset, width, height, columns: 1, rows: 1, ...luma },
    { from: u, ...size, columns, rows, ...chroma },
    { from: v, ...size, columns, rows, ...chroma },
  ];
}

const AS_IT_IS = { gain: 1, offset: 0 };
