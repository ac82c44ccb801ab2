import type { VectorField } from "./vector-field";

/** Speed |(u, v)| of every pixel, px/frame, into `out` (width * height values). */
export function magnitude({ u, v }: VectorField, out: Float32Array): void {
  for (let i = 0; i < u.length; i++) {
    // Not Math.hypot, which guards against overflow that no flow comes near, at ten times the time.
    out[i] = Math.sqrt(u[i] * u[i] + v[i] * v[i]);
  }
}

/**
 * Direction of every pixel in radians, from -pi to pi, into `out` (width * height values); 0 where nothing moves. As y is
 * down, angles turn clockwise on the screen:
 *
 *                 -pi/2
 *                   |
 *         +-pi -----+----- 0      -> u
 *                   |
 *                  pi/2
 *                   v
 */
export function angle({ u, v }: VectorField, out: Float32Array): void {
  for (let i = 0; i < u.length; i++) {
    // Adding 0 makes a zero of -0, which would point to the left.
    out[i] = Math.atan2(v[i] + 0, u[i] + 0);
  }
}
