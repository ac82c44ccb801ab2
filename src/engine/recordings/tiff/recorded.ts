/** What a file says of its recording, whoever wrote it. */
export interface Recorded {
  /** Who says so, for people: "ImageJ", "OME"; empty where nobody says anything. */
  readonly program: string;
  /** Recordings in the file, at least one. */
  readonly series: readonly Series[];
  /** Images that follow the first one without directories; null where each has one. */
  readonly contiguousImages: number | null;
  /** Range of values that the program showed; null where it does not say. */
  readonly shownRange: { readonly low: number; readonly high: number } | null;
  /** Planes that lie in other files of the same recording. */
  readonly elsewhere: number;
  /** True where something is described, but not so that it can be followed. */
  readonly unclear: boolean;
}

/** One recording of a file: planes over channels, depths and times. Of colours, a plane has all. */
export interface Series {
  readonly name: string;
  readonly channels: number;
  readonly channelNames: readonly string[];
  readonly depths: number;
  /** Null: as many as there are pages. */
  readonly times: number | null;
  /** The page of a plane; -1 where the file has none for it. */
  page(channel: number, depth: number, time: number): number;
  /** True where a frame may be missing between others; otherwise pages rise with time. */
  readonly holes: boolean;
  /** Seconds from one time to the next; null where nothing says so. */
  readonly interval: number | null;
  /** Seconds of a plane; NaN where nothing says so. */
  seconds(channel: number, depth: number, time: number): number;
  /** Micrometres; null where nothing says so. */
  readonly pixelSize: { readonly x: number; readonly y: number } | null;
  /** Bits of its values that mean something; null where nothing says so. */
  readonly significantBits: number | null;
}

/** Pages one after the other, of which nothing is said. */
export const PLAIN_SERIES: Series = {
  name: "",
  channels: 1,
  channelNames: [],
  depths: 1,
  times: null,
  page: (_channel, _depth, time) => time,
  holes: false,
  interval: null,
  seconds: () => Number.NaN,
  pixelSize: null,
  significantBits: null,
};

export const NOTHING_RECORDED: Recorded = {
  program: "",
  series: [PLAIN_SERIES],
  contiguousImages: null,
  shownRange: null,
  elsewhere: 0,
  unclear: false,
};

/** Micrometres of a unit of length, by the names that programs write; null for pixels and what is unknown. */
export function micrometres(unit: string): number | null {
  return LENGTHS[unit.trim()] ?? null;
}

/** Seconds of a unit of time; null for what is unknown. */
export function secondsOfUnit(unit: string): number | null {
  return TIMES[unit.trim()] ?? null;
}

const LENGTHS: Readonly<Record<string, number>> = {
  ...{ m: 1e6, meter: 1e6, metre: 1e6, cm: 1e4, mm: 1e3, millimeter: 1e3 },
  ...{ micron: 1, microns: 1, um: 1, "\u00b5m": 1, "\u03bcm": 1, micrometer: 1, micrometre: 1 },
  ...{ nm: 1e-3, nanometer: 1e-3, pm: 1e-6, "\u00c5": 1e-4, inch: 25_400, in: 25_400 },
};

const TIMES: Readonly<Record<string, number>> = {
  ...{ s: 1, sec: 1, second: 1, seconds: 1, ms: 1e-3, msec: 1e-3, us: 1e-6, usec: 1e-6 },
  ...{ "\u00b5s": 1e-6, "\u03bcs": 1e-6, ns: 1e-9, min: 60, minute: 60, minutes: 60 },
  ...{ h: 3600, hr: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400 },
};
