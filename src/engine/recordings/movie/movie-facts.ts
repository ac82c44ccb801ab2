import { isHighDynamicRange } from "../../../shared/colour/transfer";
import { type ColourDescription, type MovieInfo, type MovieNotice, movieNotice } from "../../../shared/movie";
import type { FrameFormat } from "../../recording/frame-format";
import type { FrameTimes } from "../../recording/frame-times";
import type { FrameIndex } from "./frame-index";
import type { MovieStart } from "./movie-start";
import type { MovieProbe } from "./probe";

/** All that is known of an open movie. */
export interface MovieFacts {
  readonly token: string;
  readonly isSample: boolean;
  readonly probe: MovieProbe;
  readonly start: MovieStart;
  readonly index: FrameIndex;
  readonly times: FrameTimes;
  /** Of frames as they are shown. */
  readonly colour: ColourDescription;
  readonly format: FrameFormat;
  /** True when the file has become longer since it was opened. */
  readonly grown: boolean;
  /** True where times are not the file's: its sound does not belong to them. */
  readonly isRetimed: boolean;
  /** Where the size of pictures changes; null where it does not. */
  readonly sizeNotice: MovieNotice | null;
}

/** Of a movie that states no rate, and has a single frame. */
const DEFAULT_RATE = 25;

/** What a person sees of an open movie. */
export function movieInfo(facts: MovieFacts): MovieInfo {
  const { probe, start, index } = facts;
  const times = facts.times.seconds;
  const count = times.length;
  const span = times[count - 1] ?? 0;
  const frameRate = facts.times.rate ?? DEFAULT_RATE;
  const known = span + (facts.times.lastDuration ?? 1 / frameRate);
  const stated = facts.isRetimed ? 0 : (probe.statedDuration ?? 0);
  return {
    token: facts.token,
    name: probe.name,
    width: start.width,
    height: start.height,
    pixelAspect: start.pixelAspect,
    rotation: probe.rotation,
    frameCount: count,
    indexComplete: index.complete,
    expectedFrameCount: index.complete ? count : Math.max(count, probe.statedFrameCount ?? 0),
    times,
    frameRate,
    variableFrameRate: facts.times.varying,
    duration: index.complete ? known : Math.max(known, stated),
    rates: isTooCoarse(facts) ? { ...probe.rates, canChoose: true } : probe.rates,
    naming: probe.naming,
    layout: probe.layout,
    codec: probe.codec,
    pixelFormat: probe.pixelFormat,
    depth: facts.format.depth,
    grey: facts.format.picture.kind === "grey",
    colour: facts.colour,
    hasAudio: !facts.isRetimed && probe.audioStreams.length > 0,
    videoStreams: probe.videoStreams,
    stream: probe.stream,
    interlaced: isInterlaced(facts),
    highDynamicRange: isHighDynamicRange(start.colour.transfer),
    notices: noticesOf(facts, count),
    pixelSize: null,
    rawLayout: null,
    isSample: facts.isSample,
  };
}

/** True where several frames have the same timestamp, since the ticks of the file are longer than its frames. */
function isTooCoarse({ probe, index }: MovieFacts): boolean {
  return probe.coarse && index.identity === "counting";
}

/** Not all containers and codecs say so before a frame is decoded. */
function isInterlaced({ probe, start }: MovieFacts): boolean {
  return probe.interlaced || start.interlaced;
}

function noticesOf(facts: MovieFacts, count: number): readonly MovieNotice[] {
  const { probe, start, index } = facts;
  const notices: MovieNotice[] = [...probe.notices];
  if (facts.sizeNotice) notices.push(facts.sizeNotice);
  if (facts.times.varying) notices.push(movieNotice("frameRateVaries"));
  if (index.identity === "counting") notices.push(movieNotice("timesUnknown"));
  if (isTooCoarse(facts) && probe.rates.source === "file") {
    notices.push(movieNotice("timesTooCoarse", probe.rates.stored));
  }
  const tracks = probe.videoStreams.length;
  if (tracks > 1) {
    const shown = probe.videoStreams.findIndex(({ stream }) => stream === probe.stream) + 1;
    notices.push(movieNotice("tracks", tracks, shown));
  }
  if (isInterlaced(facts)) {
    notices.push(movieNotice(probe.rotation === 0 ? "interlaced" : "interlacedAndTurned"));
  }
  if (isHighDynamicRange(start.colour.transfer)) notices.push(movieNotice("highDynamicRange"));
  if (facts.grown) notices.push(movieNotice("grown"));
  if (index.complete && count === 1) notices.push(movieNotice("singleFrame"));
  return notices;
}
