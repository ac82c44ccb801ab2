import { describe, expect, it } from "vitest";
import { withLook } from "../shared/overlay/looks";
import { defaultOverlaySettings } from "../shared/overlay/settings";
import { automaticReliability } from "../shared/reliability";
import { HELP } from "./help";
import { needsSurvey, OVERLAY_OPTIONS, readOverlayOptions, withFittedScales } from "./overlay-options";

const read = (
  values: Parameters<typeof readOverlayOptions>[0],
  method: Parameters<typeof readOverlayOptions>[3] = "dense-pyramidal",
) => readOverlayOptions(values, 854, 480, method);
const SCREEN = defaultOverlaySettings(854, 480);
/** Of a video of this size. */
// A bar of a round length is for those who know how large a pixel is.
const DEFAULTS = { ...{ ...SCREEN, arrows: { ...SCREEN.arrows, spacing: 18 } }, scaleBar: false };

describe("overlay options", () => {
  it("have lines as far apart in the movie whatever the size of the video", () => {
    const movie = { width: 854, height: 480 };
    const { overlay } = readOverlayOptions({ streamlines: true }, 1708, 960, "dense-pyramidal", movie);
    expect(overlay.streamlines.spacing).toBe(SCREEN.streamlines.spacing);
    expect(overlay.arrows.spacing).toBeGreaterThan(DEFAULTS.arrows.spacing);
  });

  it("are the defaults where nothing is said", () => {
    expect(read({})).toEqual({
      overlay: DEFAULTS,
      open: { maxSpeed: false, arrows: true, minimumShare: 0.05 },
    });
  });

  it("have the threshold of reliability of the method, unless one is given", () => {
    const thresholds = [{}, { "min-reliability": "0.3" }].map((values) =>
      (["dense-pyramidal", "lucas-kanade"] as const).map(
        (method) => read(values, method).overlay.minimumReliability,
      ),
    );
    expect(thresholds).toEqual([
      [automaticReliability("dense-pyramidal"), automaticReliability("lucas-kanade")],
      [0.3, 0.3],
    ]);
  });

  it("are all in the help", () => {
    for (const name of Object.keys(OVERLAY_OPTIONS)) expect(HELP).toContain(`--${name} `);
  });

  it.each([
    [{}, [true, false, false]],
    [{ layer: "both" }, [true, false, true]],
    [{ layer: "colour" }, [false, false, true]],
    [{ map: "shear" }, [true, false, true]],
    [{ map: "shear", layer: "colour" }, [false, false, true]],
    [{ streamlines: true }, [false, true, false]],
    [{ streamlines: true, layer: "arrows" }, [true, true, false]],
    [{ streamlines: true, map: "speed" }, [false, true, true]],
  ])("%j show [arrows, streamlines, colour] %j", (values, visible) => {
    const { arrows, streamlines, colour } = read(values).overlay;
    expect([arrows.visible, streamlines.visible, colour.visible]).toEqual(visible);
  });

  it("have looks, which other options go before", () => {
    expect(read({ look: "print" }).overlay).toEqual(withLook(DEFAULTS, "print"));
    expect(read({ look: "bright", lighten: "0.3", "arrow-colour": "#ff0000" }).overlay).toMatchObject({
      footage: { brightness: 1, wash: 0.3 },
      arrows: { colour: "#ff0000", halo: true },
      colour: { opacity: 0.9 },
    });
    expect(() => read({ look: "dim" })).toThrow("--look has to be one of dark, bright, print");
  });

  it("set every number and choice", () => {
    const { overlay, open } = read({
      ...{ layer: "both", map: "difference", streamlines: true, spacing: "12", "streamline-spacing": "20" },
      ...{ scale: ["3"], "arrow-colour": "#FF8000", "no-halo": true, "min-speed": "0.5" },
      ...{
        "min-reliability": "0.2",
        "max-speed": "9",
        "max-gradient": "0.5",
        "max-difference": "30",
        "max-error": "2",
      },
      ...{
        opacity: "0.6",
        "arrow-opacity": "0.7",
        "streamline-opacity": "0",
        brightness: "0.25",
        "no-legend": true,
        "scale-bar": true,
      },
    });
    expect(overlay).toEqual({
      footage: { brightness: 0.25, wash: 0 },
      arrows: {
        ...{ visible: true, spacing: 12, scale: 3 },
        ...{ colouring: "plain", colour: "#ff8000", halo: false, opacity: 0.7 },
      },
      streamlines: { visible: true, opacity: 0, spacing: 20 },
      minimumSpeed: 0.5,
      minimumReliability: 0.2,
      colour: {
        ...{ visible: true, kind: "difference", opacity: 0.6 },
        ...{ maxSpeed: 9, maxGradient: 0.5, maxDifference: 30, maxError: 2, fading: true },
      },
      ...{ legend: false, scaleBar: true },
    });
    expect(open).toEqual({ maxSpeed: false, arrows: false, minimumShare: null });
    expect(needsSurvey(open)).toBe(false);
  });

  it("leave scales open where something has them, and nobody gave them", () => {
    const open = (values: Parameters<typeof read>[0]) => read(values).open;
    expect(open({ map: "speed" })).toMatchObject({ maxSpeed: true, arrows: true });
    expect(open({ layer: "colour" })).toMatchObject({ maxSpeed: true, arrows: false });
    expect(open({ "arrow-colour": "direction", scale: ["4"] })).toMatchObject({
      maxSpeed: true,
      arrows: false,
    });
    expect(open({ "arrow-colour": "speed", "max-speed": "2" }).maxSpeed).toBe(false);
    expect(open({ map: "vorticity", streamlines: true })).toMatchObject({ maxSpeed: false, arrows: false });
    expect(open({ "min-speed": "12 %" }).minimumShare).toBe(0.12);
    expect(open({ "min-speed": "12" }).minimumShare).toBe(null);
  });

  it("fit open scales to the speed of a movie, and leave the others alone", () => {
    const scales = (open: Parameters<typeof withFittedScales>[1]) => {
      const survey = { typicalSpeed: 8, fastSpeed: 14, restSpeed: 0 };
      const { arrows, colour, minimumSpeed } = withFittedScales(DEFAULTS, open, survey);
      return [arrows.scale, colour.maxSpeed, minimumSpeed];
    };
    expect(scales({ maxSpeed: true, arrows: true, minimumShare: 0.05 })).toEqual([5, 15, 0.4]);
    expect(scales({ maxSpeed: false, arrows: false, minimumShare: null })).toEqual([10, 4, 0]);
    const noisy = { typicalSpeed: 2, fastSpeed: 3, restSpeed: 0.4 };
    const lowest = (minimumShare: number) =>
      withFittedScales(DEFAULTS, { maxSpeed: true, arrows: true, minimumShare }, noisy).minimumSpeed;
    expect([lowest(0.05), lowest(0.5), lowest(0)]).toEqual([0.4, 1, 0]);
  });

  it.each([
    [{ map: "magic" }, /--map has to be one of direction, speed/],
    [{ map: "speed", layer: "arrows" }, /--layer colour or both/],
    [{ "arrow-colour": "#12345" }, /--arrow-colour has to be one of plain, speed, direction/],
    [{ brightness: "2" }, /--brightness has to be a number from 0 to 1/],
    [{ "min-speed": "120%" }, /--min-speed has to be a number from 0 to 100/],
    [{ "max-gradient": "0" }, /--max-gradient/],
    [{ "max-difference": "70000" }, /--max-difference/],
    [{ "streamline-spacing": "1" }, /--streamline-spacing/],
  ])("%j is refused", (values, message) => {
    expect(() => read(values)).toThrow(message);
  });
});
