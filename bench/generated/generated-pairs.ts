import type { TruePair } from "../support/grey-pair";
import { mixingLayer, particleImages, turbulence, vortex } from "./particles";
import { affineScene, layeredScene } from "./scenes";

const SIZE = [480, 360] as const;
const DIM = { gain: 0.95, offset: 6, noise: 3 };

/**
 * Pairs of exactly known motion that no parameter was chosen on. Keep it so: who tunes the presets, tunes them on other
 * pairs, and who adds one here, does it without looking at what the presets make of it.
 */
export function generatedPairs(): readonly TruePair[] {
  const pairs = {
    "affine-turn": affineScene(71, SIZE, { degrees: 2.6, zoom: 1.015, shift: [2.3, -1.1] }),
    "affine-shear": affineScene(72, SIZE, { shear: 0.04, zoom: 0.97, shift: [-6.4, 3.2] }),
    "affine-shift": affineScene(73, SIZE, { degrees: -0.7, shift: [17.6, -9.3] }),
    "layers-slow": layeredScene(74, SIZE, { shapes: 7, reach: 4 }),
    "layers-fast": layeredScene(75, SIZE, { shapes: 6, reach: 22 }),
    "layers-dim": layeredScene(76, SIZE, { shapes: 8, reach: 10, camera: DIM }),
    "particles-vortex": particleImages(77, 256, 256, vortex([119, 133], 38, 13)),
    "particles-mixing": particleImages(78, 256, 256, mixingLayer(131, 14, 4.5, 1.6)),
    "particles-turbulence": particleImages(79, 256, 256, turbulence(80, 60, 256, 9)),
  };
  return Object.entries(pairs).map(([name, pair]) => ({ name, group: "generated", ...pair }));
}
