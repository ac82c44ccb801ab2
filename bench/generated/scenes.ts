import { type FlowField, newField } from "../../src/engine/field-io/flow-field";
import type { GreyPair } from "../support/grey-pair";
import { type Affine, affine, apply, inverse } from "./affine";
import { normal, photographicTexture, randomSource, type Texture } from "./noise";

/** Something flat with a pattern that moves from its place in the first frame to that in the second. */
interface Layer {
  readonly texture: Texture;
  readonly motion: Affine;
  /** Whether the layer covers this point of the first frame. */
  covers(x: number, y: number): boolean;
}

/** The light on the second frame and the noise of the camera on both. */
interface Camera {
  readonly gain: number;
  readonly offset: number;
  /** Standard deviation, grey levels. */
  readonly noise: number;
}

const QUIET: Camera = { gain: 1, offset: 0, noise: 1.5 };

type Size = readonly [width: number, height: number];

/** One texture that moves as a whole. */
export function affineScene(
  seed: number,
  [width, height]: Size,
  motion: Omit<Parameters<typeof affine>[0], "centre">,
) {
  const ground = {
    texture: photographicTexture(seed),
    motion: affine({ centre: [width / 2, height / 2], ...motion }),
    covers: () => true,
  };
  return film(seed, [width, height], [ground], QUIET);
}

/**
 * A background, and before it ellipses and lobed shapes in several layers; each moves by up to `reach` pixels, turns by
 * up to 4 degrees and grows by up to 4 %, and covers other parts in the second frame than in the first.
 */
export function layeredScene(
  seed: number,
  size: Size,
  { shapes, reach, camera = QUIET }: { shapes: number; reach: number; camera?: Camera },
) {
  const random = randomSource(seed);
  const [width, height] = size;
  const between = (low: number, high: number) => low + (high - low) * random();
  const motionAbout = (centre: readonly [number, number], far: number) => {
    const [direction, length] = [between(0, 2 * Math.PI), far * Math.sqrt(between(0.1, 1))];
    const shift = [length * Math.cos(direction), length * Math.sin(direction)] as const;
    return affine({ centre, degrees: between(-4, 4), zoom: between(0.96, 1.04), shift });
  };
  const ground: Layer = {
    texture: photographicTexture(100 * seed),
    motion: affine({
      centre: [width / 2, height / 2],
      degrees: between(-0.5, 0.5),
      zoom: between(0.99, 1.01),
      shift: [between(-reach, reach) / 3, between(-reach, reach) / 3],
    }),
    covers: () => true,
  };
  const front = Array.from({ length: shapes }, (_, k): Layer => {
    const centre = [between(0.1, 0.9) * width, between(0.1, 0.9) * height] as const;
    const [radius, slimness] = [between(0.08, 0.2) * width, between(0.5, 1)];
    const [turn, lobes, depth] = [between(0, Math.PI), Math.floor(between(2, 7)), between(0, 0.3)];
    return {
      texture: photographicTexture(100 * seed + k + 1),
      motion: motionAbout(centre, reach),
      covers: (x, y) => {
        const [dx, dy] = [x - centre[0], y - centre[1]];
        const along = dx * Math.cos(turn) + dy * Math.sin(turn);
        const across = (dy * Math.cos(turn) - dx * Math.sin(turn)) / slimness;
        const edge = radius * (1 + depth * Math.cos(lobes * Math.atan2(across, along)));
        return along * along + across * across < edge * edge;
      },
    };
  });
  return film(seed, size, [ground, ...front], camera);
}

/** A pair without known use but to be computed: a few things that move by a few pixels. */
export function movingTexture(width: number, height: number): GreyPair {
  return layeredScene(1, [width, height], { shapes: 6, reach: 5 });
}

/** Takes both frames of a scene, whose layers lie one on the other, and notes the motion of what the first one shows. */
function film(
  seed: number,
  [width, height]: Size,
  layers: readonly Layer[],
  { gain, offset, noise }: Camera,
): GreyPair & { readonly truth: FlowField } {
  const random = randomSource(seed + 0x5eed);
  const still: Affine = [1, 0, 0, 0, 1, 0];
  const fromTop = layers.toReversed();
  const take = (back: (layer: Layer) => Affine, gain: number, offset: number) => {
    const placed = fromTop.map((layer) => ({ layer, back: back(layer) }));
    return Uint8Array.from({ length: width * height }, (_, k) => {
      const [x, y] = [k % width, Math.floor(k / width)];
      const light = gain * exposed(placed, x, y) + offset + noise * normal(random);
      return Math.round(Math.min(Math.max(light, 0), 255));
    });
  };
  const first = take(() => still, 1, 0);
  const second = take(({ motion }) => inverse(motion), gain, offset);
  return { width, height, first, second, truth: truthOf([width, height], fromTop) };
}

/** Where the parts of a pixel are looked at. */
const PARTS = [
  [-0.25, -0.25],
  [0.25, -0.25],
  [-0.25, 0.25],
  [0.25, 0.25],
] as const;

/** The light on a pixel. `back` leads from its frame to the first one, where the layers are defined. */
function exposed(
  placed: readonly { readonly layer: Layer; readonly back: Affine }[],
  x: number,
  y: number,
): number {
  let light = 0;
  for (const [dx, dy] of PARTS) {
    for (const { layer, back } of placed) {
      const [fromX, fromY] = apply(back, x + dx, y + dy);
      if (!layer.covers(fromX, fromY)) continue;
      light += layer.texture(fromX, fromY) / PARTS.length;
      break;
    }
  }
  return light;
}

function truthOf([width, height]: Size, fromTop: readonly Layer[]): FlowField {
  const truth = newField(width, height);
  for (let k = 0; k < width * height; k++) {
    const [x, y] = [k % width, Math.floor(k / width)];
    const top = fromTop.find((layer) => layer.covers(x, y));
    const [toX, toY] = top ? apply(top.motion, x, y) : [x, y];
    truth.u[k] = toX - x;
    truth.v[k] = toY - y;
  }
  return truth;
}
