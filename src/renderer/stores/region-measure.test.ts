import { beforeEach, expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { lineText, putLineRow } from "../../shared/measure/line-rows";
import type { RegionSums } from "../../shared/measure/region-figures";
import { putRegionRow, REGION_ROW, regionText } from "../../shared/measure/region-rows";
import { type Pairing, withPairing } from "../../shared/pairing";
import { analysisRows } from "../testing/analysis-rows";
import { testMovie } from "../testing/test-movie";
import { analysisTables, clearAnalysis, publishAnalysisRows } from "./analysis-store";
import { clearCuts } from "./cut-store";
import { lineCurves } from "./line-curves";
import { useMovieStore } from "./movie-store";
import { regionCurves } from "./region-curves";
import { regionTables } from "./region-tables";
import { initialViewSettings } from "./view-settings";
import { useViewStore } from "./view-store";

/** 40 ms from frame to frame; every other frame shows the picture before again. */
const TIMES = [0, 0.04, 0.08, 0.12, 0.16];
const PIXEL = { value: 2, unit: "mm" } as const;
const shape = { kind: "rectangle", x: 0, y: 0, width: 10, height: 10 } as const;
const points = [
  [0, 0],
  [0, 10],
] as const;
const mark = { id: "m", name: "m", colour: "#ffffff", note: "" };

/** All goes right by 3 px, and grows by 0.1 px a px. */
const REGION: RegionSums = {
  ...{ pixels: 100, counted: 100, reliable: 100, meanU: 3, meanV: 0, meanSpeed: 3, medianSpeed: 3 },
  ...{ p95Speed: 3, p999Speed: 3, maxSpeed: 3, maxX: 0, maxY: 0, gradient: [0.1, 0, 0, 0.1] },
};
const LINE = { length: 10, counted: 10, reliable: 10, along: 0, across: 30, speed: 30, maxSpeed: 3 };

beforeEach(() => {
  clearAnalysis();
  clearCuts();
  regionTables.clear();
  useMovieStore.setState({
    movie: testMovie({ frameCount: 5, expectedFrameCount: 5, times: TIMES }),
  });
});

function measure(pairing: Pairing): void {
  const settings = initialViewSettings(320, 240);
  const calibration = { ...NO_MARKS.calibration, pixel: PIXEL };
  const marks = { ...NO_MARKS, calibration, regions: [{ ...mark, shape }], lines: [{ ...mark, points }] };
  useViewStore.setState({ ...settings, flow: withPairing(settings.flow, pairing), marks });
  analysisTables.show("k");
  // Repeated frames have no motion of their own.
  const moving = [0, 2, 4].map((frame) => ({ frame, meanSpeed: 3 }));
  analysisTables.take(analysisRows("k", [...moving, { frame: 1 }, { frame: 3 }]));
  publishAnalysisRows();
  const frames = Int32Array.of(0, 2);
  const [ofRegion, ofLine] = [new Float32Array(2 * REGION_ROW), new Float32Array(2 * REGION_ROW)];
  for (const row of [0, 1]) {
    putRegionRow(ofRegion, row, REGION);
    putLineRow(ofLine, row, LINE);
  }
  regionTables.take({ key: "k", region: regionText(shape, false), frames, values: ofRegion });
  regionTables.take({ key: "k", region: lineText(points, false), frames, values: ofLine });
}

/** Value at frame 2, and its unit. */
function ofRegion(figure: Parameters<typeof regionCurves.choose>[0]): readonly [number | undefined, string] {
  regionCurves.choose(figure);
  const { curves, unit } = regionCurves.current();
  return [curves[0]?.values[2], unit];
}

function ofLine(figure: Parameters<typeof lineCurves.choose>[0]): readonly [number | undefined, string] {
  lineCurves.choose(figure);
  const { curves, unit } = lineCurves.current();
  return [curves[0]?.values[2], unit];
}

it("to the next frame that is new, motion takes as long as that is away", () => {
  measure({ kind: "new" });
  // 6 mm in 80 ms.
  expect(ofRegion("meanSpeed")).toEqual([expect.closeTo(75, 3), "mm/s"]);
  expect(ofRegion("divergence")).toEqual([expect.closeTo(2.5, 3), "1/s"]);
  expect(ofLine("meanSpeed")).toEqual([expect.closeTo(75, 3), "mm/s"]);
  expect(ofLine("flux")).toEqual([expect.closeTo(1500, 2), "mm²/s"]);
});

it("since a reference, motions are lengths, as all of the window says them", () => {
  measure({ kind: "reference", frame: 0 });
  expect(ofRegion("meanSpeed")).toEqual([expect.closeTo(6, 4), "mm"]);
  expect(ofLine("meanSpeed")).toEqual([expect.closeTo(6, 4), "mm"]);
  expect(ofLine("flux")).toEqual([expect.closeTo(120, 3), "mm²"]);
});

it("to the next frame, motion takes the time to that", () => {
  measure({ kind: "step", step: 1 });
  expect(ofRegion("meanSpeed")).toEqual([expect.closeTo(150, 3), "mm/s"]);
  expect(ofLine("flux")).toEqual([expect.closeTo(3000, 2), "mm²/s"]);
});
