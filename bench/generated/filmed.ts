import { type FlowField, newField } from "../../src/engine/field-io/flow-field";
import type { GreyPair } from "../support/grey-pair";
import { normal, randomSource } from "./noise";

/** A pair with its motion, and of each pixel of the first frame 1 where the second one shows the same. */
export type SeenPair = GreyPair & { readonly truth: FlowField; readonly seen: Uint8Array };

/** What a camera looks at; places are pixels, the first frame is taken at time 0, the second one at 1. */
export interface Scene {
  /** The light that comes from there, 0 to 255. */
  light(x: number, y: number, time: number): number;
  /** Where what is there at time 0 is at time 1, and whether it is seen there when that lies in the frame. */
  follow(x: number, y: number): { readonly to: readonly [number, number]; readonly seen: boolean };
}

/** Parts of a pixel, and of the time that the shutter is open, at which a scene is looked at. */
const PARTS = [-0.25, 0.25] as const;
const MOMENTS = 4;
/** Standard deviation of the noise of the camera, grey levels. */
const NOISE = 1.5;

/** Takes both frames of a scene. `shutter`: share of the time between them for which it is open; 0 for sharp frames. */
export function filmed(
  seed: number,
  [width, height]: readonly [number, number],
  scene: Scene,
  shutter = 0,
): SeenPair {
  const random = randomSource(seed + 0x5eed);
  const moments =
    shutter === 0 ? [0] : Array.from({ length: MOMENTS }, (_, k) => shutter * ((k + 0.5) / MOMENTS - 0.5));
  const all = PARTS.flatMap((dy) => PARTS.map((dx) => [dx, dy] as const));
  // what moves while the shutter is open is seen at other places anyhow
  const places = shutter === 0 ? all : all.filter(([dx, dy]) => dx === dy);
  const take = (time: number) =>
    Uint8Array.from({ length: width * height }, (_, k) => {
      const [x, y] = [k % width, Math.floor(k / width)];
      let light = 0;
      for (const moment of moments) {
        for (const [dx, dy] of places) light += scene.light(x + dx, y + dy, time + moment);
      }
      const grey = light / (moments.length * places.length) + NOISE * normal(random);
      return Math.round(Math.min(Math.max(grey, 0), 255));
    });
  const truth = newField(width, height);
  const seen = new Uint8Array(width * height);
  for (let k = 0; k < width * height; k++) {
    const [x, y] = [k % width, Math.floor(k / width)];
    const { to, seen: isSeen } = scene.follow(x, y);
    [truth.u[k], truth.v[k]] = [to[0] - x, to[1] - y];
    const isInside = to[0] >= 0 && to[1] >= 0 && to[0] <= width - 1 && to[1] <= height - 1;
    seen[k] = isSeen && isInside ? 1 : 0;
  }
  return { width, height, first: take(0), second: take(1), truth, seen };
}
