import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import type { DrawnTracks } from "../../shared/overlay/track-tail";
import { TrackPath } from "../../shared/track-path";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import { makeKnownMotion, shifted } from "../testing/known-motion";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { overlayPicture } from "./overlay-picture";
import { exportOverlayVideo } from "./overlay-video";

const SIZE = { width: 160, height: 120 };
const LARGE = { width: 480, height: 360 };
const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const overlay = defaultOverlaySettings(LARGE.width, LARGE.height);
const BARE = { ...overlay, legend: false, arrows: { ...overlay.arrows, visible: false } };

/** A track along row 60, eight pixels a frame, which is lost in frame 10. */
function tracks(): DrawnTracks {
  const path = new TrackPath();
  for (let frame = 0; frame < 10; frame++) {
    path.set({ frame, x: 20 + 8 * frame, y: 60, state: frame === 0 ? "set" : "ok" });
  }
  path.set({ frame: 10, x: Number.NaN, y: Number.NaN, state: "lost" });
  return { tracks: [{ path, colour: "#ff0000", selected: false, firstSet: 0 }], length: 4 };
}

/** How red a picture of the large size is about a place of the movie, against its blue. */
function redness(rgb: Uint8Array, x: number, y: number): number {
  const at = 3 * (Math.floor(3 * (y + 0.5)) * LARGE.width + Math.floor(3 * (x + 0.5)));
  return (rgb[at] ?? 0) - (rgb[at + 2] ?? 0);
}

/** @param share of the colours that is left: video has half of their detail */
function expectTail(rgb: Uint8Array, frame: number, share: number): void {
  const x = 20 + 8 * frame;
  expect(redness(rgb, x, 60)).toBeGreaterThan(120 * share);
  expect(redness(rgb, x - 6, 60)).toBeGreaterThan(80 * share);
  // Four frames before it has gone; it never was beside it, or before it.
  for (const [left, down] of [
    [-44, 0],
    [0, 8],
    [12, 0],
  ] as const) {
    expect(Math.abs(redness(rgb, x + left, 60 + down))).toBeLessThan(20);
  }
}

it("tracks lie over pictures and videos as they are enlarged, each frame with its own tails", async () => {
  const movie = await openMovie(
    tools,
    makeKnownMotion(folder, "still", { ...SIZE, frames: 16, from: shifted(0, 0) }),
  );
  const common = {
    flow: DEFAULT_FLOW_PARAMETERS,
    deinterlace: false,
    overlay: BARE,
    size: LARGE,
    tracks: tracks(),
  };
  const png = await overlayPicture(tools, pool, movie, { ...common, frame: 7, marks: [], list: false });
  const file = join(folder, "picture.png");
  writeFileSync(file, png);
  expectTail(ffmpeg("-i", file, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"), 7, 1);

  const output = join(folder, "video.mp4");
  await exportOverlayVideo(tools, pool, movie, { ...common, start: 3, end: 15, output });
  const frames = ffmpeg("-i", output, "-pix_fmt", "rgb24", "-f", "rawvideo", "-");
  const bytes = 3 * LARGE.width * LARGE.height;
  const frameOf = (frame: number): Uint8Array => frames.subarray((frame - 3) * bytes, (frame - 2) * bytes);
  for (const frame of [5, 7, 9]) expectTail(frameOf(frame), frame, 0.5);
  // A cross where it was lost, and nothing any more when the tail has faded.
  expect(redness(frameOf(11), 92, 60)).toBeGreaterThan(40);
  expect(Math.abs(redness(frameOf(14), 92, 60))).toBeLessThan(20);
  movie.close();
});
