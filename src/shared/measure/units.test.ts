import { describe, expect, it } from "vitest";
import { NEXT_FRAME, type Pairing } from "../pairing";
import { type Calibration, IN_PIXELS } from "./calibration";
import { Units, type UnitsOrigin } from "./units";

const AXES = IN_PIXELS.axes;
const MOVIE: Omit<UnitsOrigin, "calibration"> = {
  grid: { width: 640, height: 480, pixelAspect: 1 },
  pairing: NEXT_FRAME,
  times: Array.from({ length: 100 }, (_, k) => k / 25),
  frameRate: 25,
  variableFrameRate: false,
};

function units(calibration: Partial<Calibration>, movie: Partial<UnitsOrigin> = {}): Units {
  return new Units({ ...MOVIE, ...movie, calibration: { ...IN_PIXELS, ...calibration } });
}

describe("in pixels", () => {
  it("says everything as it is", () => {
    const said = units({});
    expect(said.isInPixels).toBe(true);
    expect(said.speed()).toEqual({ factor: 1, unit: "px/frame" });
    expect(said.gradient("vorticity")).toEqual({ factor: 1, unit: "1/frame" });
    expect(said.motion(3, 4, 0.04)).toMatchObject({ u: 3, v: 4, speed: 5 });
    expect(said.place(7, 9)).toEqual([7, 9]);
    expect(said.onPicture()).toBeUndefined();
  });
});

describe("units of the world", () => {
  it("multiplies pixels by their size and frames by their rate", () => {
    const said = units({ pixel: { value: 0.02, unit: "mm" } });
    // 0.02 mm x 25 a second.
    expect(said.speed().factor).toBeCloseTo(0.5, 12);
    expect([said.speedUnit, said.lengthUnit]).toEqual(["mm/s", "mm"]);
    const motion = said.motion(3, -4, 0.04);
    expect(motion.u).toBeCloseTo(1.5, 12);
    expect(motion.v).toBeCloseTo(-2, 12);
    expect(motion.speed).toBeCloseTo(2.5, 12);
    expect(said.gradient("divergence")).toEqual({ factor: 25, unit: "1/s" });
    expect(said.place(100, 50)[0]).toBeCloseTo(2, 12);
    expect(said.placeDecimals).toBe(2);
  });

  it.each([
    // 1 px/frame is 2.3 mm/s: thousandths of a metre are not said.
    [{ value: 0.0023 / 25, unit: "m" }, "mm/s", 2.3],
    [{ value: 0.02, unit: "mm" }, "mm/s", 0.5],
    [{ value: 0.3, unit: "µm" }, "µm/s", 7.5],
    [{ value: 1e-7, unit: "m" }, "µm/s", 2.5],
    [{ value: 60_000, unit: "mm" }, "km/s", 1.5],
    [{ value: 4, unit: "m" }, "m/s", 100],
  ] as const)("says a pixel of %o a frame in %s", (pixel, unit, factor) => {
    const { factor: said, unit: saidUnit } = units({ pixel }).speed();
    expect(saidUnit).toBe(unit);
    expect(said).toBeCloseTo(factor, 9);
  });

  it("says lengths by the picture, speeds by the motion", () => {
    // At 20,000 frames/s a pixel of 20 µm is 400 mm/s a frame, and the picture 9.6 mm high.
    const said = units({ pixel: { value: 20, unit: "µm" } }, { frameRate: 20_000 });
    expect([said.speedUnit, said.lengthUnit]).toEqual(["m/s", "µm"]);
    expect(said.speed().factor).toBeCloseTo(0.4, 9);
    expect(said.length.factor).toBeCloseTo(20, 9);
  });

  it("has the same units for all frames, and each pair's own time", () => {
    const times = [0, 0.04, 0.08, 0.12, 0.2, 0.24, 0.28];
    const said = units({ pixel: { value: 1, unit: "mm" } }, { times, variableFrameRate: true });
    expect(said.variesInTime).toBe(true);
    expect(said.typicalSeconds).toBeCloseTo(0.04, 9);
    expect(said.speed().factor).toBeCloseTo(25, 9);
    const own = said.secondsOf(3, 4, times);
    expect(own).toBeCloseTo(0.08, 9);
    expect(said.speed(own).factor).toBeCloseTo(12.5, 9);
    expect(said.motion(2, 0, own).u).toBeCloseTo(25, 9);
    expect(said.onPicture()?.typicalSeconds).toBeCloseTo(0.04, 9);
  });

  it("goes by steps, pulses and references as they are said", () => {
    const pixel = { value: 1, unit: "mm" } as const;
    const of = (pairing: Pairing) => units({ pixel }, { pairing });
    // Steps of four frames are said a frame.
    expect(of({ kind: "step", step: 4 }).speed().factor).toBeCloseTo(25, 9);
    const pulsed = of({ kind: "pairs", pulseSeparation: 200 });
    expect(pulsed.speed()).toEqual({ factor: 5, unit: "m/s" });
    const since = of({ kind: "reference", frame: 0 });
    expect(since.speed()).toEqual({ factor: 1, unit: "mm" });
    expect(since.motion(3, 4, 2).speed).toBeCloseTo(5, 12);
  });
});

describe("axes", () => {
  it("has v and vorticity count the other way where y is up, and angles from x towards y", () => {
    const axes = { origin: [0, 479], turn: 0, yUp: true } as const;
    const said = units({ axes });
    expect(said.motion(0, -2, 0.04)).toMatchObject({ u: 0, v: 2, degrees: 90 });
    expect(said.place(10, 479)).toEqual([10, 0]);
    expect(said.place(10, 0)).toEqual([10, 479]);
    expect(said.gradient("vorticity").factor).toBe(-1);
    expect(said.gradient("divergence").factor).toBe(1);
  });

  it("turns with the axes", () => {
    const said = units({ axes: { ...AXES, turn: 90 } });
    // x points up.
    const { u, v } = said.motion(0, -3, 0.04);
    expect([u, v]).toEqual([3, 0]);
  });
});

describe("pixels that are not square", () => {
  const grid = { width: 640, height: 480, pixelAspect: 2 };
  const said = units({ pixel: { value: 0.1, unit: "mm" } }, { grid });

  it("has vectors and places in units", () => {
    const { u, v, speed } = said.motion(3, 4, 0.04);
    expect(u).toBeCloseTo(15, 9);
    expect(v).toBeCloseTo(10, 9);
    expect(speed).toBeCloseTo(Math.hypot(15, 10), 9);
    expect(said.place(10, 10)[0]).toBeCloseTo(2, 12);
    expect(said.place(10, 10)[1]).toBeCloseTo(1, 12);
  });

  it("keeps what is counted by lengths in pixels, of which nobody knows the direction", () => {
    expect(said.speed()).toEqual({ factor: 1, unit: "px/frame" });
    expect(said.gradient("shear")).toEqual({ factor: 1, unit: "1/frame" });
    // By its length on the displayed picture an arrow can be told.
    expect(said.onPicture()?.arrow?.factor).toBeCloseTo(2.5, 9);
  });
});
