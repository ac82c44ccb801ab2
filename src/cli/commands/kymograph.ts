import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { kymographOf } from "../../engine/lines/kymograph";
import { writeKymograph } from "../../engine/lines/kymograph-file";
import { KYMOGRAPH_QUANTITIES } from "../../shared/measure/kymograph";
import { checkLineValues, LINE_MEASURING_OPTIONS, outputOption, readLineWish } from "../line-measuring";
import { factsOf } from "../measure-sidecar";
import { withMeasuredMovie } from "../measured-movie";
import { withProject } from "../project-options";
import { type CommandContext, choiceOption, parseOrExplain } from "../terminal";

const OPTIONS = {
  ...LINE_MEASURING_OPTIONS,
  of: { type: "string" },
  output: { type: "string", short: "o" },
} as const;

/** Writes a space-time picture of a line. */
export async function kymographCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "kymograph", "measure", context);
  checkLineValues(values);
  const of = choiceOption("of", values.of, "luma", KYMOGRAPH_QUANTITIES);
  const output = context.path(outputOption("-o", values.output, [".png", ".npy"]));
  const ready = (): Promise<void> => checkOutput(output, path, "picture");
  return withMeasuredMovie(path, values, context, ready, async (measured) => {
    const { pool, movie, bar, wish } = measured;
    const { line, request, from } = await readLineWish(path, values, measured, context);
    const kymograph = await kymographOf(
      pool,
      movie,
      { ...request, of },
      {
        signal: context.signal,
        onProgress: (done, total) => bar.show(done, total, "frames"),
      },
    );
    bar.end();
    const { units: _, ...facts } = factsOf({ ...from, units: {} });
    await writeKymograph({ path: output, kymograph, calibration: wish.calibration, facts });
    const { columns, rows } = kymograph;
    context.say(`Wrote ${output}: ${of} of line ${line.name}, ${columns} columns by ${rows} frames.\n`);
    return 0;
  });
}
