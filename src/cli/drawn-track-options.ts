import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { KinoflowError } from "../shared/errors";
import { pinColour } from "../shared/overlay/pin-colours";
import { type DrawnTracks, MOST_TAIL } from "../shared/overlay/track-tail";
import { TrackPath } from "../shared/track-path";
import { TRACK_COLUMNS } from "../shared/track-table";
import { TRACK_STATES } from "../shared/tracks";
import { numberOption } from "./terminal";

/** The options that say which tracks are drawn over what is written, for node:util's parseArgs. */
export const DRAWN_TRACK_OPTIONS = { tracks: { type: "string" }, tail: { type: "string" } } as const;

/** Their lines of `--help`. */
export const DRAWN_TRACK_OPTIONS_HELP = `      --tracks FILE.csv    draws the tracks of a table in pixels that kinoflow tracks or the app wrote
      --tail N             frames of their way that are seen behind them (default 30)`;

const TAIL = { min: 1, max: MOST_TAIL, integer: true } as const;
const USUAL_TAIL = 30;

/**
 * Reads {@link DRAWN_TRACK_OPTIONS}; null where no tracks are to be drawn.
 *
 * @throws KinoflowError `invalid-argument`, or `file-unreadable`
 */
export async function readDrawnTracks(
  { tracks, tail }: { readonly tracks?: string | undefined; readonly tail?: string | undefined },
  pathOf: (name: string) => string,
): Promise<DrawnTracks | null> {
  const length = numberOption("tail", tail, USUAL_TAIL, TAIL);
  if (tracks === undefined) return null;
  const path = pathOf(tracks);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new KinoflowError(
      "file-unreadable",
      `${basename(path)} cannot be read; --tracks takes a table that kinoflow tracks wrote.`,
      String(error),
    );
  });
  return { tracks: tracksOf(text, basename(path)), length };
}

function tracksOf(text: string, name: string): DrawnTracks["tracks"] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header?.startsWith("#")) {
    throw refused(
      name,
      "is in other units than pixels; write it without --scale, --y-up, --origin and --turn",
    );
  }
  if (header !== TRACK_COLUMNS.join(",")) throw refused(name, `has to begin with ${TRACK_COLUMNS.join(",")}`);
  const paths = new Map<string, { readonly path: TrackPath; firstSet: number }>();
  for (const [at, line] of lines.entries()) {
    const match = /^(?:"((?:[^"]|"")*)"|([^,]*)),(\d{1,7}),[^,]*,([^,]*),([^,]*),[^,]*,[^,]*,(\w+)$/.exec(
      line,
    );
    const [, quoted, plain, frameText, x, y, stateText] = match ?? [];
    const state = TRACK_STATES.find((one) => one === stateText);
    if (match === null || state === undefined) throw refused(name, `has no track in line ${at + 2}`);
    const track = quoted?.replaceAll('""', '"') ?? plain ?? "";
    const known = paths.get(track) ?? { path: new TrackPath(), firstSet: Number.POSITIVE_INFINITY };
    paths.set(track, known);
    const frame = Number(frameText);
    const place = (value: string | undefined): number => (value === "" ? Number.NaN : Number(value));
    known.path.set({ frame, x: place(x), y: place(y), state });
    if (state === "set") known.firstSet = Math.min(known.firstSet, frame);
  }
  return [...paths.values()].map(({ path, firstSet }, at) => ({
    ...{ path, colour: pinColour(at + 1), selected: false },
    firstSet: Number.isFinite(firstSet) ? firstSet : path.first,
  }));
}

function refused(name: string, why: string): KinoflowError {
  return new KinoflowError("invalid-argument", `The table ${name} of --tracks ${why}.`);
}
