import { KinoflowError } from "../shared/errors";
import { gridPoints } from "../shared/measure/grid-points";
import type { TrackSeed } from "../shared/tracks";
import { placeOption } from "./calibration-options";
import { numberOption } from "./terminal";

/** The options that say which points are followed, for node:util's parseArgs. */
export const TRACK_OPTIONS = {
  at: { type: "string", multiple: true },
  grid: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const TRACK_OPTIONS_HELP = `      --at [NAME=]X,Y[@FRAME]  a point to follow: column and row of a pixel, counted from 0, and its frame (default:
                           the first one); as often as there are points. The same NAME again sets a track anew from
                           that frame on, where it was lost, say
      --grid N[@FRAME]     points every N pixels all over that frame, named g1, g2, …`;

/** Pixels between the points of a grid. */
const GRID = { min: 2, max: 10_000, integer: true } as const;
/** More are a flow field, and no tracks. */
const MOST_TRACKS = 5000;

/** The frames that tracks stay within, and the picture. */
export interface TrackRoom {
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads {@link TRACK_OPTIONS}.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readSeeds(
  values: { readonly at?: readonly string[] | undefined; readonly grid?: string | undefined },
  room: TrackRoom,
): readonly TrackSeed[] {
  const points = (values.at ?? []).map((text, at) => seedOf(text, String(at + 1), room));
  const seeds = [...points, ...(values.grid === undefined ? [] : gridSeeds(values.grid, room))];
  if (seeds.length > MOST_TRACKS) {
    throw new KinoflowError(
      "invalid-argument",
      `${seeds.length} points are too many, ${MOST_TRACKS} can be followed at a time; give --grid a larger distance.`,
    );
  }
  const places = new Set<string>();
  const twice = seeds.find(({ name, frame }) => {
    const place = `${frame} ${name}`;
    const isKnown = places.has(place);
    places.add(place);
    return isKnown;
  });
  if (twice) {
    throw new KinoflowError(
      "invalid-argument",
      `Track ${twice.name} is set twice at frame ${twice.frame}; leave one of the two out, or name them apart.`,
    );
  }
  return seeds;
}

function seedOf(text: string, usualName: string, room: TrackRoom): TrackSeed {
  const [, name = usualName, place = "", frame] = /^(?:([^=@]*)=)?([^=@]*)(?:@([^=@]*))?$/.exec(text) ?? [];
  // Readers of the table take # for the begin of a comment.
  if (name.trim() === "" || /[#\r\n]/.test(name) || place === "") {
    throw new KinoflowError(
      "invalid-argument",
      `--at takes a point such as 120,80 or wing=120,80@57, not "${text}".`,
    );
  }
  const [x, y] = placeOption("at", place);
  return { name: name.trim(), x, y, frame: frameOption("at", frame, room) };
}

function gridSeeds(text: string, room: TrackRoom): readonly TrackSeed[] {
  const [distance, frame, ...more] = text.split("@");
  if (more.length > 0) {
    throw new KinoflowError(
      "invalid-argument",
      `--grid takes a distance such as 40 or 40@57, not "${text}".`,
    );
  }
  const step = numberOption("grid", distance, GRID.max, GRID);
  const first = frameOption("grid", frame, room);
  return gridPoints(room, step).map(([x, y], at) => ({ name: `g${at + 1}`, x, y, frame: first }));
}

function frameOption(name: string, text: string | undefined, { start, end }: TrackRoom): number {
  return numberOption(name, text, start, { min: start, max: end, integer: true });
}
