import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { checkFolder } from "../../engine/field-series/folder-series";
import {
  checkFormat,
  createSeries,
  fileEnding,
  SERIES_FORMATS,
  type SeriesFormat,
} from "../../engine/field-series/formats";
import { planOf, seriesUnits, writeSeries } from "../../engine/field-series/write-series";
import { KinoflowError } from "../../shared/errors";
import { checkCalibration } from "../calibration-options";
import { factsOf, type MeasuredFrom, writeSidecar } from "../measure-sidecar";
import { MEASURING_OPTIONS, withMeasuredMovie } from "../measured-movie";
import { withProject } from "../project-options";
import { type CommandContext, numberOption, parseOrExplain } from "../terminal";
import { checkTreatment, TREATMENT_OPTIONS, treatedFlow } from "../treatment-options";

const OPTIONS = {
  ...MEASURING_OPTIONS,
  ...TREATMENT_OPTIONS,
  mask: { type: "string" },
  output: { type: "string", short: "o" },
  format: { type: "string" },
  every: { type: "string" },
  derivatives: { type: "boolean" },
} as const;

const EVERY = { min: 1, max: 10_000, integer: true } as const;

/** Writes the flow of a movie's frames, as the programs read it that go on with it. */
export async function fieldsCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "fields", "measure", context);
  const format = formatOption(values.format, values.output);
  const output = context.path(outputOption(values.output, format));
  const every = numberOption("every", values.every, 1, EVERY);
  const withDerivatives = values.derivatives === true;
  const ready = async (): Promise<void> => {
    if (fileEnding(format) === null) await checkFolder(output);
    else await checkOutput(output, path, "table");
  };
  checkTreatment(values);
  checkFormat(format, { calibration: checkCalibration(values), withDerivatives });
  // OpenPIV's own tables count y upwards.
  const axes = format === "openpiv" && isWithoutAxes(values) ? { "y-up": true } : {};
  return withMeasuredMovie(path, { ...values, ...axes }, context, ready, async (measured) => {
    const { tools, pool, movie, bar } = measured;
    const wish = { ...measured.wish, flow: await treatedFlow(measured, values, context) };
    const request = { ...wish, every, withDerivatives };
    const from: MeasuredFrom = { ...wish, recording: path, units: seriesUnits(request) };
    const plan = planOf(request, movie, { ...factsOf(from), every });
    const { signal } = context;
    const writer = await createSeries(format, output, plan, tools, signal);
    let fields: number;
    try {
      fields = await writeSeries(pool, movie, request, writer, {
        signal,
        onProgress: (done, total) => bar.show(done, total, "fields"),
      });
    } catch (error) {
      await writer.abort();
      throw error;
    }
    await writer.finish();
    bar.end();
    if (fileEnding(format) !== null) await writeSidecar(output, from);
    context.say(sentence(output, fields, plan.count, plan.grid));
    return 0;
  });
}

function isWithoutAxes(values: { readonly origin?: string; readonly turn?: string }): boolean {
  return values.origin === undefined && values.turn === undefined;
}

/** The format that was named, or that the name of the file says. */
function formatOption(name: string | undefined, output: string | undefined): SeriesFormat {
  const said =
    name ?? SERIES_FORMATS.find((format) => fileEnding(format) === extname(output ?? "").toLowerCase());
  const format = SERIES_FORMATS.find((known) => known === said);
  if (format !== undefined) return format;
  const formats = `${SERIES_FORMATS.slice(0, -1).join(", ")} or ${SERIES_FORMATS.at(-1)}`;
  throw new KinoflowError(
    "invalid-argument",
    name === undefined
      ? `In which format? Give --format ${formats}.`
      : `--format is ${formats}, not "${name}".`,
  );
}

function outputOption(output: string | undefined, format: SeriesFormat): string {
  const ending = fileEnding(format);
  if (output === undefined || output === "") {
    const what =
      ending === null ? "the folder's name with -o FOLDER" : `the file's name with -o OUT${ending}`;
    throw new KinoflowError("invalid-argument", `Where to? Give ${what}.`);
  }
  if (ending === null || extname(output).toLowerCase() === ending) return output;
  throw new KinoflowError(
    "invalid-argument",
    `${format} is written to one file; give a name that ends in ${ending}, not "${basename(output)}".`,
  );
}

function sentence(
  output: string,
  fields: number,
  pairs: number,
  { columns, rows }: { readonly columns: Int32Array; readonly rows: Int32Array },
): string {
  const without = pairs - fields;
  const rest = without === 0 ? "" : `; ${without === 1 ? "1 pair has" : `${without} pairs have`} no flow`;
  const count = fields === 1 ? "1 field" : `${fields} fields`;
  return `Wrote ${output}: ${count} of ${columns.length} x ${rows.length} vectors${rest}.\n`;
}
