import { type FlowField, newField } from "../../src/engine/field-io/flow-field";

/** @param bytes float32, u and v of each pixel, in the byte order of the machine */
export function interleavedField(bytes: Buffer, width: number, height: number): FlowField {
  const field = newField(width, height);
  const motions = new Float32Array(Uint8Array.from(bytes).buffer);
  for (let k = 0; k < width * height; k++) {
    field.u[k] = motions[2 * k];
    field.v[k] = motions[2 * k + 1];
  }
  return field;
}
