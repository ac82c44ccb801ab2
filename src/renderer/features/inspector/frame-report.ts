import { type FlowParameters, isSingleScale, presetOf } from "../../../shared/flow";
import type { FlowSummary } from "../../../shared/flow-report";
import type { AppInfo } from "../../../shared/ipc";
import type { Units } from "../../../shared/measure/units";
import { type MovieInfo, noticeInEnglish } from "../../../shared/movie";
import { preparationText } from "../../../shared/preparation";
import type { ComparedStats, FrameStats } from "../../stores/stats-store";
import type { ViewSettings } from "../../stores/view-settings";

/** What a report on a frame is made of. */
export interface ReportSources {
  readonly movie: MovieInfo;
  readonly stats: FrameStats;
  readonly settings: ViewSettings;
  /** How it is said. */
  readonly units: Units;
  /** That the pair takes. */
  readonly seconds: number;
  /** Null while main has not told. */
  readonly appInfo: AppInfo | null;
}

/**
 * Everything that was measured of the frame on the screen, with all that it depends on, so that somebody else can measure
 * the same. No path and nothing else of the person is in it. NaN becomes null, as JSON has it. `motion` and what is compared with it are in
 * `units` where there are some, else in px/frame, and places of the fastest pixel too; settings of the view in px/frame. Times in milliseconds unless the name says seconds, sizes in bytes.
 */
export function frameReport(sources: ReportSources): unknown {
  const { movie, stats, settings, appInfo, units, seconds } = sources;
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
    ...(units.isInPixels ? {} : { units: unitsOfReport(units, seconds) }),
    motion: report && saidMotion(motion, units, seconds),
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
    ...(stats.compared && { compared: comparedOf(stats.compared, units, seconds) }),
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

/** What the numbers are in, and how that follows from pixels. */
function unitsOfReport(units: Units, seconds: number): unknown {
  return {
    speed: units.speed().unit,
    velocity: units.speedUnit,
    length: units.lengthUnit,
    secondsOfPair: seconds,
    calibration: units.calibration,
  };
}

/** The figures of a flow as they are said. */
function saidMotion(motion: Partial<FlowSummary>, units: Units, seconds: number): unknown {
  const { factor } = units.speed(seconds);
  const { meanU = Number.NaN, meanV = Number.NaN, maxSpeedX = -1, maxSpeedY = -1 } = motion;
  const mean = units.motion(meanU, meanV, seconds);
  const speeds = SPEEDS.map((name) => [name, (motion[name] ?? Number.NaN) * factor] as const);
  const [x, y] = maxSpeedX < 0 ? [maxSpeedX, maxSpeedY] : units.place(maxSpeedX, maxSpeedY);
  return {
    ...motion,
    ...Object.fromEntries(speeds),
    ...{ meanU: mean.u, meanV: mean.v, maxSpeedX: x, maxSpeedY: y },
  };
}

const SPEEDS = ["meanSpeed", "medianSpeed", "p95Speed", "p999Speed", "maxSpeed"] as const;

function comparedOf(compared: ComparedStats, units: Units, seconds: number): unknown {
  const { parameters, report, flowFromCache, colourMs, arrows, meanDifference } = compared;
  const { stages, workingBytes, flowMs, threads, ...motion } = report;
  return {
    flow: { ...methodOf(parameters), threads },
    motion: saidMotion(motion, units, seconds),
    times: { flowMs, flowFromCache, ...stages, coloursMs: colourMs },
    memory: { workingBytes },
    arrows,
    meanDifference: meanDifference * units.speed(seconds).factor,
  };
}
