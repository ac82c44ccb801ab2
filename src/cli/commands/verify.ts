import { parseArgs } from "node:util";
import { verifyRecording } from "../../engine/verify/verify-recording";
import { KinoflowError } from "../../shared/errors";
import { lastFirst, withPairing } from "../../shared/pairing";
import {
  KNOWN_MOTION_SIZE,
  KNOWN_MOTIONS,
  type MethodErrors,
  type VerificationReport,
} from "../../shared/verification";
import { MOVIE_OPTIONS, readMovieOptions } from "../movie-options";
import { readPairing } from "../pairing-options";
import { withProject } from "../project-options";
import { readFrameOptions } from "../recording-options";
import { type CommandContext, choiceOption, numberOption, ProgressBar, parseOrExplain } from "../terminal";
import { withMovie } from "../with-movie";

const OPTIONS = {
  ...MOVIE_OPTIONS,
  frame: { type: "string" },
  motion: { type: "string" },
  size: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Says what methods make of a frame that is warped by a known motion. */
export async function verifyCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS }),
  );
  const { path, values } = await withProject(parsed, "verify", "draw", context);
  const { recording, threads, flow } = readMovieOptions(values);
  const motion = choiceOption("motion", values.motion, "shift", KNOWN_MOTIONS);
  const size = values.size === undefined ? null : numberOption("size", values.size, 1, KNOWN_MOTION_SIZE);
  const frameWithin = (frameCount: number) =>
    numberOption("frame", values.frame, 0, { min: 0, max: frameCount - 1, integer: true });
  frameWithin(Number.POSITIVE_INFINITY);
  return withMovie({ path, recording, threads }, context, async ({ pool }, movie) => {
    const { signal, out } = context;
    const bar = new ProgressBar();
    try {
      const frame = frameWithin(movie.info.frameCount);
      const { deinterlace } = readFrameOptions(values, movie.info);
      const pairing = readPairing(values, movie.info);
      const last = lastFirst(pairing, movie.info.frameCount);
      if (size === null && last >= 0 && frame > last) {
        throw new KinoflowError(
          "invalid-argument",
          `Frame ${frame} begins no pair, and so its motion is not known; ${last === 0 ? "only frame 0 does" : `frames 0 to ${last} do`}, or give --size.`,
        );
      }
      const compared = withPairing(flow, pairing);
      const report = await verifyRecording(
        pool,
        movie,
        { frame, deinterlace, flow: compared, motion, size },
        { signal, onProgress: ({ done, total }) => bar.show(done, total, "methods") },
      );
      bar.end();
      const { map: _, ...figures } = report;
      out(values.json ? `${JSON.stringify(figures, null, 2)}\n` : table(report));
      return 0;
    } finally {
      bar.end();
    }
  });
}

function table({ frame, motion, size, noise, rows }: VerificationReport): string {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(12);
  const length = (value: number): string => `${value.toFixed(3)} px`.padStart(11);
  const line = ({ method, errors }: MethodErrors): string =>
    `${method.padEnd(14)}${length(errors.mean)}${length(errors.median)}${length(errors.p95)}` +
    `${share(errors.aboveOne)}${share(errors.withinUncertainty)}\n`;
  const head = ["mean", "median", "95 %"].map((name) => name.padStart(11)).join("");
  return [
    `Frame ${frame}, moved by a known ${motion} of ${size} px (root mean square), noise of ${noise.toFixed(2)} levels added to both.\n`,
    `${"endpoint error".padEnd(14)}${head}${"above 1 px".padStart(12)}${"within σ".padStart(12)}\n`,
    ...rows.map(line),
  ].join("");
}
