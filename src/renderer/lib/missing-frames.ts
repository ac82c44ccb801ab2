/** Frames that are not there. Ranges include both ends. */
export interface MissingFrames {
  readonly count: number;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/**
 * The frames of a movie that are not marked as known.
 *
 * @param known 1 for each known frame; what lies beyond its end is not known
 * @param stride frames from one that is analysed to the next
 */
export function missingFrames(known: Uint8Array, frameCount: number, stride = 1): MissingFrames {
  const ranges: { start: number; end: number }[] = [];
  let count = 0;
  for (let frame = 0; frame < frameCount; frame += stride) {
    if (known[frame] === 1) continue;
    count++;
    const last = ranges.at(-1);
    if (last?.end === frame - stride) last.end = frame;
    else ranges.push({ start: frame, end: frame });
  }
  return { count, ranges };
}

/** More ranges than these nobody reads. */
const READABLE = 3;

/** "0–59, 300–359", and by `andMore` where there are more than a few. */
export function rangesText({ ranges }: MissingFrames, andMore: (ranges: string) => string): string {
  const text = ranges
    .slice(0, READABLE)
    .map(({ start, end }) => (start === end ? String(start) : `${start}–${end}`))
    .join(", ");
  return ranges.length > READABLE ? andMore(text) : text;
}
