import { type Calibration, IN_PIXELS } from "../measure/calibration";
import type { CameraModel } from "../measure/camera-motion";
import type { Length } from "../measure/length";
import type { RegionShape } from "../measure/region";
import { NO_VALIDATION, type Validation } from "../validation";

/** What every mark has besides its shape. */
export interface Mark {
  /** Tells it from all others of the recording, also after it was renamed or copied. */
  readonly id: string;
  /** What its columns and curves are called: letters, digits and underscores, and no two marks of a recording alike. */
  readonly name: string;
  /** "#rrggbb" */
  readonly colour: string;
  /** Anything that somebody wrote beside it. */
  readonly note: string;
  /** True where it is not drawn. Its figures stay. */
  readonly hidden?: boolean | undefined;
}

/** A part of the picture with figures of its own. */
export interface MarkedRegion extends Mark {
  readonly shape: RegionShape;
}

/** A place between pixels: whole numbers are the middles of pixels, x right, y down, of the recording. */
export type MarkPoint = readonly [x: number, y: number];

/** A line, straight or with corners, from its first point to its last one. */
export interface MarkedLine extends Mark {
  /** At least two, no two neighbours the same. */
  readonly points: readonly MarkPoint[];
}

/** A point that is followed through the recording. */
export interface MarkedTrack extends Mark {
  /** Where a person set it, in the order of the frames, no two of the same one; at least one. */
  readonly anchors: readonly TrackAnchor[];
}

export interface TrackAnchor {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}

/** What a person laid over a recording to measure it. It belongs to the recording, and is kept with it. */
export interface Marks {
  readonly calibration: Calibration;
  /** The size of a pixel that is known while all is said in pixels, and the calibration has none; absent or null otherwise. */
  readonly pixelAside?: Length | null | undefined;
  readonly regions: readonly MarkedRegion[];
  readonly lines: readonly MarkedLine[];
  readonly tracks: readonly MarkedTrack[];
  /** Pixels that count nowhere, as the numbers of `Spans` (measure/region); none without a mask. */
  readonly mask: readonly number[];
  /** The motion that is taken out as the camera's; null leaves all motion in. */
  readonly camera: CameraModel | null;
  /** How vectors are checked. */
  readonly validation: Validation;
}

export const NO_MARKS: Marks = {
  calibration: IN_PIXELS,
  regions: [],
  lines: [],
  tracks: [],
  mask: [],
  camera: null,
  validation: NO_VALIDATION,
};

/** The size of a pixel that is known, whether it is said or put aside; null where it is not. */
export function knownPixelSize({ calibration, pixelAside }: Marks): Length | null {
  return calibration.pixel ?? pixelAside ?? null;
}

/** Marks with the size of a pixel, which is said, or put aside while all is said in pixels. */
export function withPixelSize(marks: Marks, pixel: Length | null, aside = false): Marks {
  const calibration = { ...marks.calibration, pixel: aside ? null : pixel };
  return { ...marks, calibration, pixelAside: aside ? pixel : null };
}

/** The lists of {@link Marks}. */
export const MARK_KINDS = ["regions", "lines", "tracks"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];
export type MarkOf<K extends MarkKind> = Marks[K][number];

/** So many of a kind are kept of a recording. */
export const MOST_MARKS = { regions: 100, lines: 100, tracks: 500 } as const satisfies Record<
  MarkKind,
  number
>;
/** Most points of a polygon or a line. */
export const MOST_POINTS = 1000;
/** Most numbers of a mask. */
export const MOST_MASK_NUMBERS = 600_000;
/** Most characters of a note. */
export const NOTE_LENGTH = 1000;

/** Names that columns may begin with in any program. */
export const MARK_NAME = /^[A-Za-z]\w{0,39}$/;

/** The marks with one more at the end of its list, or in place of the one with its id; one too many changes nothing. */
export function withMark<K extends MarkKind>(marks: Marks, kind: K, mark: MarkOf<K>): Marks {
  const list = marks[kind] as readonly MarkOf<K>[];
  const at = list.findIndex(({ id }) => id === mark.id);
  if (at < 0 && list.length >= MOST_MARKS[kind]) return marks;
  return { ...marks, [kind]: at < 0 ? [...list, mark] : list.with(at, mark) };
}

/** The marks without the one of this id, of whatever kind. */
export function withoutMark(marks: Marks, id: string): Marks {
  const kind = kindOfMark(marks, id);
  if (kind === null) return marks;
  return { ...marks, [kind]: (marks[kind] as readonly Mark[]).filter((mark) => mark.id !== id) };
}

/** The kind of the mark with this id; null where there is none. */
export function kindOfMark(marks: Marks, id: string): MarkKind | null {
  return MARK_KINDS.find((kind) => (marks[kind] as readonly Mark[]).some((mark) => mark.id === id)) ?? null;
}

/** A name that no mark has: the stem with the lowest number that is free. */
export function freeMarkName(marks: Marks, stem: string): string {
  const taken = new Set(MARK_KINDS.flatMap((kind) => marks[kind].map(({ name }) => name)));
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
