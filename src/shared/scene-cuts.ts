import type { PictureChange } from "./analysis";

/**
 * What makes a scene cut, from one frame to the next: the picture changes as a whole by much more than it does anywhere
 * around, and so does what it is made of. The flow of such a pair is of nothing that moves.
 *
 * Comparing with the neighbourhood is what tells a cut from everything else that changes a whole picture: fast motion,
 * fades and dissolves go on for several frames, a flash changes it twice. The price is that a scene of one or two frames
 * is none, and that a cut between two scenes of the same brightness distribution goes unseen.
 */
export const SCENE_CUT = {
  /** Least {@link PictureChange.lumaDifference}: grain and compression stay far below it. */
  lumaDifference: 6,
  /** Least {@link PictureChange.histogramDistance}: a jolt of the camera stays below it. */
  histogramDistance: 1.5,
  /** By how much the luma difference exceeds each one around. */
  factor: 2.5,
  /** Fast scenes leave less than that: this is enough where the histogram changes by far more than around, as motion never has it. */
  fast: { factor: 1.5, histogramFactor: 3, histogramShare: 0.25 },
  /** Frames before and after that count as around; the rhythm of repeated frames is shorter. */
  reach: 6,
  /** Frames that a scene between two cuts has at least. A flash is shorter. */
  leastScene: 3,
  /** Where the histogram changes by this share of the luma or more, the whole picture became brighter, or darker: a light. */
  lightShare: 0.8,
} as const;

/**
 * How much the picture changes from a frame to its next one: undefined as long as nobody has measured it, null where nobody can,
 * as one of the two cannot be decoded.
 */
export type ChangeAt = (frame: number) => WholeChange | null | undefined;

/** What tells of the picture as a whole. */
export type WholeChange = Pick<PictureChange, "lumaDifference" | "histogramDistance">;

/** Whether the pair of a frame and its next one crosses a cut. */
export interface CutVerdict {
  /** As far as is known. */
  readonly isCut: boolean;
  /** The frame whose change would tell more; null where the verdict will not change any more. */
  readonly wants: number | null;
}

const NO_CUT: CutVerdict = { isCut: false, wants: null };

/**
 * Whether a cut lies between a frame and its next one. Where the change right before or after is not known, nobody can
 * tell: it is none then. Beyond the first and the last frame of the movie there is nothing to know.
 *
 * @param frameCount frames of the movie; the last one has no change, as it has no next one
 */
export function cutVerdict(frame: number, changeAt: ChangeAt, frameCount: number): CutVerdict {
  const change = changeAt(frame);
  if (change === undefined) return { isCut: false, wants: frame };
  if (change === null || !couldBeCut(change)) return NO_CUT;
  const isPair = (other: number): boolean => other >= 0 && other < frameCount - 1;
  let wants: number | null = null;
  let rival: number | null = null;
  for (const distance of AROUND) {
    const other = frame + distance;
    if (!isPair(other)) continue;
    const known = changeAt(other);
    if (known === undefined) wants ??= other;
    else if (known === null ? Math.abs(distance) === 1 : !isFarBelow(known, change)) {
      // A second cut of about the same size may be near, but no third one.
      if (known === null || rival !== null || Math.abs(distance) < SCENE_CUT.leastScene) return NO_CUT;
      rival = other;
    }
  }
  const isTold = [frame - 1, frame + 1].every((other) => !isPair(other) || changeAt(other) !== undefined);
  if (rival === null) return { isCut: isTold, wants };
  const second = changeAt(rival);
  if (!second || !couldBeCut(second) || (isLight(change) && isLight(second))) return NO_CUT;
  // Frames that are shown several times each change the picture in a rhythm.
  for (const other of inRhythm(frame, rival)) {
    if (!isPair(other)) continue;
    const known = changeAt(other);
    if (known === undefined) wants ??= other;
    else if (known !== null && !isFarBelow(known, change)) return NO_CUT;
  }
  return { isCut: isTold, wants };
}

/** Distances of what is around a frame, in the order in which a decoder comes by. */
const AROUND: readonly number[] = [
  ...Array.from({ length: SCENE_CUT.reach }, (_, k) => k + 1),
  ...Array.from({ length: SCENE_CUT.reach }, (_, k) => k - SCENE_CUT.reach),
];

/** How far from a frame {@link cutVerdict} may look, on either side. */
export const CUT_REACH = 2 * SCENE_CUT.reach + 1;

function couldBeCut({ lumaDifference, histogramDistance }: WholeChange): boolean {
  return lumaDifference >= SCENE_CUT.lumaDifference && histogramDistance >= SCENE_CUT.histogramDistance;
}

/** Whether a change is nothing beside another one. */
function isFarBelow(low: WholeChange, high: WholeChange): boolean {
  const { factor, fast } = SCENE_CUT;
  if (high.lumaDifference >= factor * low.lumaDifference) return true;
  return (
    high.lumaDifference >= fast.factor * low.lumaDifference &&
    high.histogramDistance >= fast.histogramFactor * low.histogramDistance &&
    high.histogramDistance >= fast.histogramShare * high.lumaDifference
  );
}

function isLight({ lumaDifference, histogramDistance }: WholeChange): boolean {
  return histogramDistance >= SCENE_CUT.lightShare * lumaDifference;
}

/** Where else the picture would change if these two changes were two of a rhythm. */
function inRhythm(frame: number, rival: number): readonly number[] {
  const step = rival - frame;
  return [frame - step, rival + step].flatMap((beat) => [beat - 1, beat, beat + 1]);
}

/** The cuts of a movie, as far as its changes are known. */
export interface FoundCuts {
  /** The frames at which a new scene begins, rising. */
  readonly cuts: readonly number[];
  /** The frames of which more has to be known to say whether their pairs cross a cut, rising. */
  readonly open: readonly number[];
}

/** Looks for cuts in the pairs of the first `length` frames; see {@link cutVerdict}. */
export function sceneCuts(changeAt: ChangeAt, length: number, frameCount: number): FoundCuts {
  const cuts: number[] = [];
  const open: number[] = [];
  for (let frame = 0; frame < Math.min(length, frameCount - 1); frame += 1) {
    // Of what nobody has measured there is nothing to say.
    if (changeAt(frame) === undefined) continue;
    const { isCut, wants } = cutVerdict(frame, changeAt, frameCount);
    if (isCut) cuts.push(frame + 1);
    if (wants !== null) open.push(frame);
  }
  return { cuts, open };
}

/** The first number after `frame`, or the last one before it, in a rising list; null where there is none. */
export function cutBeside(cuts: readonly number[], frame: number, direction: 1 | -1): number | null {
  const beside = direction > 0 ? cuts.find((cut) => cut > frame) : cuts.findLast((cut) => cut < frame);
  return beside ?? null;
}
