import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { type Calibration, IN_PIXELS } from "../../shared/measure/calibration";
import { Units } from "../../shared/measure/units";
import { NEXT_FRAME } from "../../shared/pairing";
import type { Pin } from "./pins";
import { type PinReading, probeTable } from "./probe-table";
import { readingOf } from "./reading";

function unitsOf(calibration: Partial<Calibration>): Units {
  return new Units({
    calibration: { ...IN_PIXELS, ...calibration },
    grid: { width: 64, height: 48, pixelAspect: 1 },
    ...{ pairing: NEXT_FRAME, times: [0, 0.04], frameRate: 25, variableFrameRate: false },
  });
}

it("has a line a pin below the names, with tabs, plain signs, all digits, and what each was read of", () => {
  const pins = [
    { number: 1, x: 12, y: 7 },
    { number: 4, x: 0, y: 0 },
    { number: 5, x: 3, y: 0 },
  ];
  const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 2 } as const;
  const readAt = ({ number }: Pin): PinReading => ({
    side: number === 1 ? "b" : "a",
    flow:
      number === 1 ? flow : number === 4 ? { ...DEFAULT_FLOW_PARAMETERS, method: "dense-pyramidal" } : null,
    reading:
      number === 1 ? readingOf([Math.fround(0.1), Math.fround(-1234.5678), 0.25, Number.NaN, 7]) : null,
    seconds: 0.04,
  });
  const text = probeTable(57, pins, readAt, unitsOf({}));
  expect(text.split("\n").map((line) => line.split("\t"))).toEqual([
    [
      ...["probe", "frame", "side", "method", "x", "y", "u (px/frame)", "v (px/frame)", "speed (px/frame)"],
      ...["angle (deg)", "reliability"],
    ],
    ["1", "57", "B", "lucas-kanade r=2", "12", "7", "0.1", "-1234.568", "1234.568", "270.0046", "0.25"],
    ["4", "57", "A", "dense-pyramidal balanced", "0", "0", "", "", "", "", ""],
    ["5", "57", "A", "", "3", "0", "", "", "", "", ""],
    [""],
  ]);
});

it("says places and motions along the axes in the units of the movie, by the time of the pair", () => {
  const units = unitsOf({ pixel: { value: 2, unit: "mm" }, axes: { origin: [0, 47], turn: 0, yUp: true } });
  const readAt = (): PinReading => ({
    side: "a",
    flow: null,
    reading: readingOf([3, -4, 0.5, Number.NaN, 7]),
    seconds: 0.5,
  });
  const [header, line] = probeTable(3, [{ number: 1, x: 10, y: 40 }], readAt, units)
    .split("\n")
    .map((text) => text.split("\t"));
  expect(header?.slice(4, 9)).toEqual(["x (mm)", "y (mm)", "u (mm/s)", "v (mm/s)", "speed (mm/s)"]);
  expect(line?.slice(4, 9)).toEqual(["20", "14", "12", "16", "20"]);
});
