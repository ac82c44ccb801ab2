import { TONE_MAPPED } from "../../shared/colour/tone-map";
import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { ColourDescription, MovieInfo } from "../../shared/movie";
import type { FlowPool, RunOptions } from "../../workers/flow-pool";
import type { SharedBytes } from "../../workers/protocol";
import type { FrameFormat } from "../recording/frame-format";

/** What the look of a recording's frames depends on. */
export interface DisplayedFrames {
  readonly info: Pick<MovieInfo, "colour" | "highDynamicRange">;
  readonly format: FrameFormat;
}

/** The colours of a recording's frames as they are shown and exported: those of high dynamic range are tone-mapped. */
export function displayColour({ colour, highDynamicRange }: DisplayedFrames["info"]): ColourDescription {
  return highDynamicRange ? TONE_MAPPED : colour;
}

/** True of frames that are shown as they lie in memory. */
export function isShownAsItIs({ info, format }: DisplayedFrames): boolean {
  return format.picture.kind === "i420" && !info.highDynamicRange;
}

/**
 * Puts a frame into `target` as it is shown and exported, described by {@link displayColour}. Flow is computed
 * of the frame itself.
 *
 * @param levels of grey frames; null for all values
 * @param source all of a frame
 * @param target memory of an I420 frame; both stay untouched by others until the promise settles
 */
export async function toDisplayFrame(
  pool: FlowPool,
  { info, format }: DisplayedFrames,
  levels: Levels | null,
  source: SharedBytes,
  target: SharedBytes,
  options: RunOptions = {},
): Promise<void> {
  const { width, height, lumaBits, depth, picture } = format;
  let shown = source;
  if (picture.kind !== "i420") {
    const job = { width, height, source, picture, lumaBits, levels: levels ?? wholeLevels(depth), target };
    await pool.run({ kind: "show", ...job }, options);
    shown = target;
  }
  if (info.highDynamicRange) {
    const { colour } = info;
    await pool.run({ kind: "tone-map", width, height, source: shown, target, colour }, options);
  } else if (shown !== target) {
    pool.heap.bytes(target).set(pool.heap.bytes(shown));
  }
}
