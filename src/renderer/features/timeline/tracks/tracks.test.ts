import { describe, expect, it } from "vitest";
import type { FrameCacheState } from "../../../../shared/frame-cache";
import { AnalysisTable } from "../../../lib/analysis-table";
import { costLayers, ShownCosts } from "../../../lib/frame-costs";
import { timelineView } from "../../../lib/visible-range";
import { analysisRows } from "../../../testing/analysis-rows";
import { frameScale } from "../frame-scale";
import { timelineLayout, usuallyHidden } from "../layout";
import { analysedTrack, memoryTrack } from "./bands";
import { costTop, costTrack } from "./cost";
import { motionTop, motionTrack } from "./motion";
import { probesTrack } from "./probes";
import { regionsTrack } from "./regions";
import { SERIES_NAMES } from "./series-styles";
import type { TimelineData, Track, TrackColours } from "./track";

type Rectangle = readonly [colour: string, x: number, y: number, width: number, height: number];

/** Draws a track of one pixel a device pixel, and returns the rectangles that it fills. */
function drawn(track: Track, data: Partial<TimelineData>, span: number, width: number, height: number) {
  const rectangles: Rectangle[] = [];
  let fillStyle = "";
  const context = {
    set fillStyle(colour: string) {
      fillStyle = colour;
    },
    measureText: (text: string) => ({ width: 5 * text.length }),
    fillText: (text: string, x: number, y: number) => {
      rectangles.push([`${fillStyle} ${text}`, x, y, 0, 0]);
    },
    fillRect: (...rectangle: [number, number, number, number]) => {
      rectangles.push([fillStyle, ...rectangle]);
    },
  };
  track.draw(
    {
      context: context as unknown as CanvasRenderingContext2D,
      scale: frameScale(timelineView(null, span), width, 6),
      height,
      hairline: 1,
      colours: {
        series: Object.fromEntries(SERIES_NAMES.map((name) => [name, name])) as TrackColours["series"],
        area: "area",
        grid: "grid",
        band: "band",
        warning: "warning",
        pins: ["one", "two"],
      },
    },
    {
      table: null,
      motionOf: (table, column) => table.column(column),
      ...{ greatestSpeed: 0, frames: null, costs: costLayers(null, new ShownCosts()) },
      curves: { quantity: "speed", curves: [], top: 0 },
      regions: { figure: "meanSpeed", unit: "px/frame", curves: [], top: 0, signed: false },
      lines: { figure: "flux", unit: "px²/frame", curves: [], top: 0, signed: true },
      ...data,
    },
  );
  return (colour: string) => rectangles.filter((rectangle) => rectangle[0] === colour);
}

describe("regionsTrack", () => {
  it("draws a curve for each region in its colour, with its name; zero is in the middle of what has a sign", () => {
    const values = new Float32Array(2000).fill(-5);
    const curves = [{ id: "1", name: "hand", colour: "#ff0000", values }];
    const regions = { figure: "vorticity" as const, unit: "1/frame", curves, top: 10, signed: true };
    const of = drawn(regionsTrack, { regions }, 2000, 112, 42);
    const heights = new Set(of("#ff0000").map(([, , y]) => Math.round(y)));
    // Half way from the middle of 40 pixels to the bottom.
    expect([...heights]).toEqual([30]);
    expect(of("#ff0000 hand")).toHaveLength(1);
    expect(of("grid")).toHaveLength(3);
  });
});

describe("probesTrack", () => {
  it("draws a curve for each probe in its colour, with its number; zero is in the middle of what has a sign", () => {
    const values = new Float32Array(2000).fill(5);
    const sure = values.slice();
    sure.fill(Number.NaN, 1000);
    const curves = { quantity: "u" as const, top: 10, curves: [{ number: 2, all: values, sure }] };
    const of = drawn(probesTrack, { curves }, 2000, 112, 42);
    // A quarter from the top: half of what goes up.
    expect(new Set(of("two").map(([, , y]) => Math.round(y)))).toEqual(new Set([10]));
    // The first half is drawn twice, the second, which is not reliable, once.
    expect(of("two").filter(([, x]) => x === 20)).toHaveLength(2);
    expect(of("two").filter(([, x]) => x === 90)).toHaveLength(1);
    expect(of("two 2")).toHaveLength(1);
    expect(of("one")).toEqual([]);
  });

  it("draws its ground alone while nothing is known", () => {
    expect(drawn(probesTrack, {}, 10, 112, 42)("grid")).toHaveLength(1);
  });
});

describe("memoryTrack", () => {
  const frames: FrameCacheState = {
    token: "t",
    cached: Int32Array.from([0, 4, 8, 10]),
    missing: Int32Array.from([6]),
    heldBytes: 1,
    budgetBytes: 2,
  };

  it("shows what is held, and what cannot be decoded higher and in another colour", () => {
    const of = drawn(memoryTrack, { frames }, 11, 112, 12);
    expect(of("grid")).toEqual([["grid", 1, 4, 110, 4]]);
    expect(of("band")).toEqual([
      ["band", 1, 4, 50, 4],
      ["band", 81, 4, 30, 4],
    ]);
    expect(of("warning")).toEqual([["warning", 61, 2, 10, 8]]);
  });

  it("is empty while nobody has told", () => {
    expect(drawn(memoryTrack, {}, 11, 112, 12)("band")).toEqual([]);
  });
});

