/** Grey noise of limited bandwidth that moves as a whole: a sum of waves, so that every shift of it is exact. */
export interface MovingNoise {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Motion in px/frame: x right, y down. */
  readonly u: number;
  readonly v: number;
  readonly seed?: number;
}

/** Smoothness in pixels: the waves are those of white noise behind a Gaussian of this width. */
const SIGMA = 2.2;
/** Waves per pixel, beyond which hardly anything is left. */
const LIMIT = 0.25;

/** The motion of the recordings that people report trouble with, at 160 x 120 pixels. */
export const REPORTED_MOTION = { width: 160, height: 120, u: 2.3, v: -1.4 } as const;

/** The frames, row by row, from 0 to 1 over all of them. The noise is periodic in the picture: what leaves at a side comes in at the other. */
export function movingNoise(noise: MovingNoise): readonly Float64Array[] {
  const { width, height, frames, u, v, seed = 1 } = noise;
  const waves = wavesOf(noise, randomOf(seed));
  const made = Array.from({ length: frames }, (_, frame) =>
    sumOf(waves, width, height, frame * u, frame * v),
  );
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const picture of made) {
    for (const value of picture) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return made.map((picture) => picture.map((value) => (value - least) / (most - least)));
}

/** Values from 0 to 1 as numbers from `from` to `to`, a byte each, or two with the lower one first. */
export function asBytes(picture: Float64Array, bits: 8 | 16, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(picture.length * (bits / 8));
  for (const [k, share] of picture.entries()) {
    const value = Math.round(from + share * (to - from));
    if (bits === 8) bytes.writeUInt8(value, k);
    else bytes.writeUInt16LE(value, 2 * k);
  }
  return bytes;
}

/** Waves of one number of periods down the picture: complex weights by their periods across it. */
interface Row {
  readonly down: number;
  readonly across: readonly (readonly [periods: number, re: number, im: number])[];
}

function wavesOf({ width, height }: MovingNoise, random: () => number): readonly Row[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const most = Math.floor(LIMIT * height);
  return Array.from({ length: 2 * most + 1 }, (_, row) => {
    const down = row - most;
    const across = Array.from({ length: Math.floor(LIMIT * width) + 1 }, (__, periods) => {
      const squared = (periods / width) ** 2 + (down / height) ** 2;
      const weight = squared === 0 ? 0 : Math.exp(-2 * (Math.PI * SIGMA) ** 2 * squared);
      return [periods, weight * normal(), weight * normal()] as const;
    });
    return { down, across };
  });
}

function sumOf(waves: readonly Row[], width: number, height: number, dx: number, dy: number): Float64Array {
  const picture = new Float64Array(width * height);
  const re = new Float64Array(width);
  const im = new Float64Array(width);
  for (const { down, across } of waves) {
    re.fill(0);
    im.fill(0);
    for (const [periods, a, b] of across) {
      for (let x = 0; x < width; x++) {
        const phase = 2 * Math.PI * ((periods * (x - dx)) / width);
        re[x] += a * Math.cos(phase) - b * Math.sin(phase);
        im[x] += a * Math.sin(phase) + b * Math.cos(phase);
      }
    }
    for (let y = 0; y < height; y++) {
      const phase = 2 * Math.PI * ((down * (y - dy)) / height);
      const [c, s] = [Math.cos(phase), Math.sin(phase)];
      for (let x = 0; x < width; x++) picture[y * width + x] += re[x] * c - im[x] * s;
    }
  }
  return picture;
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
