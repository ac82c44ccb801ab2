import type { MovieNotice } from "../../../shared/movie";
import type { RawLayout } from "../../../shared/raw-layout";
import type { Tool } from "../../ffmpeg/locate";

/** What a page holds for each of its pixels, as {@link PagedFile.read} gives it. */
export interface PageSamples {
  /** One grey value, or red, green and blue, a pixel; transparency is left out. */
  readonly channels: 1 | 3;
  /** 8: bytes; 16: unsigned numbers of two bytes, the lower one first. */
  readonly bits: 8 | 16;
  /**
   * Bits that the file says its values have, at most {@link bits}: 12 for a camera of 12 bits. Values keep their numbers, they are
   * not stretched: a 12-bit page has values from 0 to 4095.
   */
  readonly depth: number;
}

/** When pages are shown. */
export type PageTiming =
  /** So many frames a second, as the file says. */
  | { readonly kind: "rate"; readonly framesPerSecond: number }
  /** Seconds of each page, from any start, rising; one for each page. */
  | { readonly kind: "times"; readonly seconds: Float64Array }
  /** The file says nothing: a rate is assumed, and that is said. */
  | { readonly kind: "unknown" };

/** What a person can choose of a file that holds several recordings: a channel, a depth, a series. */
export interface PageTrack {
  /** What the option `--stream` takes. */
  readonly track: number;
  /** For people: "channel 2, z 5", or a name that the file gives; empty where there is nothing to say. */
  readonly label: string;
}

/** Size of a pixel in micrometres, as the file says. */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
}

/**
 * A file whose frames lie in it one by one, so that each can be read by itself: TIFF stacks, DICOM loops, raw recordings of cameras.
 * A page is upright, with its first row at the top, whatever the order of the file; dark is 0 (white-is-zero is turned round).
 * The size and the samples of all pages are the same: those of the first one. Pages that differ cannot be read.
 */
export interface PagedFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height; 1 for square ones. */
  readonly pixelAspect: number;
  readonly samples: PageSamples;
  /** For people, with what it is packed by: "TIFF, LZW". */
  readonly codec: string;
  /** Pages that are known; grows until {@link listed} resolves. */
  readonly pageCount: number;
  /**
   * Resolves when all pages are known. Never rejects because of what a file holds: where the list of pages ends in damage, it ends
   * there, with a notice.
   */
  readonly listed: Promise<void>;
  readonly timing: PageTiming;
  readonly pixelSize: PixelSize | null;
  /** The recordings that can be chosen, at least one, and the one that is open. */
  readonly tracks: readonly PageTrack[];
  readonly track: number;
  /** Things worth knowing that do not stop the work; may become more until {@link listed}. */
  readonly notices: readonly MovieNotice[];
  /** Calls `listener` when more pages are known. Returns a function that ends that. */
  onGrowth(listener: () => void): () => void;
  /**
   * Reads a page into `target`: width * height * channels samples, row by row without padding. May be called again before an earlier
   * call has ended. `target` may lie in shared memory.
   *
   * @throws KinoflowError `frame-missing` (failure "frameUndecodable") where the page is damaged, cut off or of another size
   */
  read(page: number, target: Uint8Array): Promise<void>;
  /** Gives the file back; also ends the listing. */
  close(): Promise<void>;
}

/** How a file of pages is opened. */
export interface OpenPagesOptions {
  /** One of {@link PagedFile.tracks}; the first one otherwise. */
  readonly track?: number;
  readonly signal?: AbortSignal;
  /** Decodes what is packed as JPEG, JPEG 2000 or WebP; files that need it fail with `ffmpeg-missing` without it. */
  readonly ffmpeg?: Tool;
  /** How a recording without a header is laid out; {@link PagedFormat}s that have one leave it alone. */
  readonly raw?: RawLayout;
}

/** One kind of file with pages. */
export interface PagedFormat {
  /** Names it in texts for developers. */
  readonly name: string;
  /** Endings of names by which files of this kind are offered, in lower case without the dot. */
  readonly extensions: readonly string[];
  /** True for a file of this kind, by its first bytes (up to 64 kB; fewer where the file is shorter), and its path where these do not tell. */
  recognises(head: Uint8Array, path: string): boolean;
  /** False where a file holds a single picture, which may be one of several that make a recording; absent where none does. */
  holdsRecording?(path: string): Promise<boolean>;
  /**
   * Opens a file. It is there, can be read, is not empty, and has been recognised.
   *
   * @throws KinoflowError with one sentence for people where nothing of it can be shown
   */
  open(path: string, options: OpenPagesOptions): Promise<PagedFile>;
}
