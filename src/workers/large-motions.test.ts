import { beforeAll, describe, expect, test } from "vitest";
import type { FlowParameters } from "../shared/flow";
import { fieldBytes } from "./protocol";
import { type CoveringPair, coveringPair } from "./testing/covering-pair";
import { deepened } from "./testing/deep-pictures";
import { particles, whirls } from "./testing/particles";
import type { LumaPair } from "./testing/pictures";
import { ALL_PIXELS, type ComputedFlow, FlowRunner, preset } from "./testing/run-flow";
import { withSecond } from "./testing/scenes";
import { testPools } from "./testing/test-pools";

/*
 * Things that are smaller than their way are lost by a pyramid: where they are large enough to be seen, their motion is still
 * too long to be found. Limits are shares of pixels, about one and a half times what is reached.
 */
const SIZE = { width: 512, height: 256 };
const ACCURATE = preset("accurate");
const WITHOUT: FlowParameters = { ...ACCURATE, dense: { ...ACCURATE.dense, reach: 0 } };

const FAR = coveringPair({ size: SIZE, centre: [150, 120], axes: [54, 40], shift: [64, 8] });
const BACK = coveringPair({
  size: SIZE,
  centre: [350, 130],
  axes: [60, 34],
  shift: [-70, -14],
  ground: [5, 2],
});
const DOWN = coveringPair({ size: SIZE, centre: [260, 80], axes: [60, 44], shift: [10, 60] });
const PAN = coveringPair({ size: SIZE, centre: [260, 120], axes: [50, 50], shift: [20, 0], ground: [64, 0] });

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

/** Share of the pixels that count whose motion is more than 3 px wrong. */
function wrongShare(
  flow: Pick<ComputedFlow, "u" | "v">,
  { width, height, motion }: CoveringPair,
  counts: (x: number, y: number) => boolean = () => true,
): number {
  let [wrong, pixels] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!counts(x, y)) continue;
      const [u, v] = motion(x, y);
      const at = y * width + x;
      if (Math.hypot(flow.u[at] - u, flow.v[at] - v) > 3) wrong++;
      pixels++;
    }
  }
  return wrong / pixels;
}

/** As toEqual, which takes seconds. */
function haveSameBits(a: Float32Array, b: Float32Array): boolean {
  const bytes = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return bytes(a).equals(bytes(b));
}

describe.each([
  ["far to the right", FAR],
  ["back over a ground that moves", BACK],
  ["down", DOWN],
  ["slower than a ground that leaves the frame", PAN],
] as const)("what moves %s", (_, pair) => {
  test("is found, with what it covers", () => {
    const flow = runner.run(pair, ACCURATE);
    expect(wrongShare(flow, pair)).toBeLessThan(0.018);
    expect(wrongShare(flow, pair, pair.isSeen)).toBeLessThan(0.005);
    expect(wrongShare(flow, pair, (x, y) => !pair.isSeen(x, y))).toBeLessThan(0.27);
  });

  test("is not found without the search", () => {
    expect(wrongShare(runner.run(pair, WITHOUT), pair)).toBeGreaterThan(0.05);
  });
});

test("a change of light costs nothing", () => {
  const darker = withSecond(FAR, (grey) => 0.85 * grey + 12);
  expect(wrongShare(runner.run(darker, ACCURATE), FAR)).toBeLessThan(0.01);
});

test("samples of 16 bits are matched as bytes are", () => {
  expect(wrongShare(runner.run(deepened(FAR, 12, 1), ACCURATE), FAR)).toBeLessThan(0.01);
});

test("what is found is reliable, what is covered is not", () => {
  const { reliability } = runner.run(FAR, ACCURATE);
  const { motion, isSeen, width } = FAR;
  const medianOf = (counts: (x: number, y: number) => boolean) => {
    const values = reliability.filter((_, at) => counts(at % width, Math.floor(at / width))).sort();
    return values[values.length >> 1];
  };
  const isThing = (x: number, y: number) => motion(x, y)[0] !== 0;
  expect(medianOf((x, y) => isThing(x, y) && isSeen(x, y))).toBeGreaterThan(0.8);
  expect(medianOf((x, y) => !isSeen(x, y))).toBeLessThan(0.2);
});

test("what the pyramid finds is not searched: the flow is that without the search", () => {
  const slow = coveringPair({
    size: SIZE,
    centre: [260, 120],
    axes: [80, 60],
    shift: [4, -3],
    ground: [1, 1],
  });
  const [one, two] = [runner.run(slow, ACCURATE), runner.run(slow, WITHOUT)];
  expect(haveSameBits(one.u, two.u) && haveSameBits(one.v, two.v)).toBe(true);
});

test.each([52, 54])(
  "particles in strong whirls, where neighbours find partners all over, are left to the pyramid: %i",
  (seed) => {
    const pair = particles(seed - 50, 192, whirls(seed, 40, 192, [8, 20], 40));
    const [one, two] = [runner.run(pair, ACCURATE), runner.run(pair, WITHOUT)];
    expect(haveSameBits(one.u, two.u) && haveSameBits(one.v, two.v)).toBe(true);
  },
);

describe("any reach works on any frame", () => {
  const parameters = (reach: number): FlowParameters => ({
    ...ACCURATE,
    dense: { ...ACCURATE.dense, reach },
  });

  test.each([
    [17, 19],
    [64, 40],
    [131, 67],
    [30, 400],
    [1200, 40],
  ])("%i x %i", (width, height) => {
    const size = { width, height };
    const pair = coveringPair({
      size,
      centre: [width / 3, height / 2],
      axes: [width / 6, height / 5],
      shift: [width / 6, 0],
      ground: [-width / 8, 0],
    });
    for (const reach of [1, 10, 25]) {
      const { u, v, reliability } = runner.run(pair, parameters(reach));
      expect([...u, ...v, ...reliability].every(Number.isFinite)).toBe(true);
    }
  });
});

describe("bands", () => {
  const built = testPools();

  test("give the same bits, however many there are", async () => {
    const small = coveringPair({
      size: { width: 256, height: 128 },
      centre: [80, 60],
      axes: [30, 26],
      shift: [40, 6],
    });
    const pool = built.newPool({ size: 7 });
    const { heap } = pool;
    const copied = (frame: LumaPair["first"]) => {
      const place = heap.allocate(frame.byteLength);
      heap.bytes(place).set(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength));
      return { ...place, bits: 8 as const };
    };
    const { width, height } = small;
    const field = heap.allocate(fieldBytes(width, height));
    const request = {
      width,
      height,
      first: copied(small.first),
      second: copied(small.second),
      field,
      parameters: ACCURATE,
      figures: ALL_PIXELS,
    };
    const alone = runner.run(small, ACCURATE);
    expect(wrongShare(alone, small)).toBeLessThan(wrongShare(runner.run(small, WITHOUT), small) / 2);
    for (const bands of [1, 2, 3, 7]) {
      const { threads } = await pool.flow({ ...request, bands });
      expect(threads).toBe(bands);
      const plane = (k: number) => heap.floats(field.byteOffset + 4 * k * width * height, width * height);
      const planes = [alone.u, alone.v, alone.reliability];
      expect(planes.map((values, k) => haveSameBits(plane(k), values))).toEqual([true, true, true]);
    }
  });
});
