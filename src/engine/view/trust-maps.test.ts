import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { defaultOverlaySettings, type MapKind } from "../../shared/overlay/settings";
import type { PictureRequest } from "../../shared/picture";
import { NO_VALIDATION } from "../../shared/validation";
import type { FlowPool } from "../../workers/flow-pool";
import { overlayPicture } from "../export/overlay-picture";
import { exportOverlayVideo } from "../export/overlay-video";
import type { Recording } from "../recording/recording";
import { openRecording } from "../recordings/open-recording";
import { makeKnownMotion, shifted } from "../testing/known-motion";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "./picture-session";

const [WIDTH, HEIGHT] = [96, 64];
const folder = temporaryFolder();
const never = new AbortController().signal;
let pool: FlowPool;
let movie: Recording;
let session: PictureSession;

beforeAll(async () => {
  pool = await startTestPool(2);
  const motion = { width: WIDTH, height: HEIGHT, frames: 4, from: shifted(2, -1) };
  movie = await openRecording(tools, makeKnownMotion(folder, "shift", motion));
  session = new PictureSession(movie, pool);
});
afterAll(async () => {
  await session.close();
  await pool.dispose();
});

/** The map alone, opaque. */
function overlayOf(kind: MapKind) {
  const { arrows, colour, ...others } = defaultOverlaySettings(WIDTH, HEIGHT);
  return {
    ...others,
    legend: false,
    minimumReliability: 0,
    arrows: { ...arrows, visible: false },
    colour: { ...colour, visible: true, kind, opacity: 1, maxError: 1 },
  };
}

/** Mean grey of the middle of a picture, where no motion leaves the frame. */
function middleGrey(path: string): number {
  const grey = ffmpeg(
    ...["-i", path, "-frames:v", "1", "-vf", "crop=48:32", "-pix_fmt", "gray", "-f", "rawvideo", "-"],
  );
  return grey.reduce((sum, value) => sum + value, 0) / grey.length;
}

/** Takes out all that there is to see of the motion. */
const STILL: FlowParameters = {
  ...DEFAULT_FLOW_PARAMETERS,
  treatment: {
    ...{ camera: "shift", validation: NO_VALIDATION, mask: [], minimumReliability: 0.3, pixelAspect: 1 },
  },
};
const CASES = (["uncertainty", "forward-backward"] as const).flatMap((map) => [
  { map, of: "the flow", flow: DEFAULT_FLOW_PARAMETERS },
  { map, of: "the flow without the camera's motion", flow: STILL },
]);

/**
 * A shift of √5 px that is found to some hundredths: an error that was taken of the way there twice would be of 4 px, and the full colour of
 * the map, which is nearly white.
 */
describe.each(CASES)("the map of $map of $of", ({ map, of, flow: parameters }) => {
  it("has small values at points, with a cached flow and without, and all over the picture", async () => {
    const asked = { frame: 1, deinterlace: false, flow: parameters, map } as const;
    for (const points of [[[48, 32]], [[20.4, 40]]] as const) {
      const { values } = await session.probe({ ...asked, points });
      const value = values[0]?.[3] ?? Number.NaN;
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(0.3);
    }
    const extent = await session.mapExtent({ ...asked, minimumReliability: 0.6 });
    expect(extent).toBeGreaterThan(0.005);
    expect(extent).toBeLessThan(1);
  });

  it("is dark on the screen", async () => {
    const request: PictureRequest = {
      ...{ id: 1, token: movie.info.token, frame: 1, deinterlace: false, levels: null },
      ...{ flow: parameters, compare: null, nextImage: false, minimumReliability: 0 },
      ...{ figurePixels: "reliable", minimumSpeed: 0, arrows: null, streamlines: null },
      colour: { kind: map, limit: 1, step: 1, fading: false },
      points: [[48, 32]],
    };
    const { flow } = await session.picture(request, never);
    const rgba = new Uint8Array(flow?.colour?.data ?? new ArrayBuffer(0));
    const at = 4 * (32 * WIDTH + 48);
    expect(rgba[at + 3]).toBe(255);
    expect(rgba[at]).toBeLessThan(120);
    expect(flow?.probed[0]?.[3]).toBeLessThan(0.3);
  });

  it("is dark in a saved picture and in a video", async () => {
    const overlay = overlayOf(map);
    const asked = { flow: parameters, deinterlace: false, overlay };
    const size = { width: WIDTH, height: HEIGHT };
    const png = join(folder, `${map} of ${of}.png`);
    writeFileSync(
      png,
      await overlayPicture(tools, pool, movie, { ...asked, frame: 1, size, marks: [], list: false }),
    );
    expect(middleGrey(png)).toBeLessThan(60);
    const video = join(folder, `${map} of ${of}.mp4`);
    await exportOverlayVideo(tools, pool, movie, { ...asked, start: 0, end: 2, output: video });
    expect(middleGrey(video)).toBeLessThan(60);
    const speed = join(folder, "speed.png");
    const other = {
      ...asked,
      overlay: { ...overlay, colour: { ...overlay.colour, kind: "speed", maxSpeed: 2 } },
    } as const;
    writeFileSync(
      speed,
      await overlayPicture(tools, pool, movie, { ...other, frame: 1, size, marks: [], list: false }),
    );
    // What a map of full colours looks like; without its motion, the treatment is at work.
    if (parameters === STILL) expect(middleGrey(speed)).toBeLessThan(60);
    else expect(middleGrey(speed)).toBeGreaterThan(150);
  });
});

it.each(["difference", "forward-backward", "uncertainty"] as const)(
  "the map of %s compares frames by the flow as it was computed, to the bit",
  async (map) => {
    const asked = { frame: 2, deinterlace: false, map, points: [[40, 30]] } as const;
    const [still, plain] = [
      await session.probe({ ...asked, flow: STILL }),
      await session.probe({ ...asked, flow: DEFAULT_FLOW_PARAMETERS }),
    ];
    expect(Math.abs(still.values[0]?.[0] ?? 9)).toBeLessThan(0.1);
    expect(plain.values[0]?.[0]).toBeGreaterThan(1.8);
    expect(still.values[0]?.[3]).toBe(plain.values[0]?.[3]);
  },
);
