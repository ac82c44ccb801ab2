import { describe, expect, test } from "vitest";

import { goldenFolder, readGoldens } from "../testing/golden";
import { flowOf, undisturbed } from "../testing/pictures";
import { tolerances } from "../testing/tolerance";
import { validRegion } from "./method";
import { type ReferenceMethod, references } from "./methods";

const goldens = readGoldens();
const REFERENCES = Object.keys(references) as ReferenceMethod[];

if (goldens.length === 0) {
  test.skip(`golden arrays of Lucas-Kanade: not found in ${goldenFolder}, so nothing was compared with them`);
}

describe.each(goldens)("$name", ({ name, pair, windowRadius, u, v }) => {
  // Differences are held against the tolerance that the conditioning of each pixel's 2x2 system allows two
  // correct programs; its derivation is in testing/tolerance.ts. No pixel is left out but those of the
  // flat golden whose determinant is exactly 0: there the definition says 0 and the NumPy program's noise may not.
  const pixels = tolerances(pair, windowRadius);
  const singular = pixels.filter(({ det }) => det === 0);

  test("every pixel has a determined flow, or none by definition", () => {
    expect(pixels.filter(({ undetermined }) => undetermined)).toEqual([]);
    expect(singular.length > 0).toBe(name.startsWith("flat-left"));
    const valid = validRegion(pair.width, pair.height, windowRadius);
    expect(pixels.length).toBe(
      valid ? (valid.right - valid.left) * (valid.bottom - valid.top) : "a valid region in every golden",
    );
  });

  test.each(REFERENCES)("%s agrees in doubles", (method) => {
    const flow = flowOf(references[method], pair, windowRadius);
    const outside = new Set(flow.u.keys());
    for (const pixel of pixels) {
      const at = pixel.y * pair.width + pixel.x;
      outside.delete(at);
      if (pixel.det === 0) {
        expect([flow.u[at], flow.v[at]], `at (${pixel.x}, ${pixel.y})`).toEqual([0, 0]);
      } else if (!(Math.abs(flow.u[at] - u[at]) <= pixel.u && Math.abs(flow.v[at] - v[at]) <= pixel.v)) {
        expect.fail(
          `at (${pixel.x}, ${pixel.y}): (${flow.u[at]}, ${flow.v[at]}) is not (${u[at]}, ${v[at]}) ` +
            `within (${pixel.u}, ${pixel.v})`,
        );
      }
    }
    for (const at of outside) {
      if (flow.u[at] !== 0 || flow.v[at] !== 0 || u[at] !== 0 || v[at] !== 0) {
        expect.fail(`outside the valid region, at ${at}, flow is not 0`);
      }
    }
  });

  test.each(REFERENCES)("%s in float32 is that of doubles, rounded", (method) => {
    const doubles = flowOf(references[method], pair, windowRadius);
    const length = pair.width * pair.height;
    const floats = { u: new Float32Array(length).fill(9), v: new Float32Array(length).fill(9) };
    references[method](pair, windowRadius, floats, undisturbed);
    expect(floats.u).toEqual(Float32Array.from(doubles.u));
    expect(floats.v).toEqual(Float32Array.from(doubles.v));
  });
});
