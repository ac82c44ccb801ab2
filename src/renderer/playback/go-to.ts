import type { MovieInfo } from "../../shared/movie";
import type { Texts } from "../../shared/texts/texts";
import { formatTime, timeDecimals } from "../lib/format";
import { frameAtTime } from "./clock";
import { movieSpan } from "./movie-growth";

/** A frame to go to, or a sentence saying why there is none. */
export type Place = { readonly frame: number } | { readonly problem: string };

const FRAME = /^#?(-?\d+)$/;
const SHARE = /^(-?\d+(?:\.\d+)?)\s*%$/;
const SECONDS = /^(\d+(?:\.\d*)?|\.\d+)\s*(?:s|sec|seconds?|秒)?$/i;
const CLOCK = /^(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d*)?)$/;
const TIMECODE = /^(\d+):(\d{1,2}):(\d{1,2}):(\d+)$/;

/**
 * What a person means by "123" (a frame), "4.2s", "0:04.2", "00:00:04:05" (times, of which the frame that is on the screen
 * then is meant) or "50 %" (of the frames).
 */
export function parsePlace(typed: string, movie: MovieInfo, { goTo }: Texts): Place {
  // Input methods write wide digits and signs; a comma is a decimal point in half of the world.
  const text = typed.normalize("NFKC").trim().replace(",", ".");
  if (text === "") return { problem: goTo.empty };

  const frame = FRAME.exec(text)?.[1];
  if (frame !== undefined) return placeOfFrame(Number(frame), frame, movie, goTo);

  const share = SHARE.exec(text)?.[1];
  if (share !== undefined) {
    if (Number(share) < 0 || Number(share) > 100) return { problem: goTo.noSuchShare };
    return placeOfFrame(Math.round((Number(share) / 100) * (movieSpan(movie) - 1)), share, movie, goTo);
  }

  const seconds = secondsOf(text, movie.frameRate);
  if (seconds === null) return { problem: goTo.notUnderstood(typed.trim()) };
  const { times, frameCount, indexComplete, duration } = movie;
  const end = Math.max(duration, times[frameCount - 1] ?? 0);
  // What was typed was read from a display that rounds.
  const decimals = timeDecimals(movie.frameRate);
  const rounding = 0.5 * 10 ** -decimals;
  if (seconds > end + rounding) {
    return { problem: goTo.noSuchTime(formatTime(seconds, decimals), formatTime(end, decimals)) };
  }
  const found = frameAtTime(times, seconds + rounding);
  if (!indexComplete && found === frameCount - 1) return { problem: goTo.notIndexed(frameCount - 1) };
  return { frame: found };
}

function placeOfFrame(frame: number, typed: string, movie: MovieInfo, goTo: Texts["goTo"]): Place {
  const last = movie.frameCount - 1;
  if (frame >= 0 && frame <= last) return { frame };
  if (frame > last && !movie.indexComplete) return { problem: goTo.notIndexed(last) };
  return { problem: goTo.noSuchFrame(typed.replace("-", "−"), last) };
}

function secondsOf(text: string, frameRate: number): number | null {
  const seconds = SECONDS.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds);
  const clock = CLOCK.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const timecode = TIMECODE.exec(text);
  if (timecode) return framesOfTimecode(timecode, frameRate) / frameRate;
  return null;
}

/** Frames that a timecode counts: so many to its second as the rate is rounded, none dropped. */
function framesOfTimecode(timecode: RegExpExecArray, frameRate: number): number {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode.slice(1).map(Number);
  return (hours * 3600 + minutes * 60 + seconds) * Math.max(Math.round(frameRate), 1) + frames;
}
