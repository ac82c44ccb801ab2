import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import type { FrameSource } from "../../src/engine/recording/frame-source";
import type { Recording } from "../../src/engine/recording/recording";
import { openMovie } from "../../src/engine/recordings/movie/movie";
import { SharedHeap } from "../../src/workers/shared-heap";
import { type BenchedApp, launchApp } from "../support/app";
import { type Check, check, goal } from "../support/checks";
import { printTable } from "../support/console-table";
import { median, quantile, short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { type LoopedMovie, movieOfGops, realMovie, type TestMovie } from "../support/test-movies";
import { measureLargeMovies } from "./scrub-large";

const METHOD = `The real app in a window of 1440x900, and the engine in Node. A step is the time from the key press, as the system stamps it, to the end of the animation frame with which the picture and its arrows were painted ("drawn": to the end of the drawing commands); only steps count whose frames were in memory and whose flow was not. A jump goes to a frame that is not in memory; ffmpeg decodes the same frame in turns with it.`;

const FLOW = "lucas-kanade";
const STEPS = 80;
/** The first steps run code that has not been compiled yet. */
const WARM_UP_STEPS = 10;
/** A person looks at a frame before the next key. */
const LOOK_MS = 100;
const HOLD_MS = 6000;
/** Keyboards repeat 25 to 40 times a second. */
const REPEATS_PER_SECOND = 36;
const GOPS = [12, 250] as const;
const GOP_FRAMES = 5000;
const FRAME_BUDGET = 512 * 2 ** 20;

/** How soon the app and the engine show what is asked for. */
export const measureScrub: Part = async (context) => {
  console.log(METHOD);
  const small = realMovie(context, "real/cotracker_bear.mp4", "854x480");
  const large = realMovie(context, "formats/long_1080p_videoonly_lowbitrate.mp4", "1920x1080");
  const checks: Check[] = [];

  const steps = [];
  for (const { movie, size, limit } of [
    { movie: small, size: "854x480", limit: 34 },
    { movie: large, size: "1920x1080", limit: 67 },
  ]) {
    const measured = await inApp(context, movie, measureSteps);
    steps.push({ movie: movie.name, size, ...measured });
    const what = `step at ${size}, key to painted, median ms`;
    checks.push(
      check(what, measured.paintedMs, "at most", limit),
      goal(what, measured.paintedMs, "at most", limit / 2),
    );
  }
  printTable(
    ["step, ms", "n", "drawn", "painted", "p10", "p90"],
    steps.map((one) => [
      `${one.size} ${one.movie}`,
      ...[one.count, one.drawnMs, one.paintedMs, one.p10Ms, one.p90Ms].map(short),
    ]),
  );

  const movies = GOPS.map((gop) => ({ gop, movie: movieOfGops(context, small, gop, GOP_FRAMES) }));
  const jumps = [];
  for (const { gop, movie } of movies) {
    const measured = await measureJumps(context, movie, gop);
    jumps.push({ gop, ...measured });
    for (const where of ["engine", "app"] as const) {
      const { ms, ffmpegMs } = measured[where];
      checks.push(
        check(`jump, GOP of ${gop}, ${where}, ms beyond 1.25 x ffmpeg`, ms - 1.25 * ffmpegMs, "at most", 50),
      );
    }
  }
  console.log("");
  printTable(
    ["jump, median ms", "n", "ours", "ffmpeg", "ratio"],
    jumps.flatMap(({ gop, count, ...measured }) =>
      (["engine", "app"] as const).map((where) => {
        const { ms, ffmpegMs } = measured[where];
        return [`GOP of ${gop}, ${where}`, ...[count, ms, ffmpegMs, ms / ffmpegMs].map(short)];
      }),
    ),
  );

  const [{ movie: shortGops }, { movie: longGops }] = movies;
  const hold = await inApp(context, shortGops, measureHold);
  console.log(
    `\nholding Right at 854x480, ${short(hold.keysPerSecond)} keys/s: ${short(hold.paintedPerSecond)} frames/s painted with their flow, longest gap ${short(hold.longestGapMs)} ms`,
  );
  checks.push(check("holding Right at 854x480, frames/s", hold.paintedPerSecond, "at least", 30));

  const back = await measureSteppingBack(context, longGops);
  console.log(
    `stepping back through a GOP of 250: ${back.decoderStarts} ffmpeg started, ${back.decodedFrames} frames decoded, first step ${short(back.firstMs)} ms, all others ${short(back.otherMs)} ms each`,
  );
  checks.push(check("ffmpeg started for a GOP of 250 backwards", back.decoderStarts, "at most", 1));

  const beside = await measureLargeMovies(context);
  checks.push(...beside.checks);
  const figures = { steps, jumps, hold, back, beside: beside.figures };
  return { method: METHOD, figures, checks, skipped: skippedOf(context) };
};

function skippedOf({ shared }: BenchContext): readonly string[] {
  return [
    ...(shared === null ? ["real movies: test patterns were used; they lie in ../shared/data/movies"] : []),
    ...(process.env.KINOFLOW_BASE === undefined
      ? ["an earlier build beside this one: its folder is named by KINOFLOW_BASE"]
      : []),
  ];
}

async function inApp<R>(
  context: BenchContext,
  movie: TestMovie,
  work: (app: BenchedApp) => Promise<R>,
): Promise<R> {
  const app = await launchApp(context, [movie.path]);
  try {
    await app.chooseMethod(FLOW);
    return await work(app);
  } finally {
    await app.close();
  }
}

async function measureSteps(app: BenchedApp) {
  const drawn: number[] = [];
  const painted: number[] = [];
  for (let frame = 1; frame < STEPS; frame++) {
    await app.watch();
    await app.page.keyboard.press("ArrowRight");
    const picture = await app.painted(frame);
    await app.page.waitForTimeout(LOOK_MS);
    const { keys } = await app.log();
    if (frame <= WARM_UP_STEPS || (await app.fromCache()) !== "frames") continue;
    drawn.push(picture.drawnAt - keys[0]);
    painted.push(picture.paintedAt - keys[0]);
  }
  return {
    count: painted.length,
    drawnMs: median(drawn),
    paintedMs: median(painted),
    p10Ms: quantile(painted, 0.1),
    p90Ms: quantile(painted, 0.9),
  };
}

async function measureHold(app: BenchedApp) {
  await app.quiet();
  await app.watch();
  const begin = performance.now();
  const sent: Promise<void>[] = [];
  while (performance.now() - begin < HOLD_MS) {
    // A keyboard does not wait for the window. Playwright marks all but the first one as repeats, as the key is not
    // released.
    sent.push(app.page.keyboard.down("ArrowRight"));
    const due = begin + (sent.length * 1000) / REPEATS_PER_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(due - performance.now(), 0)));
  }
  await Promise.all(sent);
  await app.page.keyboard.up("ArrowRight");
  const log = await app.log();
  const seconds = (log.keys[log.keys.length - 1] - log.keys[0]) / 1000;
  const shown = new Set(log.painted.map(({ frame }) => frame));
  const gaps = log.painted.slice(1).map(({ paintedAt }, k) => paintedAt - log.painted[k].paintedAt);
  return {
    keysPerSecond: log.keys.length / seconds,
    paintedPerSecond: shown.size / seconds,
    longestGapMs: Math.max(...gaps),
  };
}

