import { filmed, type Scene, type SeenPair } from "./filmed";
import { gradientNoise, randomSource } from "./noise";

export interface DriveOptions {
  /** Metres that the camera comes forward between the frames. */
  readonly forward: number;
  /** Radians that it turns to the right, and that it nods down. */
  readonly turn: number;
  readonly nod: number;
  /** Standing and oncoming boxes. */
  readonly boxes: number;
}

type Vector = readonly [x: number, y: number, z: number];

/** What is seen: which surface (0: what is far away, 1: the road, 2 and 3: houses, from 4 on boxes), where, how large a pixel is there, in metres, and how it moves. */
interface Hit {
  readonly surface: number;
  readonly point: Vector;
  readonly footprint: number;
  readonly motion: Vector;
}

interface Box {
  readonly low: Vector;
  readonly high: Vector;
  readonly motion: Vector;
}

/** Metres of the camera over the road, and from it to the fronts of the houses on its left and right, and to what lies behind all. */
const HEIGHT = 1.65;
const LEFT = -7.5;
const RIGHT = 9;
const FAR = 180;
/** Between windows, and between the stripes of the road. */
const WINDOW = 3.2;
const STRIPE = 6;
/** Metres and grey levels of the detail of surfaces; the road has a fifth of it. */
const DETAIL = [
  [2.9, 38],
  [1.1, 34],
  [0.37, 30],
  [0.13, 26],
  [0.05, 18],
] as const;

/**
 * A street as a camera on a car sees it: a road of little texture with stripes, houses with rows of equal windows, trees far
 * away, cars. Motions grow from nothing in the distance to more than a tenth of the width at the sides, where much leaves the frame.
 */
export function drive(seed: number, size: readonly [number, number], options: DriveOptions): SeenPair {
  return filmed(seed, size, street(seed, size, options));
}

function street(
  seed: number,
  [width, height]: readonly [number, number],
  { forward, turn, nod, boxes }: DriveOptions,
): Scene {
  const random = randomSource(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const noises = DETAIL.map((_, k) => gradientNoise(16 * seed + k));
  const focal = 0.58 * width;
  const things = Array.from({ length: boxes }, (_, k): Box => {
    const [x, z] = [k % 2 === 0 ? between(-6, -3.5) : between(3, 7), between(7, 30)];
    const oncoming = k % 2 === 0 && random() < 0.5;
    return {
      low: [x, HEIGHT - between(1.3, 1.8), z],
      high: [x + between(1.6, 2), HEIGHT, z + between(3.5, 4.5)],
      motion: [0, 0, oncoming ? -forward : 0],
    };
  });
  // The camera at a time: where it stands, and the direction of a pixel.
  const direction = (x: number, y: number, time: number): Vector => {
    const [dx, dy] = [(x - width / 2) / focal, (y - 0.46 * height) / focal];
    const [cosN, sinN] = [Math.cos(nod * time), Math.sin(nod * time)];
    const [ry, rz] = [dy * cosN + sinN, cosN - dy * sinN];
    const [cosT, sinT] = [Math.cos(turn * time), Math.sin(turn * time)];
    return [dx * cosT + rz * sinT, ry, rz * cosT - dx * sinT];
  };
  const seenAt = ([X, Y, Z]: Vector, time: number): readonly [number, number] => {
    const z = Z - forward * time;
    const [cosT, sinT] = [Math.cos(turn * time), Math.sin(turn * time)];
    const [x, rz] = [X * cosT - z * sinT, z * cosT + X * sinT];
    const [cosN, sinN] = [Math.cos(nod * time), Math.sin(nod * time)];
    const [y, zz] = [Y * cosN - rz * sinN, rz * cosN + Y * sinN];
    return [(focal * x) / zz + width / 2, (focal * y) / zz + 0.46 * height];
  };
  const look = (x: number, y: number, time: number): Hit => {
    const d = direction(x, y, time);
    const z0 = forward * time;
    let best = FAR;
    let surface = 0;
    const offer = (distance: number, candidate: number) => {
      if (distance > 0 && distance < best) [best, surface] = [distance, candidate];
    };
    if (d[1] > 0) offer(HEIGHT / d[1], 1);
    const roof = (distance: number) => HEIGHT - distance * d[1] < 11;
    if (d[0] < 0 && roof(LEFT / d[0])) offer(LEFT / d[0], 2);
    if (d[0] > 0 && roof(RIGHT / d[0])) offer(RIGHT / d[0], 3);
    for (const [k, { low, high, motion }] of things.entries()) {
      const [from, to] = [
        [low[0], low[1], low[2] + motion[2] * time - z0],
        [high[0], high[1], high[2] + motion[2] * time - z0],
      ];
      let [near, far] = [0, FAR];
      for (let axis = 0; axis < 3; axis++) {
        const [a, b] = [from[axis] / d[axis], to[axis] / d[axis]];
        near = Math.max(near, Math.min(a, b));
        far = Math.min(far, Math.max(a, b));
      }
      if (near < far) offer(near, 4 + k);
    }
    const motion: Vector = surface >= 4 ? things[surface - 4].motion : [0, 0, 0];
    const point: Vector = [d[0] * best, d[1] * best, d[2] * best + z0];
    return { surface, point, footprint: best / focal, motion };
  };
  const detail = (a: number, b: number, footprint: number, base: number) => {
    let sum = base;
    for (const [k, [length, amplitude]] of DETAIL.entries()) {
      // What is finer than a pixel is not seen.
      const visible = Math.min(Math.max(length / footprint / 2 - 0.7, 0), 1);
      if (visible > 0) sum += visible * amplitude * noises[k](a / length, b / length);
    }
    return sum;
  };
  return {
    light: (x, y, time) => {
      const { surface, point, footprint, motion } = look(x, y, time);
      const [X, Y, Z] = [point[0], point[1], point[2] - motion[2] * time];
      if (surface === 0) return Y < -20 ? 215 : 60 + 2.5 * detail(X / 9, Y / 9, footprint / 9, 20);
      if (surface === 1) {
        const isStripe =
          Math.abs(Math.abs(X) - 1.9) < 0.07 && (X < 0 || ((Z % STRIPE) + STRIPE) % STRIPE < 3);
        return (isStripe ? 90 : 0) + 105 + 0.2 * detail(X, Z, footprint, 0);
      }
      if (surface < 4) {
        const column = ((Z % WINDOW) + WINDOW) % WINDOW;
        const row = (((HEIGHT - Y) % WINDOW) + WINDOW) % WINDOW;
        const isWindow = column > 0.9 && column < 2.3 && row > 1 && row < 2.6;
        return (isWindow ? 55 : 140) + (isWindow ? 0.25 : 0.8) * detail(Z + 40 * surface, Y, footprint, 0);
      }
      return 70 + 25 * (surface % 4) + 0.7 * detail(X + Z + 9 * surface, Y + 0.5 * Z, footprint, 0);
    },
    follow: (x, y) => {
      const { surface, point, motion } = look(x, y, 0);
      const moved: Vector = [point[0] + motion[0], point[1] + motion[1], point[2] + motion[2]];
      const to = seenAt(moved, 1);
      const isBefore = moved[2] - forward > 0.1;
      const there = look(to[0], to[1], 1);
      const isNear = Math.abs(there.point[2] - moved[2]) < 0.5 + 0.02 * moved[2];
      return { to, seen: isBefore && there.surface === surface && isNear };
    },
  };
}
