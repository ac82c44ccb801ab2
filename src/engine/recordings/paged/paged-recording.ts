import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { cancelledError } from "../../../shared/errors";
import { type MovieInfo, type MovieNotice, movieNotice } from "../../../shared/movie";
import type { SharedHeap } from "../../../workers/shared-heap";
import { type FrameFormat, frameFormat } from "../../recording/frame-format";
import { FrameSource } from "../../recording/frame-source";
import { FrameTimes } from "../../recording/frame-times";
import type { FrameOptions, IndexOutcome, Recording, RecordingIdentity } from "../../recording/recording";
import type { SmallFrames } from "../../recording/small-frames";
import { describeSource, hasGrown, type SourceFile } from "../../recording/source-file";
import { fingerprintOfFile } from "../fingerprint";
import type { PagedFile } from "./paged-file";
import { PagedReader } from "./paged-reader";
import { PagedSmallFrames } from "./paged-small-frames";
import { ASSUMED_RATE, PagedTimeline, rateOf } from "./paged-timeline";

/** Counts up whenever a reader of pages gives other values than before: analyses that are kept hold them. */
const READERS_VERSION = 1;

/** Makes a recording of a file of pages, which it closes in the end. */
export async function pagedRecording(file: PagedFile): Promise<Recording> {
  return new PagedRecording(file, await describeSource(file.path));
}

class PagedRecording implements Recording {
  readonly path: string;
  readonly format: FrameFormat;
  readonly timeline: PagedTimeline;
  readonly indexed: Promise<IndexOutcome>;
  readonly identity: RecordingIdentity;
  readonly sound = null;
  readonly passes = null;
  private readonly token = randomUUID();
  private readonly times: FrameTimes;
  private grown = false;
  private closed = false;
  private users = 0;

  constructor(
    private readonly file: PagedFile,
    private readonly source: SourceFile,
  ) {
    const { channels, bits, depth } = file.samples;
    this.path = file.path;
    this.format = frameFormat(file, bits, depth, { kind: channels === 1 ? "grey" : "rgb" });
    this.timeline = new PagedTimeline(file);
    this.times = new FrameTimes(this.timeline);
    this.identity = {
      track: file.track,
      reader: `pages ${READERS_VERSION}`,
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
    const frameRate = rateOf(file.timing) ?? (span > 0 ? (count - 1) / span : ASSUMED_RATE);
    const { numerator, denominator } = timeline.timeBase;
    const { channels } = file.samples;
    return {
      token: this.token,
      name: basename(file.path),
      width: file.width,
      height: file.height,
      pixelAspect: file.pixelAspect,
      rotation: 0,
      frameCount: count,
      indexComplete: timeline.complete,
      expectedFrameCount: count,
      times,
      frameRate,
      variableFrameRate: this.times.varying,
      duration: span + (timeline.lastDuration * numerator) / denominator,
      codec: file.codec,
      pixelFormat: `${channels === 1 ? "grey" : "RGB"}, ${format.depth} bits`,
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
    const notices: MovieNotice[] = [...file.notices];
    if (file.timing.kind === "unknown") notices.push(movieNotice("pageRateAssumed", ASSUMED_RATE));
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
