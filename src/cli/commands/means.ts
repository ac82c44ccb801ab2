import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { NpzFile } from "../../engine/field-io/npz";
import { type MeanFields, meanFields, meansUnits } from "../../engine/means/mean-fields";
import { KinoflowError } from "../../shared/errors";
import { noticeInEnglish } from "../../shared/movie";
import { withPairing } from "../../shared/pairing";
import { CALIBRATION_OPTIONS, checkCalibration, readCalibration } from "../calibration-options";
import { CAMERA_OPTION, checkCamera, readCamera } from "../camera-option";
import { readCutOptions } from "../cut-options";
import { readFigures } from "../figure-options";
import { checkLevels } from "../levels-options";
import { factsOf, type MeasuredFrom, writeSidecar } from "../measure-sidecar";
import { MOVIE_OPTIONS, RANGE_OPTIONS, readMovieOptions, readRange } from "../movie-options";
import { readPairing } from "../pairing-options";
import { readFrameOptions } from "../recording-options";
import { type CommandContext, onlyMovie, ProgressBar, parseOrExplain } from "../terminal";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  ...RANGE_OPTIONS,
  ...CALIBRATION_OPTIONS,
  ...CAMERA_OPTION,
  "min-reliability": { type: "string" },
  output: { type: "string", short: "o" },
} as const;

/** Writes the mean flow of a movie and its fluctuations, pixel by pixel. */
export async function meansCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const path = context.path(onlyMovie(positionals, "means"));
  const output = context.path(outputOption(values.output));
  const { recording, threads, flow, levels } = readMovieOptions(values);
  const { minimumReliability } = readFigures(values, flow.method);
  readRange(values, Number.POSITIVE_INFINITY);
  checkCalibration(values);
  const camera = readCamera(values.camera);
  await checkOutput(output, path, "table");
  return withMovie({ path, recording, threads }, context, async ({ pool }, movie) => {
    const { info } = movie;
    const { signal, say } = context;
    const bar = new ProgressBar();
    try {
      const range = readRange(values, info.frameCount);
      const calibration = readCalibration(values, info);
      const { deinterlace } = readFrameOptions(values, info);
      const cuts = readCutOptions(values, info.frameCount);
      checkLevels(levels, info);
      const pairing = readPairing(values, info);
      checkCamera(camera, pairing);
      const paired = withPairing(flow, pairing);
      for (const notice of info.notices) say(`${noticeInEnglish(notice)}\n`);
      const request = { flow: paired, deinterlace, ...range, cuts, minimumReliability, calibration, camera };
      const fields = await meanFields(pool, movie, request, {
        signal,
        onProgress: (done, total) => bar.show(done, total, "pairs"),
      });
      bar.end();
      const from: MeasuredFrom = { ...request, recording: path, units: meansUnits(calibration) };
      await writeMeans(output, fields, from);
      await writeSidecar(output, from);
      say(`Wrote ${output}: means over ${countOf(fields)}.\n`);
      return 0;
    } finally {
      bar.end();
    }
  });
}

function outputOption(output: string | undefined): string {
  if (output === undefined || output === "") {
    throw new KinoflowError("invalid-argument", "Where to? Give the file's name with -o OUT.npz.");
  }
  if (extname(output).toLowerCase() === ".npz") return output;
  throw new KinoflowError(
    "invalid-argument",
    `Means are written as NumPy's .npz; give a name that ends in .npz, not "${basename(output)}".`,
  );
}

async function writeMeans(path: string, fields: MeanFields, from: MeasuredFrom): Promise<void> {
  const { width, height, u, v, stdU, stdV, rms, tke, uv, maxSpeed, count } = fields;
  const arrays = { u, v, std_u: stdU, std_v: stdV, rms, tke, uv, max_speed: maxSpeed, count };
  const file = await NpzFile.create(path);
  try {
    for (const [name, values] of Object.entries(arrays)) await file.add(name, values, [height, width]);
    await file.addText("about", JSON.stringify(factsOf(from)));
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

function countOf({ fields, pairs }: MeanFields): string {
  const without = pairs - fields;
  const rest = without === 0 ? "" : `; ${without === 1 ? "1 has" : `${without} have`} no flow`;
  return `${fields === 1 ? "1 pair" : `${fields} pairs`} of frames${rest}`;
}
