import type { FlowJob } from "../protocol";

/** Byte offsets of the planes of a field, each width * height float32. */
export interface FieldPlanes {
  readonly u: number;
  readonly v: number;
  readonly reliability: number;
}

export function planesOf({ field, width, height }: Pick<FlowJob, "field" | "width" | "height">): FieldPlanes {
  const plane = width * height * Float32Array.BYTES_PER_ELEMENT;
  return { u: field.byteOffset, v: field.byteOffset + plane, reliability: field.byteOffset + 2 * plane };
}
