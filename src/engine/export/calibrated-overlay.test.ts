import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { type Calibration, IN_PIXELS } from "../../shared/measure/calibration";
import { unitsOf } from "../../shared/measure/units";
import { frameLegend } from "../../shared/overlay/legend";
import { defaultOverlaySettings, type OverlaySettings } from "../../shared/overlay/settings";
import { NEXT_FRAME } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { overlayPicture } from "./overlay-picture";
import { exportOverlayVideo } from "./overlay-video";

const folder = temporaryFolder();
const SIZE = { width: 640, height: 480 };
/** Of the movie's pixels on a picture of that size. */
const ZOOM = 4;
let pool: FlowPool;
let movie: Recording;

beforeAll(async () => {
  pool = await startTestPool(2);
  movie = await openMovie(tools, makeMovie(folder, "movie.mkv", { seconds: 1, args: ["-c:v", "ffv1"] }));
});
afterAll(() => pool.dispose());

const CALIBRATION: Calibration = { ...IN_PIXELS, pixel: { value: 0.02, unit: "mm" } };

/** Only the legend of a map, whose colours are not to be seen, and the bar. */
function legendOnly(calibration: Calibration): OverlaySettings {
  const settings = defaultOverlaySettings(160, 120);
  return {
    ...settings,
    arrows: { ...settings.arrows, visible: false },
    colour: { ...settings.colour, visible: true, kind: "speed", opacity: 0 },
    units: unitsOf(calibration, movie.info, NEXT_FRAME).onPicture(),
  };
}

/** Share of the letters' pixels of the legend for these settings that a picture has, as bright as they are. */
function lettersOn(pixels: Uint8Array, settings: OverlaySettings, tolerance: number): number {
  let letters = 0;
  let found = 0;
  for (const { x, y, picture } of frameLegend(settings, SIZE.width, SIZE.height, 1, ZOOM)) {
    for (let at = 0; at < picture.width * picture.height; at++) {
      const [r, g, b, alpha] = picture.rgba.subarray(4 * at, 4 * at + 4);
      if (alpha !== 255 || r !== 245 || g !== 245 || b !== 242) continue;
      const column = x + (at % picture.width);
      const row = y + Math.floor(at / picture.width);
      letters += 1;
      if (Math.abs(pixels[3 * (row * SIZE.width + column)] - r) <= tolerance) found += 1;
    }
  }
  expect(letters).toBeGreaterThan(100);
  return found / letters;
}

it("a saved picture says mm/s on its legend, and has a scale bar, as that of the settings", async () => {
  const pictureOf = async (overlay: OverlaySettings): Promise<Uint8Array> => {
    const request = { frame: 3, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, overlay, size: SIZE };
    const png = await overlayPicture(tools, pool, movie, { ...request, marks: [], list: false });
    const path = join(folder, "picture.png");
    writeFileSync(path, png);
    return ffmpeg("-i", path, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  };
  const calibrated = legendOnly(CALIBRATION);
  const pixels = await pictureOf(calibrated);
  expect(lettersOn(pixels, calibrated, 2)).toBe(1);
  // In pixels it says something else, and has no bar.
  const inPixels = legendOnly(IN_PIXELS);
  expect(inPixels.units).toBeUndefined();
  expect(lettersOn(await pictureOf(inPixels), calibrated, 2)).toBeLessThan(0.8);
  expect(frameLegend(inPixels, SIZE.width, SIZE.height, 1, ZOOM)).toHaveLength(1);
  expect(frameLegend(calibrated, SIZE.width, SIZE.height, 1, ZOOM)).toHaveLength(2);
});

it("so does a video of another size", async () => {
  const output = join(folder, "video.mp4");
  const overlay = legendOnly(CALIBRATION);
  const request = { start: 0, end: 2, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false };
  await exportOverlayVideo(tools, pool, movie, { ...request, overlay, size: SIZE, output });
  const pixels = ffmpeg("-i", output, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  // Coded with losses.
  expect(lettersOn(pixels, overlay, 60)).toBeGreaterThan(0.95);
  expect(lettersOn(pixels, legendOnly({ ...CALIBRATION, pixel: { value: 7, unit: "km" } }), 60)).toBeLessThan(
    0.95,
  );
});
