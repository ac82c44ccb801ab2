import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import { runningToolPids } from "../ffmpeg/process";
import type { Passes } from "../recording/passes";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { withoutPackets } from "../testing/damage";
import { makeMovie, temporaryFolder, tools } from "../testing/movies";
import { overridden } from "../testing/overridden";
import { startTestPool } from "../testing/pool";
import { type AnalysisOptions, type AnalysisRequest, analyseMovie } from "./analyse-movie";
import { PauseGate } from "./pause-gate";

/**
 * Long movies are cut into parts, which workers read from decoders of their own. Whatever the movie, their rows have to be
 * those of one decoder that goes through the whole movie.
 */

const LUCAS_KANADE: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" };
const DENSE: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "dense-pyramidal" };
/** Long enough for two parts. */
const LONG = { size: "64x48", seconds: 18 };
const FRAMES = 450;

const folder = temporaryFolder();
let pool: FlowPool;
/** A pool of one worker leaves everything to one decoder. */
let alone: FlowPool;
let plain: Recording;

beforeAll(async () => {
  [pool, alone] = await Promise.all([startTestPool(2), startTestPool(1)]);
  plain = await openMovie(tools, makeMovie(folder, "plain.mp4", { ...LONG, args: ["-g", "12"] }));
});
afterAll(() => Promise.all([pool.dispose(), alone.dispose()]));

interface Pass {
  readonly of?: Recording;
  readonly by?: FlowPool;
  readonly wish?: Partial<AnalysisRequest>;
  readonly options?: Partial<AnalysisOptions>;
}

/** Analyses a movie and returns its rows as they came. */
async function analysed({ of = plain, by = pool, wish = {}, options = {} }: Pass) {
  const rows: FrameAnalysis[] = [];
  const whole = {
    start: 0,
    end: of.info.frameCount - 1,
    flow: LUCAS_KANADE,
    figures: DEFAULT_FIGURES,
    deinterlace: false,
  };
  const onRow = (row: FrameAnalysis) => {
    rows.push(row);
    options.onRow?.(row);
  };
  await analyseMovie(by, of, { ...whole, ...wish }, { ...options, onRow });
  return rows;
}

/** What a movie's streams are started with. */
function watched(
  movie: Recording,
  starts: number[],
  openPass: Passes["open"] = (start, options) => passesOf(movie).open(start, options),
) {
  const open: Passes["open"] = (start, options) => {
    starts.push(start);
    return openPass(start, options);
  };
  const passes = overridden(passesOf(movie), { open });
  return overridden(movie, { passes });
}

function passesOf({ passes }: Recording): Passes {
  if (passes === null) throw new Error("The movie has no passes.");
  return passes;
}

/** Everything but what depends on the hour, in the order of the frames. */
const statistics = (rows: readonly FrameAnalysis[]) =>
  [...rows]
    .sort((a, b) => a.frame - b.frame)
    .map(({ frame, decodeMs, flowMs, bytes, ...row }) => {
      const known = [decodeMs, flowMs, bytes].map((value) => !Number.isNaN(value));
      const others = ANALYSIS_COLUMNS.flatMap((column) =>
        column === "decodeMs" || column === "flowMs" || column === "bytes" ? [] : [row[column]],
      );
      return [frame, ...known, ...others];
    });

/** Compares the rows of streams with those of one decoder. Returns where the streams began. */
async function expectSame(movie: Recording, wish: Partial<AnalysisRequest> = {}): Promise<readonly number[]> {
  const starts: number[] = [];
  const rows = await analysed({ of: watched(movie, starts), wish });
  expect(statistics(rows)).toEqual(statistics(await analysed({ of: movie, by: alone, wish })));
  return starts;
}

const MOVIES = {
  "closed GOPs with B-frames": ["closed.mp4", "-c:v", "libx264", "-g", "25", "-bf", "3"],
  "open GOPs, whose first frames lean on the GOP before": [
    ...["open.mkv", "-c:v", "libx264", "-x264-params", "open-gop=1:keyint=30:bframes=3:scenecut=0"],
  ],
  "a transport stream, which begins late": ["late.ts", "-c:v", "mpeg2video", "-bf", "2", "-g", "15"],
  "keyframes alone": ["intra.mkv", "-c:v", "ffv1"],
  "10 bits and 4:2:2": ["deep.mkv", "-c:v", "libx264", "-pix_fmt", "yuv422p10le", "-g", "20"],
  "frames of unequal duration": [
    ...["uneven.mkv", "-vf", "select='mod(n,3)+mod(n,7)',setpts=PTS+mod(N\\,2)*0.01/TB", "-fps_mode", "vfr"],
    ...["-c:v", "libx264", "-g", "20"],
  ],
  "a frame rate that is counted from packets": ["parts.avi", "-c:v", "mpeg4", "-bf", "0", "-g", "20"],
} as const;

