import type { Settings } from "../../shared/settings";
import type { Texts } from "../../shared/texts/texts";

/** A number with its unit, apart, because the unit is shown in a quieter tone. */
export interface Quantity {
  readonly text: string;
  readonly unit: string;
}

/** Shown where there is no number, so that a missing one never looks like a zero. */
export const NO_VALUE = "–";

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** A hyphen is not a minus sign: it is shorter than a plus, and may end a line. */
function withMinus(text: string): string {
  return text.replace("-", "−");
}

/** A number with three significant digits: "0.0512", "1.23", "480", "1.2×10⁻⁷". */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  const exponent = Math.floor(Math.log10(Math.abs(rounded)));
  if (exponent < -3) return scientific(rounded, digits);
  return withMinus(rounded.toFixed(Math.max(digits - 1 - exponent, 0)));
}

function scientific(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
  const raised = [...exponent].map((character) => SUPERSCRIPTS[character] ?? character).join("");
  return `${withMinus(mantissa)}×10${raised}`;
}

/**
 * A number with a fixed count of decimals, for readouts that change many times a second: their digits
 * stay in place, where three significant digits would make the decimal point wander.
 */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const text = value.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A component of a motion in a readout, with its sign: never wider than "+12.35", whatever is measured. */
export function formatComponent(value: number): string {
  const text = formatFixed(value, Math.abs(value) < 9.9995 ? 3 : 2);
  return Number(text) > 0 ? `+${text}` : text;
}

/**
 * A measured number with three significant digits from a tenth on, and never more than three decimals: "0.042", "0.420",
 * "1.93", "12.3", "123". At most five characters up to 9999, so that a field of that width never changes.
 */
export function formatReading(value: number): string {
  const size = Math.abs(value);
  // Where rounding would give one digit more, the next line takes over.
  if (size < 0.9995) return formatFixed(value, 3);
  if (size < 9.995) return formatFixed(value, 2);
  return formatFixed(value, size < 99.95 ? 1 : 0);
}

/** {@link formatReading} with its sign, a plus too. */
export function formatSigned(value: number): string {
  const text = formatReading(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A direction in whole degrees from 0 to 359: "348°". */
export function formatDegrees(degrees: number): string {
  return Number.isFinite(degrees) ? `${Math.round(degrees) % 360}°` : NO_VALUE;
}

/** A duration of milliseconds, in the unit that suits it. */
export function formatMs(ms: number): Quantity {
  if (!Number.isFinite(ms)) return { text: NO_VALUE, unit: "ms" };
  return Math.abs(ms) >= 10_000
    ? { text: formatNumber(ms / 1000), unit: "s" }
    : { text: formatNumber(ms), unit: "ms" };
}

/**
 * Milliseconds in a column of stages, with their decimal points below each other. A stage that took no time
 * at all did not take place; one that took next to none did.
 */
export function formatStageMs(ms: number): string {
  if (!Number.isFinite(ms) || ms === 0) return NO_VALUE;
  return ms < 0.005 ? "<0.01" : formatFixed(ms, 2);
}

/** A count with its thousands apart: "16,820". */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return NO_VALUE;
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share of 0 to 1 in percent. */
export function formatPercent(share: number): Quantity {
  return { text: formatNumber(share * 100), unit: "%" };
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** A count of bytes in the decimal unit that suits it (1 MB is a million bytes). */
export function formatBytes(bytes: number): Quantity {
  if (!Number.isFinite(bytes)) return { text: NO_VALUE, unit: "MB" };
  let value = bytes;
  let index = 0;
  // 999.5 would be shown as "1000", so the next unit starts there.
  while (Math.abs(value) >= 999.5 && index < BYTE_UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  const text = index === 0 ? String(Math.round(value)) : formatNumber(value);
  return { text, unit: BYTE_UNITS[index] ?? "B" };
}

/** "1.23 ms": a quantity as running text. */
export function quantityText(quantity: Quantity): string {
  return `${quantity.text} ${quantity.unit}`;
}

/** Decimals of seconds by which the times of frames at a rate differ: three, and more beyond 1,000 frames/s. */
export function timeDecimals(framesPerSecond: number): number {
  if (!Number.isFinite(framesPerSecond) || framesPerSecond <= 0) return 3;
  return Math.min(Math.max(Math.ceil(Math.log10(framesPerSecond) - 1e-9), 3), 9);
}

/** A position in the movie: "4.100 s", "1:04.100" from a minute on, "1:02:04.100" from an hour on. */
export function formatTime(seconds: number, decimals = 3): string {
  if (!Number.isFinite(seconds)) return NO_VALUE;
  const units = Math.round(seconds * 10 ** decimals);
  const unitsOfMinute = 60 * 10 ** decimals;
  const rest = (units % unitsOfMinute) / 10 ** decimals;
  const minutes = Math.floor(units / unitsOfMinute);
  if (minutes === 0) return `${rest.toFixed(decimals)} s`;
  const secondsText = rest.toFixed(decimals).padStart(3 + decimals, "0");
  if (minutes < 60) return `${minutes}:${secondsText}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${secondsText}`;
}

/** What a frame's place in time is told by. */
export interface FrameTimes {
  readonly times: readonly number[];
  readonly frameRate: number;
  readonly variableFrameRate: boolean;
}

/**
 * When a frame is shown, in the unit that a person chose: "4.100 s", "00:00:04:03" or "103". A timecode has as many
 * frames to its second as the rate is rounded, none dropped; where the rate varies, it is made of the time.
 */
export function formatFrameTime(unit: Settings["timeUnit"], frame: number, movie: FrameTimes): string {
  switch (unit) {
    case "seconds":
      return formatTime(movie.times[frame] ?? 0, timeDecimals(movie.frameRate));
    case "frames":
      return String(frame);
    case "timecode": {
      const rate = Math.max(Math.round(movie.frameRate), 1);
      // Of a time, as it is rounded to frames.
      const seconds = movie.times[frame] ?? 0;
      return timecode(movie.variableFrameRate ? Math.round(seconds * rate) : frame, rate);
    }
  }
}

function timecode(frames: number, rate: number): string {
  const seconds = Math.floor(frames / rate);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frames % rate]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** What the parts of a length of time are called. */
export type DurationUnits = Texts["common"]["durationUnits"];

/** A length of time to wait or to look at, as people say it: "8 s", "2 min 5 s", "1 h 3 min". */
export function formatDuration(seconds: number, { second, minute, hour }: DurationUnits): string {
  if (!Number.isFinite(seconds)) return NO_VALUE;
  if (seconds < 9.95) return `${formatNumber(seconds, 2)} ${second}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${second}`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60)
    return whole % 60 === 0 ? `${minutes} ${minute}` : `${minutes} ${minute} ${whole % 60} ${second}`;
  return `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} ${minute}`;
}

/** A frame rate as people write it: "25", "29.97", "23.976". */
export function formatFrameRate(framesPerSecond: number): string {
  if (!Number.isFinite(framesPerSecond) || framesPerSecond <= 0) return NO_VALUE;
  return String(Number(framesPerSecond.toFixed(framesPerSecond >= 100 ? 1 : 3)));
}
