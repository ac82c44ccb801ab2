import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import { MadePages } from "../../testing/made-pages";
import { temporaryFolder } from "../../testing/movies";
import type { PageTiming } from "./paged-file";
import { pagedRecording } from "./paged-recording";

const folder = temporaryFolder();
const PAGE_BYTES = 64;

async function opened(name: string, count: number, timing: PageTiming, damaged: readonly number[] = []) {
  const file = new MadePages(join(folder, name), count, timing, damaged);
  return { file, recording: await pagedRecording(file) };
}

describe("times of pages", () => {
  it.for([
    [25, 1, 25],
    [30_000 / 1001, 1001, 30_000],
    [0.5, 2, 1],
    [10_000, 1, 10_000],
  ] as const)("of %d frames/s are whole ticks", async ([framesPerSecond, numerator, denominator]) => {
    const { file, recording } = await opened("rate", 4, { kind: "rate", framesPerSecond });
    file.grow(4, true);
    await recording.indexed;
    expect(recording.timeline.timeBase).toEqual({ numerator, denominator });
    expect([...recording.timeline.ticks]).toEqual([0, 1, 2, 3]);
    expect(recording.info.frameRate).toBeCloseTo(framesPerSecond, 9);
    recording.close();
  });

  it("that do not rise are brought apart", async () => {
    const seconds = Float64Array.of(5, 5.04, 5.04, 5.01, 5.2);
    const { file, recording } = await opened("times", 5, { kind: "times", seconds });
    file.grow(5, true);
    await recording.indexed;
    expect([...recording.timeline.ticks]).toEqual([0, 40_000, 40_001, 40_002, 200_000]);
    expect(recording.info.variableFrameRate).toBe(true);
    recording.close();
  });

  it("that nobody says are assumed, and that is said; a rate can be chosen for these alone", async () => {
    const { recording } = await opened("unknown", 2, { kind: "unknown" });
    expect(recording.info.frameRate).toBe(25);
    expect(recording.info.notices.map(({ name }) => name)).toContain("pageRateAssumed");
    recording.close();
    const stated = new MadePages(join(folder, "stated"), 2, { kind: "rate", framesPerSecond: 10 });
    await expect(pagedRecording(stated, { sequenceRate: 50 })).rejects.toMatchObject({
      code: "invalid-argument",
    });
    expect(stated.closed).toBe(true);
  });
});

it("grows while pages are listed", async () => {
  const { file, recording } = await opened("growing", 3, { kind: "rate", framesPerSecond: 25 });
  const grown = vi.fn();
  recording.timeline.subscribe(grown);
  // The last one that is known may have no next one yet.
  expect([recording.info.frameCount, recording.info.indexComplete]).toEqual([2, false]);
  file.grow(6, false);
  expect(grown).toHaveBeenCalledTimes(1);
  expect(recording.timeline.count).toBe(6);
  file.grow(7, true);
  expect(await recording.indexed).toBe("complete");
  expect([recording.info.frameCount, recording.info.indexComplete]).toEqual([7, true]);
  recording.close();
});

it("gives pages by number, each read by itself; a damaged one is missing, and no other", async () => {
  const { file, recording } = await opened("pages", 9, { kind: "rate", framesPerSecond: 25 }, [4]);
  file.grow(9, true);
  const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 4 * PAGE_BYTES });
  for (const frame of [7, 0, 3, 7, 8, 0]) {
    const lease = await frames.get(frame);
    expect(new Set(lease.meta.samples)).toEqual(new Set([100 + frame]));
    lease.release();
  }
  // What is in memory is not read again.
  expect(file.pagesRead).toEqual([7, 0, 3, 8]);
  await expect(frames.get(4)).rejects.toMatchObject({ code: "frame-missing" });
  expect([...frames.missingFrames]).toEqual([4]);
  await expect(frames.get(9)).rejects.toMatchObject({ code: "invalid-argument" });
  await frames.close();
  recording.close();
});

it("says when its file is gone, and gives it back when nobody reads any more", async () => {
  const { file, recording } = await opened("gone", 3, { kind: "rate", framesPerSecond: 25 });
  const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 0 });
  (await frames.get(0)).release();
  recording.close();
  // Frame sources go on after the recording was closed.
  expect(file.closed).toBe(false);
  (await frames.get(1)).release();
  unlinkSync(file.path);
  await expect(frames.get(2)).rejects.toMatchObject({ code: "file-missing" });
  await frames.close();
  expect(file.closed).toBe(true);
});