/** Jumps, each to a GOP of its own, so that nothing on the way there is in memory. */
async function measureJumps(context: BenchContext, movie: LoopedMovie, gop: number) {
  const { tools, rounds } = context;
  const opened = await openMovie(tools, movie.path);
  const stride = Math.max(gop, 250);
  const count = Math.min(2 * rounds, Math.floor(opened.info.frameCount / stride) - 1);
  // Not in order: the running decoder must be of no use. Where the source began anew is a cut, which has no motion to wait for.
  const targets = Array.from({ length: count }, (_, k) => {
    const place = ((k * 7) % count) + 1;
    const target = place * stride + ((k * 97) % gop);
    return movie.isSeam(target) ? target - 1 : target;
  });
  const engine = { ours: [] as number[], ffmpeg: [] as number[] };
  const frames = opened.openFrames(new SharedHeap(), { budgetBytes: FRAME_BUDGET });
  try {
    for (const target of targets) {
      const theirs = await ffmpegJump(tools.ffmpeg.path, opened, target);
      const begin = performance.now();
      const lease = await frames.get(target);
      engine.ours.push(performance.now() - begin);
      engine.ffmpeg.push(theirs.ms);
      const md5 = createHash("md5").update(lease.slot.bytes).digest("hex");
      lease.release();
      if (md5 !== theirs.md5) throw new Error(`ffmpeg and the engine differ in frame ${target}.`);
    }
  } finally {
    await frames.close();
  }
  const app = await inApp(context, movie, async (benched) => {
    const times = { ours: [] as number[], ffmpeg: [] as number[] };
    for (const target of targets) {
      await benched.quiet();
      times.ffmpeg.push((await ffmpegJump(tools.ffmpeg.path, opened, target)).ms);
      const { since, paintedAt } = await benched.goTo(target);
      times.ours.push(paintedAt - since);
    }
    return times;
  });
  const summary = (times: { ours: readonly number[]; ffmpeg: readonly number[] }) => ({
    ms: median(times.ours),
    ffmpegMs: median(times.ffmpeg),
  });
  return { count, engine: summary(engine), app: summary(app) };
}

/** What ffmpeg takes to decode one frame, from its start to its end. */
async function ffmpegJump(
  ffmpeg: string,
  movie: Recording,
  frame: number,
): Promise<{ ms: number; md5: string }> {
  const { times, frameRate } = movie.info;
  const begin = performance.now();
  const child = spawn(
    ffmpeg,
    [
      ...["-nostdin", "-v", "error", "-ss", String(times[frame] - 0.25 / frameRate), "-i", movie.path],
      ...["-map", "0:v:0", "-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const hash = createHash("md5");
  for await (const chunk of child.stdout) hash.update(chunk as Buffer);
  return { ms: performance.now() - begin, md5: hash.digest("hex") };
}

/** Goes from the end of a GOP to its start, frame by frame. */
async function measureSteppingBack({ tools }: BenchContext, movie: TestMovie) {
  const opened = await openMovie(tools, movie.path);
  const frames: FrameSource = opened.openFrames(new SharedHeap(), { budgetBytes: FRAME_BUDGET });
  const decoders = new Set<number | undefined>();
  const times: number[] = [];
  try {
    for (let frame = 1999; frame >= 1750; frame--) {
      const begin = performance.now();
      frames.lookAt(frame);
      (await frames.get(frame)).release();
      times.push(performance.now() - begin);
      decoders.add(frames.decoderPid);
    }
    return {
      decoderStarts: decoders.size,
      decodedFrames: [...frames.cachedFrames].length,
      firstMs: times[0],
      otherMs: median(times.slice(1)),
    };
  } finally {
    await frames.close();
  }
}
