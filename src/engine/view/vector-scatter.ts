import type { FieldPlanes } from "../../shared/overlay/field-planes";
import type { VectorScatter } from "../../shared/picture";
import type { FrameSize } from "../../workers/protocol";

/** About as many vectors: enough for a cloud of dots to have a shape. */
const VECTORS = 4000;

/** Vectors of a field that are or were reliable, evenly spread over it. */
export function scatterOf(
  { u, v, reliability, flags }: FieldPlanes,
  { width, height }: FrameSize,
  minimumReliability: number,
): VectorScatter {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / VECTORS)));
  const samples: number[] = [];
  const ofSamples: number[] = [];
  for (let row = step >> 1; row < height; row += step) {
    for (let column = step >> 1; column < width; column += step) {
      const at = row * width + column;
      const flag = flags?.[at] ?? 0;
      const counts = flag !== 0 || (reliability[at] >= 0 && reliability[at] >= minimumReliability);
      if (!counts || !Number.isFinite(u[at] + v[at])) continue;
      samples.push(u[at], v[at]);
      ofSamples.push(flag);
    }
  }
  return { samples: Float32Array.from(samples), flags: Uint8Array.from(ofSamples) };
}
