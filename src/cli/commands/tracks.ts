import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { flowOfTracks } from "../../engine/tracks/follow-tracks";
import { trackPoints } from "../../engine/tracks/track-points";
import { tracksUnits, writeTracks } from "../../engine/tracks/tracks-csv";
import { KinoflowError } from "../../shared/errors";
import { isNextFrame } from "../../shared/pairing";
import type { Track } from "../../shared/tracks";
import { writeSidecar } from "../measure-sidecar";
import { MEASURING_OPTIONS, withMeasuredMovie } from "../measured-movie";
import { withProject } from "../project-options";
import { type CommandContext, parseOrExplain } from "../terminal";
import { readSeeds, TRACK_OPTIONS } from "../track-options";
import { checkTreatment, treatedFlow } from "../treatment-options";
import { VALIDATION_OPTIONS } from "../validation-options";

const OPTIONS = {
  ...MEASURING_OPTIONS,
  ...TRACK_OPTIONS,
  ...VALIDATION_OPTIONS,
  mask: { type: "string" },
  csv: { type: "string" },
} as const;

/** Follows points through a movie, and writes where they are in every frame as a table. */
export async function tracksCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "tracks", "track", context);
  if ((values.at ?? []).length === 0 && values.grid === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      "Which points? Give one or more with --at X,Y@FRAME, or many with --grid N.",
    );
  }
  const csv = context.path(tableOption(values.csv));
  checkTreatment(values);
  const ready = (): Promise<void> => checkOutput(csv, path, "table");
  return withMeasuredMovie(path, values, context, ready, async (measured) => {
    const { pool, movie, pairing, bar } = measured;
    const { info } = movie;
    if (!isNextFrame(pairing)) {
      throw new KinoflowError(
        "invalid-argument",
        "Tracks go from each frame to its next one; give --step 1, and no other pairs of frames.",
      );
    }
    const wish = { ...measured.wish, flow: await treatedFlow(measured, values, context) };
    const { calibration } = wish;
    const seeds = readSeeds(values, {
      start: wish.start,
      end: wish.end,
      width: info.width,
      height: info.height,
    });
    const tracks = await trackPoints(
      pool,
      movie,
      { ...wish, seeds },
      {
        signal: context.signal,
        onProgress: (done, total) => bar.show(done, total, "frames"),
      },
    );
    bar.end();
    await writeTracks(csv, tracks, { times: info.times, calibration, grid: info });
    const facts = { ...wish, flow: flowOfTracks(wish.flow), recording: path };
    await writeSidecar(csv, { ...facts, units: tracksUnits(calibration) });
    context.say(`Wrote ${csv}: ${sentence(tracks)}.\n`);
    return 0;
  });
}

function tableOption(csv: string | undefined): string {
  if (csv === undefined || csv === "") {
    throw new KinoflowError("invalid-argument", "Where to? Give the table's name with --csv OUT.csv.");
  }
  if (extname(csv).toLowerCase() === ".csv") return csv;
  throw new KinoflowError(
    "invalid-argument",
    `The table is written as CSV; give it a name that ends in .csv, not "${basename(csv)}".`,
  );
}

function sentence(tracks: readonly Track[]): string {
  const states = tracks.map(({ points }) => points.map(({ state }) => state));
  const count = (has: (of: readonly string[]) => boolean): number => states.filter(has).length;
  const lost = count((of) => of.includes("lost"));
  const unsure = count((of) => of.includes("unsure"));
  const all = tracks.length === 1 ? "1 track" : `${tracks.length} tracks`;
  const rest = [lost > 0 ? `${lost} lost on the way` : "", unsure > 0 ? `${unsure} unsure in places` : ""];
  return [all, ...rest.filter((text) => text !== "")].join(", ");
}
