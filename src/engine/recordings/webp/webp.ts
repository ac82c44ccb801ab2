import { failure } from "../../../shared/errors";
import { movieNotice } from "../../../shared/movie";
import type { Tool } from "../../ffmpeg/locate";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../paged/paged-file";
import { openPages, type RandomFile } from "../paged/random-file";
import { ReadPages } from "../paged/read-pages";
import { BatchedPages } from "../stills/batched-pages";
import { isAnimatedWebp, readWebpAnimation } from "./chunks";
import { WebpDrawing } from "./drawing";

const KIND = "WebP";
/** How long browsers show a frame that has no time of its own. */
const USUAL_MILLISECONDS = 100;

/** Animated WebP. */
export const webpFormat: PagedFormat = {
  name: KIND,
  extensions: ["webp"],
  recognises: isAnimatedWebp,
  async open(path: string, { ffmpeg, signal }: OpenPagesOptions): Promise<PagedFile> {
    if (!ffmpeg) throw failure("ffmpegMissing");
    return openPages(KIND, path, signal, (file) => openWebp(file, ffmpeg, signal));
  },
};

async function openWebp(file: RandomFile, ffmpeg: Tool, signal: AbortSignal | undefined): Promise<PagedFile> {
  const animation = await readWebpAnimation(file, signal);
  const { width, height, frames, cut } = animation;
  const seconds = new Float64Array(frames.length);
  let milliseconds = 0;
  for (const [k, frame] of frames.entries()) {
    seconds[k] = milliseconds / 1000;
    milliseconds += frame.milliseconds || USUAL_MILLISECONDS;
  }
  const timeless = frames.filter((frame) => frame.milliseconds === 0).length;
  const drawing = new WebpDrawing(file, animation, ffmpeg);
  return new ReadPages(
    {
      ...{ path: file.path, width, height, samples: { channels: 3, bits: 8, depth: 8 } },
      codec: KIND,
      pageCount: frames.length,
      timing: { kind: "times", seconds },
      notices: [
        ...(cut ? [movieNotice("recordingCut", frames.length)] : []),
        ...(timeless > 0 ? [movieNotice("recordingDelaysMissing", timeless)] : []),
      ],
    },
    new BatchedPages({
      pageCount: frames.length,
      pageBytes: width * height * 3,
      unpack: (from, to) => drawing.draw(from, to),
      close: () => drawing.close(),
    }),
  );
}
