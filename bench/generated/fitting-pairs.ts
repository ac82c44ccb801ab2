import type { TruePair } from "../support/grey-pair";
import { mixingLayer, particleImages, turbulence, vortex } from "./particles";
import { affineScene, layeredScene } from "./scenes";

const SIZE = [320, 240] as const;
const SIDE = 200;

/**
 * Pairs of exactly known motion that weights are fitted on: the kinds of `generatedPairs`, with other textures, motions and noise, three
 * of each. What is fitted on them is judged on the others.
 */
export function fittingPairs(): readonly TruePair[] {
  return [0, 1, 2].flatMap((k) => {
    const seed = 500 + 20 * k;
    const dim = { gain: 0.93, offset: 5, noise: 2 + 2 * k };
    const pairs = {
      turn: affineScene(seed, SIZE, {
        degrees: 1.5 + k,
        zoom: 1 + 0.01 * (k - 1),
        shift: [1.3 * k, -0.8],
      }),
      shift: affineScene(seed + 1, SIZE, { shift: [0.3 + 3.1 * k, -0.45 * k] }),
      shear: affineScene(seed + 2, SIZE, { shear: 0.02 * (k + 1), zoom: 0.98, shift: [-2.4 * k, 1.2] }),
      slow: layeredScene(seed + 3, SIZE, { shapes: 6, reach: 2 + k }),
      middling: layeredScene(seed + 4, SIZE, { shapes: 6, reach: 8 + 2 * k }),
      fast: layeredScene(seed + 5, SIZE, { shapes: 6, reach: 18 + 3 * k }),
      dim: layeredScene(seed + 6, SIZE, { shapes: 7, reach: 6 + k, camera: dim }),
      vortex: particleImages(seed + 7, SIDE, SIDE, vortex([90, 104], 30, 6 + 4 * k)),
      mixing: particleImages(seed + 8, SIDE, SIDE, mixingLayer(101, 14, 2 + 1.5 * k, 1)),
      turbulence: particleImages(seed + 9, SIDE, SIDE, turbulence(seed + 10, 40, SIDE, 5 + 2 * k)),
    };
    return Object.entries(pairs).map(([name, pair]) => ({ name: `${name}-${k}`, group: "fitting", ...pair }));
  });
}
