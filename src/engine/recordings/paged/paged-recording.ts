import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { cancelledError, failure } from "../../../shared/errors";
import { lengthOfMicrometres } from "../../../shared/measure/length";
import { type FrameRateFacts, type MovieInfo, type MovieNotice, movieNotice } from "../../../shared/movie";
import type { RawLayout } from "../../../shared/raw-layout";
import type { SharedHeap } from "../../../workers/shared-heap";
import { type FrameFormat, frameFormat } from "../../recording/frame-format";
import { FrameSource } from "../../recording/frame-source";
import { FrameTimes } from "../../recording/frame-times";
import type { FrameOptions, IndexOutcome, Recording, RecordingIdentity } from "../../recording/recording";
import { retimed } from "../../recording/retimed";
import type { SmallFrames } from "../../recording/small-frames";
import { describeSource, hasGrown, type SourceFile } from "../../recording/source-file";
import type { Timeline } from "../../recording/timeline";
import { fingerprintOfFile } from "../fingerprint";
import type { PagedFile } from "./paged-file";
import { PagedReader } from "./paged-reader";
import { PagedSmallFrames } from "./paged-small-frames";
import { ASSUMED_RATE, meanRateOf, PagedTimeline, rateOf } from "./paged-timeline";

/** Counts up whenever a reader of pages gives other values than before: analyses that are kept hold them. */
const READERS_VERSION = 1;

/** What is said of a file of pages from outside. */
export interface PagedOptions {
  /** Frames per second, where the file says nothing of time. */
  readonly sequenceRate?: number;
  /** Frames per second at which the pages were taken, by which all times are scaled. */
  readonly captureRate?: number;
  /** How it was found. */
  readonly notices?: readonly MovieNotice[];
  /** How a person says that its frames lie; null where the file says it. */
  readonly rawLayout?: RawLayout | null;
}

/**
 * Makes a recording of a file of pages, which it closes in the end.
 *
 * @throws KinoflowError `invalid-argument` where a rate is said for a file that says its own
 */
export async function pagedRecording(file: PagedFile, options: PagedOptions = {}): Promise<Recording> {
  try {
    if (options.sequenceRate !== undefined && file.timing.kind !== "unknown") throw failure("rateIsTheFiles");
    return new PagedRecording(file, await describeSource(file.path), options);
  } catch (error) {
    await file.close();
    throw error;
  }
}

class PagedRecording implements Recording {
  readonly path: string;
  readonly format: FrameFormat;
  readonly timeline: Timeline;
  readonly indexed: Promise<IndexOutcome>;
  readonly identity: RecordingIdentity;
  readonly sound = null;
  readonly passes = null;
  private readonly token = randomUUID();
  private readonly times: FrameTimes;
  private readonly rates: FrameRateFacts;
  private grown = false;
  private closed = false;
  private users = 0;

  constructor(
    private readonly file: PagedFile,
    private readonly source: SourceFile,
    private readonly options: PagedOptions,
  ) {
    const { sequenceRate, captureRate } = options;
    const { channels, bits, depth } = file.samples;
    this.path = file.path;
    this.format = frameFormat(file, bits, depth, { kind: channels === 1 ? "grey" : "rgb" });
    const stated = sequenceRate ?? rateOf(file.timing);
    const guessed = file.timing.kind === "unknown";
    this.rates = {
      source: sequenceRate !== undefined ? "chosen" : guessed ? "assumed" : "file",
      canChoose: guessed,
      ...{ stored: stated ?? meanRateOf(file.timing), captured: captureRate ?? null },
    };
    const { stored, captured } = this.rates;
    const capture = captured === null ? null : { captured, stored };
    this.timeline = retimed(new PagedTimeline(file), { rate: sequenceRate ?? null, times: null, capture });
    this.times = new FrameTimes(
      this.timeline,
      stated && capture ? (stated * capture.captured) / stored : stated,
    );
    this.identity = {
      track: file.track,
      // The same bytes are other frames where they are read otherwise.
      reader: `pages ${READERS_VERSION}${options.rawLayout ? ` ${JSON.stringify(options.rawLayout)}` : ""}`,
      fingerprint: () => fingerprintOfFile(file.path),
    };
    this.indexed = this.finish();
    this.indexed.catch(() => undefined);
  }

