import type { MovieInfo } from "../../shared/movie";
import type { FrameSize } from "../../workers/protocol";
import type { SharedHeap } from "../../workers/shared-heap";
import type { FrameFormat } from "./frame-format";
import type { FrameSource } from "./frame-source";
import type { Passes } from "./passes";
import type { SmallFrames } from "./small-frames";
import type { Timeline } from "./timeline";

/** How a frame source gives its frames. */
export interface FrameOptions {
  /** Bytes of frames that it may keep; a pair and its neighbours are kept in any case. */
  readonly budgetBytes: number;
  /** Rebuilds whole frames from the fields of interlaced ones; false by default. */
  readonly deinterlace?: boolean;
  /** Threads of a decoder. More than there are cores take memory and keep it busy; default: as many as it likes. */
  readonly decoderThreads?: number;
}

/** How the listing of a recording's frames ended. "unreliable": what is known so far was wrong, and it has to be opened anew. */
export type IndexOutcome = "complete" | "unreliable";

/** A track of sound. */
export interface SoundTrack {
  /** Index within the file, as ffmpeg counts its streams. */
  readonly stream: number;
  readonly codec: string;
}

/** The sound that belongs to a recording. */
export interface RecordedSound {
  /** A file that ffmpeg reads. */
  readonly path: string;
  /** Never empty; the first one plays. */
  readonly tracks: readonly SoundTrack[];
}

/** What a recording is known by. */
export interface RecordingIdentity {
  /** The track that is open, of those that the file has. */
  readonly track: number;
  /** What reads it, with its version: another reader may give other values. */
  readonly reader: string;
  /**
   * Knows it by its content, whatever it is called: 64 hexadecimal digits.
   *
   * @throws KinoflowError `file-unreadable`
   */
  fingerprint(): Promise<string>;
}

/**
 * What was recorded, whatever it is kept in: frames by number, each with a time of its own. Everything that shows, computes, exports
 * and keeps knows recordings by this alone.
 *
 * A frame is the same however it is reached. Frames that are listed and cannot be read are missing, and said to be so when they are
 * asked for. Memory of frames belongs to the frame source that was opened for it; whoever opens one closes it.
 */
export interface Recording {
  /** The file, or one of the files, for people and to keep outputs from replacing it. */
  readonly path: string;
  /** For people, as it is known now; its frames grow while they are being listed. */
  readonly info: MovieInfo;
  /** What lies in the memory of a frame; never changes. */
  readonly format: FrameFormat;
  readonly timeline: Timeline;
  /** Resolves when the timeline is complete or turned out to be useless; rejects with `cancelled` after {@link close}. */
  readonly indexed: Promise<IndexOutcome>;
  readonly identity: RecordingIdentity;
  readonly sound: RecordedSound | null;
  /** Long stretches read by a worker itself; null where frames come one by one. */
  readonly passes: Passes | null;
  /** Opens a frame source of its own, with its frames in `heap`; close it when done. */
  openFrames(heap: SharedHeap, options: FrameOptions): FrameSource;
  /** Opens a source of frames of another size, which waits behind everything else; close it when done. */
  openSmallFrames(heap: SharedHeap, size: FrameSize): SmallFrames;
  /** Ends the listing of its frames. Frame sources go on with those that are known. */
  close(): void;
}
