/**
 * Every way in which Kinoflow can fail on purpose. The code is for programs and tests, the message
 * is one sentence for people: what is wrong and what to do.
 */
export type ErrorCode =
  | "file-missing"
  | "file-unreadable"
  | "file-empty"
  | "file-changed"
  | "not-a-movie"
  | "no-video"
  | "no-frames"
  | "frame-missing"
  | "decoder-failed"
  | "ffmpeg-missing"
  | "encoder-failed"
  | "output-unwritable"
  | "disk-full"
  | "worker-died"
  | "out-of-memory"
  | "invalid-argument"
  | "cancelled"
  | "busy"
  | "internal";

/** An error as it crosses a process or thread boundary: a plain value, never an Error object. */
export interface ErrorValue {
  readonly code: ErrorCode;
  /** One sentence for people: what is wrong and what to do. */
  readonly message: string;
  /** What a developer would want in a report (ffmpeg's last words, say). Shown only on request. */
  readonly details?: string;
}

/** The only error class that is shown to people as it is; any other error is a bug of ours. */
export class KinoflowError extends Error {
  override readonly name = "KinoflowError";
  readonly code: ErrorCode;
  readonly details: string | undefined;

  constructor(code: ErrorCode, message: string, details?: string) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** True when `error` says that somebody cancelled the work: no failure, and nothing to report. */
export function isCancelled(error: unknown): boolean {
  return error instanceof KinoflowError && error.code === "cancelled";
}

/** The error that cancelled work ends with. */
export function cancelledError(): KinoflowError {
  return new KinoflowError("cancelled", "Cancelled.");
}

/** Throws {@link cancelledError} when the signal has been aborted. */
export function throwIfCancelled(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw cancelledError();
}

/** Turns anything thrown into a value that can cross a boundary. An unknown error becomes `internal`. */
export function toErrorValue(error: unknown): ErrorValue {
  if (error instanceof KinoflowError) {
    return error.details === undefined
      ? { code: error.code, message: error.message }
      : { code: error.code, message: error.message, details: error.details };
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: "internal",
    message: "Something went wrong inside Kinoflow; please report it with the details.",
    details,
  };
}

/** The reverse of {@link toErrorValue}, for the side that receives the value. */
export function fromErrorValue(value: ErrorValue): KinoflowError {
  return new KinoflowError(value.code, value.message, value.details);
}
