import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { NpzFile } from "../../engine/field-io/npz";
import { type MeanFields, meanFields, meansUnits } from "../../engine/means/mean-fields";
import { KinoflowError } from "../../shared/errors";
import { factsOf, type MeasuredFrom, writeSidecar } from "../measure-sidecar";
import { MEASURING_OPTIONS, withMeasuredMovie } from "../measured-movie";
import { withProject } from "../project-options";
import { type CommandContext, parseOrExplain } from "../terminal";
import { checkTreatment, TREATMENT_OPTIONS, treatedFlow } from "../treatment-options";

const OPTIONS = {
  ...MEASURING_OPTIONS,
  ...TREATMENT_OPTIONS,
  mask: { type: "string" },
  output: { type: "string", short: "o" },
} as const;

/** Writes the mean flow of a movie and its fluctuations, pixel by pixel. */
export async function meansCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "means", "measure", context);
  const output = context.path(outputOption(values.output));
  checkTreatment(values);
  const ready = (): Promise<void> => checkOutput(output, path, "table");
  return withMeasuredMovie(path, values, context, ready, async (measured) => {
    const { pool, movie, wish, bar } = measured;
    const request = { ...wish, flow: await treatedFlow(measured, values, context) };
    const fields = await meanFields(pool, movie, request, {
      signal: context.signal,
      onProgress: (done, total) => bar.show(done, total, "pairs"),
    });
    bar.end();
    const from: MeasuredFrom = { ...request, recording: path, units: meansUnits(wish.calibration) };
    await writeMeans(output, fields, from);
    await writeSidecar(output, from);
    context.say(`Wrote ${output}: means over ${countOf(fields)}.\n`);
    return 0;
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
