import { beforeAll, describe, expect, test } from "vitest";
import { automaticReliability } from "../../shared/reliability";
import { FlowRunner, singleScale } from "../testing/run-flow";
import { bytesOf, render, type Texture, waves, withNoise } from "../testing/scenes";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const SIZE = 96;
const THRESHOLD = automaticReliability("lucas-kanade");
const parameters = singleScale("lucas-kanade", 4);

function pairOf(scene: Texture) {
  const frame = bytesOf(render(SIZE, SIZE, scene));
  return { width: SIZE, height: SIZE, first: frame, second: frame };
}

/* That of dense-pyramidal is another one: dense-reliability.test.ts. */
describe("the reliability of a single scale", () => {
  const reliabilityOf = (scene: Texture) => runner.run(pairOf(scene), parameters).reliability;
  const centre = (values: Float32Array, row: number, column: number) => values[row * SIZE + column];

  test("is 0 on flat ground beside texture", () => {
    const texture = waves(1);
    const values = reliabilityOf((x, y) => (x < SIZE / 2 ? 90 : texture(x, y)));
    expect(centre(values, 48, 20)).toBe(0);
    expect(centre(values, 48, 70)).toBeGreaterThan(THRESHOLD);
  });

  test("is low along a straight edge, and high at its corner", () => {
    // Only the motion across an edge can be seen.
    for (const slope of [0, 0.4, 1]) {
      const edge = reliabilityOf((x, y) => 128 + 100 * Math.tanh((x - 48 - slope * (y - 48)) / 2));
      expect(centre(edge, 48, 48)).toBeLessThan(THRESHOLD);
    }
    const corner = reliabilityOf((x, y) => (x > 48 && y > 48 ? 228 : 28));
    expect(centre(corner, 48, 48)).toBeGreaterThan(0.9);
  });

  test("is high on texture, low on the noise of a camera", () => {
    const values = reliabilityOf(waves(3, 80));
    const margin = 8;
    let reliable = 0;
    for (let y = margin; y < SIZE - margin; y++) {
      for (let x = margin; x < SIZE - margin; x++) {
        if (centre(values, y, x) >= THRESHOLD) reliable++;
      }
    }
    expect(reliable / (SIZE - 2 * margin) ** 2).toBeGreaterThan(0.9);
    const noisy = runner.run(
      withNoise(
        pairOf(() => 100),
        1,
        1,
      ),
      parameters,
    );
    expect(noisy.summary.reliableShare).toBeLessThan(0.05);
  });

  test("does not depend on the contrast of the movie", () => {
    const texture = waves(5);
    const scaled = (contrast: number) => reliabilityOf((x, y) => 128 + contrast * (texture(x, y) - 128));
    const [full, less] = [scaled(1.3), scaled(0.98)];
    let difference = 0;
    for (const [i, value] of full.entries()) difference += Math.abs(value - less[i]);
    // What is left comes from rounding to whole grey levels.
    expect(difference / full.length).toBeLessThan(0.01);
  });
});

test("does not depend on brightness", () => {
  const texture = waves(6);
  const dark = runner.run(
    pairOf((x, y) => 98 + (texture(x, y) - 128) / 2),
    parameters,
  );
  const bright = runner.run(
    pairOf((x, y) => 158 + (texture(x, y) - 128) / 2),
    parameters,
  );
  let difference = 0;
  for (const [i, value] of dark.reliability.entries()) difference += Math.abs(value - bright.reliability[i]);
  expect(difference / dark.reliability.length).toBeLessThan(0.01);
});

test("is 0 where the window of a single-scale method does not fit", () => {
  const { reliability } = runner.run(pairOf(waves(7)), singleScale("lucas-kanade", 4));
  for (let i = 0; i < reliability.length; i++) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    if (Math.min(x, y, SIZE - 1 - x, SIZE - 1 - y) < 5) expect(reliability[i]).toBe(0);
  }
});
