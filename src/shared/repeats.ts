/**
 * What makes a frame that is stored over again: nothing changes, or hardly anything (what a coder leaves) while the picture
 * changes by far more around it.
 */
export const REPEAT = {
  /** Below this change of the part that changes most nothing changes, in grey levels of 8 bits. */
  equal: 0.12,
  /** From here on something changes, whatever is around. */
  nearly: 2.5,
  /** How many times as much two pairs around change at least, if this is nothing. */
  factor: 12,
  /** Pairs before and after that count as around: pictures are stored up to twelve times over where a movie was slowed down. */
  reach: 14,
} as const;

/**
 * How much the part of the picture changes that changes most, from a frame to its next one, in grey levels of 8 bits: undefined as
 * long as nobody has measured it, null where nobody can.
 */
export type PartChangeAt = (frame: number) => number | null | undefined;

export interface RepeatVerdict {
  /** As far as is known. */
  readonly isRepeat: boolean;
  /** The frame whose change would tell more; null where the verdict will not change any more. */
  readonly wants: number | null;
}

const NO_REPEAT: RepeatVerdict = { isRepeat: false, wants: null };

/**
 * Whether the next frame shows the picture of a frame again.
 *
 * @param frameCount frames of the recording
 */
export function repeatVerdict(frame: number, changeAt: PartChangeAt, frameCount: number): RepeatVerdict {
  const change = changeAt(frame);
  if (change === undefined) return { isRepeat: false, wants: frame };
  if (change === null || change >= REPEAT.nearly) return NO_REPEAT;
  if (change < REPEAT.equal) return { isRepeat: true, wants: null };
  let greater = 0;
  let wants: number | null = null;
  for (let distance = 1; distance <= REPEAT.reach; distance += 1) {
    for (const other of [frame + distance, frame - distance]) {
      if (other < 0 || other >= frameCount - 1) continue;
      const known = changeAt(other);
      if (known === undefined) wants ??= other;
      else if (known !== null && known >= REPEAT.factor * change) greater += 1;
      // A single one may be a cut.
      if (greater >= 2) return { isRepeat: true, wants: null };
    }
  }
  return { isRepeat: false, wants };
}

/** How the frames of a recording repeat. */
export interface RepeatSummary {
  /** Pairs whose second frame repeats the first, and all pairs that were looked at. */
  readonly repeated: number;
  readonly pairs: number;
  /** Where frames are new in a steady rhythm: every so many; else null. */
  readonly every: number | null;
}

/** Of the gaps from one new frame to the next, this share has to be alike for a rhythm. */
const STEADY_SHARE = 0.9;

/** Sums up which pairs repeat; null where none does. Those that are not known are left out. */
export function repeatSummary(
  isRepeat: (frame: number) => boolean | null,
  length: number,
): RepeatSummary | null {
  let [repeated, pairs, last] = [0, 0, -1];
  const gaps = new Map<number, number>();
  let total = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const repeats = isRepeat(frame);
    if (repeats === null) continue;
    pairs += 1;
    if (repeats) repeated += 1;
    else {
      if (last >= 0) {
        gaps.set(frame - last, (gaps.get(frame - last) ?? 0) + 1);
        total += 1;
      }
      last = frame;
    }
  }
  if (repeated === 0) return null;
  const [every, count] = [...gaps].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
  return { repeated, pairs, every: every > 1 && total > 1 && count >= STEADY_SHARE * total ? every : null };
}

/** For tables and the command line, which speak English. */
export function repeatsInWords({ repeated, pairs, every }: RepeatSummary): string {
  const share = `${repeated} of ${pairs} pairs show the same picture twice`;
  return every === null ? share : `every ${ordinal(every)} frame is new: ${share}`;
}

function ordinal(number: number): string {
  const ends = ["th", "st", "nd", "rd"];
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${number}${isTeen ? "th" : (ends[number % 10] ?? "th")}`;
}
