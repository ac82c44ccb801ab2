/** A movie that was opened before. */
export interface RecentMovie {
  /** Names it in requests; its path stays in main. */
  readonly id: string;
  readonly name: string;
  /** Name of its folder, to tell movies of one name apart. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** False when the file is not there any more. */
  readonly exists: boolean;
  /** A small picture of it as a data: URL; null while there is none. */
  readonly thumbnail: string | null;
}

/** A small picture of a frame as a PNG, in its displayed shape. */
export interface Thumbnail {
  readonly frame: number;
  readonly png: Uint8Array;
}
