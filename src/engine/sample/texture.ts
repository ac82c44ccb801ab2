/** A square picture that tiles the plane, with values from 0 to 1. */
export interface Texture {
  readonly size: number;
  readonly values: Float32Array;
}

/**
 * Random blobs about `scale` pixels wide, the same for the same seed. Smooth, so that it can be sampled between
 * its pixels, and without any direction of its own.
 *
 * @param size side in pixels, a power of two
 */
export function blobTexture(size: number, scale: number, seed: number): Texture {
  const random = generator(seed);
  let values = Float32Array.from({ length: size * size }, () => random());
  // Three box filters are close to a Gaussian.
  for (let pass = 0; pass < 3; pass++) values = boxBlur(values, size, scale);
  return { size, values: normalised(values) };
}

/** `weight` of `a` plus the rest of `b`, value by value. Textures of one size. */
export function mixTextures(a: Texture, b: Texture, weight: number): Texture {
  return { size: a.size, values: a.values.map((value, k) => weight * value + (1 - weight) * b.values[k]) };
}

/**
 * Value between the pixels, by Catmull-Rom interpolation, repeating the texture in all directions. Written out
 * for the tens of millions of pixels of a movie.
 */
export function sampleTexture({ size, values }: Texture, x: number, y: number): number {
  const wrap = size - 1;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const t = x - column;
  const w0 = t * (-0.5 + t * (1 - 0.5 * t));
  const w1 = 1 + t * t * (1.5 * t - 2.5);
  const w2 = t * (0.5 + t * (2 - 1.5 * t));
  const w3 = t * t * (0.5 * t - 0.5);
  const x0 = (column - 1) & wrap;
  const x1 = column & wrap;
  const x2 = (column + 1) & wrap;
  const x3 = (column + 2) & wrap;
  const s = y - row;
  let line = ((row - 1) & wrap) * size;
  let sum =
    s *
    (-0.5 + s * (1 - 0.5 * s)) *
    (w0 * values[line + x0] + w1 * values[line + x1] + w2 * values[line + x2] + w3 * values[line + x3]);
  line = (row & wrap) * size;
  sum +=
    (1 + s * s * (1.5 * s - 2.5)) *
    (w0 * values[line + x0] + w1 * values[line + x1] + w2 * values[line + x2] + w3 * values[line + x3]);
  line = ((row + 1) & wrap) * size;
  sum +=
    s *
    (0.5 + s * (2 - 1.5 * s)) *
    (w0 * values[line + x0] + w1 * values[line + x1] + w2 * values[line + x2] + w3 * values[line + x3]);
  line = ((row + 2) & wrap) * size;
  return (
    sum +
    s *
      s *
      (0.5 * s - 0.5) *
      (w0 * values[line + x0] + w1 * values[line + x1] + w2 * values[line + x2] + w3 * values[line + x3])
  );
}

/** Value of the nearest pixel: enough for textures that hardly change from pixel to pixel. */
export function nearestTexture({ size, values }: Texture, x: number, y: number): number {
  return values[(Math.round(y) & (size - 1)) * size + (Math.round(x) & (size - 1))];
}

function boxBlur(values: Float32Array, size: number, radius: number): Float32Array<ArrayBuffer> {
  const lines = blurLines(values, size, radius);
  return transposed(blurLines(transposed(lines, size), size, radius), size);
}

function blurLines(values: Float32Array, size: number, radius: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  const wrap = size - 1;
  for (let y = 0; y < size; y++) {
    const line = y * size;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += values[line + (x & wrap)];
    for (let x = 0; x < size; x++) {
      out[line + x] = sum / (2 * radius + 1);
      sum += values[line + ((x + radius + 1) & wrap)] - values[line + ((x - radius) & wrap)];
    }
  }
  return out;
}

function transposed(values: Float32Array, size: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) out[x * size + y] = values[y * size + x];
  }
  return out;
}

/** Stretched so that the mean is 0.5 and three standard deviations reach 0 and 1. */
function normalised(values: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(squares / values.length - mean * mean);
  return values.map((value) => Math.min(1, Math.max(0, 0.5 + (value - mean) / (6 * deviation))));
}

/** mulberry32: a small generator, the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
