import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { profilesAlong } from "../../engine/lines/line-fields";
import { ProfilesFile } from "../../engine/lines/profiles-csv";
import { profileUnits } from "../../shared/measure/line-figures";
import { checkLineValues, LINE_MEASURING_OPTIONS, outputOption, readLineWish } from "../line-measuring";
import { writeSidecar } from "../measure-sidecar";
import { withMeasuredMovie } from "../measured-movie";
import { withProject } from "../project-options";
import { type CommandContext, parseOrExplain } from "../terminal";

const OPTIONS = { ...LINE_MEASURING_OPTIONS, csv: { type: "string" } } as const;

/** Writes what moves along a line, and across it, in every frame as a table. */
export async function profileCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "profile", "measure", context);
  checkLineValues(values);
  const csv = context.path(outputOption("--csv", values.csv, [".csv"]));
  const ready = (): Promise<void> => checkOutput(csv, path, "table");
  return withMeasuredMovie(path, values, context, ready, async (measured) => {
    const { pool, movie, bar, wish } = measured;
    const { line, request, from } = await readLineWish(path, values, measured, context);
    const table = await ProfilesFile.create(csv, wish.calibration, movie.info.times);
    let [frames, without] = [0, 0];
    const options = {
      signal: context.signal,
      onProgress: (done: number, total: number) => bar.show(done, total, "frames"),
    };
    try {
      await profilesAlong(pool, movie, request, options, (frame, profile) => {
        frames++;
        if (profile === null) without++;
        return table.add(frame, profile);
      });
    } catch (error) {
      await table.abort();
      throw error;
    }
    await table.finish();
    bar.end();
    await writeSidecar(csv, { ...from, units: profileUnits(wish.calibration) });
    const rest = without === 0 ? "" : `; ${without === 1 ? "1 has" : `${without} have`} no flow`;
    const count = frames === 1 ? "1 frame" : `${frames} frames`;
    context.say(`Wrote ${csv}: profiles of ${line.name} in ${count}${rest}.\n`);
    return 0;
  });
}
