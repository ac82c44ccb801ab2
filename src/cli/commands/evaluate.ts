import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type ErrorSummary, type Evaluation, evaluateFlow } from "../../engine/evaluation/evaluate";
import { locateFfmpeg } from "../../engine/ffmpeg/locate";
import { fieldFormat, readField } from "../../engine/field-io/field-file";
import { type CommandContext, naming, parseOrExplain, twoFiles } from "../terminal";

/** Prints how far a flow field is from the true one. */
export async function evaluateCommand(
  args: readonly string[],
  { signal, path: placeOf, out }: CommandContext,
): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: "boolean" } } }),
  );
  const files = twoFiles(positionals, "evaluate takes two flow files, the computed and the true one");
  files.forEach(fieldFormat);
  const tools = await locateFfmpeg();
  const read = (path: string) => naming(path, readField(tools, placeOf(path), { signal }));
  const evaluation = evaluateFlow(await read(files[0]), await read(files[1]));
  out(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : table(files[0], evaluation));
  return 0;
}

function table(path: string, { endpointError, angularError, pixels, unknown }: Evaluation): string {
  const share = (value: number): string => `${(100 * value).toFixed(2)} %`.padStart(10);
  const row = (name: string, unit: string, { mean, median, r1, r3 }: ErrorSummary): string =>
    `${name.padEnd(16)}${`${mean.toFixed(3)} ${unit}`.padStart(12)}${`${median.toFixed(3)} ${unit}`.padStart(12)}` +
    `${share(r1)}${share(r3)}\n`;
  return [
    `${basename(path)}: ${pixels} pixels compared, ${unknown} unknown\n`,
    `${"".padEnd(16)}${"mean".padStart(12)}${"median".padStart(12)}${"above 1".padStart(10)}${"above 3".padStart(10)}\n`,
    row("endpoint error", "px", endpointError),
    row("angular error", "°", angularError),
  ].join("");
}
