import { throwIfCancelled } from "../../shared/errors";
import { typicalSpeed } from "../../shared/movie-speed";
import { NEXT_FRAME, type Pairing } from "../../shared/pairing";
import { percentile } from "../../shared/percentile";
import { REPEAT } from "../../shared/repeats";
import type { MovieSurvey } from "../../shared/survey";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { CutFinder } from "./cut-finder";
import { MotionMeter, type PairMotion } from "./motion-meter";
import {
  type ChangedPair,
  changedPairs,
  FRAMES_OF_PART,
  openingPairs,
  type PairLook,
  spreadPairs,
  spreadParts,
} from "./survey-pairs";

export interface SurveyOptions {
  /** Which frames are compared: the speeds are those that are said of its pairs. Default: each with its next one. */
  readonly pairing?: Pairing | undefined;
  readonly signal?: AbortSignal;
  /** Awaited before each step: whoever waits at the screen goes first. */
  readonly quiet?: () => Promise<unknown>;
  /** Called after each pair that was measured, with how many there may be. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** With fewer pairs in motion than these, all of the movie is searched for more. */
const FEW = 3;
/** Where nothing moves, the noise is this share of the typical speed: too slow to be drawn. */
const NOISE_SHARE = 0.04;
/** Where even the noise does not move, in px/frame. */
const STILL_SPEED = 1;
/** A pair that changes as much as this share of those that move begins the motion. */
const BEGINS = 0.25;

/**
 * Surveys a movie whose index is complete: measures pairs spread over it of which each differs from the next frame, repeated and
 * black pictures and cuts left out; where hardly any moves, those that change most of many more. The same movie gives the same
 * answer, whatever method its flow is computed with. Frames of interlaced movies are rebuilt first.
 *
 * @throws KinoflowError `cancelled`
 */
export async function surveyMovie(
  pool: FlowPool,
  movie: Recording,
  options: SurveyOptions = {},
): Promise<MovieSurvey> {
  const { signal, quiet = () => Promise.resolve() } = options;
  const pairing = measuredPairing(options.pairing ?? NEXT_FRAME);
  throwIfCancelled(signal);
  const deinterlace = movie.info.interlaced;
  const { bytes } = movie.format;
  const budgetBytes =
    (3 + Math.min(reachOf(pairing), MOST_KEPT)) * bytes + Math.min(FRAMES_OF_PART * bytes, MOST_KEPT_BYTES);
  const frames = movie.openFrames(pool.heap, { budgetBytes, deinterlace });
  const cuts = new CutFinder(movie, frames);
  const look: PairLook = { frames, movie, cuts, pairing, signal, quiet, seen: new Map() };
  try {
    return await measurePairs(look, new MotionMeter(pool, movie, frames, pairing), options);
  } finally {
    await frames.close();
  }
}

/** Frames from the first of a pair to its second that are worth keeping until their turn. */
const MOST_KEPT = 64;
/** Bytes of the frames around a pair that are worth keeping until it is measured. */
const MOST_KEPT_BYTES = 64e6;

/** Repeated frames are left out anyway, and the step from the last one of them to the next frame is that from picture to picture. */
function measuredPairing(pairing: Pairing): Pairing {
  return pairing.kind === "new" ? NEXT_FRAME : pairing;
}

/** Frames that lie between the two of a pair, and one more. */
function reachOf(pairing: Pairing): number {
  return pairing.kind === "step" ? pairing.step : 1;
}

/** Closes the meter. */
async function measurePairs(
  look: PairLook,
  meter: MotionMeter,
  { signal, onProgress }: SurveyOptions,
): Promise<MovieSurvey> {
  const measured: MeasuredPair[] = [];
  const measure = async (pair: ChangedPair | null): Promise<void> => {
    throwIfCancelled(signal);
    if (pair === null || measured.some(({ frame }) => frame === pair.frame)) return;
    await look.quiet();
    const motion = await meter.measure(pair.frame, signal);
    if (motion !== null) measured.push({ ...pair, motion });
  };
  try {
    let done = 0;
    for await (const pair of spreadPairs(look)) {
      await measure(pair);
      onProgress?.(++done, spreadParts(look));
    }
    // What changes hardly more than a coder leaves of a repeated picture may be that, where something moves elsewhere.
    const clear = inMotion(measured).filter(({ change }) => change.most >= REPEAT.nearly);
    if (clear.length < FEW) {
      const pairs = await changedPairs(look);
      for (const [measuredSoFar, pair] of pairs.entries()) {
        await measure(pair);
        onProgress?.(measuredSoFar + 1, pairs.length);
      }
    }
    const first = await firstInMotion(look, measured);
    return { ...speedsOf(measured), pairs: measured.length, firstMotion: first };
  } finally {
    meter.close();
  }
}

interface MeasuredPair extends ChangedPair {
  readonly motion: PairMotion;
}

/** Those that move, without such as hardly change beside others: still pairs say nothing of speeds. */
function inMotion(measured: readonly MeasuredPair[]): readonly MeasuredPair[] {
  return measured.filter(({ motion, change: { most } }) => {
    if (!motion.moves || most >= REPEAT.nearly) return motion.moves;
    const greater = measured.filter(({ change }) => change.most >= REPEAT.factor * most);
    // A single one may be a jolt.
    return greater.length < 2;
  });
}

function speedsOf(
  measured: readonly MeasuredPair[],
): Pick<MovieSurvey, "typicalSpeed" | "fastSpeed" | "restSpeed" | "moves"> {
  const moving = inMotion(measured);
  const of = (pairs: readonly MeasuredPair[], speed: "median" | "fast"): number =>
    typicalSpeed(Float32Array.from(pairs, ({ motion }) => motion[speed]));
  if (moving.length > 0) {
    const [median, fast] = [of(moving, "median"), of(moving, "fast")];
    const rests = Float32Array.from(moving, ({ motion }) => motion.rest);
    const restSpeed = percentile(rests, rests.length, 0.5);
    return { typicalSpeed: median, fastSpeed: Math.max(fast, median), restSpeed, moves: true };
  }
  const noise = of(measured, "fast");
  const speed = noise > 0 ? Math.max(noise / NOISE_SHARE, STILL_SPEED) : STILL_SPEED;
  return { typicalSpeed: speed, fastSpeed: speed, restSpeed: 0, moves: false };
}

/** The first frame from which something moves, from the movie's start on as far as the first pair that is known to move. */
async function firstInMotion(look: PairLook, measured: readonly MeasuredPair[]): Promise<number | null> {
  const moving = [...inMotion(measured)].sort((a, b) => a.frame - b.frame);
  const first = moving[0];
  if (first === undefined) return null;
  const changes = moving.map(({ change }) => change.most).sort((a, b) => a - b);
  const usual = changes[changes.length >> 1] ?? 0;
  for (const { frame, change } of await openingPairs(look, first.frame)) {
    if (change.most >= BEGINS * usual) return frame;
  }
  return first.frame;
}
