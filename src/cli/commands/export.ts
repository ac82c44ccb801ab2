import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Engine, startEngine } from "../../engine/engine";
import { exportOverlayVideo } from "../../engine/export/overlay-video";
import { FlowSource } from "../../engine/flow/flow-source";
import { type Movie, openMovie } from "../../engine/movie/movie";
import { KinoflowError } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import { suggestedMaxSpeed } from "../../shared/overlay/round-speed";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { FLOW_OPTIONS, readFlowParameters } from "../flow-options";
import { MOVIE_OPTIONS, readMovieOptions } from "../movie-options";
import { OVERLAY_OPTIONS, readOverlayOptions } from "../overlay-options";
import {
  type CommandContext,
  duration,
  numberOption,
  onlyMovie,
  ProgressBar,
  parseOrExplain,
  THREADS,
} from "../terminal";

const OPTIONS = {
  ...FLOW_OPTIONS,
  ...MOVIE_OPTIONS,
  ...OVERLAY_OPTIONS,
  output: { type: "string", short: "o" },
  start: { type: "string" },
  end: { type: "string" },
  "no-deinterlace": { type: "boolean" },
  threads: { type: "string" },
} as const;

function readArguments(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
}
type Values = ReturnType<typeof readArguments>["values"];

/** Writes the overlay video of a movie or a stretch of it. */
export async function exportCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() => readArguments(args));
  const path = resolve(onlyMovie(positionals, "export"));
  if (values.output === undefined || values.output === "") {
    throw new KinoflowError("invalid-argument", "Where to? Give the video's name with -o OUT.mp4.");
  }
  if (extname(values.output).toLowerCase() !== ".mp4") {
    throw new KinoflowError(
      "invalid-argument",
      `The video is written as MP4; give it a name that ends in .mp4, not "${values.output}".`,
    );
  }
  const output = resolve(values.output);
  const flow = readFlowParameters(values);
  const threads =
    values.threads === undefined ? undefined : numberOption("threads", values.threads, 1, THREADS);
  const engine = await startEngine(context.workerUrl, { threads: threads });
  const bar = new ProgressBar();
  try {
    const movie = await openMovie(engine.tools, path, {
      signal: context.signal,
      ...readMovieOptions(values),
    });
    const last = movie.info.frameCount - 1;
    const start = numberOption("start", values.start, 0, { min: 0, max: last, integer: true });
    const end = numberOption("end", values.end, last, { min: start, max: last, integer: true });
    const overlay = await readOverlay(values, engine, movie, start, flow, context.signal);
    const deinterlace = movie.info.interlaced && !values["no-deinterlace"];
    const done = await exportOverlayVideo(
      engine.tools,
      engine.pool,
      movie,
      { start, end, flow, deinterlace, overlay, output },
      {
        signal: context.signal,
        onProgress: (progress) => {
          const left = progress.secondsLeft === null ? "" : `, ${duration(progress.secondsLeft)} left`;
          const note =
            progress.stage === "finishing"
              ? "finishing the file"
              : `${progress.framesPerSecond.toFixed(1)} frames/s${left}`;
          bar.show(progress.done, progress.total, note);
        },
      },
    );
    bar.end();
    process.stderr.write(`Wrote ${done.frames} frames to ${output} in ${done.seconds.toFixed(1)} s.\n`);
    if (done.leftOut > 0) {
      process.stderr.write(
        `${done.leftOut} frames of the movie are damaged and cannot be decoded; those before them are shown longer.\n`,
      );
    }
    return 0;
  } finally {
    bar.end();
    await engine.pool.dispose();
  }
}

async function readOverlay(
  values: Values,
  engine: Engine,
  movie: Movie,
  start: number,
  flow: FlowParameters,
  signal: AbortSignal,
): Promise<OverlaySettings> {
  const { width, height, frameCount } = movie.info;
  const { overlay, fitMaxSpeed } = readOverlayOptions(values, width, height);
  if (!fitMaxSpeed || start + 1 >= frameCount) return overlay;
  const maxSpeed = await measuredMaxSpeed(engine, movie, start, flow, signal);
  return { ...overlay, colour: { ...overlay.colour, maxSpeed } };
}

async function measuredMaxSpeed(
  engine: Engine,
  movie: Movie,
  start: number,
  flow: FlowParameters,
  signal: AbortSignal,
): Promise<number> {
  const frames = movie.openFrames(engine.pool.heap, { budgetBytes: 0 });
  const flows = new FlowSource(engine.pool, movie);
  try {
    const first = await frames.get(start, signal);
    const second = await frames.get(start + 1, signal);
    const lease = await flows.compute(first, second, flow, signal);
    lease.release();
    return suggestedMaxSpeed(lease.meta.p95Speed);
  } finally {
    flows.close();
    await frames.close();
  }
}
