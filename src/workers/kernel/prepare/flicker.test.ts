import { beforeAll, describe, expect, it } from "vitest";
import { NO_PREPARATION } from "../../../shared/preparation";
import { randomNumbers } from "../../testing/pictures";
import { FlowRunner, preset, singleScale } from "../../testing/run-flow";
import { affinePair, render, waves } from "../../testing/scenes";
import { inHeap, onStagePlanes } from "../../testing/stage-planes";
import { lightChange, takeOut } from "./flicker";
import { solveSymmetric } from "./solve";

let runner: FlowRunner;
beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const SIZE = { width: 480, height: 270 };
/** A lamp at mains of 50 Hz, filmed at 240 frames a second. */
const LAMP = { hertz: 100, swing: 0.12, framesPerSecond: 240 };

/** Frame `k` of a still texture in its light; `readout` is the share of a frame's time in which a rolling shutter reads its rows. */
function litFrame(k: number, readout: number): Uint8Array {
  const { width, height } = SIZE;
  const texture = waves(3);
  return Uint8Array.from(
    render(width, height, (x, y) => {
      const seconds = (k + (readout * y) / height) / LAMP.framesPerSecond;
      return texture(x, y) * (1 + LAMP.swing * Math.sin(2 * Math.PI * LAMP.hertz * seconds));
    }),
  );
}

function meanSpeed(first: Uint8Array, second: Uint8Array, flicker: boolean): number {
  const parameters = { ...preset("balanced"), preparation: { ...NO_PREPARATION, flicker } };
  return runner.run({ ...SIZE, first, second }, parameters).summary.meanSpeed;
}

describe("a still texture under a lamp", () => {
  it.each([
    ["all at once", 0],
    ["row by row", 0.9],
  ])(
    "stands still, lit %s",
    (_, readout) => {
      const frames = [0, 1, 2, 3, 4].map((k) => litFrame(k, readout));
      const pairs = frames.slice(1).map((second, k) => [frames[k], second] as const);
      const mean = (flicker: boolean) =>
        pairs.reduce((sum, [first, second]) => sum + meanSpeed(first, second, flicker), 0) / pairs.length;
      expect(mean(false)).toBeGreaterThan(0.1);
      // What OpenCV's DIS reads of such a pair.
      expect(mean(true)).toBeLessThan(0.021);
    },
    120_000,
  );
});

describe("lightChange", () => {
  const texture = waves(8);
  const moved = (seed: number) =>
    affinePair(SIZE, texture, [1.01, 0.005, -0.005, 0.99], [2 + (seed % 3), 1.5 - seed]);
  /** Of frames of 8 bits, or of the same of 16. */
  const changeOf = (first: Uint8Array, second: Uint8Array, bits: 8 | 16 = 8, size = SIZE) => {
    const frames = [first, second].map((frame) =>
      bits === 8 ? frame : Uint16Array.from(frame, (level) => 256 * level),
    );
    return inHeap(runner, [...frames, new Uint8Array(64)], ([one, two, scratch]) => {
      const plane = (byteOffset: number) => ({ byteOffset, byteLength: frames[0].byteLength, bits });
      return lightChange(runner.kernels, { first: plane(one), second: plane(two) }, size, scratch);
    });
  };

  it("is none where a picture moves and the light stays", () => {
    for (let seed = 0; seed < 4; seed++) {
      const { first, second } = moved(seed);
      expect(changeOf(first, second)).toBeNull();
    }
  });

  it("finds gain and offset, also while everything moves", () => {
    const random = randomNumbers(5);
    for (let seed = 0; seed < 6; seed++) {
      const sign = seed % 2 === 0 ? 1 : -1;
      const gain = 1 + sign * (0.05 + 0.1 * random());
      const offset = sign * 5 * random();
      const { first, second } = moved(seed);
      const lit = Uint8ClampedArray.from(second, (level) => gain * level + offset);
      const change = changeOf(first, Uint8Array.from(lit));
      expect(changeOf(first, Uint8Array.from(lit), 16)?.offset).toBeCloseTo(change?.offset ?? Number.NaN, 3);
      expect(change).not.toBeNull();
      if (change === null) continue;
      const middle = change.gain[0] * 128 + change.offset;
      expect(Math.abs(middle - (gain * 128 + offset))).toBeLessThan(0.6);
    }
  });

  it("says nothing of plain frames, small ones and overexposed ones", () => {
    const plain = (level: number, pixels: number) => new Uint8Array(pixels).fill(level);
    const pixels = SIZE.width * SIZE.height;
    expect(changeOf(plain(255, pixels), plain(255, pixels))).toBeNull();
    expect(changeOf(plain(100, pixels), plain(100, pixels))).toBeNull();
    expect(changeOf(plain(100, 64), plain(120, 64), 8, { width: 8, height: 8 })).toBeNull();
  });

  it("is taken out to within rounding", () => {
    const { width, height } = SIZE;
    const still = render(width, height, (x, y) => 40 + 0.4 * texture(x, y));
    const gain = (x: number, y: number) => 1.05 + 0.1 * (y / height) ** 2 - 0.05 * (x / width);
    const lit = render(width, height, (x, y) => gain(x, y) * (40 + 0.4 * texture(x, y)) + 3);
    const change = changeOf(Uint8Array.from(still), Uint8Array.from(lit));
    const second = onStagePlanes(runner, SIZE, lit, (kernels, { frame }) => {
      if (change) takeOut(kernels, frame, SIZE, change);
    });
    const worst = second.reduce((most, level, i) => Math.max(most, Math.abs(level - still[i])), 0);
    expect(worst).toBeLessThan(1.2);
  });
});

it("changes no bit of a flow while it is off", () => {
  const { first, second } = affinePair({ width: 90, height: 70 }, waves(2), [1, 0, 0, 1], [1, 2]);
  const pair = { width: 90, height: 70, first, second };
  for (const parameters of [preset("fast"), singleScale("lucas-kanade", 3)]) {
    const off = { ...parameters, preparation: { ...NO_PREPARATION } };
    const smoothed = { ...parameters, preparation: { ...NO_PREPARATION, smooth: 1 } };
    expect(runner.run(pair, off).u).toEqual(runner.run(pair, parameters).u);
    expect(runner.run(pair, smoothed).u).not.toEqual(runner.run(pair, parameters).u);
    const summary = runner.summarise(pair, smoothed);
    expect(summary.meanSpeed).toBeCloseTo(runner.run(pair, smoothed).summary.meanSpeed, 3);
    expect(summary.stages.prepareMs).toBeGreaterThan(0);
    expect(runner.summarise(pair, off).stages.prepareMs).toBe(0);
  }
});

describe("solveSymmetric", () => {
  it("solves what it is given, and refuses what has no single solution", () => {
    const random = randomNumbers(9);
    const n = 6;
    const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => random() - 0.5));
    const matrix = Float64Array.from({ length: n * n }, (_, i) => {
      const [k, l] = [Math.floor(i / n), i % n];
      return rows.reduce((sum, row) => sum + row[k] * row[l], k === l ? 0.1 : 0);
    });
    const wanted = Array.from({ length: n }, random);
    const right = Float64Array.from(wanted, (_, k) =>
      wanted.reduce((sum, value, l) => sum + matrix[k * n + l] * value, 0),
    );
    const solution = solveSymmetric(matrix, right);
    for (const [k, value] of wanted.entries()) expect(solution?.[k]).toBeCloseTo(value, 9);
    expect(solveSymmetric(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2))).toBeNull();
  });
});
