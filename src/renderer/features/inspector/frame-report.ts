import { type FlowParameters, isSingleScale, presetOf } from "../../../shared/flow";
import type { AppInfo } from "../../../shared/ipc";
import { type MovieInfo, noticeInEnglish } from "../../../shared/movie";
import { preparationText } from "../../../shared/preparation";
import type { ComparedStats, FrameStats } from "../../stores/stats-store";
import type { ViewSettings } from "../../stores/view-settings";

/** What a report on a frame is made of. */
export interface ReportSources {
  readonly movie: MovieInfo;
  readonly stats: FrameStats;
  readonly settings: ViewSettings;
  /** Null while main has not told. */
  readonly appInfo: AppInfo | null;
}

/**
 * Everything that was measured of the frame on the screen, with all that it depends on, so that somebody else can measure
 * the same. No path and nothing else of the person is in it. NaN becomes null, as JSON has it. Speeds in px/frame, times
 * in milliseconds unless the name says seconds, sizes in bytes.
 */
export function frameReport({ movie, stats, settings, appInfo }: ReportSources): unknown {
  const { token: _token, times, notices, ...facts } = movie;
  const { parameters, report, cost, frame } = stats;
  const { sentAt: _sentAt, decodeMs, colourMs, framesFromCache, flowFromCache, flowMs, ...memory } = cost;
  const {
    stages,
    workingBytes: _working,
    flowMs: _flowMs,
    threads,
    ...motion
  } = report ?? {
    ...{ stages: null, workingBytes: 0, flowMs: 0, threads: null },
  };
  return {
    program: {
      name: "Kinoflow",
      ...appInfo,
      // The place of the program is the person's own business.
      ffmpeg: appInfo?.ffmpeg ? { version: appInfo.ffmpeg.version } : null,
    },
    movie: { ...facts, notices: notices.map(noticeInEnglish) },
    frame: {
      number: frame,
      timeSeconds: stats.time,
      nextTimeSeconds: times[frame + 1] ?? null,
      deinterlaced: movie.interlaced && settings.deinterlace,
    },
    flow: parameters && { ...methodOf(parameters), threads },
    view: settings.overlay,
    motion: report && motion,
    times: {
      decodeMs,
      framesFromCache,
      flowMs: report && flowMs,
      flowFromCache: report && flowFromCache,
      ...stages,
      coloursMs: colourMs,
      transferMs: stats.transferMs,
      drawMs: stats.drawMs,
    },
    // The other side of the divider, of the same pair.
    ...(stats.compared && { compared: comparedOf(stats.compared) }),
    memory: { ...memory, windowHeapBytes: stats.windowHeapBytes },
    arrows: stats.arrows,
  };
}

function methodOf({ method, windowRadius, dense, preparation }: FlowParameters) {
  return {
    method,
    preset: isSingleScale(method) ? null : presetOf(dense),
    parameters: isSingleScale(method) ? { windowRadius } : dense,
    prepare: preparationText(preparation),
  };
}

function comparedOf(compared: ComparedStats): unknown {
  const { parameters, report, flowFromCache, colourMs, arrows, meanDifference } = compared;
  const { stages, workingBytes, flowMs, threads, ...motion } = report;
  return {
    flow: { ...methodOf(parameters), threads },
    motion,
    times: { flowMs, flowFromCache, ...stages, coloursMs: colourMs },
    memory: { workingBytes },
    arrows,
    meanDifference,
  };
}
