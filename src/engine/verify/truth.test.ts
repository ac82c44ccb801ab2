import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import { writeField } from "../field-io/field-file";
import { type FlowField, newField } from "../field-io/flow-field";
import type { Recording } from "../recording/recording";
import { openRecording } from "../recordings/open-recording";
import { makeKnownMotion, shifted } from "../testing/known-motion";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { judgeByTruth } from "./truth";

const folder = temporaryFolder();
const [WIDTH, HEIGHT] = [128, 96];
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  const motion = { width: WIDTH, height: HEIGHT, frames: 4, from: shifted(2, -1) };
  movie = await openRecording(tools, makeKnownMotion(folder, "shift", motion));
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

/** A file that says the same of every pixel, but of those in the upper half where `half`. */
async function truthFile(name: string, u: number, v: number, half = false): Promise<string> {
  const field: FlowField = newField(WIDTH, HEIGHT);
  field.u.fill(u);
  field.v.fill(v);
  if (half) field.u.fill(Number.NaN, 0, (WIDTH * HEIGHT) / 2);
  const path = join(folder, name);
  await writeField(tools, path, field);
  return path;
}

const judge = (path: string, frame = 1) =>
  judgeByTruth(tools, pool, movie, { path, frame, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS });

describe("a pair with a true flow", () => {
  it.each(["true.flo", "true.npy", "true.png"])(
    "has small errors where the file is true: %s",
    async (name) => {
      const report = await judge(await truthFile(name, 2, -1));
      expect(report).toMatchObject({ fileName: name, frame: 1, second: 2, unknown: 0 });
      expect(report.errors.pixels).toBe(WIDTH * HEIGHT);
      expect(report.errors.mean).toBeLessThan(0.2);
      expect(report.meanAngle).toBeLessThan(4);
      expect(report.map).toMatchObject({ width: WIDTH, height: HEIGHT });
    },
  );

  it("has the errors of a file that is not, and unknown pixels count nowhere", async () => {
    const report = await judge(await truthFile("other.flo", 5, 3, true));
    // Off by 3 and by 4.
    expect(report.errors.median).toBeCloseTo(5, 0);
    expect(report.errors).toMatchObject({ pixels: (WIDTH * HEIGHT) / 2, aboveOne: 1 });
    expect(report.unknown).toBe((WIDTH * HEIGHT) / 2);
    expect(report.map.rgba[3]).toBe(0);
    expect(report.map.rgba.at(-1)).toBe(255);
  });

  it("is refused where sizes differ, where there is no file, and at the last frame", async () => {
    const path = join(folder, "small.flo");
    await writeField(tools, path, newField(4, 3));
    await expect(judge(path)).rejects.toThrow(/small\.flo is 4 x 3 pixels, and the frames are 128 x 96/);
    await expect(judge(path)).rejects.toMatchObject({ said: { name: "truthSize" } });
    await expect(judge(join(folder, "none.flo"))).rejects.toMatchObject({ code: "file-missing" });
    await expect(judge(await truthFile("true.flo", 2, -1), 3)).rejects.toMatchObject({
      code: "invalid-argument",
    });
  });
});
