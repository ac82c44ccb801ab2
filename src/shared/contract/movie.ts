import { z } from "zod";
import { BOOKMARK_NAME_LENGTH, type Bookmark, MOST_BOOKMARKS } from "../bookmarks";
import { type ChosenScales, chosenScalesSchema } from "../chosen-scales";
import { type CutMarks, MOST_CUT_MARKS } from "../cut-marks";
import type { ErrorValue } from "../errors";
import type { FrameCacheState } from "../frame-cache";
import type { RecordingLevels } from "../levels";
import { type MovieIndexUpdate, type MovieInfo, STATED_RATE } from "../movie";
import type { Pairing } from "../pairing";
import type { BackgroundProgress } from "../preparation";
import type { RawFile, RawPreview } from "../raw-question";
import type { Thumbnail } from "../recent";
import type { SoundChunk } from "../sound";
import type { MovieSurvey } from "../survey";
import { pairingSchema } from "./flow";
import { levelsSchema } from "./levels";
import { rawLayoutSchema } from "./raw-layout";
import { frameNumber, token, within } from "./values";

const rawId = z.string().min(1).max(64);
const cutList = z.array(frameNumber).max(MOST_CUT_MARKS).readonly();

/** Checks {@link CutMarks}. */
export const cutMarksSchema = z.strictObject({ set: cutList, deleted: cutList });

/** Checks the bookmarks of a movie. */
export const bookmarksSchema = z
  .array(z.strictObject({ frame: frameNumber, name: z.string().trim().min(1).max(BOOKMARK_NAME_LENGTH) }))
  .max(MOST_BOOKMARKS)
  .readonly();

/** Opening a movie, what is kept with it, and what it says of itself. */
export const movieRequests = {
  "movie:open-dialog": z.undefined(),
  "movie:open-folder-dialog": z.undefined(),
  "movie:open-sample": z.undefined(),
  /** Only the preload script sends this, with the path of a file that a person dropped. */
  "movie:open-dropped": z.strictObject({ path: z.string().min(1).max(32768) }),
  /** Opens another video track of the open movie. */
  "movie:choose-stream": z.strictObject({ token, stream: z.int().min(0) }),
  /** Opens the open movie at other rates, in frames per second; null leaves those that it has. */
  "movie:choose-rates": z.strictObject({
    token,
    frameRate: within(STATED_RATE).nullable(),
    captureRate: within(STATED_RATE).nullable(),
  }),
  /** Opens the pictures of the open movie in another order, one of {@link PictureNaming.choices}. */
  "movie:choose-order": z.strictObject({ token, rule: z.string().min(1).max(64) }),
  /** Asks for a file with the system's dialog, to be read as a recording without a header. */
  "raw:choose-file": z.undefined(),
  "raw:describe": z.strictObject({ id: rawId }),
  /** The file of the open movie, to have its layout changed. */
  "raw:describe-movie": z.strictObject({ token }),
  "raw:preview": z.strictObject({ id: rawId, layout: rawLayoutSchema }),
  /** Opens the file by this layout, and remembers it. */
  "raw:open": z.strictObject({ id: rawId, layout: rawLayoutSchema }),
  /** A small picture of about a frame: one up to `tolerance` frames before it may stand for it. */
  "movie:thumbnail": z.strictObject({
    token,
    frame: frameNumber,
    height: z.int().min(16).max(512),
    tolerance: z.int().min(0),
    levels: levelsSchema.nullable(),
  }),
  /** Has these marks of cuts apply to the movie from now on, and keeps them. */
  "cuts:keep": z.strictObject({ token, marks: cutMarksSchema }),
  /** Asks which of these frames' pairs cross a cut, as it is found: their neighbours are measured where nobody has done that. */
  "cuts:among": z.strictObject({ token, frames: z.array(frameNumber).max(1000).readonly() }),
  /** What a survey of the whole movie says of its speeds. It is made once for a pairing, in the background, when the movie's index is complete. */
  "movie:survey": z.strictObject({ token, pairing: pairingSchema }),
  /** What is known of the grey values of a recording by now: it is measured where nobody has done that. */
  "levels:measure": z.strictObject({ token }),
  /** The scales that a person chose for this movie the last time. */
  "scales:recall": z.strictObject({ token }),
  /** Keeps the scales that a person chose for this movie; null is none. */
  "scales:keep": z.strictObject({ token, scales: chosenScalesSchema }),
  /** Which frames of this movie a person had compared the last time. */
  "pairing:recall": z.strictObject({ token }),
  /** Keeps that; null is the movie's own way. */
  "pairing:keep": z.strictObject({ token, pairing: pairingSchema.nullable() }),
  "bookmarks:list": z.strictObject({ token }),
  /** Keeps these bookmarks with the movie, in place of all others. */
  "bookmarks:keep": z.strictObject({ token, bookmarks: bookmarksSchema }),
  /** The next stretch of sound of a run that began at a time; a run with a new number, larger than all before, begins there. */
  "sound:read": z.strictObject({ token, run: z.int().min(0), from: z.number().min(0) }),
  "sound:stop": z.undefined(),
} as const;

export interface MovieResponses {
  /** Null when the person closed the dialog without choosing. The movie itself comes as an event. */
  "movie:open-dialog": null;
  "movie:open-folder-dialog": null;
  "movie:open-sample": null;
  "movie:open-dropped": null;
  "movie:choose-stream": null;
  "movie:choose-rates": null;
  "movie:choose-order": null;
  /** Null when the person closed the dialog without choosing. */
  "raw:choose-file": RawFile | null;
  "raw:describe": RawFile;
  "raw:describe-movie": RawFile;
  "raw:preview": RawPreview;
  "raw:open": null;
  "movie:thumbnail": Thumbnail;
  "cuts:keep": null;
  "cuts:among": readonly number[];
  "movie:survey": MovieSurvey;
  "levels:measure": RecordingLevels;
  "scales:recall": ChosenScales;
  "scales:keep": null;
  /** Null where nobody chose. */
  "pairing:recall": Pairing | null;
  "pairing:keep": null;
  "bookmarks:list": readonly Bookmark[];
  "bookmarks:keep": null;
  "sound:read": SoundChunk;
  "sound:stop": null;
}

export interface MovieEvents {
  /** A movie is being opened; the window shows its name until `movie:opened` or `movie:failed`. */
  "movie:opening": { readonly name: string };
  "movie:opened": MovieInfo;
  /** The file could not be opened. The movie that was open before, if any, stays open. */
  "movie:failed": {
    readonly name: string;
    readonly error: ErrorValue;
    /** What the file is called in requests where it may be a recording without a header; null where not. */
    readonly rawFile: string | null;
  };
  /** More frames are known, or all of them. */
  "movie:index": MovieIndexUpdate;
  /** Which frames are in memory; told at most a few times a second. */
  "frames:state": FrameCacheState;
  /** How far the background is that pictures wait for; told at most a few times a second, and at its end. */
  "background:progress": BackgroundProgress;
  /** The marks of cuts that are kept of the movie that was opened; told where there are any. */
  "cuts:marks": { readonly token: string; readonly marks: CutMarks };
}