describe("analysedTrack", () => {
  it("shows what is analysed, with motion or without", () => {
    const table = new AnalysisTable("k");
    table.take(analysisRows("k", [{ frame: 2, meanSpeed: 1 }, { frame: 3 }]));
    expect(drawn(analysedTrack, { table }, 11, 112, 12)("band")).toEqual([["band", 21, 4, 20, 4]]);
  });
});

describe("motionTrack", () => {
  /** Two frames a pixel: mean speed 1, a peak of 2.9 at frame 50, nothing known of frames 100 to 119. */
  const table = new AnalysisTable("k");
  const known = Array.from({ length: 200 }, (_, frame) => frame).filter(
    (frame) => frame < 100 || frame > 119,
  );
  table.take(
    analysisRows(
      "k",
      known.map((frame) => ({ frame, meanSpeed: 1, p95Speed: frame === 50 ? 2.9 : 1.5, p999Speed: 2.5 })),
    ),
  );
  const of = drawn(motionTrack, { table, greatestSpeed: 2.9 }, 200, 112, 63);

  it("ends its scale at a round number", () => {
    expect(motionTop(2.9)).toBe(3);
  });

  it("loses no peak where a pixel has several frames", () => {
    const base = 62;
    const tops = of("area").map(([, , y]) => y);
    // 61 pixels are 3 px/frame.
    expect(Math.min(...tops)).toBeCloseTo(base - (2.9 / 3) * 61, 3);
    expect(Math.max(...tops)).toBeCloseTo(base - 0.5 * 61, 3);
  });

  it("leaves a gap where nothing is known", () => {
    const columns = of("mean").map(([, x]) => x);
    expect(columns).toContain(55);
    expect(columns).not.toContain(60);
    expect(columns).toContain(67);
  });

  it("has a line of the fastest pixels, with gaps between its dots", () => {
    const dots = of("p999");
    expect(dots.length).toBeGreaterThan(10);
    expect(dots.length).toBeLessThan(of("mean").length);
    for (const [, , y, , height] of dots) {
      expect(Math.abs(y + height / 2 - (62 - (2.5 / 3) * 61))).toBeLessThan(1);
    }
  });

  it("joins steep neighbours, so that the line has no breaks", () => {
    const peak = of("p95").find(([, x]) => x === 31);
    const [, , top = 0, , height = 0] = peak ?? [];
    expect(top).toBeLessThan(5);
    expect(top + height).toBeGreaterThan(31);
  });
});

describe("costTrack", () => {
  it("lays the flow on the decoding, and cuts off what is slower than the scale", () => {
    const table = new AnalysisTable("k");
    const rows = Array.from({ length: 200 }, (_, frame) => ({
      frame,
      decodeMs: frame === 50 ? 900 : 5,
      flowMs: 13,
    }));
    table.take(analysisRows("k", rows));
    const costs = costLayers(table, new ShownCosts());
    expect(costTop(costs.usualMs)).toBe(20);
    const areas = drawn(costTrack, { costs }, 200, 112, 41)("area");
    // 39 pixels are 20 ms: the flow's own area ends at 18 ms, that of decoding at 5 ms.
    const tops = new Set(areas.map(([, , y]) => Math.round(y)));
    expect([...tops].sort((a, b) => a - b)).toEqual([
      1,
      Math.round(40 - (18 / 20) * 39),
      Math.round(40 - (5 / 20) * 39),
    ]);
  });

  it("is empty while no cost is known", () => {
    expect(drawn(costTrack, {}, 200, 112, 41)("area")).toEqual([]);
  });
});

describe("timelineLayout", () => {
  it("stacks the tracks, and leaves out those that are hidden", () => {
    const whole = timelineLayout(true, 64, []);
    expect(whole.tracks.map(({ track }) => track.id)).toEqual([
      ...[
        "motion",
        "probes",
        "regions",
        "lines",
        "reliability",
        "thumbnails",
        "memory",
        "analysed",
        "cost",
        "bytes",
      ],
    ]);
    for (const [index, { top }] of whole.tracks.entries()) {
      const before = whole.tracks[index - 1];
      if (before) expect(top).toBeGreaterThanOrEqual(before.top + before.height);
    }
    expect(timelineLayout(true, 100, []).height - whole.height).toBe(36);
    const bands = timelineLayout(false, 64, ["thumbnails"]);
    expect(bands.tracks.map(({ track }) => track.id)).toEqual(["memory", "analysed"]);
    expect(bands.height).toBeLessThan(60);
    const bare = timelineLayout(false, 64, usuallyHidden(700).concat("memory", "analysed"));
    expect(bare.tracks).toEqual([]);
    expect(bare.height).toBeGreaterThan(0);
  });
});
