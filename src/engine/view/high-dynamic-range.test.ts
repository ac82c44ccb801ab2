import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lightToPq } from "../../shared/colour/transfer";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { noticeInEnglish } from "../../shared/movie";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import type { FlowPool } from "../../workers/flow-pool";
import { exportOverlayVideo } from "../export/overlay-video";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, sharedMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { recordedPixels } from "../testing/recorded";
import { PictureSession } from "./picture-session";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

const [WIDTH, HEIGHT] = [64, 48];
/** Grey bars, as signals from 0 to 1: black, a grey card, diffuse white and the peak. */
const BARS = {
  smpte2084: [0, lightToPq(26), lightToPq(203), lightToPq(1000)],
  "arib-std-b67": [0, 0.38, 0.75, 1],
} as const;
const CODECS = {
  "hevc.mp4": ["-c:v", "libx265", "-x265-params", "log-level=none", "-crf", "8"],
  "vp9.webm": ["-c:v", "libvpx-vp9", "-crf", "10", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8"],
} as const;

/** A movie of four grey bars, 10 bits deep. */
function makeBars(name: string, transfer: keyof typeof BARS, codec: readonly string[]): string {
  const raw = join(folder, "bars.yuv");
  const frame = new Uint16Array((WIDTH * HEIGHT * 3) / 2).fill(512);
  for (let k = 0; k < WIDTH * HEIGHT; k++) {
    frame[k] = Math.round(64 + 876 * (BARS[transfer][Math.floor((k % WIDTH) / (WIDTH / 4))] ?? 0));
  }
  writeFileSync(raw, Buffer.concat(Array.from({ length: 4 }, () => new Uint8Array(frame.buffer))));
  const path = join(folder, name);
  ffmpeg(
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p10le", "-s", `${WIDTH}x${HEIGHT}`, "-i", raw, ...codec],
    ...["-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-colorspace", "bt2020nc"],
    ...["-color_trc", transfer, "-color_range", "tv", path],
  );
  return path;
}

/** Limited-range luma in the middle of the four bars. */
function barsOf(frame: Uint8Array): number[] {
  return [0, 1, 2, 3].map((bar) => frame[(HEIGHT / 2) * WIDTH + (bar + 0.5) * (WIDTH / 4)] ?? -1);
}

const EXPECTED = [16, 16 + 219 * (26 / 203) ** (1 / 2.4), 16 + 219 * 0.9, 235];

describe.each(Object.keys(BARS) as (keyof typeof BARS)[])(
  "a movie of high dynamic range (%s)",
  (transfer) => {
    it.for(Object.entries(CODECS))("is shown and exported in BT.709: %s", async ([codec, args]) => {
      const movie = await openMovie(tools, makeBars(`${transfer}-${codec}`, transfer, args));
      expect(movie.info.highDynamicRange).toBe(true);
      expect(movie.info.notices.map(noticeInEnglish).join(" ")).toContain("tone-mapped");

      const session = new PictureSession(movie, pool);
      const picture = await session.picture(
        {
          ...{ id: 1, token: movie.info.token, frame: 1, deinterlace: false, levels: null },
          ...{
            flow: null,
            compare: null,
            nextImage: false,
            minimumReliability: 0,
            figurePixels: "all",
            minimumSpeed: 0,
            arrows: null,
            colour: null,
            streamlines: null,
            points: [],
          },
        },
        new AbortController().signal,
      );
      expect(picture.image.colour).toEqual({
        ...{ matrix: "bt709", primaries: "bt709", transfer: "bt709", range: "limited" },
      });
      expectBars(new Uint8Array(picture.image.data));
      await session.close();

      const output = join(folder, "out.mp4");
      await exportOverlayVideo(tools, pool, movie, {
        ...{ start: 0, end: 3, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false, output },
        overlay: { ...defaultOverlaySettings(WIDTH, HEIGHT), legend: false },
      });
      expect(colourTags(output)).toBe("tv,bt709,bt709,bt709");
      expectBars(ffmpeg("-i", output, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"));
    });
  },
);

function expectBars(frame: Uint8Array): void {
  for (const [bar, value] of barsOf(frame).entries()) {
    expect(Math.abs(value - (EXPECTED[bar] ?? 0))).toBeLessThanOrEqual(3);
  }
  // Greys are neutral.
  for (const value of frame.subarray(WIDTH * HEIGHT)) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1);
}

function colourTags(path: string): string {
  const entries = "stream=color_range,color_space,color_transfer,color_primaries";
  return execFileSync(tools.ffprobe.path, ["-v", "error", "-show_entries", entries, "-of", "csv=p=0", path], {
    encoding: "utf8",
  }).trim();
}

it("a real HLG movie keeps its decoded frames for the flow", async ({ skip }) => {
  const path = sharedMovie("formats/hlg10-color-test.mp4");
  if (path === null) return skip("the shared test movies are not there");
  const movie = await openMovie(tools, path);
  expect(movie.info.highDynamicRange).toBe(true);
  const frames = movie.openFrames(pool.heap, { budgetBytes: 0 });
  const lease = await frames.get(0);
  const decoded = ffmpeg(
    "-i",
    path,
    "-frames:v",
    "1",
    "-pix_fmt",
    recordedPixels(path),
    "-f",
    "rawvideo",
    "-",
  );
  expect(Buffer.compare(lease.slot.bytes, decoded)).toBe(0);
  lease.release();
  await frames.close();
});
