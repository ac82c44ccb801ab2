import {
  freeMarkName,
  knownPixelSize,
  MARK_KINDS,
  type Mark,
  type MarkKind,
  type MarkOf,
  type Marks,
  MOST_MASK_NUMBERS,
  NO_MARKS,
  withMark,
} from "./marks";
import { withSpans } from "./mask";

/** Characters of a name that leave room for a number of any mark. */
const STEM_LENGTH = 36;

/**
 * Marks that were kept, with what was laid over the recording before they were there: all marks of both, the pixels of either mask,
 * and of what there is only one of, such as the size of a pixel, what was chosen since.
 *
 * @param drawn made from {@link NO_MARKS}; a name that is taken gets another number, and what is too much is left out
 */
export function withDrawn(kept: Marks, drawn: Marks): Marks {
  if (drawn === NO_MARKS) return kept;
  const sized = knownPixelSize(drawn) === null ? kept : drawn;
  const axes = drawn.calibration.axes === NO_MARKS.calibration.axes ? kept : drawn;
  const mask = withSpans(kept.mask, drawn.mask);
  const joined: Marks = {
    ...kept,
    calibration: { pixel: sized.calibration.pixel, axes: axes.calibration.axes },
    pixelAside: sized.pixelAside,
    mask: mask.length > MOST_MASK_NUMBERS ? kept.mask : mask,
    camera: drawn.camera ?? kept.camera,
    validation: drawn.validation === NO_MARKS.validation ? kept.validation : drawn.validation,
  };
  return MARK_KINDS.reduce((marks, kind) => withAll(marks, kind, drawn), joined);
}

function withAll<K extends MarkKind>(marks: Marks, kind: K, drawn: Marks): Marks {
  const list = drawn[kind] as readonly MarkOf<K>[];
  return list.reduce((all, mark) => withMark(all, kind, { ...mark, name: nameAmong(all, mark) }), marks);
}

function nameAmong(marks: Marks, { name }: Mark): string {
  const isTaken = MARK_KINDS.some((kind) => marks[kind].some((mark: Mark) => mark.name === name));
  return isTaken ? freeMarkName(marks, name.replace(/\d+$/, "").slice(0, STEM_LENGTH)) : name;
}
