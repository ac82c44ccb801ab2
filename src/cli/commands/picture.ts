import { extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { overlayPicture } from "../../engine/export/overlay-picture";
import { writeFileAtomically } from "../../engine/field-io/atomic-file";
import { KinoflowError } from "../../shared/errors";
import { pictureSize } from "../../shared/export-size";
import { withPairing } from "../../shared/pairing";
import { withTreatment } from "../../shared/treatment";
import { readCutOptions } from "../cut-options";
import { readDrawing } from "../drawing";
import { DRAWN_TRACK_OPTIONS, readDrawnTracks } from "../drawn-track-options";
import { readFigures } from "../figure-options";
import { checkLevels } from "../levels-options";
import { MOVIE_OPTIONS, readMovieOptions } from "../movie-options";
import { checkOverlayOptions, OVERLAY_OPTIONS } from "../overlay-options";
import { readPairing } from "../pairing-options";
import { withProject } from "../project-options";
import { readFrameOptions } from "../recording-options";
import { type CommandContext, numberOption, ProgressBar, parseOrExplain } from "../terminal";
import { checkTreatment, readTreatment, TREATMENT_OPTIONS } from "../treatment-options";
import { enlargedNote, readExportSize, SIZE_OPTION } from "../video-options";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  ...OVERLAY_OPTIONS,
  ...TREATMENT_OPTIONS,
  ...SIZE_OPTION,
  ...DRAWN_TRACK_OPTIONS,
  output: { type: "string", short: "o" },
  frame: { type: "string" },
} as const;

/** Writes one frame of a movie with its flow drawn over it, as the app saves a picture. */
export async function pictureCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "picture", "draw", context);
  if (values.frame === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      "Which frame? Give its number with --frame N, counted from 0.",
    );
  }
  if (values.output === undefined || values.output === "") {
    throw new KinoflowError("invalid-argument", "Where to? Give the picture's name with -o OUT.png.");
  }
  if (extname(values.output).toLowerCase() !== ".png") {
    throw new KinoflowError(
      "invalid-argument",
      `The picture is written as PNG; give it a name that ends in .png, not "${values.output}".`,
    );
  }
  const output = context.path(values.output);
  const { recording, threads, flow, levels } = readMovieOptions(values);
  const frameWithin = (frameCount: number) =>
    numberOption("frame", values.frame, 0, { min: 0, max: frameCount - 1, integer: true });
  frameWithin(Number.POSITIVE_INFINITY);
  checkOverlayOptions(values, flow.method);
  checkTreatment(values);
  const { minimumReliability } = readFigures(values, flow.method);
  const wantedSize = readExportSize(values);
  const tracks = await readDrawnTracks(values, context.path);
  await checkOutput(output, path, "picture");
  return withMovie({ path, recording, threads }, context, async (engine, movie) => {
    const { signal, say } = context;
    const bar = new ProgressBar();
    try {
      const { tools, pool } = engine;
      checkLevels(levels, movie.info);
      const frame = frameWithin(movie.info.frameCount);
      const { deinterlace } = readFrameOptions(values, movie.info);
      const cuts = readCutOptions(values, movie.info.frameCount);
      const size = pictureSize(movie.info, wantedSize);
      const pairing = readPairing(values, movie.info);
      const target = { size, method: flow.method, pairing };
      const { overlay, notes } = await readDrawing(values, engine, movie, target, signal, bar);
      const treatment = readTreatment(values, {
        ...{ info: movie.info, pairing, minimumReliability },
        mask: values.kept?.mask ?? [],
      });
      const compared = withTreatment(withPairing(flow, pairing), treatment);
      const request = {
        frame,
        flow: compared,
        deinterlace,
        overlay,
        tracks,
        levels,
        size,
        cuts,
        marks: [],
        list: false,
      };
      await writeFileAtomically(output, await overlayPicture(tools, pool, movie, request, { signal }));
      say(`Wrote frame ${frame} to ${output}.\n`);
      const enlarged = enlargedNote("picture", movie.info, values);
      if (enlarged !== null) say(enlarged);
      if (notes !== null) say(notes);
      return 0;
    } finally {
      bar.end();
    }
  });
}
