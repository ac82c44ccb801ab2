import { TONE_MAPPED } from "../../shared/colour/tone-map";
import type { ColourDescription, MovieInfo } from "../../shared/movie";
import type { FlowPool, RunOptions } from "../../workers/flow-pool";
import type { SharedBytes } from "../../workers/protocol";

/** The colours of a movie's frames as they are shown and exported: those of high dynamic range are tone-mapped. */
export function displayColour({ colour, highDynamicRange }: MovieInfo): ColourDescription {
  return highDynamicRange ? TONE_MAPPED : colour;
}

/**
 * Puts a decoded frame into `target` as it is shown and exported, described by {@link displayColour}. Flow is computed
 * of the decoded frame itself.
 *
 * @param source,target memory of one I420 frame each, which stays untouched by others until the promise settles
 */
export async function toDisplayFrame(
  pool: FlowPool,
  { width, height, colour, highDynamicRange }: MovieInfo,
  source: SharedBytes,
  target: SharedBytes,
  options: RunOptions = {},
): Promise<void> {
  if (highDynamicRange) {
    await pool.run({ kind: "tone-map", width, height, source, target, colour }, options);
  } else {
    pool.heap.bytes(target).set(pool.heap.bytes(source));
  }
}
