import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ImagePair } from "../kernel/method";
import { readNpy } from "./npy";

/** Flows that a NumPy program of the same definition computed; they lie beside the repository, not in it. */
export const goldenFolder = resolve(import.meta.dirname, "../../../..", "shared/reference/golden");

export interface Golden {
  readonly name: string;
  readonly windowRadius: number;
  readonly pair: ImagePair;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

interface ManifestEntry {
  readonly name: string;
  readonly window_radius: number;
  readonly height: number;
  readonly width: number;
}

/** All golden arrays; none when their folder is not there. */
export function readGoldens(): readonly Golden[] {
  const manifest = join(goldenFolder, "manifest.json");
  if (!existsSync(manifest)) {
    return [];
  }
  const entries: readonly ManifestEntry[] = JSON.parse(readFileSync(manifest, "utf8"));
  return entries.map(({ name, window_radius: windowRadius, width, height }) => {
    const read = (part: string) => readNpy(join(goldenFolder, `${name}.${part}.npy`)).data;
    const flow = read("flow");
    const component = (which: number) =>
      Float64Array.from({ length: width * height }, (_, i) => flow[2 * i + which]);
    return {
      name,
      windowRadius,
      pair: { width, height, first: read("im1"), second: read("im2") },
      u: component(0),
      v: component(1),
    };
  });
}
