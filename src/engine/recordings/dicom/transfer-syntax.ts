import type { DataSetSyntax } from "./data-set";

/** What packs the pixels. */
export type Packing = "none" | "rle" | "jpeg" | "jpeg-ls" | "jpeg-2000";

/** A way to write a file (DICOM PS3.6, A). */
export interface TransferSyntax {
  readonly name: string;
  readonly dataSet: DataSetSyntax;
  /** Null where Kinoflow does not read it. */
  readonly packing: Packing | null;
}

const EXPLICIT: DataSetSyntax = { explicit: true, littleEndian: true };
export const IMPLICIT: DataSetSyntax = { explicit: false, littleEndian: true };
const BIG_ENDIAN: DataSetSyntax = { explicit: true, littleEndian: false };

const ROOT = "1.2.840.10008.1.2";

const KNOWN: Readonly<Record<string, TransferSyntax>> = {
  [ROOT]: { name: "uncompressed", dataSet: IMPLICIT, packing: "none" },
  [`${ROOT}.1`]: { name: "uncompressed", dataSet: EXPLICIT, packing: "none" },
  [`${ROOT}.2`]: { name: "uncompressed", dataSet: BIG_ENDIAN, packing: "none" },
  [`${ROOT}.5`]: { name: "RLE", dataSet: EXPLICIT, packing: "rle" },
  [`${ROOT}.4.50`]: { name: "JPEG", dataSet: EXPLICIT, packing: "jpeg" },
  [`${ROOT}.4.51`]: { name: "JPEG", dataSet: EXPLICIT, packing: "jpeg" },
  [`${ROOT}.4.57`]: { name: "lossless JPEG", dataSet: EXPLICIT, packing: "jpeg" },
  [`${ROOT}.4.70`]: { name: "lossless JPEG", dataSet: EXPLICIT, packing: "jpeg" },
  [`${ROOT}.4.80`]: { name: "JPEG-LS", dataSet: EXPLICIT, packing: "jpeg-ls" },
  [`${ROOT}.4.81`]: { name: "JPEG-LS", dataSet: EXPLICIT, packing: "jpeg-ls" },
  [`${ROOT}.4.90`]: { name: "JPEG 2000", dataSet: EXPLICIT, packing: "jpeg-2000" },
  [`${ROOT}.4.91`]: { name: "JPEG 2000", dataSet: EXPLICIT, packing: "jpeg-2000" },
};

/** Names of what is not read, for the sentence that says so. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^1\.99$/, "a deflated data set"],
  [/^4\.10[01]/, "MPEG-2 video"],
  [/^4\.10[2-6]/, "H.264 video"],
  [/^4\.10[78]/, "HEVC video"],
  [/^4\.20[123]$/, "HTJ2K"],
  [/^4\.9[2345]$/, "JPEG 2000 in several parts"],
  [/^4\.1[12][0-9]$/, "JPEG XL"],
];

/** Finds a transfer syntax by its identifier. */
export function transferSyntax(uid: string): TransferSyntax {
  const known = KNOWN[uid];
  if (known) return known;
  const end = uid.startsWith(`${ROOT}.`) ? uid.slice(ROOT.length + 1) : "";
  const name = OTHERS.find(([pattern]) => pattern.test(end))?.[1] ?? (uid === "" ? "an unknown kind" : uid);
  return { name, dataSet: EXPLICIT, packing: null };
}

/** Ways to write a data set that are tried where a file does not say which one it has, or has another one than it says. */
export const ALL_DATA_SETS: readonly DataSetSyntax[] = [EXPLICIT, IMPLICIT, BIG_ENDIAN];
