import { describe, expect, it } from "vitest";
import { timelineView } from "../../lib/visible-range";
import { frameScale } from "./frame-scale";
import { rulerTicks } from "./ruler-ticks";

const movie = (frames: number, frameRate = 25) => ({
  times: Array.from({ length: frames }, (_, frame) => frame / frameRate),
  frameCount: frames,
  frameRate,
  variableFrameRate: false,
});
const labels = (ticks: ReturnType<typeof rulerTicks>) => ticks.map(({ label }) => label);

describe("rulerTicks", () => {
  it("stand at round times", () => {
    const scale = frameScale(timelineView(null, 251), 512, 6);
    const ticks = rulerTicks(scale, movie(251), "seconds", 80);
    expect(labels(ticks)).toEqual(["0 s", "2 s", "4 s", "6 s", "8 s", "10 s"]);
    expect(ticks.map(({ x }) => x)).toEqual([6, 106, 206, 306, 406, 506]);
    expect(labels(rulerTicks(scale, movie(251), "timecode", 200))).toEqual([
      "00:00:00:00",
      "00:00:05:00",
      "00:00:10:00",
    ]);
    expect(labels(rulerTicks(scale, movie(251), "frames", 90))).toEqual([
      "0",
      "50",
      "100",
      "150",
      "200",
      "250",
    ]);
  });

  it("stand at parts of a second of fast cameras", () => {
    const fast = movie(31, 10_000);
    const scale = frameScale(timelineView(null, 31), 612, 6);
    expect(labels(rulerTicks(scale, fast, "seconds", 80))).toEqual([
      ...["0 s", "0.0005 s", "0.001 s", "0.0015 s", "0.002 s", "0.0025 s", "0.003 s"],
    ]);
  });

  it("name minutes and hours, however long the movie", () => {
    const scale = frameScale(timelineView(null, 25 * 7200), 1000, 6);
    const names = labels(rulerTicks(scale, movie(25 * 7200), "seconds", 120));
    expect(names.slice(0, 6)).toEqual(["0 s", "15:00", "30:00", "45:00", "1:00:00", "1:15:00"]);
  });

  it("stand at frames where a frame is wide", () => {
    const scale = frameScale({ span: 251, first: 100, last: 110 }, 812, 6);
    expect(labels(rulerTicks(scale, movie(251), "seconds", 150)).slice(0, 3)).toEqual([
      "4.000 s",
      "4.080 s",
      "4.160 s",
    ]);
    expect(labels(rulerTicks(scale, movie(251), "timecode", 150)).slice(0, 2)).toEqual([
      "00:00:04:00",
      "00:00:04:02",
    ]);
  });

  it("go by the times of the frames, and beyond those that are known by the mean rate", () => {
    const irregular = { times: [0, 1, 4], frameCount: 3, frameRate: 1, variableFrameRate: true };
    const scale = frameScale(timelineView(null, 6), 500, 0);
    const ticks = rulerTicks(scale, irregular, "seconds", 0.1);
    // Two seconds after the start is a third of the way from frame 1 to frame 2.
    expect(
      rulerTicks(scale, irregular, "seconds", 240).map(({ label, x }) => [label, Math.round(x)]),
    ).toEqual([
      ["0 s", 0],
      ["5 s", 300],
    ]);
    // Frames that are not known have no time to stand at.
    expect(labels(ticks)).toEqual(["0.000 s", "1.000 s", "4.000 s"]);
    expect(rulerTicks(frameScale(timelineView(null, 6), 0, 6), irregular, "seconds", 10)).toEqual([]);
  });
});
