import type { ColourDescription } from "../../shared/movie";
import type { Preparation } from "../../shared/preparation";
import type { FlowPool, RunOptions } from "../../workers/flow-pool";
import { stageBytes } from "../../workers/kernel/prepare/stage-memory";
import type { BackgroundPlane, FrameSize, LumaPlane, SharedBytes } from "../../workers/protocol";

/** A frame whose prepared luma is wanted as a picture. */
export interface PreparedImageRequest extends FrameSize {
  readonly luma: LumaPlane;
  readonly preparation: Preparation;
  /** Where that subtracts one. */
  readonly background: BackgroundPlane | undefined;
}

const NEUTRAL = 128;

/** The colours of a prepared picture: grey levels from 0 to 255. */
export function preparedColour(colour: ColourDescription): ColourDescription {
  return { ...colour, range: "full" };
}

/**
 * Makes a grey picture of the luma that flow is computed of, by itself: the light of a frame is that of no other one.
 *
 * @param target of an I420 frame, described by {@link preparedColour}
 * @throws KinoflowError what `FlowPool.run` rejects with
 */
export async function preparedImage(
  pool: FlowPool,
  { luma, preparation, background, width, height }: PreparedImageRequest,
  target: SharedBytes,
  options: RunOptions,
): Promise<void> {
  const { heap } = pool;
  const pixels = width * height;
  const scratch = heap.allocate(stageBytes({ width, height }));
  try {
    await pool.run(
      { kind: "prepare", width, height, luma, preparation, background, scratch, target },
      options,
    );
    heap.bytes(target).fill(NEUTRAL, pixels);
  } finally {
    heap.release(scratch);
  }
}
