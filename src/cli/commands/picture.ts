import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startEngine } from "../../engine/engine";
import { checkOutput } from "../../engine/export/output-file";
import { overlayPicture } from "../../engine/export/overlay-picture";
import { writeFileAtomically } from "../../engine/field-io/atomic-file";
import { openRecording } from "../../engine/recordings/open-recording";
import { KinoflowError } from "../../shared/errors";
import { pictureSize } from "../../shared/export-size";
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
  numberOption,
  onlyMovie,
  ProgressBar,
  parseOrExplain,
  THREADS,
} from "../terminal";
import { readExportSize, SIZE_OPTION } from "../video-options";

const OPTIONS = {
  ...FLOW_OPTIONS,
  ...RECORDING_OPTIONS,
  ...PAIRING_OPTIONS,
  ...OVERLAY_OPTIONS,
  ...SIZE_OPTION,
  ...CUT_OPTIONS,
  ...LEVELS_OPTION,
  output: { type: "string", short: "o" },
  frame: { type: "string" },
  ...FRAME_OPTIONS,
  threads: { type: "string" },
} as const;

/** Writes one frame of a movie with its flow drawn over it, as the app saves a picture. */
export async function pictureCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const path = resolve(onlyMovie(positionals, "picture"));
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
  const output = resolve(values.output);
  const flow = readFlowParameters(values);
  const levels = readLevels(values);
  const wantedSize = readExportSize(values);
  const threads =
    values.threads === undefined ? undefined : numberOption("threads", values.threads, 1, THREADS);
  await checkOutput(output, path, "picture");
  const { signal } = context;
  const engine = await startEngine(context.workerUrl, { threads });
  const bar = new ProgressBar();
  try {
    const { tools, pool } = engine;
    const movie = await openRecording(tools, path, { signal, ...readRecordingOptions(values) });
    checkLevels(levels, movie.info);
    const last = movie.info.frameCount - 1;
    const frame = numberOption("frame", values.frame, 0, { min: 0, max: last, integer: true });
    const { deinterlace } = readFrameOptions(values, movie.info);
    const cuts = readCutOptions(values, movie.info.frameCount);
    const size = pictureSize(movie.info, wantedSize);
    const pairing = readPairing(values, movie.info);
    const target = { size, method: flow.method, pairing };
    const { overlay, fitted } = await readDrawing(values, engine, movie, target, signal, bar);
    const compared = withPairing(flow, pairing);
    const request = {
      frame,
      flow: compared,
      deinterlace,
      overlay,
      levels,
      size,
      cuts,
      marks: [],
      list: false,
    };
    await writeFileAtomically(output, await overlayPicture(tools, pool, movie, request, { signal }));
    process.stderr.write(`Wrote frame ${frame} to ${output}.\n`);
    if (fitted !== null) process.stderr.write(fitted);
    return 0;
  } finally {
    bar.end();
    await engine.pool.dispose();
  }
}
