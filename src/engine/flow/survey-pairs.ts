import {
  crossedFrames,
  firstOf,
  isNextFrame,
  lastFirst,
  type Pairing,
  secondOf,
  strideOf,
} from "../../shared/pairing";
import { SURVEY_PAIRS } from "../../shared/survey";
import type { FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import type { CutFinder, FramePair } from "./cut-finder";
import { isTelling, type PairChange, pairChange } from "./pair-change";
import { measuredPair } from "./sampled-pairs";

/** A pair of frames by its first one, and how much the picture changes. */
export interface ChangedPair {
  readonly frame: number;
  readonly change: PairChange;
}

/** What looking at pairs needs. */
export interface PairLook {
  readonly frames: FrameSource;
  readonly movie: Recording;
  /** Says which pairs cross a cut, as for the display. */
  readonly cuts: CutFinder;
  /** Which frame each is compared with. */
  readonly pairing: Pairing;
  readonly signal: AbortSignal | undefined;
  /** Awaited before each frame: whoever waits at the screen goes first. */
  readonly quiet: () => Promise<unknown>;
  /** How much pairs change that have been looked at; null of those that say nothing. A walk that comes by again needs no frames. */
  readonly seen: Map<number, PairChange | null>;
}

/** Frames from the first one on that is looked at in a part: so many are worth keeping until a pair of theirs is measured. */
export const FRAMES_OF_PART = 17;
/** Pairs looked at from a place on: pictures are stored up to twelve times over where a movie was slowed down. */
const REACH = 14;
/** Of so many pairs that differ, the one in the middle is taken: neither hardly more than repeated, nor a jolt. */
const ENOUGH = 3;
/** Most frames that a search over the whole movie looks at, in so many runs where the movie is longer. */
const SEARCHED = 600;
const RUNS = 25;

/**
 * Pairs to measure, in the order of the movie: one of each of {@link SURVEY_PAIRS} equal parts of it, null where there is none
 * that tells something. Each comes while its frames are at hand.
 */
export async function* spreadPairs(look: PairLook): AsyncGenerator<ChangedPair | null> {
  const { movie } = look;
  const last = firstsOf(look);
  const parts = spreadParts(look);
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * last) / parts);
    const end = Math.floor(((part + 1) * last) / parts);
    const start = placeIn(movie, from, end);
    yield middleOf(await tellingPairs(look, start, Math.max(end, start + 1), ENOUGH));
  }
}

/** How many there are at most. */
export function spreadParts(look: PairLook): number {
  return Math.min(SURVEY_PAIRS, firstsOf(look));
}

/** Pairs that change most among many all over the movie, cuts left out, in the order of the movie. */
export async function changedPairs(look: PairLook): Promise<readonly ChangedPair[]> {
  const last = firstsOf(look);
  const runs = last <= SEARCHED ? 1 : RUNS;
  const length = Math.ceil(Math.min(last, SEARCHED) / runs);
  const found: ChangedPair[] = [];
  for (let run = 0; run < runs; run++) {
    const start = Math.floor((run * last) / runs);
    found.push(...(await tellingPairs(look, start, Math.min(start + length, last), length, length)));
  }
  return found
    .sort((a, b) => b.change.most - a.change.most)
    .slice(0, SURVEY_PAIRS)
    .sort((a, b) => a.frame - b.frame);
}

/** The telling pairs from the start of the movie up to a frame, as far as it is worth looking. */
export function openingPairs(look: PairLook, frame: number): Promise<readonly ChangedPair[]> {
  return tellingPairs(look, 0, Math.min(frame, REACH), REACH);
}

/** Where to look in a part of the movie: at a keyframe, which is decoded soonest and begins a scene, else in the middle. */
function placeIn({ passes }: Recording, from: number, end: number): number {
  for (let frame = from; frame < end; frame++) if (passes?.beginsAt(frame)) return frame;
  return Math.floor((from + end) / 2);
}

/** The next `enough` pairs from `start` on that tell something and cross no cut, among the next `reach` of them. */
async function tellingPairs(
  look: PairLook,
  start: number,
  end: number,
  enough: number,
  reach = REACH,
): Promise<readonly ChangedPair[]> {
  const { frames, movie, pairing, signal, quiet, seen } = look;
  const { count } = movie.timeline;
  const found: ChangedPair[] = [];
  const stop = Math.min(end, start + reach * strideOf(pairing), firstsOf(look));
  for (
    let frame = firstOf(pairing, start);
    frame < stop && found.length < enough;
    frame += strideOf(pairing)
  ) {
    const second = secondOf(pairing, frame, count);
    if (second === null) continue;
    let change = seen.get(frame);
    if (change === undefined) {
      await quiet();
      change = await measuredPair(
        frames,
        frame,
        signal,
        (first, second) => tellingChange(look, { first, second }),
        second,
      );
      seen.set(frame, change);
    }
    if (change !== null) found.push({ frame, change });
  }
  return found;
}

/** How much the picture changes; null where that says nothing of speeds. */
async function tellingChange(
  { movie, cuts, pairing, signal }: PairLook,
  pair: FramePair,
): Promise<PairChange | null> {
  const { width, height } = movie.info;
  const change = pairChange(pair.first.meta.samples, pair.second.meta.samples, { width, height });
  if (!isTelling(change)) return null;
  const { frame } = pair.first.meta;
  for (const crossed of crossedFrames(pairing, frame, pair.second.meta.frame)) {
    if (await cuts.isFound(crossed, isNextFrame(pairing) ? pair : null, signal)) return null;
  }
  return change;
}

/** The frames that a flow leads away from lie before this one. */
function firstsOf({ movie, pairing }: PairLook): number {
  return lastFirst(pairing, movie.timeline.count) + 1;
}

/** The pair of middling change; null where there is none. */
function middleOf(pairs: readonly ChangedPair[]): ChangedPair | null {
  const rising = [...pairs].sort((a, b) => a.change.mean - b.change.mean);
  return rising[(rising.length - 1) >> 1] ?? null;
}
