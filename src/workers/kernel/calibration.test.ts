import { beforeAll, describe, expect, test } from "vitest";
import { DENSE_PRESETS } from "../../shared/flow";
import { automaticReliability } from "../../shared/reliability";
import { calibration, type JudgedVectors, sparsificationArea } from "../testing/reliability-measures";
import { FlowRunner, preset } from "../testing/run-flow";
import {
  bytesOf,
  type MovedPair,
  type Point,
  render,
  type Texture,
  waves,
  withNoise,
} from "../testing/scenes";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const [WIDTH, HEIGHT] = [320, 240];

/** A thing that moves before a ground that moves too: right vectors, hidden ground, and edges where neither is seen well. */
function scene(
  seed: number,
  radius: number,
  [u, v]: Point,
  [groundU, groundV]: Point,
  strength: number,
): MovedPair {
  const fading =
    (texture: Texture): Texture =>
    (x, y) =>
      // From texture as strong as it gets to none.
      128 + (strength * (texture(x, y) - 128) * Math.max(0, WIDTH - x)) / WIDTH;
  const [ground, thing] = [fading(waves(seed)), fading(waves(seed + 50))];
  const isOn = (x: number, y: number) => Math.hypot(x - 150, y - 120) < radius;
  const first: Texture = (x, y) => (isOn(x, y) ? thing : ground)(x, y);
  const second: Texture = (x, y) =>
    isOn(x - u, y - v) ? thing(x - u, y - v) : ground(x - groundU, y - groundV);
  const pair = {
    width: WIDTH,
    height: HEIGHT,
    first: bytesOf(render(WIDTH, HEIGHT, first)),
    second: bytesOf(render(WIDTH, HEIGHT, second)),
    motion: (x: number, y: number): Point => (isOn(x, y) ? [u, v] : [groundU, groundV]),
  };
  return withNoise(pair, 3, seed);
}

const SCENES = [
  scene(11, 70, [12, 3], [0, 0], 1),
  scene(12, 50, [-24, 8], [3, -1], 0.6),
  scene(13, 90, [5, -6], [-4, 2], 0.3),
  scene(14, 40, [40, 0], [0, 0], 0.8),
];

describe.each(DENSE_PRESETS)("reliability by %s", (name) => {
  const judge = (pair: MovedPair): JudgedVectors => {
    const { u, v, reliability } = runner.run(pair, preset(name));
    const error = Float32Array.from(u, (_, k) => {
      const [trueU, trueV] = pair.motion(k % WIDTH, Math.floor(k / WIDTH));
      return Math.hypot(u[k] - trueU, v[k] - trueV);
    });
    return { reliability, error };
  };

  test("rises with the share of vectors within 1 px of the truth", () => {
    const bins = calibration(SCENES.map(judge)).filter(({ share }) => share > 0.005);
    expect(bins.length).toBeGreaterThan(4);
    for (const [k, { right }] of bins.slice(1).entries()) expect(right).toBeGreaterThan(bins[k].right - 0.05);
    const [low, high] = [bins[0], bins[bins.length - 1]];
    // What is hidden is never reliable. Where it is filled in from around it is often right all the same.
    expect(low.right).toBeLessThan(preset(name).dense.reach > 0 ? 0.7 : 0.4);
    expect(high.right).toBeGreaterThan(0.95);
  });

  test("parts right from wrong at the automatic threshold", () => {
    for (const pair of SCENES) {
      const { reliability, error } = judge(pair);
      const reliable = error.filter((_, k) => reliability[k] >= automaticReliability("dense-pyramidal"));
      expect(reliable.filter((one) => one < 1).length / reliable.length).toBeGreaterThan(0.9);
      // The order says more than none.
      const mean = error.reduce((sum, one) => sum + one, 0) / error.length;
      expect(sparsificationArea({ reliability, error })).toBeLessThan(0.5 * mean);
    }
  });
});
