import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { generatedPairs } from "../../../bench/generated/generated-pairs";
import { lucasKanadeParameters, presetParameters } from "../../../bench/support/methods";
import { sharedPairs } from "../../../bench/support/shared-pairs";
import { coverage } from "../../../bench/support/uncertainty-coverage";
import { cachedKernel } from "../../../scripts/build-kernel.mjs";
import { DENSE_PRESETS } from "../../shared/flow";
import { loadKernelModule } from "../../workers/kernel/wasm-kernels";
import { locateFfmpeg } from "../ffmpeg/locate";

type Pairs = ReturnType<typeof generatedPairs>;

let kernel: WebAssembly.Module;
let generated: Pairs = [];
let shared: Pairs = [];

beforeAll(async () => {
  kernel = await loadKernelModule(await cachedKernel());
  generated = generatedPairs();
  const place = resolve(import.meta.dirname, "../../../../shared");
  shared = await sharedPairs({ shared: place, tools: await locateFfmpeg() });
  // Pictures are made pixel by pixel.
}, 300_000);

/** None of these pairs was looked at when the weights of the uncertainty were fitted. */
describe("68 of 100 errors, or ten more or fewer, are within the uncertainty", () => {
  const methods = [
    ...DENSE_PRESETS.map((name) => [name, presetParameters(name)] as const),
    ["lucas-kanade", lucasKanadeParameters(2)] as const,
  ];

  it.each(methods)("of generated pairs, %s", (_, parameters) => {
    expectCalibrated(generated.map((pair) => coverage(kernel, pair, parameters).within));
  });

  it.for(methods)("of real pairs, where they are there, %s", ([, parameters], context) => {
    if (shared.length === 0) context.skip("There is no ../shared/data/flow beside the repository.");
    expectCalibrated(shared.map((pair) => coverage(kernel, pair, parameters).within));
  });
});

/** Each pair counts as much as every other; of some, a method at a single scale has nothing to say. */
function expectCalibrated(shares: readonly number[]): void {
  const known = shares.filter(Number.isFinite);
  const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
  expect(mean).toBeGreaterThan(0.58);
  expect(mean).toBeLessThan(0.78);
}
