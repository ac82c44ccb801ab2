import { extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { checkEncodable } from "../../engine/export/output-frames";
import { exportOverlayVideo } from "../../engine/export/overlay-video";
import { KinoflowError } from "../../shared/errors";
import { withPairing } from "../../shared/pairing";
import { withTreatment } from "../../shared/treatment";
import { readCutOptions } from "../cut-options";
import { readDrawing } from "../drawing";
import { DRAWN_TRACK_OPTIONS, readDrawnTracks } from "../drawn-track-options";
import { readFigures } from "../figure-options";
import { checkLevels } from "../levels-options";
import { MOVIE_OPTIONS, RANGE_OPTIONS, readMovieOptions, readRange } from "../movie-options";
import { checkOverlayOptions, OVERLAY_OPTIONS } from "../overlay-options";
import { readPairing } from "../pairing-options";
import { withProject } from "../project-options";
import { readFrameOptions } from "../recording-options";
import { type CommandContext, duration, ProgressBar, parseOrExplain } from "../terminal";
import { checkTreatment, readTreatment, TREATMENT_OPTIONS } from "../treatment-options";
import { enlargedNote, readVideoOptions, VIDEO_OPTIONS } from "../video-options";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  ...RANGE_OPTIONS,
  ...OVERLAY_OPTIONS,
  ...TREATMENT_OPTIONS,
  ...VIDEO_OPTIONS,
  ...DRAWN_TRACK_OPTIONS,
  output: { type: "string", short: "o" },
} as const;

/** Writes the overlay video of a movie or a stretch of it. */
export async function exportCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "export", "draw", context);
  if (values.output === undefined || values.output === "") {
    throw new KinoflowError("invalid-argument", "Where to? Give the video's name with -o OUT.mp4.");
  }
  if (extname(values.output).toLowerCase() !== ".mp4") {
    throw new KinoflowError(
      "invalid-argument",
      `The video is written as MP4; give it a name that ends in .mp4, not "${values.output}".`,
    );
  }
  const output = context.path(values.output);
  const { recording, threads, flow, levels } = readMovieOptions(values);
  readRange(values, Number.POSITIVE_INFINITY);
  checkOverlayOptions(values, flow.method);
  checkTreatment(values);
  const { minimumReliability } = readFigures(values, flow.method);
  const { speed, sizeOf } = readVideoOptions(values);
  const tracks = await readDrawnTracks(values, context.path);
  await checkOutput(output, path);
  return withMovie({ path, recording, threads }, context, async (engine, movie) => {
    const { signal, say } = context;
    const bar = new ProgressBar();
    // Ends the measuring of scales, too, whatever the export has ended with.
    const ended = new AbortController();
    let measured: Promise<unknown> = Promise.resolve();
    try {
      checkLevels(levels, movie.info);
      const { start, end } = readRange(values, movie.info.frameCount);
      const { deinterlace } = readFrameOptions(values, movie.info);
      const pairing = readPairing(values, movie.info);
      const treatment = readTreatment(values, {
        ...{ info: movie.info, pairing, minimumReliability },
        mask: values.kept?.mask ?? [],
      });
      const size = sizeOf(movie.info);
      checkEncodable(movie.info, size);
      const cuts = readCutOptions(values, movie.info.frameCount);
      const drawing = readDrawing(
        values,
        engine,
        movie,
        { size: size ?? movie.info, method: flow.method, pairing },
        AbortSignal.any([signal, ended.signal]),
        bar,
      );
      measured = drawing.catch(() => undefined);
      let isKnown = false;
      // The video begins while scales are measured, and is drawn once they are known.
      const overlay = drawing.then((drawn) => {
        isKnown = true;
        return drawn.overlay;
      });
      const done = await exportOverlayVideo(
        engine.tools,
        engine.pool,
        movie,
        {
          start,
          end,
          flow: withTreatment(withPairing(flow, pairing), treatment),
          deinterlace,
          overlay,
          tracks,
          levels,
          speed,
          size,
          cuts,
          output,
        },
        {
          signal: signal,
          onBackground: ({ done, total }) => bar.show(done, total, "background"),
          onProgress: (progress) => {
            if (!isKnown) return;
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
      const { notes } = await drawing;
      const each = done.repeats === 1 ? "" : `, each ${done.repeats} times,`;
      say(`Wrote ${done.frames} frames${each} to ${output} in ${done.seconds.toFixed(1)} s.\n`);
      if (speed !== 1 && movie.info.hasAudio) {
        say("The sound of the movie is left out: it does not go with slow motion.\n");
      }
      const enlarged = enlargedNote("video", movie.info, values);
      if (enlarged !== null) say(enlarged);
      if (notes !== null) say(notes);
      if (done.leftOut > 0) {
        say(
          `${done.leftOut} frames of the movie are damaged and cannot be decoded; those before them are shown longer.\n`,
        );
      }
      return 0;
    } finally {
      ended.abort();
      await measured;
      bar.end();
    }
  });
}
