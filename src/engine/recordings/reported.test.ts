import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import { defaultPairing, type Pairing, withPairing } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import { analyseMovie } from "../analysis/analyse-movie";
import { exportOverlayVideo } from "../export/overlay-video";
import { surveyMovie } from "../flow/survey";
import type { Recording } from "../recording/recording";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { encode, grey, noise } from "../testing/reported-files";
import { reportedRecordings } from "../testing/reported-recordings";
import { openRecording } from "./open-recording";

/** Every kind of recording that people reported trouble with, as the app and the command line open it. */

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

/** The row of each frame that begins a pair, by its number. */
async function analysed(movie: Recording, pairing: Pairing): Promise<ReadonlyMap<number, FrameAnalysis>> {
  const rows = new Map<number, FrameAnalysis>();
  const flow = withPairing(DEFAULT_FLOW_PARAMETERS, pairing);
  const end = movie.info.frameCount - 1;
  const wish = { start: 0, end, flow, figures: DEFAULT_FIGURES, deinterlace: false };
  await analyseMovie(pool, movie, wish, {
    onRow: (row) => Number.isNaN(row.meanSpeed) || rows.set(row.frame, row),
  });
  return rows;
}

function meanSpeed(rows: ReadonlyMap<number, FrameAnalysis>, frames: readonly number[]): number {
  const speeds = frames.map((frame) => rows.get(frame)?.meanSpeed ?? Number.NaN);
  return speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
}

describe("recordings that people reported", () => {
  it.for(Object.entries(reportedRecordings(folder)))("%s", async ([_, { make, options, ...expected }]) => {
    const { frames, rate, variable = false, times } = expected;
    const movie = await openRecording(tools, make(), options);
    try {
      const { info } = movie;
      expect(info).toMatchObject({
        ...{ frameCount: frames, width: 160, height: 120, variableFrameRate: variable },
        ...expected.info,
      });
      expect(info.notices.map(({ name }) => name)).toEqual(expected.says);
      expect(info.frameRate).toBeCloseTo(rate, 6);
      const shown = times ?? Array.from({ length: frames }, (__, k) => k / rate);
      expect(info.times).toEqual(shown.map((time) => expect.closeTo(time, 6)));
      const { speed = 2.69, right = Array.from({ length: frames - 1 }, (__, k) => k) } = expected;
      const rows = await analysed(movie, defaultPairing(info.layout));
      if (info.layout === "pairs") expect([...rows.keys()].sort((a, b) => a - b)).toEqual(right);
      if (speed === null) return;
      expect(Math.abs(meanSpeed(rows, right) - speed)).toBeLessThan(0.02);
      for (const frame of speed > 0 ? right : []) {
        expect(rows.get(frame)?.reliableShare, `frame ${frame}`).toBeGreaterThan(0.9);
      }
    } finally {
      movie.close();
    }
  });

  it.for([2, 8, 12])(
    "every picture %i times: scales are of what moves; repeats can be left out",
    async (times) => {
      const frames = grey(noise(10)).flatMap((frame) => Array.from({ length: times }, () => frame));
      const path = encode(folder, `dup${times}.mkv`, { frames, rate: 60, args: ["-c:v", "ffv1"] });
      const movie = await openRecording(tools, path);
      try {
        expect(movie.info).toMatchObject({ frameCount: 10 * times, frameRate: 60 });
        const { moves, typicalSpeed } = await surveyMovie(pool, movie);
        expect(moves).toBe(true);
        expect(Math.abs(typicalSpeed - 2.69)).toBeLessThan(0.1);
        const rows = await analysed(movie, { kind: "new" });
        const first = Array.from({ length: 9 }, (_, k) => k * times);
        expect([...rows.keys()].sort((a, b) => a - b)).toEqual(first);
        expect(Math.abs(meanSpeed(rows, first) - 2.69)).toBeLessThan(0.02);
      } finally {
        movie.close();
      }
    },
  );

  it.for([
    ["led27248x64.avi", "27248x64", ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "4"]],
    ["tall32x20000.mkv", "32x20000", ["-pix_fmt", "gray", "-c:v", "ffv1"]],
  ] as const)(
    "%s is too large for an export, which is said before work begins",
    async ([name, size, args]) => {
      const path = join(folder, name);
      ffmpeg("-f", "lavfi", "-i", `color=s=${size}:r=30`, "-frames:v", "3", ...args, `file:${path}`);
      const movie = await openRecording(tools, path);
      const { width, height } = movie.info;
      try {
        expect(`${width}x${height}`).toBe(size);
        const request = {
          ...{ start: 0, end: 2, flow: DEFAULT_FLOW_PARAMETERS, deinterlace: false },
          overlay: defaultOverlaySettings(width, height),
          output: join(folder, "too-large.mp4"),
        };
        let progress = 0;
        const onProgress = () => progress++;
        await expect(exportOverlayVideo(tools, pool, movie, request, { onProgress })).rejects.toMatchObject({
          code: "invalid-argument",
          message: expect.stringMatching(/16384 a side.*; choose a smaller size\.$/),
        });
        expect(progress).toBe(0);
      } finally {
        movie.close();
      }
    },
  );
});
