import type { LumaPreview } from "../../shared/contract/masks";
import type { LumaSamples } from "../../shared/luma-samples";
import { spansOfMask } from "../../shared/measure/region";
import type { FrameSize } from "../../workers/protocol";

/** Most pixels of a preview across or down. */
const MOST_PREVIEWED = 960;

/** Every so many of the samples of a frame, with the range of all of them. */
export function lumaPreview(samples: LumaSamples, { width, height }: FrameSize): LumaPreview {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / MOST_PREVIEWED));
  const [across, down] = [Math.ceil(width / step), Math.ceil(height / step)];
  const some = samples instanceof Uint8Array ? new Uint8Array(across * down) : new Uint16Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++)
      some[row * across + column] = samples[row * step * width + column * step];
  }
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const sample of samples) {
    if (sample < least) least = sample;
    if (sample > most) most = sample;
  }
  return { width: across, height: down, samples: some, least: Math.min(least, most), most };
}

/** The pixels of a frame that are darker than a grey value, or brighter, as the numbers of `Spans`. */
export function thresholdSpans(
  samples: LumaSamples,
  { width, height }: FrameSize,
  limit: number,
  darker: boolean,
): readonly number[] {
  const mask = Uint8Array.from(samples, (sample) => Number(darker ? sample < limit : sample > limit));
  return spansOfMask(mask, width, height);
}
