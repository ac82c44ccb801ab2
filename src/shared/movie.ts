import type { Length } from "./measure/length";
import type { RawLayout } from "./raw-layout";
import { type Message, type MessageValues, say } from "./texts/message";
import { type NoticesTexts, noticesEn } from "./texts/notices-en";

/** Limits of a frame rate that a person says, in frames per second. */
export const STATED_RATE = { min: 0.001, max: 1_000_000, integer: false } as const;

/** How ffmpeg describes the colours of a movie; names as ffmpeg prints them, "unknown" where it says nothing. */
export interface ColourDescription {
  readonly matrix: string;
  readonly primaries: string;
  readonly transfer: string;
  readonly range: "limited" | "full";
}

/** One of the movie's video tracks. */
export interface VideoStreamInfo {
  /** Index within the file, as ffmpeg counts its streams. */
  readonly stream: number;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** The track's title or language as the file states it; empty when it does not. */
  readonly label: string;
}

/** An order that pictures have by their names. */
export interface NamingChoice {
  /** What a person chooses it by. */
  readonly id: string;
  /** The order in one sentence. */
  readonly says: MovieNotice;
}

/** How the pictures of a recording are put in order. */
export interface PictureNaming {
  /** The order that was taken, one of {@link choices}. */
  readonly rule: string;
  readonly says: MovieNotice;
  /** All orders that the names have, the likeliest first. */
  readonly choices: readonly NamingChoice[];
}

/** Where the times of frames are from. */
export interface FrameRateFacts {
  /** The file, a guess that nothing supports, a person, or clock times in the names of pictures. */
  readonly source: "file" | "assumed" | "chosen" | "names";
  /** True where a person may say another rate, since the file has no times. */
  readonly canChoose: boolean;
  /** Frames per second as stored, before {@link captured}. */
  readonly stored: number;
  /** Frames per second at which they were taken, by which all times are scaled; null where they are as stored. */
  readonly captured: number | null;
}

/** What a person sees of an open movie. All sizes are after rotation, in stored pixels. */
export interface MovieInfo {
  /** Names the open movie in every request; meaningless to anybody else. Never a path. */
  readonly token: string;
  /** File name without its folders. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height, after rotation; 1 for square pixels. */
  readonly pixelAspect: number;
  /** Height of a pixel in the world, as the file says; null where it does not. */
  readonly pixelSize: Length | null;
  /** Clockwise turn in degrees that was applied for display: 0, 90, 180 or 270. */
  readonly rotation: number;
  /**
   * Frames that are known, in presentation order. While the index is being made (`indexComplete` is false) it grows by
   * `movie:index` events; what is known stays as it is.
   */
  readonly frameCount: number;
  readonly indexComplete: boolean;
  /** Frames that the movie will have, as the file has it; `frameCount` when the index is complete. */
  readonly expectedFrameCount: number;
  /** Presentation time of each frame in seconds, from the first frame on (times[0] is 0). */
  readonly times: readonly number[];
  /** Frames per second: the stated rate where it explains the times (whatever frames were dropped), else the mean. */
  readonly frameRate: number;
  /** True when the durations of the frames differ by more than the rounding of the time base. */
  readonly variableFrameRate: boolean;
  /** Duration in seconds: from the first frame's start to the last frame's end. */
  readonly duration: number;
  readonly rates: FrameRateFacts;
  /** Of pictures, how they are put in order; null for a file. */
  readonly naming: PictureNaming | null;
  /** "pairs": frames 0 and 1, 2 and 3, … belong together, and have nothing to do with the others. */
  readonly layout: "movie" | "pairs";
  /** How the frames lie in a file that does not say so itself; null for one that does. */
  readonly rawLayout: RawLayout | null;
  readonly codec: string;
  readonly pixelFormat: string;
  /** Bits of a recorded sample that are used, as the file says. */
  readonly depth: number;
  /** True of recordings without colours. */
  readonly grey: boolean;
  readonly colour: ColourDescription;
  readonly hasAudio: boolean;
  /** The video tracks that can be chosen, and the one that is open. */
  readonly videoStreams: readonly VideoStreamInfo[];
  readonly stream: number;
  /** True when the file says that its frames are made of two fields. */
  readonly interlaced: boolean;
  /** True for PQ and HLG movies, which are tone-mapped for display. */
  readonly highDynamicRange: boolean;
  /** Things worth knowing that do not stop the work. */
  readonly notices: readonly MovieNotice[];
  /** True for the built-in sample, whose true motion is known. */
  readonly isSample: boolean;
}

/** What became known of a movie while its index was being made. */
export interface MovieIndexUpdate {
  readonly token: string;
  /** Times of the frames from number `from` on. */
  readonly from: number;
  readonly times: Float64Array;
  readonly indexComplete: boolean;
  readonly expectedFrameCount: number;
  readonly frameRate: number;
  readonly variableFrameRate: boolean;
  readonly duration: number;
  readonly notices: readonly MovieNotice[];
}

/** Something worth knowing of a movie, to be told in any language. */
export type MovieNotice = Message<NoticesTexts>;

export function movieNotice<N extends keyof NoticesTexts>(
  name: N,
  ...values: MessageValues<NoticesTexts, N>
): MovieNotice {
  return { name, values };
}

/** The sentence for files and the command line, which speak English. */
export function noticeInEnglish(notice: MovieNotice): string {
  return say(noticesEn, notice);
}
