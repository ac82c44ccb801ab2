import { type Affine, affine, apply, inverse } from "./affine";
import { filmed, type Scene, type SeenPair } from "./filmed";
import { photographicTexture, randomSource, type Texture } from "./noise";

export interface LargeMotionOptions {
  /** Length of the motion of the things in front, in pixels. */
  readonly length: number;
  /** Motion of the ground. */
  readonly ground: readonly [number, number];
  readonly shapes: number;
  /** See {@link filmed}. */
  readonly shutter?: number;
}

interface Layer {
  readonly texture: Texture;
  readonly motion: Affine;
  covers(x: number, y: number): boolean;
}

const STILL: Affine = [1, 0, 0, 0, 1, 0];

/**
 * Things of several sizes before a ground, each of which moves by `length` pixels, most of them sideways, turns by up to 4
 * degrees and grows by up to 4 %.
 */
export function largeMotions(
  seed: number,
  size: readonly [number, number],
  { length, ground, shapes, shutter }: LargeMotionOptions,
): SeenPair {
  const random = randomSource(seed);
  const [width, height] = size;
  const between = (low: number, high: number) => low + (high - low) * random();
  const front = Array.from({ length: shapes }, (_, k): Layer => {
    const centre = [between(0.1, 0.9) * width, between(0.15, 0.85) * height] as const;
    const direction = between(-0.5, 0.5) + (random() < 0.5 ? 0 : Math.PI);
    const shift = [length * Math.cos(direction), length * Math.sin(direction)] as const;
    const [radius, slimness] = [between(0.06, 0.14) * width, between(0.5, 1)];
    const [turn, lobes, depth] = [between(0, Math.PI), Math.floor(between(2, 7)), between(0, 0.3)];
    return {
      texture: photographicTexture(100 * seed + k + 1),
      motion: affine({ centre, degrees: between(-4, 4), zoom: between(0.96, 1.04), shift }),
      covers: (x, y) => {
        const [dx, dy] = [x - centre[0], y - centre[1]];
        const along = dx * Math.cos(turn) + dy * Math.sin(turn);
        const across = (dy * Math.cos(turn) - dx * Math.sin(turn)) / slimness;
        const edge = radius * (1 + depth * Math.cos(lobes * Math.atan2(across, along)));
        return along * along + across * across < edge * edge;
      },
    };
  });
  const back: Layer = {
    texture: photographicTexture(100 * seed),
    motion: affine({ centre: [width / 2, height / 2], zoom: between(0.99, 1.01), shift: ground }),
    covers: () => true,
  };
  return filmed(seed, size, layered([back, ...front]), shutter);
}

/** Layers, each on those before it. */
function layered(layers: readonly Layer[]): Scene {
  const fromTop = layers.toReversed();
  const backs = new Map<number, readonly Affine[]>();
  const backAt = (time: number) => {
    const known = backs.get(time);
    if (known) return known;
    const made = fromTop.map(({ motion }) => inverse(between(STILL, motion, time)));
    backs.set(time, made);
    return made;
  };
  const topAt = (x: number, y: number, time: number) => {
    const back = backAt(time);
    for (const [k, layer] of fromTop.entries()) {
      const [fromX, fromY] = apply(back[k], x, y);
      if (layer.covers(fromX, fromY)) return { layer, fromX, fromY };
    }
    throw new Error("A scene has a ground.");
  };
  return {
    light: (x, y, time) => {
      const { layer, fromX, fromY } = topAt(x, y, time);
      return layer.texture(fromX, fromY);
    },
    follow: (x, y) => {
      const { layer } = topAt(x, y, 0);
      const to = apply(layer.motion, x, y);
      return { to, seen: topAt(to[0], to[1], 1).layer === layer };
    },
  };
}

function between(from: Affine, to: Affine, share: number): Affine {
  const at = (k: number) => from[k] + share * (to[k] - from[k]);
  return [at(0), at(1), at(2), at(3), at(4), at(5)];
}
