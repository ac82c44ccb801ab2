import { greatestCommonDivisor, repeatsAt, speedFraction } from "../../shared/export-pacing";
import { firstOf, NEXT_FRAME, type Pairing, strideOf } from "../../shared/pairing";
import type { Recording } from "../recording/recording";
import { type Rational, secondsInFile } from "../recording/timeline";

/** Which frames are exported, both ends included, and how fast they play: 1 as they were taken, less for slow motion. */
export interface PacedRange {
  readonly start: number;
  readonly end: number;
  readonly speed?: number | undefined;
  /** Which frames are compared: of each pair the first frame is shown, as long as both were. Default: each with its next one. */
  readonly pairing?: Pairing | undefined;
}

/** The frames of a range that an export shows. */
export function framesShown({ start, end, pairing = NEXT_FRAME }: PacedRange): readonly number[] {
  const frames = Array.from({ length: end - start + 1 }, (_, k) => start + k);
  return pairing.kind === "pairs"
    ? frames.filter((frame) => firstOf(pairing, frame) === frame && frame < end)
    : frames;
}

/** When each frame of an export is shown. */
export interface Pacing {
  /** The output's time base: no presentation time is rounded in it. */
  readonly timeBase: Rational;
  /** Presentation time of the first frame in seconds. */
  readonly firstTime: number;
  /** How long the last frame is shown the last time, in seconds. */
  readonly lastDuration: number;
  /** How often each frame is shown. */
  readonly repeats: number;
  /** The stretch of the sound that belongs to it: null for all of it; undefined where there is none, as in slow motion. */
  readonly sound: { readonly start: number; readonly duration: number } | null | undefined;
  /** Presentation times of a frame in seconds, in the order of showing: as many as there are `repeats`. */
  timesOf(frame: number): readonly number[];
}

/** ffmpeg and H.264 have 32 bits for the ticks of a second. */
const MOST_TICKS = 2 ** 30;

/**
 * The pacing of a range. At normal speed a whole movie keeps its times and its sound, and a stretch of it starts at 0. Slow
 * motion starts at 0 too, has no sound, and shows each frame as long as it was shown, divided by the speed, in
 * as many equal parts as it is repeated.
 */
export function pacingOf(movie: Recording, range: PacedRange): Pacing {
  const { end, speed = 1, pairing = NEXT_FRAME } = range;
  const shown = framesShown(range);
  const [start, last] = [shown[0] ?? range.start, shown.at(-1) ?? end];
  const stride = strideOf(pairing);
  const lastDuration = endOf(movie, last + stride - 1) - movie.info.times[last];
  if (speed === 1) {
    const whole = start === 0 && end === movie.info.frameCount - 1;
    const first = secondsInFile(movie.timeline, start);
    const origin = whole ? 0 : first;
    return {
      timeBase: movie.timeline.timeBase,
      firstTime: first - origin,
      lastDuration,
      repeats: 1,
      sound: whole ? null : { start: first, duration: endOf(movie, end) - movie.info.times[start] },
      timesOf: (frame) => [secondsInFile(movie.timeline, frame) - origin],
    };
  }
  return slowMotion(movie, start, speed, stride, lastDuration);
}

function slowMotion(
  movie: Recording,
  start: number,
  speed: number,
  stride: number,
  lastDuration: number,
): Pacing {
  const repeats = repeatsAt(speed);
  const { numerator, denominator } = movie.timeline.timeBase;
  // One part of a frame that was shown for a tick lasts `longer / finer` ticks.
  const fraction = speedFraction(speed);
  const common = greatestCommonDivisor(fraction.denominator, fraction.numerator * repeats);
  const longer = fraction.denominator / common;
  const finer = (fraction.numerator * repeats) / common;
  const secondsOf = (fineTicks: number): number => (fineTicks * numerator) / (denominator * finer);
  const lastTicks = Math.max(1, Math.round((lastDuration * denominator) / numerator));
  return {
    timeBase: { numerator, denominator: denominator * withinTicks(finer, denominator) },
    firstTime: 0,
    lastDuration: secondsOf(lastTicks * longer),
    repeats,
    sound: undefined,
    timesOf: (frame) => {
      const { ticks } = movie.timeline;
      const shown = frame + stride < ticks.length ? ticks[frame + stride] - ticks[frame] : lastTicks;
      const before = (ticks[frame] - ticks[start]) * repeats;
      return Array.from({ length: repeats }, (_, part) => secondsOf((before + part * shown) * longer));
    },
  };
}

/** As much finer as there are ticks for; beyond, times are rounded to less than a nanosecond. */
function withinTicks(finer: number, denominator: number): number {
  return denominator * finer <= MOST_TICKS ? finer : Math.max(1, Math.floor(MOST_TICKS / denominator));
}

/** Presentation time from the first frame on at which `frame` is no longer shown. */
function endOf({ info }: Recording, frame: number): number {
  return frame + 1 < info.frameCount ? info.times[frame + 1] : info.duration;
}
