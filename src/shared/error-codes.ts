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
