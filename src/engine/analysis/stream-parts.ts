/** About as many frames make a part: starting a decoder for it counts for nothing then. */
const PART = 1500;
/** Starting a decoder costs as much as some dozen small frames; for less than this it does not pay. */
const LEAST_PART = 200;

/** Frames of a pass, dealt out. */
export interface StreamParts {
  /** Consecutive frames each. */
  readonly parts: readonly (readonly number[])[];
  /** Stretches that are too short for a decoder of their own; rising. */
  readonly rest: readonly number[];
}

/**
 * Cuts the frames of a pass, which rise, into parts of about the same length for several decoders at a time.
 *
 * @param decoders how many there are
 * @param startsAt true of a frame that decoding can start at
 */
export function streamParts(
  frames: readonly number[],
  decoders: number,
  startsAt: (frame: number) => boolean,
): StreamParts {
  const stretches = consecutive(frames);
  const long = stretches.filter(({ length }) => length >= LEAST_PART);
  const total = long.reduce((sum, { length }) => sum + length, 0);
  // As many for each decoder, or the last ones would work alone.
  const rounds = Math.max(1, Math.round(total / (decoders * PART)));
  const length = Math.max(total / (decoders * rounds), LEAST_PART);
  return {
    parts: long.flatMap((stretch) => cut(stretch, Math.round(stretch.length / length), startsAt)),
    rest: stretches.filter((stretch) => stretch.length < LEAST_PART).flat(),
  };
}

function consecutive(frames: readonly number[]): readonly (readonly number[])[] {
  const stretches: number[][] = [];
  for (const [k, frame] of frames.entries()) {
    if (k === 0 || frame !== frames[k - 1] + 1) stretches.push([]);
    stretches[stretches.length - 1].push(frame);
  }
  return stretches;
}

/** Cuts a stretch into at most `count` parts, where decoding can start. */
function cut(
  stretch: readonly number[],
  count: number,
  startsAt: (frame: number) => boolean,
): readonly (readonly number[])[] {
  const parts: (readonly number[])[] = [];
  let begin = 0;
  for (let k = 1; k < count; k++) {
    const place = nearestStart(stretch, Math.round((k * stretch.length) / count), startsAt);
    // Where there are few places to start at, the same one may be the nearest several times.
    if (place === null || place - begin < LEAST_PART || stretch.length - place < LEAST_PART) continue;
    parts.push(stretch.slice(begin, place));
    begin = place;
  }
  return [...parts, stretch.slice(begin)];
}

/** Where in a stretch the frame is that decoding can start at and that lies nearest to a place in it. */
function nearestStart(
  stretch: readonly number[],
  place: number,
  startsAt: (frame: number) => boolean,
): number | null {
  for (let distance = 0; distance < stretch.length; distance++) {
    for (const candidate of [place + distance, place - distance]) {
      if (candidate > 0 && candidate < stretch.length && startsAt(stretch[candidate])) return candidate;
    }
  }
  return null;
}
