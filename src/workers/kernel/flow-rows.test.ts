import { beforeAll, describe, expect, test } from "vitest";
import { NO_PREPARATION } from "../../shared/preparation";
import { type LumaPair, randomNumbers } from "../testing/pictures";
import { FlowRunner, singleScale, UNTOUCHED } from "../testing/run-flow";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

function randomPair(width: number, height: number, bits: 8 | 16): LumaPair {
  const random = randomNumbers(width * height + bits);
  const samples = () => {
    const values = { length: width * height };
    const sample = () => Math.floor(random() * (bits === 8 ? 256 : 4096));
    return bits === 8 ? Uint8Array.from(values, sample) : Uint16Array.from(values, sample);
  };
  return { width, height, first: samples(), second: samples() };
}

describe("computeFlowRows", () => {
  test.each([
    [64, 48, 2, 8],
    [101, 75, 7, 8],
    [33, 21, 1, 8],
    [21, 40, 9, 8],
    [64, 48, 2, 16],
    [101, 75, 7, 16],
  ] as const)(
    "%d x %d, radius %d, %d bits: the rows of the whole field, and no others",
    (...[width, height, radius, bits]) => {
      const pair = randomPair(width, height, bits);
      const parameters = singleScale("lucas-kanade", radius);
      const whole = runner.run(pair, parameters);
      const rows = [0, radius, radius + 1, height >> 1, (height >> 1) + 1, height - radius - 2, height - 1];
      for (const wish of [
        { reliability: true, factor: 1 },
        { reliability: false, factor: -0.5 },
      ]) {
        const some = runner.rows(pair, parameters, rows, wish);
        for (let row = 0; row < height; row++) {
          const [from, to] = [row * width, (row + 1) * width];
          const wanted = (plane: Float32Array, factor: number) =>
            rows.includes(row)
              ? plane.slice(from, to).map((value) => value * factor)
              : new Float32Array(width).fill(UNTOUCHED);
          expect(some.u.subarray(from, to)).toEqual(wanted(whole.u, wish.factor));
          expect(some.v.subarray(from, to)).toEqual(wanted(whole.v, wish.factor));
          const reliability = wish.reliability
            ? wanted(whole.reliability, 1)
            : wanted(whole.u, 1).fill(UNTOUCHED);
          expect(some.reliability.subarray(from, to)).toEqual(reliability);
        }
      }
    },
  );

  test("of frames that are prepared before", () => {
    const pair = randomPair(64, 48, 8);
    const preparation = { ...NO_PREPARATION, smooth: 1.5 };
    const parameters = { ...singleScale("lucas-kanade", 3), preparation };
    const whole = runner.run(pair, parameters);
    const some = runner.rows(pair, parameters, [20], { reliability: true, factor: 1 });
    const [from, to] = [20 * 64, 21 * 64];
    expect(some.u.subarray(from, to)).toEqual(whole.u.subarray(from, to));
    expect(some.reliability.subarray(from, to)).toEqual(whole.reliability.subarray(from, to));
    expect(whole.u).not.toEqual(runner.run(pair, singleScale("lucas-kanade", 3)).u);
  });
});
