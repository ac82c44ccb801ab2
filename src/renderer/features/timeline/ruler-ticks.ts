import type { MovieInfo } from "../../../shared/movie";
import type { Settings } from "../../../shared/settings";
import { formatFrameTime } from "../../lib/format";
import { drawnFrames, type FrameScale } from "./frame-scale";

/** A mark of the ruler. */
export interface RulerTick {
  /** In the pixels of the scale. */
  readonly x: number;
  readonly label: string;
}

type RuledMovie = Pick<MovieInfo, "times" | "frameCount" | "frameRate" | "variableFrameRate">;

/** Steps in seconds that people count in. */
const SECONDS = [
  ...[-6, -5, -4, -3, -2].flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`))),
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  18_000,
  36_000,
];

/**
 * Where the ruler has marks, and what stands there: round times in the unit, and single frames where times are too
 * coarse.
 *
 * @param leastDistance of two marks, in the pixels of the scale
 */
export function rulerTicks(
  scale: FrameScale,
  movie: RuledMovie,
  unit: Settings["timeUnit"],
  leastDistance: number,
): readonly RulerTick[] {
  const { spacing } = scale;
  if (spacing === 0 || movie.frameCount === 0) return [];
  const leastFrames = leastDistance / spacing;
  const step =
    unit === "frames" ? undefined : secondsStep(leastFrames / movie.frameRate, movie.frameRate, unit);
  // Where the rate is constant, a timecode counts frames, and its seconds are not quite those of the clock.
  if (step !== undefined && unit === "timecode" && !movie.variableFrameRate) {
    return frameTicks(scale, movie, unit, step * Math.max(Math.round(movie.frameRate), 1));
  }
  return step === undefined
    ? frameTicks(scale, movie, unit, roundFrames(leastFrames))
    : secondTicks(scale, movie, unit, step);
}

/** The least round number of seconds that is enough; undefined where frames count finer. */
function secondsStep(least: number, frameRate: number, unit: Settings["timeUnit"]): number | undefined {
  const step = SECONDS.find((seconds) => seconds >= least * (1 - 1e-9)) ?? Math.ceil(least / 36_000) * 36_000;
  // A part of a second is no round timecode.
  const tooFine = unit === "timecode" && step < 1;
  return tooFine || step * frameRate < 2.5 || least * frameRate <= 2 ? undefined : step;
}

/** The least of 1, 2, 5, 10, ... that is enough. */
function roundFrames(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
}

function frameTicks(
  scale: FrameScale,
  movie: RuledMovie,
  unit: Settings["timeUnit"],
  step: number,
): readonly RulerTick[] {
  const { begin, end } = drawnFrames(scale, scale.span);
  const ticks: RulerTick[] = [];
  for (let frame = Math.ceil(begin / step) * step; frame <= end; frame += step) {
    // Times of frames that are not listed yet are not known.
    if (unit !== "frames" && frame >= movie.frameCount) break;
    ticks.push({ x: scale.xOf(frame), label: formatFrameTime(unit, frame, movie) });
  }
  return ticks;
}

function secondTicks(
  scale: FrameScale,
  movie: RuledMovie,
  unit: Settings["timeUnit"],
  step: number,
): readonly RulerTick[] {
  const ticks: RulerTick[] = [];
  const { begin, end } = drawnFrames(scale, scale.span);
  const last = timeOf(movie, end);
  for (let k = Math.ceil(timeOf(movie, begin) / step - 1e-6); ; k += 1) {
    const seconds = k * step;
    if (seconds > last + 1e-6 * Math.min(step, 1)) return ticks;
    ticks.push({ x: scale.xOf(placeOf(movie, seconds)), label: timeLabel(seconds, step, unit) });
  }
}

/** The time of a frame; where it is not listed yet, as it will be at the mean rate. */
function timeOf({ times, frameCount, frameRate }: RuledMovie, frame: number): number {
  const known = frameCount - 1;
  if (frame <= known) return times[Math.max(frame, 0)] ?? 0;
  return (times[known] ?? 0) + (frame - known) / frameRate;
}

/** Where a time is among the frames, between two of them too. */
function placeOf(movie: RuledMovie, seconds: number): number {
  let low = 0;
  let high = movie.frameCount - 1;
  if (seconds >= timeOf(movie, high)) return high + (seconds - timeOf(movie, high)) * movie.frameRate;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (timeOf(movie, middle) <= seconds) low = middle;
    else high = middle;
  }
  const [from, to] = [timeOf(movie, low), timeOf(movie, high)];
  return to > from ? low + (seconds - from) / (to - from) : low;
}

/** "4 s", "0.5 s", "0.0005 s", "1:05", "1:02:05"; as timecode "00:00:04:00". */
function timeLabel(seconds: number, step: number, unit: Settings["timeUnit"]): string {
  const decimals = Math.max(1, Math.ceil(-Math.log10(step) - 1e-9));
  const whole = Math.floor(seconds + 1e-6 * Math.min(step, 1));
  const pad = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (unit === "timecode") return `${pad(hours)}:${pad(minutes)}:${pad(rest)}:00`;
  if (whole < 60) return `${Number(seconds.toFixed(decimals))} s`;
  const fraction = Number((seconds - whole).toFixed(decimals));
  const text = hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
  return fraction === 0 ? text : `${text}${String(fraction).slice(1)}`;
}
