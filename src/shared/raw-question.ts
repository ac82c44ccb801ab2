import type { RawLayout } from "./raw-layout";

/** A file that may be a recording without a header, to be asked about. */
export interface RawFile {
  /** Names it in requests; its path stays in main. */
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** As it was read the last time, or another file of its folder was; null where nobody has said anything. */
  readonly layout: RawLayout | null;
}

/** What a layout makes of a file. */
export interface RawPreview {
  readonly frames: number;
  /** Bytes at the end that make no whole frame. */
  readonly bytesLeft: number;
  /** The first frame, small, as PNG. */
  readonly png: Uint8Array;
}
