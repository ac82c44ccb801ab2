import type { ErrorCode } from "./error-codes";
import { type ErrorsTexts, errorsEn } from "./texts/errors-en";
import { type Message, type MessageValues, say } from "./texts/message";

export type { ErrorCode };

/** An error as it crosses a process or thread boundary: a plain value, never an Error object. */
export interface ErrorValue {
  readonly code: ErrorCode;
  /** One sentence for people: what is wrong and what to do. */
  readonly message: string;
  /** What the message says, to be said in other languages; absent where the sentence is known in English only. */
  readonly said?: Failure;
  /** What a developer would want in a report (ffmpeg's last words, say). Shown only on request. */
  readonly details?: string;
}

/** A failure that can be told in every language. */
export type Failure = Message<ErrorsTexts["failures"]>;

/** A failure by its name in the catalogue. */
export type FailureName = keyof ErrorsTexts["failures"];

const CODES: Readonly<Record<FailureName, ErrorCode>> = {
  recordingDamaged: "not-a-movie",
  recordingWithoutFrames: "no-frames",
  recordingWithoutPictures: "no-video",
  recordingSize: "not-a-movie",
  recordingPacking: "not-a-movie",
  recordingSamples: "not-a-movie",
  rawLayoutNeeded: "invalid-argument",
  rawLayoutSize: "invalid-argument",
  rawLayoutDepth: "invalid-argument",
  rawLayoutBytes: "invalid-argument",
  rawLayoutRate: "invalid-argument",
  rawLayoutTooLarge: "invalid-argument",
  fileMissing: "file-missing",
  fileUnreadable: "file-unreadable",
  fileEmpty: "file-empty",
  folderWithoutPictures: "not-a-movie",
  folderOfMovies: "not-a-movie",
  noSuchOrder: "invalid-argument",
  picturesNotLinked: "file-unreadable",
  rateIsTheFiles: "invalid-argument",
  notAFile: "not-a-movie",
  isText: "not-a-movie",
  notAMovie: "not-a-movie",
  soundOnly: "no-video",
  noVideo: "no-video",
  tiffDamaged: "not-a-movie",
  tiffTooLarge: "not-a-movie",
  tiffCompression: "not-a-movie",
  tiffColours: "not-a-movie",
  tiffBits: "not-a-movie",
  tiffMixedBits: "not-a-movie",
  tiffComplex: "not-a-movie",
  tiffVolume: "not-a-movie",
  noSuchTrack: "invalid-argument",
  probeStopped: "decoder-failed",
  movieGone: "file-missing",
  movieReplaced: "file-changed",
  movieUnreadable: "file-unreadable",
  noSuchPictures: "file-missing",
  pictureFolderUnreadable: "file-unreadable",
  noFrames: "no-frames",
  framesNotListed: "internal",
  decoderStopped: "decoder-failed",
  readingStopped: "decoder-failed",
  noSuchFrame: "invalid-argument",
  frameUndecodable: "frame-missing",
  soundUndecodable: "decoder-failed",
  noNextFrame: "invalid-argument",
  acrossCut: "invalid-argument",
  nothingAfterLastFrame: "invalid-argument",
  seedOutsideRange: "invalid-argument",
  seedOutsidePicture: "invalid-argument",
  rangeOutside: "invalid-argument",
  maskSize: "invalid-argument",
  maskPieces: "invalid-argument",
  nothingToExport: "frame-missing",
  nothingToMeasure: "invalid-argument",
  truthSize: "invalid-argument",
  fieldSizes: "invalid-argument",
  fieldsShareNothing: "invalid-argument",
  videoTooLarge: "invalid-argument",
  pictureTooLarge: "invalid-argument",
  kymographTooLarge: "invalid-argument",
  videoDiskFull: "disk-full",
  videoForbidden: "output-unwritable",
  videoStopped: "encoder-failed",
  videoIncomplete: "disk-full",
  videoNameRefused: "output-unwritable",
  folderUnwritable: "output-unwritable",
  replacesMovie: "output-unwritable",
  nameTaken: "output-unwritable",
  nameOfFolder: "output-unwritable",
  diskFull: "disk-full",
  placeUnwritable: "output-unwritable",
  ffmpegMissing: "ffmpeg-missing",
  ffprobeMissing: "ffmpeg-missing",
  notFfmpeg: "ffmpeg-missing",
  sampleNotMade: "encoder-failed",
  outOfMemory: "out-of-memory",
  workerDied: "worker-died",
  workerNotStarted: "worker-died",
  kernelsNotLoaded: "worker-died",
  recentGone: "invalid-argument",
  droppedLink: "not-a-movie",
  droppedText: "not-a-movie",
  droppedNoFile: "not-a-movie",
  droppedWithoutPath: "file-missing",
  movieClosed: "invalid-argument",
  comparisonRunning: "busy",
  measurementRunning: "busy",
  exportRunning: "busy",
  projectBroken: "file-unreadable",
  projectNewer: "invalid-argument",
  projectRecordingMissing: "file-missing",
  noAnswer: "internal",
};

/** The only error class that is shown to people as it is; any other error is a bug of ours. */
export class KinoflowError extends Error {
  override readonly name = "KinoflowError";

  /** What people may meet in the window is made by {@link failure}, so that it can be told in their language. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: string,
    readonly said?: Failure,
  ) {
    super(message);
  }

  /** The same error with what a developer would want in a report. */
  withDetails(details: string | undefined): KinoflowError {
    return new KinoflowError(this.code, this.message, details, this.said);
  }
}

/** An error by its name in the catalogue, with what its sentence speaks of. */
export function failure<N extends FailureName>(
  name: N,
  ...values: MessageValues<ErrorsTexts["failures"], N>
): KinoflowError {
  const said = { name, values };
  return new KinoflowError(CODES[name], say(errorsEn.failures, said), undefined, said);
}

/** True when `error` says that somebody cancelled the work: no failure, and nothing to report. */
export function isCancelled(error: unknown): boolean {
  return error instanceof KinoflowError && error.code === "cancelled";
}

/** The error that cancelled work ends with. */
export function cancelledError(): KinoflowError {
  return new KinoflowError("cancelled", errorsEn.codes.cancelled);
}

/** Throws {@link cancelledError} when the signal has been aborted. */
export function throwIfCancelled(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw cancelledError();
}

/** Turns anything thrown into a value that can cross a boundary. An unknown error becomes `internal`. */
export function toErrorValue(error: unknown): ErrorValue {
  if (!(error instanceof KinoflowError)) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: "internal", message: errorsEn.codes.internal, details };
  }
  const { code, message, said, details } = error;
  return {
    code,
    message,
    ...(said === undefined ? {} : { said }),
    ...(details === undefined ? {} : { details }),
  };
}

/** The reverse of {@link toErrorValue}, for the side that receives the value. */
export function fromErrorValue({ code, message, details, said }: ErrorValue): KinoflowError {
  return new KinoflowError(code, message, details, said);
}
