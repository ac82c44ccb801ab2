/** How a pass gives its frames. */
export interface PassOptions {
  /** Rebuilds whole frames from the fields of interlaced ones. */
  readonly deinterlace: boolean;
  /** Threads of the decoder. */
  readonly decoderThreads: number;
}

/** What a pass read next. */
export type PassedFrame =
  /** This frame. Those from `expected` on to before it were passed without being shown. */
  | { readonly kind: "frame"; readonly frame: number; readonly expected: number }
  /** Something that is no frame of the recording, or not surely the one it seems to be; read on. */
  | { readonly kind: "unusable" }
  /** The pass is of no use. */
  | { readonly kind: "no-keyframe" | "lost" };

/** Consecutive frames that a worker reads from a pipe, without anybody between them; here only which ones they are is known. */
export interface Pass {
  /** File descriptor to read frames of the recording's format from; valid until {@link close}. */
  readonly pipe: number;
  /** Process id of the program that decodes. */
  readonly pid: number | undefined;
  /**
   * Tells which frame was read from the pipe; call it once for each of them. Null when the program ended, by itself or not, before it
   * said so.
   */
  next(): Promise<PassedFrame | null>;
  /** Call it when no frame is asked for for the time being. */
  rest(): void;
  /** Ends the program, and with it the pipe: whoever reads from it is not held up any longer. */
  kill(): void;
  /** Resolves when the program is gone. Nobody may read from the pipe any more. */
  close(): Promise<void>;
}

/** Ways through long stretches of a recording. */
export interface Passes {
  /** False where frames are known only when everything is read from the start on. */
  canBeginWithin(deinterlace: boolean): boolean;
  /** True of a frame that a pass can begin at. */
  beginsAt(frame: number): boolean;
  /** The frame that a pass has to begin at to come by `frame` as it should be. */
  startFor(frame: number, deinterlace: boolean): number;
  /**
   * Starts a pass at a frame that one can begin at. Null where the system cannot do that.
   *
   * @throws KinoflowError `file-missing` and `file-changed` when the file is not there any more
   */
  open(start: number, options: PassOptions): Promise<Pass | null>;
}
