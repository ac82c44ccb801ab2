import type { LumaSamples } from "../../shared/luma-samples";
import { SharedHeap } from "../../workers/shared-heap";
import type { FfmpegTools } from "../ffmpeg/locate";
import { lumaSamples } from "../recording/frame-format";
import { openPagedRecording } from "../recordings/open-recording";
import { decodeFirstFrame } from "./first-frame";

/** A frame for the flow: grey values, row by row. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: LumaSamples;
}

/**
 * Reads the grey values of a file that holds a picture or a recording; of a recording, those of its first frame. They are those
 * that the flow of a recording of such frames is computed of, to the bit: grey values as they are, at their own depth; RGB weighed as
 * `completeFrame` says; of YUV the luma plane. Transparency is ignored.
 *
 * @throws KinoflowError with one sentence for people; the same as for recordings where the file is none
 */
export async function readLuma(
  tools: FfmpegTools,
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<LumaPicture> {
  const { signal } = options;
  const page = await firstPage(tools, path, signal);
  if (page !== null) return page;
  const { format, bytes } = await decodeFirstFrame(tools, path, signal);
  const { width, height } = format;
  return { width, height, luma: lumaSamples(format, bytes) };
}

/** Null for what ffmpeg decodes. */
async function firstPage(
  tools: FfmpegTools,
  path: string,
  signal: AbortSignal | undefined,
): Promise<LumaPicture | null> {
  const recording = await openPagedRecording(tools, path, signal ? { signal } : {});
  if (recording === null) return null;
  const { width, height } = recording.format;
  const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 0 });
  try {
    const lease = await frames.get(0, signal);
    return { width, height, luma: lease.meta.samples.slice() };
  } finally {
    await frames.close();
    recording.close();
  }
}
