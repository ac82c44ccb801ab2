import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startEngine } from "../../engine/engine";
import { checkEncodable } from "../../engine/export/output-frames";
import { exportOverlayVideo } from "../../engine/export/overlay-video";
import { openRecording } from "../../engine/recordings/open-recording";
import { KinoflowError } from "../../shared/errors";
import { withPairing } from "../../shared/pairing";
import { CUT_OPTIONS, readCutOptions } from "../cut-options";
import { readDrawing } from "../drawing";
import { FLOW_OPTIONS, readFlowParameters } from "../flow-options";
import { checkLevels, LEVELS_OPTION, readLevels } from "../levels-options";
import { OVERLAY_OPTIONS } from "../overlay-options";
import { PAIRING_OPTIONS, readPairing } from "../pairing-options";
import {
  FRAME_OPTIONS,
  RECORDING_OPTIONS,
  readFrameOptions,
  readRecordingOptions,
} from "../recording-options";
import {
  type CommandContext,
  duration,
  numberOption,
  onlyMovie,
  ProgressBar,
  parseOrExplain,
  THREADS,
} from "../terminal";
import { readVideoOptions, VIDEO_OPTIONS } from "../video-options";

const OPTIONS = {
  ...FLOW_OPTIONS,
  ...RECORDING_OPTIONS,
  ...PAIRING_OPTIONS,
  ...OVERLAY_OPTIONS,
  ...VIDEO_OPTIONS,
  ...CUT_OPTIONS,
  ...LEVELS_OPTION,
  output: { type: "string", short: "o" },
  start: { type: "string" },
  end: { type: "string" },
  ...FRAME_OPTIONS,
  threads: { type: "string" },
} as const;

/** Writes the overlay video of a movie or a stretch of it. */
export async function exportCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
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
  const levels = readLevels(values);
  const { speed, sizeOf } = readVideoOptions(values);
  const threads =
    values.threads === undefined ? undefined : numberOption("threads", values.threads, 1, THREADS);
  const engine = await startEngine(context.workerUrl, { threads: threads });
  const bar = new ProgressBar();
  try {
    const movie = await openRecording(engine.tools, path, {
      signal: context.signal,
      ...readRecordingOptions(values),
    });
    checkLevels(levels, movie.info);
    const last = movie.info.frameCount - 1;
    const start = numberOption("start", values.start, 0, { min: 0, max: last, integer: true });
    const end = numberOption("end", values.end, last, { min: start, max: last, integer: true });
    const { deinterlace } = readFrameOptions(values, movie.info);
    const pairing = readPairing(values, movie.info);
    const size = sizeOf(movie.info);
    checkEncodable(movie.info, size);
    const cuts = readCutOptions(values, movie.info.frameCount);
    const { overlay, fitted } = await readDrawing(
      values,
      engine,
      movie,
      { size: size ?? movie.info, method: flow.method, pairing },
      context.signal,
      bar,
    );
    const done = await exportOverlayVideo(
      engine.tools,
      engine.pool,
      movie,
      {
        start,
        end,
        flow: withPairing(flow, pairing),
        deinterlace,
        overlay,
        levels,
        speed,
        size,
        cuts,
        output,
      },
      {
        signal: context.signal,
        onBackground: ({ done, total }) => bar.show(done, total, "background"),
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
    const each = done.repeats === 1 ? "" : `, each ${done.repeats} times,`;
    process.stderr.write(
      `Wrote ${done.frames} frames${each} to ${output} in ${done.seconds.toFixed(1)} s.\n`,
    );
    if (speed !== 1 && movie.info.hasAudio) {
      process.stderr.write("The sound of the movie is left out: it does not go with slow motion.\n");
    }
    if (fitted !== null) process.stderr.write(fitted);
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