describe.skipIf(process.platform === "win32")("streams of a long movie", () => {
  it.each(Object.entries(MOVIES))("say what one decoder says, of %s", async (_, [name, ...args]) => {
    const movie = await openMovie(tools, makeMovie(folder, name, { ...LONG, args }));
    const starts = await expectSame(movie);
    expect(starts.length).toBe(2);
    expect(starts[0]).toBe(0);
    expect(starts[1]).toBeGreaterThan(150);
  });

  it("say it of interlaced movies whose frames are rebuilt", async () => {
    const args = [
      "-vf",
      "tinterlace=interleave_top,setfield=tff",
      "-c:v",
      "mpeg2video",
      "-flags",
      "+ilme+ildct",
    ];
    const movie = await openMovie(
      tools,
      makeMovie(folder, "fields.mkv", { ...LONG, seconds: 36, args: [...args, "-g", "15"] }),
    );
    expect(movie.info.interlaced).toBe(true);
    await expectSame(movie, { deinterlace: true });
  });

  it("say it with a method that needs a field", async () => {
    await expectSame(plain, { flow: DENSE });
  });

  it("begin and end in the middle of a GOP", async () => {
    const starts = await expectSame(plain, { start: 17, end: 443 });
    expect([...starts].sort((a, b) => a - b)).toEqual([12, 228]);
  });

  it("leave out what is not wanted", async () => {
    const skip = (frame: number) => frame === 3 || (frame > 205 && frame < 240);
    expect(await expectSame(plain, { skip })).toHaveLength(2);
    await expectSame(plain, { skip: (frame) => frame % 2 === 0 });
  });

  it("give way to one decoder where the movie is damaged", async () => {
    const whole = makeMovie(folder, "intra.mov", { ...LONG, args: ["-c:v", "mjpeg"] });
    const damaged = join(folder, "damaged.mov");
    writeFileSync(damaged, withoutPackets(whole, [0, 100, 101, 225, 449]));
    const movie = await openMovie(tools, damaged);
    await expectSame(movie);
  });

  it("give way to one decoder where the system has no such pipes", async () => {
    const starts: number[] = [];
    const movie = watched(plain, starts, async () => null);
    const rows = await analysed({ of: movie });
    expect(starts.length).toBe(2);
    expect(statistics(rows)).toEqual(statistics(await analysed({ by: alone })));
  });

  it("end where ffmpeg is a script around it, too", async () => {
    const wrapper = join(folder, "wrapped-ffmpeg");
    writeFileSync(wrapper, `#!/bin/sh\n"${tools.ffmpeg.path}" "$@"\n`, { mode: 0o755 });
    const wrapped = { ...tools, ffmpeg: { ...tools.ffmpeg, path: wrapper } };
    const movie = await openMovie(wrapped, plain.path);
    expect(statistics(await analysed({ of: movie }))).toEqual(statistics(await analysed({ by: alone })));
  });

  it("come from both parts at a time, from each in the order of the frames", async () => {
    const isMixed = async (): Promise<boolean> => {
      const frames = (await analysed({})).map(({ frame }) => frame);
      expect(frames).toHaveLength(FRAMES);
      const [first, second] = [frames.filter((frame) => frame < 228), frames.filter((frame) => frame >= 228)];
      for (const part of [first, second]) expect(part).toEqual([...part].sort((a, b) => a - b));
      return frames.indexOf(second[0]) < frames.indexOf(first[first.length - 1]);
    };
    // A machine that has other things to do may begin with the second part when the first is done.
    await expect.poll(isMixed, { timeout: 30_000 }).toBe(true);
  });

  it("end when they are cancelled, and leave nothing behind", async () => {
    pool.trim();
    const before = { held: pool.heap.heldBytes, pids: runningToolPids() };
    const control = new AbortController();
    let rows = 0;
    const onRow = () => {
      rows++;
      if (rows === 50) control.abort();
    };
    const pass = analysed({ options: { signal: control.signal, onRow } });
    await expect(pass).rejects.toMatchObject({ code: "cancelled" });
    expect(rows).toBe(50);
    pool.trim();
    expect({ held: pool.heap.heldBytes, pids: runningToolPids() }).toEqual(before);
  });

  it("stand still while they are paused, and can be cancelled then", async () => {
    const gate = new PauseGate();
    const control = new AbortController();
    let done = 0;
    let resumed = false;
    const onRow = () => {
      done++;
      if (done === 60) gate.pause();
    };
    const pass = analysed({ options: { gate, onRow } });
    const other = analysed({ by: alone }).then((rows) => {
      // What was under way was finished, and no more.
      expect(done).toBeLessThan(200);
      resumed = true;
      gate.resume();
      return rows;
    });
    const rows = await pass;
    expect(resumed).toBe(true);
    expect(statistics(rows)).toEqual(statistics(await other));

    const stopped = analysed({ options: { gate, signal: control.signal, onRow: () => gate.pause() } });
    gate.pause();
    control.abort();
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  });

  it("give way to one decoder where theirs are killed", async () => {
    let pids: readonly number[] = [];
    const onProgress: AnalysisOptions["onProgress"] = ({ done, decoderPids }) => {
      if (done !== 20 || pids.length > 0) return;
      pids = decoderPids;
      for (const pid of decoderPids) process.kill(pid, "SIGKILL");
    };
    const rows = await analysed({ options: { onProgress } });
    expect(pids).toHaveLength(2);
    expect(statistics(rows)).toEqual(statistics(await analysed({ by: alone })));
  });
});
