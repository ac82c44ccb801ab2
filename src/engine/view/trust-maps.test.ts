import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings, type MapKind } from "../../shared/overlay/settings";
import type { PictureRequest } from "../../shared/picture";
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

const KINDS = ["uncertainty", "forward-backward"] as const;

/**
 * A shift of √5 px that is found to some hundredths: an error that was taken of the way there twice would be of 4 px, and the full colour of
 * the map, which is nearly white.
 */
describe.each(KINDS)("the map of %s", (map) => {
  it("has small values at points, with a cached flow and without, and all over the picture", async () => {
    const asked = { frame: 1, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, map } as const;
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
      ...{ flow: DEFAULT_FLOW_PARAMETERS, compare: null, nextImage: false, minimumReliability: 0 },
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
    const asked = { flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, overlay };
    const size = { width: WIDTH, height: HEIGHT };
    const png = join(folder, `${map}.png`);
    writeFileSync(
      png,
      await overlayPicture(tools, pool, movie, { ...asked, frame: 1, size, marks: [], list: false }),
    );
    expect(middleGrey(png)).toBeLessThan(60);
    const video = join(folder, `${map}.mp4`);
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
    // What a map of full colours looks like.
    expect(middleGrey(speed)).toBeGreaterThan(150);
  });
});
