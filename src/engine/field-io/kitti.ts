import { type FlowField, isKnown, newField, setMotion } from "./flow-field";

/**
 * KITTI's flow PNG (Geiger et al. 2012, README of the KITTI devkit): 16 bits a channel; red is 64 * u + 2^15, green
 * 64 * v + 2^15, and blue not 0 where the flow is known ("valid"). So motions are in steps of 1/64 px, and reach just
 * short of 512 px; those beyond count as unknown.
 *
 * "Valid" is written where the flow is known, also where it is unreliable: how far to trust a known motion is a matter of
 * degree, which a mark of one bit cannot say. It has a picture of its own (reliability.ts).
 */
const STEPS = 64;
const ZERO = 2 ** 15;
const LARGEST = 2 ** 16 - 1;

/** Reads pixels of 3 big-endian uint16, as ffmpeg's `rgb48be` has them. */
export function fieldFromKitti(pixels: Uint8Array, width: number, height: number): FlowField {
  const field = newField(width, height);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += 6) {
    const known = view.getUint16(at + 4) !== 0;
    const u = known ? (view.getUint16(at) - ZERO) / STEPS : Number.NaN;
    const v = known ? (view.getUint16(at + 2) - ZERO) / STEPS : Number.NaN;
    setMotion(field, pixel, u, v);
  }
  return field;
}

/** The reverse of {@link fieldFromKitti}. */
export function kittiFromField({ width, height, u, v }: FlowField): Uint8Array {
  const pixels = new Uint8Array(6 * width * height);
  const view = new DataView(pixels.buffer);
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += 6) {
    if (!isKnown(u[pixel], v[pixel])) continue;
    const red = Math.round(STEPS * u[pixel]) + ZERO;
    const green = Math.round(STEPS * v[pixel]) + ZERO;
    // As in KITTI's own files, all three channels are 0 where there is no motion to tell.
    if (red < 0 || red > LARGEST || green < 0 || green > LARGEST) continue;
    view.setUint16(at, red);
    view.setUint16(at + 2, green);
    view.setUint16(at + 4, 1);
  }
  return pixels;
}
