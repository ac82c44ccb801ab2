import { beforeAll, describe, expect, test } from "vitest";
import { DENSE_PRESET_PARAMETERS, DENSE_PRESETS, type DensePreset } from "../../shared/flow";
import { automaticReliability } from "../../shared/reliability";
import { denseReliabilityOf } from "../testing/dense-reliability-definition";
import { type BytePair, bytePair } from "../testing/pictures";
import { FlowRunner, preset } from "../testing/run-flow";
import {
  affinePair,
  bytesOf,
  type MovedPair,
  type Point,
  render,
  type Texture,
  waves,
  withNoise,
} from "../testing/scenes";
import { ODDS } from "./reliability";
import { barrierOf, denseMemoryOf, layOutDense, prepareWorkspace, workspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const THRESHOLD = automaticReliability("dense-pyramidal");
const IDENTITY = [1, 0, 0, 1] as const;
type Weights = { readonly [Cause in keyof typeof ODDS]: number };

/** Flow and reliability with other weights of the odds, and of a flow that `change` has changed. */
function judged(
  pair: BytePair,
  name: DensePreset,
  { deformation, fit, disagreement, unseen }: Weights,
  change: (u: Float32Array, v: Float32Array) => void = () => undefined,
) {
  const { width, height, first, second } = pair;
  const { kernels, heap } = runner;
  const [parameters, pixels] = [preset(name), width * height];
  const field = heap.allocate(12 * pixels);
  const [one, two] = [first, second].map((frame) => {
    const place = heap.allocate(pixels);
    heap.bytes(place).set(frame);
    return place;
  });
  const workspace = heap.allocate(workspaceBytes(kernels, parameters, width, height, 1));
  try {
    prepareWorkspace(kernels, workspace);
    layOutDense(kernels, workspace, parameters, pair, 1);
    const { options, arena } = denseMemoryOf(kernels, workspace, parameters, pair, 1);
    kernels.floats(options + 128, 4).set([deformation, fit, disagreement, unseen]);
    const [u, v, out] = [0, 1, 2].map((plane) => field.byteOffset + 4 * pixels * plane);
    const cell = barrierOf(workspace);
    kernels.call.denseFlow(arena, cell, one.byteOffset, two.byteOffset, options, width, u, v, 0, 1);
    change(heap.floats(u, pixels), heap.floats(v, pixels));
    kernels.call.denseReliability(arena, cell, options, width, u, v, out, 0, 1);
    const plane = (place: number) => heap.floats(place, pixels).slice();
    return { u: plane(u), v: plane(v), reliability: plane(out) };
  } finally {
    for (const place of [field, one, two, workspace]) heap.release(place);
  }
}

describe.each(DENSE_PRESETS)("%s is what the definition says", (name) => {
  const { smallestSide } = DENSE_PRESET_PARAMETERS[name];
  const texture = waves(1);
  const cases: readonly (readonly [string, BytePair])[] = [
    ["a shift", affinePair({ width: 97, height: 70 }, texture, IDENTITY, [3.4, -2.2])],
    [
      "a turn in noise",
      withNoise(affinePair({ width: 90, height: 81 }, texture, [1, -0.05, 0.05, 1], [1, 0]), 4, 1),
    ],
    ["a shift out of the frame", affinePair({ width: 130, height: 66 }, texture, IDENTITY, [-14, 3])],
    ["nothing that matches", bytePair("random", 83, 64, 3)],
    ["saturated noise", bytePair("saturated", 71, 65, 4)],
    ["two levels", affinePair({ width: 75, height: 39 }, texture, IDENTITY, [1, 1])],
    ["one level", affinePair({ width: 61, height: 20 }, texture, IDENTITY, [1, 1])],
    ["a row", bytePair("random", 40, 1, 5)],
    ["a pixel", bytePair("random", 1, 1, 6)],
  ];

  test.each(cases)("for %s", (_, pair) => {
    const { deformation, fit, unseen } = ODDS;
    const { u, v, reliability } = judged(pair, name, { deformation, fit, unseen, disagreement: 0 });
    const wanted = denseReliabilityOf(pair, { u, v }, smallestSide, ODDS);
    let most = 0;
    for (const [k, value] of wanted.entries()) most = Math.max(most, Math.abs(value - reliability[k]));
    expect(most).toBeLessThan(1e-3);
  });

  test("and so is its way back, which tells by how much a vector is wrong", () => {
    const pair = affinePair({ width: 224, height: 160 }, texture, IDENTITY, [4, 1]);
    const only: Weights = { deformation: 0, fit: 0, unseen: 0, disagreement: 1 };
    for (const wrong of [0, 3, 6]) {
      const { reliability } = judged(pair, name, only, (u) => {
        for (let k = 0; k < u.length; k++) u[k] += wrong;
      });
      // Away from the border, where the way back is extrapolated.
      const away: number[] = [];
      for (let y = 40; y < 120; y++)
        for (let x = 40; x < 184; x++) away.push(Math.sqrt(1 / reliability[y * 224 + x] - 1));
      const mean = away.reduce((sum, one) => sum + one, 0) / away.length;
      expect(Math.abs(mean - wrong)).toBeLessThan(0.5);
    }
  });
});

/** Share of the pixels that `counts` whose reliability reaches the automatic threshold. */
function reliableShare(
  { reliability }: { readonly reliability: Float32Array },
  { width }: BytePair,
  counts: (x: number, y: number) => boolean = () => true,
): number {
  let [pixels, reliable] = [0, 0];
  for (const [k, value] of reliability.entries()) {
    if (!counts(k % width, Math.floor(k / width))) continue;
    pixels++;
    if (value >= THRESHOLD) reliable++;
  }
  return reliable / pixels;
}

/** A pair of a still ground and a round thing before it, which has moved in the second frame. */
function disc(ground: Texture, thing: Texture, radius: number, [u, v]: Point, noise: number): MovedPair {
  const [width, height, x0, y0] = [320, 240, 120, 120];
  const isOn = (x: number, y: number) => Math.hypot(x - x0, y - y0) < radius;
  const still = (x: number, y: number) => (isOn(x, y) ? thing(x, y) : ground(x, y));
  const moved = (x: number, y: number) => (isOn(x - u, y - v) ? thing(x - u, y - v) : ground(x, y));
  const pair = {
    width,
    height,
    first: bytesOf(render(width, height, still)),
    second: bytesOf(render(width, height, moved)),
    motion: (x: number, y: number): Point => (isOn(x, y) ? [u, v] : [0, 0]),
  };
  return withNoise(pair, noise, 5);
}

const black: Texture = () => 3;
/** Shading without any detail: less than two grey levels a pixel. */
const shaded: Texture = (x, y) => 130 + 60 * Math.sin(x / 40) + 50 * Math.cos(y / 45);

describe.each(DENSE_PRESETS)("%s", (name) => {
  const run = (pair: BytePair) => runner.run(pair, preset(name));

  test("believes the right vectors of a large smooth thing that moves far, on plain ground", () => {
    const pair = disc(black, shaded, 80, [24, 0], 1);
    const flow = run(pair);
    const isRight = (x: number, y: number) => {
      const [u, v] = pair.motion(x, y);
      const k = y * pair.width + x;
      return u !== 0 && Math.hypot(flow.u[k] - u, flow.v[k] - v) < 1;
    };
    expect(reliableShare(flow, pair, isRight)).toBeGreaterThan(0.85);
  });

  test("believes a textured thing and its textured ground, but not where the one covers the other", () => {
    const pair = disc(waves(2), waves(3), 70, [12, 0], 1);
    const flow = run(pair);
    const edge = (x: number, y: number) => Math.hypot(x - 120, y - 120) - 70;
    expect(reliableShare(flow, pair, (x, y) => edge(x, y) < -14)).toBeGreaterThan(0.95);
    expect(reliableShare(flow, pair, (x, y) => edge(x, y) > 30)).toBeGreaterThan(0.95);
    // Ground that is hidden in the second frame: no vector of it can be right.
    const isCovered = (x: number, y: number) => edge(x, y) > 1 && Math.hypot(x - 132, y - 120) < 69;
    expect(reliableShare(flow, pair, isCovered)).toBeLessThan(0.2);
  });

  test.each([
    ["black ground", 2, 2],
    ["black ground, strong noise", 4, 6],
    ["grey ground", 120, 1],
    ["grey ground, strong noise", 120, 8],
  ] as const)("does not believe the noise of a camera: %s", (_, grey, noise) => {
    const still = new Uint8Array(320 * 240).fill(grey);
    const pair = withNoise({ width: 320, height: 240, first: still, second: still }, noise, 3);
    expect(reliableShare(run(pair), pair)).toBeLessThan(0.01);
  });

  test("believes a still textured ground, with and without noise", () => {
    const still = bytesOf(render(320, 240, waves(4)));
    const pair = { width: 320, height: 240, first: still, second: still };
    expect(reliableShare(run(pair), pair)).toBeGreaterThan(0.97);
    expect(reliableShare(run(withNoise(pair, 3, 1)), pair)).toBeGreaterThan(0.9);
  });

  test("believes nothing on flat ground, along an edge or across a cut", () => {
    const pair = (first: Texture, second = first): BytePair => {
      const frame = (scene: Texture) => bytesOf(render(160, 120, scene));
      return { width: 160, height: 120, first: frame(first), second: frame(second) };
    };
    const flat = pair(() => 90);
    expect(Math.max(...run(flat).reliability)).toBeLessThan(0.05);
    // Only the motion across an edge can be seen, and a slanting one is no texture.
    for (const slope of [0, 0.3, 0.5, 1]) {
      const edge = (shift: number) => (x: number, y: number) =>
        128 + 70 * Math.tanh((x - shift - 80 + slope * (y - 60)) / 2);
      const moved = withNoise(pair(edge(0), edge(4)), 1, 4);
      // The end of the frame cuts it off: that is a corner.
      expect(reliableShare(run(moved), moved, (_, y) => y >= 25 && y < 95)).toBeLessThan(0.06);
    }
    const cut = pair(waves(5), waves(6));
    expect(reliableShare(run(cut), cut)).toBeLessThan(0.1);
  });

  test("sees neither brightness, nor a change of it, nor contrast", () => {
    const texture = waves(7);
    const frame = (gain: number, offset: number, u: number) =>
      bytesOf(render(160, 120, (x, y) => offset + gain * texture(x - u, y)));
    const judge = (first: readonly [number, number], second: readonly [number, number]) => {
      const pair = { width: 160, height: 120, first: frame(...first, 0), second: frame(...second, 2) };
      const { reliability } = judged(pair, name, { ...ODDS, disagreement: 0 }, (u, v) => {
        u.fill(2);
        v.fill(0);
      });
      return reliability;
    };
    const plain = judge([0.6, 20], [0.6, 20]);
    const differs = (other: Float32Array) => Math.max(...plain.map((value, k) => Math.abs(value - other[k])));
    expect(differs(judge([0.6, 60], [0.6, 60]))).toBe(0);
    expect(differs(judge([0.6, 20], [0.6, 60]))).toBeLessThan(1e-4);
    expect(differs(judge([0.9, 0], [0.9, 0]))).toBeLessThan(0.01);
  });
});
