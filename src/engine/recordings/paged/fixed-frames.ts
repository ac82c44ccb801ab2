import type { RandomFile } from "./random-file";
import type { PageReader } from "./read-pages";
import { Scratch } from "./scratch";

/** Frames of one size that lie at known places of a file. */
export interface FixedFrames {
  readonly file: RandomFile;
  /** Bytes of a frame in the file. */
  readonly frameBytes: number;
  /** Where a frame begins. */
  offset(page: number): number;
  /** Makes samples of a frame's bytes; null where they are samples already. */
  readonly unpack: ((bytes: Uint8Array<ArrayBuffer>, target: Uint8Array) => void) | null;
}

/** Reads them, each by itself. */
export function fixedFrames({ file, frameBytes, offset, unpack }: FixedFrames): PageReader {
  const scratch = new Scratch(frameBytes);
  return {
    read: (page, target) => {
      if (!unpack) return file.fill(target, offset(page));
      return scratch.use(async (memory) => {
        await file.fill(memory, offset(page));
        unpack(memory, target);
      });
    },
    close: () => file.close(),
  };
}
