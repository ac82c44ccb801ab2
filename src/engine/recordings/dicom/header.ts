import { DamagedFile, type RandomFile } from "../paged/random-file";
import { ByteWindow } from "./byte-window";
import { DataSetReader, type DataSetSyntax, type TopDataSet } from "./data-set";
import { TAG, text, unsigned, WANTED } from "./tags";
import { ALL_DATA_SETS, IMPLICIT, type TransferSyntax, transferSyntax } from "./transfer-syntax";

const PREAMBLE = 128;
const MAGIC = "DICM";

/** What a file says before its pixels. */
export interface DicomHeader extends TopDataSet {
  readonly syntax: TransferSyntax;
  /** How the data set really is written. */
  readonly written: DataSetSyntax;
}

/** True for the first bytes of a DICOM file, with the preamble or, as old devices write it, without. */
export function isDicom(head: Uint8Array): boolean {
  return hasPreamble(head) || beginsDataSet(head);
}

function hasPreamble(head: Uint8Array): boolean {
  return Array.from(MAGIC).every((letter, k) => head[PREAMBLE + k] === letter.charCodeAt(0));
}

/** True where two or more elements of group 2 or 8 stand one after the other at the start, in order. */
function beginsDataSet(head: Uint8Array): boolean {
  return ALL_DATA_SETS.some(({ explicit, littleEndian }) => {
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    let last = -1;
    let at = 0;
    for (let count = 0; count < 2; count++) {
      if (at + 8 > head.length) return false;
      const group = view.getUint16(at, littleEndian);
      const element = view.getUint16(at + 2, littleEndian);
      const kind = String.fromCharCode(head[at + 4], head[at + 5]);
      const isShort = explicit && /^(?:UL|UI|CS|DA|TM|LO|SH|PN)$/.test(kind);
      if (explicit && !isShort) return false;
      const length = isShort ? view.getUint16(at + 6, littleEndian) : view.getUint32(at + 4, littleEndian);
      const isOne = (group === 2 || group === 8) && element <= 0x2000 && length <= 1024 && length % 2 === 0;
      if (!isOne || group * 0x10000 + element <= last) return false;
      last = group * 0x10000 + element;
      at += 8 + length;
    }
    return true;
  });
}

/** Reads everything up to the pixels. @throws DamagedFile where no way to write a data set makes sense of the file */
export async function readDicomHeader(file: RandomFile): Promise<DicomHeader> {
  const bytes = new ByteWindow(file);
  const head = await file.bytes(0, Math.min(file.size, PREAMBLE + MAGIC.length));
  bytes.position = hasPreamble(head) ? PREAMBLE + MAGIC.length : 0;
  const meta = await new DataSetReader(bytes, WANTED).meta();
  const start = bytes.position;
  // A file without those elements has the default way (PS3.5, 10.1).
  const uid = text(meta, TAG.transferSyntax);
  const syntax = uid === "" ? transferSyntax("1.2.840.10008.1.2") : transferSyntax(uid);
  const stated = uid === "" ? IMPLICIT : syntax.dataSet;
  // Some say one way and have another, of which explicit read as implicit gives no error but nothing at all.
  for (const written of [stated, ...ALL_DATA_SETS.filter((other) => other !== stated)]) {
    bytes.position = start;
    const top = await new DataSetReader(bytes, WANTED).top(written).catch(orNothing);
    const isRead =
      top && unsigned(top.elements, TAG.rows) !== null && unsigned(top.elements, TAG.columns) !== null;
    if (isRead) return { ...top, syntax, written };
    // Nothing can be read of a data set that is packed as a whole; its name is all that is known.
    if (syntax.packing === null) break;
  }
  if (syntax.packing === null) {
    return { elements: new Map(), pixels: null, syntax, written: stated };
  }
  throw new DamagedFile("The file says nothing of rows and columns.");
}

function orNothing(error: unknown): null {
  if (error instanceof DamagedFile) return null;
  throw error;
}