  get info(): MovieInfo {
    const { file, timeline, format } = this;
    const times = this.times.seconds;
    const count = times.length;
    const span = times[count - 1] ?? 0;
    const frameRate = this.times.rate ?? ASSUMED_RATE;
    const { numerator, denominator } = timeline.timeBase;
    const { channels } = file.samples;
    return {
      token: this.token,
      name: basename(file.path),
      width: file.width,
      height: file.height,
      pixelAspect: file.pixelAspect,
      pixelSize: file.pixelSize && lengthOfMicrometres(file.pixelSize.y),
      rotation: 0,
      frameCount: count,
      indexComplete: timeline.complete,
      expectedFrameCount: count,
      times,
      frameRate,
      variableFrameRate: this.times.varying,
      duration: span + (timeline.lastDuration * numerator) / denominator,
      rates: this.rates,
      naming: null,
      layout: "movie",
      rawLayout: this.options.rawLayout ?? null,
      codec: file.codec,
      pixelFormat: `${channels === 1 ? "grey" : "RGB"}, ${format.depth} bits`,
      depth: format.depth,
      grey: channels === 1,
      colour: { matrix: "smpte170m", primaries: "unknown", transfer: "unknown", range: "limited" },
      hasAudio: false,
      videoStreams: file.tracks.map(({ track, label }) => ({
        stream: track,
        codec: file.codec,
        width: file.width,
        height: file.height,
        label,
      })),
      stream: file.track,
      interlaced: false,
      highDynamicRange: false,
      notices: this.notices(count),
      isSample: false,
    };
  }

  openFrames(heap: SharedHeap, { budgetBytes }: FrameOptions): FrameSource {
    this.users++;
    const reader = new PagedReader(this.file, this.format, this.source);
    const leave = (): void => {
      this.users--;
      void this.closeFile();
    };
    return new FrameSource(heap, this.format, this.timeline, reader, budgetBytes, leave);
  }

  openSmallFrames(heap: SharedHeap, size: { readonly width: number; readonly height: number }): SmallFrames {
    return new PagedSmallFrames(heap, this.format, size, (budgetBytes) =>
      this.openFrames(heap, { budgetBytes }),
    );
  }

  close(): void {
    this.closed = true;
    void this.closeFile();
  }

  /** Frame sources go on after the recording was closed. */
  private async closeFile(): Promise<void> {
    if (this.closed && this.users === 0) await this.file.close();
  }

  private async finish(): Promise<IndexOutcome> {
    await this.file.listed;
    if (this.closed) throw cancelledError();
    this.grown = await hasGrown(this.source);
    return "complete";
  }

  private notices(count: number): readonly MovieNotice[] {
    const { file, timeline } = this;
    const { source, captured, stored } = this.rates;
    const notices: MovieNotice[] = [...(this.options.notices ?? []), ...file.notices];
    if (captured !== null) notices.push(movieNotice("captureRate", captured, Number(stored.toPrecision(6))));
    if (source === "assumed") notices.push(movieNotice("pageRateAssumed", ASSUMED_RATE));
    if (this.times.varying) notices.push(movieNotice("frameRateVaries"));
    const tracks = file.tracks.length;
    if (tracks > 1) {
      const shown = file.tracks.findIndex(({ track }) => track === file.track) + 1;
      notices.push(movieNotice("tracks", tracks, shown));
    }
    if (this.grown) notices.push(movieNotice("grown"));
    if (timeline.complete && count === 1) notices.push(movieNotice("singleFrame"));
    return notices;
  }
}
