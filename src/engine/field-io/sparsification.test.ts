import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { eightBitLuma } from "../../shared/luma-samples";
import { stillWithBorder, withoutBorder } from "../../workers/testing/borders";
import type { BytePair } from "../../workers/testing/pictures";
import { sparsificationArea } from "../../workers/testing/reliability-measures";
import { FlowRunner, preset, singleScale } from "../../workers/testing/run-flow";
import { sharedMovie, tools } from "../testing/movies";
import { readField } from "./field-file";
import { readLuma } from "./luma";

let runner: FlowRunner;
beforeAll(async () => {
  runner = await FlowRunner.create();
});

const BALANCED = preset("balanced");
/** Beyond this a truth is unknown. */
const UNKNOWN = 1e9;

/** Folders of pairs whose motion is known; none where the shared data are not there. */
function pairFolders(): readonly string[] {
  const one = sharedMovie("../flow/middlebury-rubberwhale/flow.flo");
  if (one === null) return [];
  const place = dirname(dirname(one));
  return readdirSync(place)
    .map((name) => join(place, name))
    .filter((folder) => existsSync(join(folder, "flow.flo")));
}

/** Areas under the curves of sparsification of one flow, px: by its own reliability, and by texture. */
async function areasOf(folder: string): Promise<{ readonly now: number; readonly texture: number }> {
  const frame = (number: number): string => {
    const name = readdirSync(folder).find((file) => file.startsWith(`frame${number}.`));
    if (name === undefined) throw new Error(`${folder} holds no frame ${number}.`);
    return join(folder, name);
  };
  const [one, two] = [await readLuma(tools, frame(1)), await readLuma(tools, frame(2))];
  const truth = await readField(tools, join(folder, "flow.flo"));
  const pair = {
    width: one.width,
    height: one.height,
    first: eightBitLuma(one.luma),
    second: eightBitLuma(two.luma),
  };
  const { u, v, reliability } = runner.run(pair, BALANCED);
  const known = Array.from(truth.u.keys()).filter(
    (k) => Math.abs(truth.u[k]) < UNKNOWN && Math.abs(truth.v[k]) < UNKNOWN,
  );
  const error = Float32Array.from(known, (k) => Math.hypot(u[k] - truth.u[k], v[k] - truth.v[k]));
  const areaBy = (plane: Float32Array) =>
    sparsificationArea({ reliability: Float32Array.from(known, (k) => plane[k]), error });
  return { now: areaBy(reliability), texture: areaBy(textureOf(pair)) };
}

/** The reliability of the methods at a single scale, which is texture alone, in windows of the same size. */
function textureOf({ width, height, first }: BytePair): Float32Array {
  const { windowRadius } = BALANCED.dense;
  const border = windowRadius + 1;
  const still = stillWithBorder({ width, height, first }, border);
  const { reliability } = runner.run(still, singleScale("lucas-kanade", windowRadius));
  return withoutBorder(reliability, width, height, border);
}

it("reliability sorts vectors of known pairs by a fifth better than texture does, and no pair worse", async ({
  skip,
}) => {
  const folders = pairFolders();
  if (folders.length === 0) return skip("the shared flow pairs are not there");
  const ratios: number[] = [];
  for (const folder of folders) {
    const { now, texture } = await areasOf(folder);
    expect(now, folder).toBeLessThanOrEqual(texture);
    ratios.push(now / texture);
  }
  expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThan(0.8);
});
