import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder, tools } from "../../testing/movies";
import { NAMES } from "../../testing/zoo/containers";
import { turned } from "../../testing/zoo/recipes";
import { SHAPES } from "../../testing/zoo/shapes";
import { describeExactness } from "../../testing/zoo-exactness";
import { openMovie } from "./movie";

describeExactness("shapes and colours", SHAPES, () => "brief");
describeExactness("names", NAMES, () => "brief");

const folder = temporaryFolder();

it.for([0, 90, 180, 270] as const)("what is turned by %d degrees is turned", async (degrees) => {
  const path = join(folder, `turned-${degrees}.mp4`);
  await turned(path, degrees);
  expect((await openMovie(tools, path)).info.rotation).toBe(degrees);
});
