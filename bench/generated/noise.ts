/** A brightness for every point of the plane, 0 to 255. */
export type Texture = (x: number, y: number) => number;

/** Repeatable random numbers from 0 to 1 (exclusive): a linear congruential generator, 48 bits as in `drand48`. */
export function randomSource(seed: number): () => number {
  let state = (BigInt(seed) << 16n) | 0x330en;
  return () => {
    state = (state * 0x5deece66dn + 11n) & 0xffffffffffffn;
    return Number(state) / 2 ** 48;
  };
}

/** Normally distributed, mean 0, deviation 1 (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const LATTICE = 128;

/** Perlin's gradient noise: smooth, about -0.7 to 0.7, with features of about one unit. */
export function gradientNoise(seed: number): (x: number, y: number) => number {
  const random = randomSource(seed);
  const angles = Float64Array.from({ length: LATTICE * LATTICE }, () => 2 * Math.PI * random());
  const [gx, gy] = [angles.map(Math.cos), angles.map(Math.sin)];
  const mask = LATTICE - 1;
  const at = (column: number, row: number, dx: number, dy: number) => {
    const k = (row & mask) * LATTICE + (column & mask);
    return gx[k] * dx + gy[k] * dy;
  };
  return (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [dx, dy] = [x - column, y - row];
    const [wx, wy] = [fade(dx), fade(dy)];
    const above = mix(at(column, row, dx, dy), at(column + 1, row, dx - 1, dy), wx);
    const below = mix(at(column, row + 1, dx, dy - 1), at(column + 1, row + 1, dx - 1, dy - 1), wx);
    return mix(above, below, wy);
  };
}

/** Wavelengths in pixels and amplitudes in grey levels: about as in photographs. */
const OCTAVES = [
  [83, 60],
  [37, 45],
  [17, 34],
  [7.9, 26],
  [3.7, 16],
] as const;

/** Detail of all sizes that is weak in some places, and some hard edges: as much of each as a photograph may have. */
export function photographicTexture(seed: number): Texture {
  const octaves = OCTAVES.map(
    ([wavelength, amplitude], k) => [gradientNoise(16 * seed + k), wavelength, amplitude] as const,
  );
  const strength = gradientNoise(16 * seed + 8);
  const regions = gradientNoise(16 * seed + 9);
  const base = 90 + 70 * randomSource(seed)();
  return (x, y) => {
    // Between 0.1 and 1, over regions of about 60 px.
    const detail = 0.1 + 0.9 * fade(clamp(0.5 + 1.6 * strength(x / 61, y / 61), 0, 1));
    // A step that is about a pixel wide.
    const step = 28 * Math.tanh(40 * regions(x / 47, y / 47));
    let sum = base + step;
    for (const [noise, wavelength, amplitude] of octaves) {
      sum += detail * amplitude * noise(x / wavelength, y / wavelength);
    }
    return sum;
  };
}

function fade(t: number): number {
  return t * t * t * (t * (6 * t - 15) + 10);
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
