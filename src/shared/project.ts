import type { Bookmark } from "./bookmarks";
import type { CutMarks } from "./cut-marks";
import type { FigurePixels } from "./figures";
import type { DensePreset, FlowParameters } from "./flow";
import type { Levels } from "./frame-picture";
import type { Marks } from "./marks/marks";
import type { MovieInfo } from "./movie";
import type { ArrowScaling, PresetSettings } from "./presets";
import type { RawLayout } from "./raw-layout";

/** Number of the schema that projects are written in. A project of a greater one is refused. */
export const PROJECT_SCHEMA = 1;

/** Ending of the names of projects, without its dot. */
export const PROJECT_EXTENSION = "kinoflow";

/** More bytes than any project has: a mask of the most numbers takes some megabytes. */
export const PROJECT_BYTES = 64 << 20;

/** True for a name that a project has, or the last good version of one. */
export function isProjectName(path: string): boolean {
  return /\.kinoflow~?$/i.test(path);
}

/** What a project is of, and how to find it again and open it as it was. */
export interface ProjectRecording {
  /** Absolute, as it was when the project was saved: the file, or one of the files. */
  readonly path: string;
  /** The same from the project's folder on, with slashes; null where no way leads there, or the project has no folder. */
  readonly relative: string | null;
  /** Knows it by its content, see `Recording.identity`: 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Size of the file; null of a recording that is several files. */
  readonly bytes: number | null;
  /** Number of the video track; null where there is none to choose. */
  readonly stream: number | null;
  /** How the frames lie in a file that does not say so itself. */
  readonly raw: RawLayout | null;
  /** Frames per second that a person stated; null where they are the file's or assumed. */
  readonly frameRate: number | null;
  /** Frames per second at which it was taken, by which times are scaled. */
  readonly captureRate: number | null;
  /** The rule by which pictures are in order; null of a file. */
  readonly order: string | null;
}

interface ProjectFlow {
  readonly flow: FlowParameters;
  readonly basePreset: DensePreset;
}

/** A place whose motion is read in every frame: a pixel, counted from the top left one, from 0. */
export interface ProjectPin {
  /** From 1; no two have the same. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

/** Everything that a person chose for a recording: how its flow is computed and drawn, and what was laid over it. */
export interface ProjectSettings extends PresetSettings {
  readonly split: {
    readonly visible: boolean;
    readonly b: ProjectFlow | null;
    readonly moment: number | null;
  };
  readonly onion: { readonly visible: boolean; readonly opacity: number };
  readonly showPrepared: boolean;
  readonly figurePixels: FigurePixels;
  readonly levels: Levels | null;
  readonly arrowScaleLocked: boolean;
  readonly colourScaling: ArrowScaling;
  readonly colourScaleLocked: boolean;
  readonly pins: readonly ProjectPin[];
  readonly cutMarks: CutMarks;
  readonly bookmarks: readonly Bookmark[];
  readonly marks: Marks;
}

/** Marks of the range of frames that is worked on; null reaches to that end of the recording. */
export interface ProjectRange {
  readonly start: number | null;
  readonly end: number | null;
}

/** What of a project changes while a person works on it. */
export interface ProjectState {
  readonly settings: ProjectSettings;
  /** The frame on the screen. */
  readonly playhead: number;
  readonly range: ProjectRange;
}

/** A study of a recording, as it is kept in a file. */
export interface Project extends ProjectState {
  readonly schema: typeof PROJECT_SCHEMA;
  /** Version of the program that wrote it. */
  readonly kinoflow: string;
  readonly recording: ProjectRecording;
}

/** How an open recording is opened again as it is now. */
export function openedAs({
  videoStreams,
  stream,
  rawLayout,
  rates,
  naming,
}: Pick<MovieInfo, "videoStreams" | "stream" | "rawLayout" | "rates" | "naming">): Pick<
  ProjectRecording,
  "stream" | "raw" | "frameRate" | "captureRate" | "order"
> {
  return {
    stream: videoStreams.length > 1 ? stream : null,
    raw: rawLayout,
    frameRate: rates.source === "chosen" ? rates.stored : null,
    captureRate: rates.captured,
    order: naming?.rule ?? null,
  };
}

/** Room for what a project holds. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
  readonly expectedFrameCount: number;
}

/** A project's state for another recording than it was made of: without what has no place there. */
export function fittedTo(
  state: ProjectState,
  { width, height, grey, expectedFrameCount }: Room,
): ProjectState {
  const { settings, range, playhead } = state;
  const isThere = (frame: number | null): boolean => frame === null || frame < expectedFrameCount;
  const frames = (cuts: readonly number[]): readonly number[] => cuts.filter(isThere);
  const rows = settings.marks.mask;
  const masked = rows.every((value, at) => value < (at % 3 === 0 ? height : width + 1));
  return {
    playhead: isThere(playhead) ? playhead : 0,
    range: isThere(range.start) && isThere(range.end) ? range : { start: null, end: null },
    settings: {
      ...settings,
      levels: grey ? settings.levels : null,
      split: { ...settings.split, moment: isThere(settings.split.moment) ? settings.split.moment : null },
      pins: settings.pins.filter(({ x, y }) => x < width && y < height),
      cutMarks: { set: frames(settings.cutMarks.set), deleted: frames(settings.cutMarks.deleted) },
      bookmarks: settings.bookmarks.filter(({ frame }) => isThere(frame)),
      marks: masked ? settings.marks : { ...settings.marks, mask: [] },
    },
  };
}
