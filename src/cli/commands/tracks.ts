import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { checkOutput } from "../../engine/export/output-file";
import { trackPoints } from "../../engine/tracks/track-points";
import { tracksUnits, writeTracks } from "../../engine/tracks/tracks-csv";
import { KinoflowError } from "../../shared/errors";
import { noticeInEnglish } from "../../shared/movie";
import { isNextFrame } from "../../shared/pairing";
import type { Track } from "../../shared/tracks";
import { CALIBRATION_OPTIONS, checkCalibration, readCalibration } from "../calibration-options";
import { readCutOptions } from "../cut-options";
import { readFigures } from "../figure-options";
import { checkLevels } from "../levels-options";
import { writeSidecar } from "../measure-sidecar";
import { MOVIE_OPTIONS, RANGE_OPTIONS, readMovieOptions, readRange } from "../movie-options";
import { readPairing } from "../pairing-options";
import { readFrameOptions } from "../recording-options";
import { type CommandContext, onlyMovie, ProgressBar, parseOrExplain } from "../terminal";
import { readSeeds, TRACK_OPTIONS } from "../track-options";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  ...RANGE_OPTIONS,
  ...CALIBRATION_OPTIONS,
  ...TRACK_OPTIONS,
  "min-reliability": { type: "string" },
  csv: { type: "string" },
} as const;

/** Follows points through a movie, and writes where they are in every frame as a table. */
export async function tracksCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const path = context.path(onlyMovie(positionals, "tracks"));
  if (values.at === undefined && values.grid === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      "Which points? Give one or more with --at X,Y@FRAME, or many with --grid N.",
    );
  }
  const csv = context.path(tableOption(values.csv));
  const { recording, threads, flow, levels } = readMovieOptions(values);
  const { minimumReliability } = readFigures(values, flow.method);
  readRange(values, Number.POSITIVE_INFINITY);
  checkCalibration(values);
  await checkOutput(csv, path, "table");
  return withMovie({ path, recording, threads }, context, async ({ pool }, movie) => {
    const { info } = movie;
    const { signal, say } = context;
    const bar = new ProgressBar();
    try {
      const range = readRange(values, info.frameCount);
      const calibration = readCalibration(values, info);
      const seeds = readSeeds(values, { ...range, ...info });
      const { deinterlace } = readFrameOptions(values, info);
      const cuts = readCutOptions(values, info.frameCount);
      checkLevels(levels, info);
      if (!isNextFrame(readPairing(values, info))) {
        throw new KinoflowError(
          "invalid-argument",
          "Tracks go from each frame to its next one; give --step 1, and no other pairs of frames.",
        );
      }
      for (const notice of info.notices) say(`${noticeInEnglish(notice)}\n`);
      const request = { flow, deinterlace, seeds, ...range, cuts, minimumReliability };
      const tracks = await trackPoints(pool, movie, request, {
        signal,
        onProgress: (done, total) => bar.show(done, total, "frames"),
      });
      bar.end();
      await writeTracks(csv, tracks, { times: info.times, calibration, grid: info });
      const units = tracksUnits(calibration);
      await writeSidecar(csv, { ...request, recording: path, calibration, units });
      say(`Wrote ${csv}: ${sentence(tracks)}.\n`);
      return 0;
    } finally {
      bar.end();
    }
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
