import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import type { PageTiming, PageTrack } from "../paged/paged-file";
import { PLAIN_SERIES, type Recorded, type Series } from "./recorded";

/** Recordings of a file that can be chosen; of more, none can, and all pages are frames. */
const MOST_TRACKS = 10_000;

/** Which pages of a file are the frames of the recording that is open. */
export interface Selection {
  readonly tracks: readonly PageTrack[];
  readonly track: number;
  /** Which of several samples of grey pixels is shown. */
  readonly sample: number;
  readonly series: Series;
  /** Frames that the file says it has; null for one a page. */
  readonly frames: number | null;
  /** Pages of which something is said, from the start of the file on; null where nothing says how many. */
  readonly describedPages: number | null;
  /** The page of a frame; -1 where the file has none. */
  pageOf(frame: number): number;
  readonly timing: PageTiming;
  readonly notices: readonly MovieNotice[];
}

/** A series whose frames go over times, or over depths where nothing else does. */
interface Shown extends Series {
  readonly depthsAreFrames: boolean;
}

/**
 * Chooses a recording of a file.
 *
 * @param samples grey samples of a pixel that are channels
 * @param track the one to choose; the first one otherwise
 * @throws KinoflowError "noSuchTrack"
 */
export function selectFrames(recorded: Recorded, samples: number, track: number | undefined): Selection {
  const countOf = (series: readonly Series[]) =>
    series.reduce((sum, one) => sum + one.channels * samples * depthsToChoose(one), 0);
  const followed = countOf(recorded.series) <= MOST_TRACKS;
  const all = (followed ? recorded.series : [PLAIN_SERIES]).map(shownOf);
  const tracks = all.flatMap((series, k) => tracksOf(series, samples, all.length > 1 ? k : null));
  const wanted = track ?? 0;
  const chosen = tracks[wanted];
  if (chosen === undefined) throw failure("noSuchTrack", wanted, rangeOf(tracks.length));
  const { series, channel, sample, depth } = chosen;
  const pageOf = (frame: number) =>
    series.depthsAreFrames ? series.page(channel, frame, 0) : series.page(channel, depth, frame);
  const frames = series.depthsAreFrames ? series.depths : series.times;
  const notices = [
    ...partNotices(all, samples, chosen),
    ...(series.depthsAreFrames ? [movieNotice("tiffDepthsAsFrames", series.depths)] : []),
    ...(recorded.elsewhere > 0 ? [movieNotice("tiffElsewhere", recorded.elsewhere)] : []),
    ...(recorded.unclear || !followed ? [movieNotice("tiffUnclear", recorded.program)] : []),
  ];
  return {
    tracks: tracks.map(({ label }, k) => ({ track: k, label })),
    track: wanted,
    sample,
    series,
    frames,
    describedPages: describedPages(all),
    pageOf,
    timing: timingOf(series, (frame) => series.seconds(channel, depth, frame)),
    notices,
  };
}

function shownOf(series: Series): Shown {
  return { ...series, depthsAreFrames: series.times === 1 && series.depths > 1 };
}

function depthsToChoose(series: Series): number {
  return shownOf(series).depthsAreFrames ? 1 : series.depths;
}

interface Choice {
  readonly label: string;
  readonly series: Shown;
  readonly seriesNumber: number;
  readonly channel: number;
  readonly sample: number;
  readonly depth: number;
}

/** @param number of the series, from 0; null where there is only one */
function tracksOf(series: Shown, samples: number, number: number | null): readonly Choice[] {
  const depths = depthsToChoose(series);
  const channels = series.channels * samples;
  const choices: Choice[] = [];
  for (let k = 0; k < channels; k++) {
    const channel = Math.floor(k / samples);
    const name = series.channelNames[channel] ?? "";
    for (let depth = 0; depth < depths; depth++) {
      const parts = [
        number === null ? "" : series.name || `series ${number + 1}`,
        channels === 1 ? "" : `channel ${k + 1}${name === "" ? "" : ` (${name})`}`,
        depths === 1 ? "" : `z ${depth + 1}`,
      ];
      const label = parts.filter((part) => part !== "").join(", ");
      choices.push({ label, series, seriesNumber: number ?? 0, channel, sample: k % samples, depth });
    }
  }
  return choices;
}

function partNotices(all: readonly Shown[], samples: number, chosen: Choice): readonly MovieNotice[] {
  const { series, seriesNumber, channel, sample, depth } = chosen;
  const notices: MovieNotice[] = [];
  if (all.length > 1) notices.push(movieNotice("tiffSeries", all.length, seriesNumber + 1));
  const [channels, depths] = [series.channels * samples, depthsToChoose(series)];
  const shown = channel * samples + sample + 1;
  if (channels > 1 && depths > 1) {
    notices.push(movieNotice("tiffChannelsAndDepths", channels, depths, shown, depth + 1));
  } else if (channels > 1) notices.push(movieNotice("tiffChannels", channels, shown));
  else if (depths > 1) notices.push(movieNotice("tiffDepths", depths, depth + 1));
  return notices;
}

/** Times of planes go before an interval: they were measured. */
function timingOf(series: Shown, secondsAt: (time: number) => number): PageTiming {
  const { interval, times, depthsAreFrames } = series;
  if (depthsAreFrames) return { kind: "unknown" };
  if (times !== null && times > 1 && !Number.isNaN(secondsAt(0))) {
    const seconds = Float64Array.from({ length: times }, (_, time) => secondsAt(time));
    if (seconds.every((value, k) => k === 0 || value > seconds[k - 1])) return { kind: "times", seconds };
  }
  return interval === null ? { kind: "unknown" } : { kind: "rate", framesPerSecond: 1 / interval };
}

function describedPages(all: readonly Shown[]): number | null {
  let sum = 0;
  for (const { channels, depths, times } of all) {
    if (times === null) return null;
    sum += channels * depths * times;
  }
  return sum;
}

function rangeOf(count: number): string {
  return count === 1 ? "0" : `0 to ${count - 1}`;
}
