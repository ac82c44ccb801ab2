import type { CutMarks } from "../../shared/cut-marks";
import type { FrameCacheState } from "../../shared/frame-cache";
import type { RecordingLevels } from "../../shared/levels";
import type { LumaSamples } from "../../shared/luma-samples";
import type { LineMotion } from "../../shared/measure/line";
import type { RegionSums } from "../../shared/measure/region-figures";
import type { PictureFrame, PictureRequest } from "../../shared/picture";
import type { BackgroundProgress } from "../../shared/preparation";
import type { FlowProbe } from "../../shared/probe";
import type { FlowPool } from "../../workers/flow-pool";
import { measureLevels } from "../display/automatic-levels";
import type { Recording } from "../recording/recording";
import { stretches } from "../recording/stretches";
import { withEitherSignal } from "./either-signal";
import { FieldReader, type LineReadRequest } from "./field-reader";
import { type EnginePicture, type OnImage, PictureMaker } from "./picture-maker";
import type { ExtentRequest, ProbeRequest, RegionsRequest } from "./probe";
import { SessionSources } from "./session-sources";

/**
 * Makes the pictures that a window shows of one movie: a frame, the flow to the frame that its pairing says, and the samples and
 * colours of that flow, all of the same pair. One picture is made at a time; what is read at points of a flow that
 * has to be computed for that waits for the pictures, and is given up when they are of another flow.
 */
export class PictureSession {
  private readonly sources: SessionSources;
  private readonly maker: PictureMaker;
  private readonly reader: FieldReader;
  /** Ends when everything asked for so far has been done. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @param budgetBytes of decoded frames that are kept; default: as free memory allows */
  constructor(
    readonly movie: Recording,
    private readonly pool: FlowPool,
    budgetBytes?: number,
  ) {
    this.sources = new SessionSources(movie, pool, budgetBytes);
    this.maker = new PictureMaker(this.sources);
    this.reader = new FieldReader(this.sources, (work) => this.inTurn(work));
  }

  /** Resolves when no picture is being made of those that have been asked for so far. */
  get quiet(): Promise<unknown> {
    return this.turn;
  }

  get decoderPid(): number | undefined {
    return this.sources.frames.decoderPid;
  }

  /** Changes how many bytes of decoded frames are kept. */
  setFrameBudget(bytes: number): void {
    this.sources.setFrameBudget(bytes);
  }

  /** Frames that the movie has, as far as is known. */
  get frameCount(): number {
    return this.movie.timeline.count;
  }

  /** What a person says of the cuts of the movie; pictures that are asked for from now on go by it. */
  get cutMarks(): CutMarks {
    return this.sources.cutMarks;
  }

  set cutMarks(marks: CutMarks) {
    this.sources.cutMarks = marks;
  }

  /**
   * Those frames whose pairs cross a cut, as it is found, whatever the marks say. Pictures go first.
   *
   * @throws KinoflowError `cancelled` when the movie was closed, and what reading frames may end with
   */
  async cutsAmong(frames: readonly number[]): Promise<readonly number[]> {
    const { sources } = this;
    const cuts: number[] = [];
    for (const frame of frames) {
      const isCut = await this.inTurn(() => sources.cuts.isFound(frame, null, sources.ending));
      if (isCut) cuts.push(frame);
    }
    return cuts;
  }

  /** Which frames are in memory now, and which cannot be decoded. */
  get frameCache(): FrameCacheState {
    const { frames } = this.sources;
    return {
      token: this.movie.info.token,
      cached: stretches(frames.cachedFrames),
      missing: Int32Array.from(frames.missingFrames).sort(),
      heldBytes: frames.heldBytes,
      budgetBytes: frames.budgetBytes,
    };
  }

  /** Calls `listener` when {@link frameCache} has changed. Returns a function that ends that. */
  onFrameCacheChange(listener: () => void): () => void {
    return this.sources.onFrameCacheChange(listener);
  }

  /** Calls `listener` for each frame that a background is made of. Returns a function that ends that. */
  onBackgroundProgress(listener: (progress: BackgroundProgress) => void): () => void {
    return this.sources.onBackgroundProgress(listener);
  }

  /**
   * @throws KinoflowError `cancelled` when the signal aborted, `frame-missing`, `decoder-failed`. A flow that cannot
   * be computed is no failure of the picture: it says so in `flowError`.
   *
   * @param onImage gets the picture's frame as soon as it is there, while the flow is being computed, and then the next
   *   frame, if that was asked for; but none that the request says the window has
   */
  picture(
    request: PictureRequest,
    signal: AbortSignal,
    onImage: OnImage = () => undefined,
  ): Promise<EnginePicture> {
    this.reader.pictureAsked(request);
    return this.inTurn(() => {
      this.reader.pictureBegun();
      return withEitherSignal(signal, this.sources.ending, (both) => this.maker.make(request, both, onImage));
    });
  }

  /**
   * What will be seen of the frame that a request has as its next one, where that is in memory and the window lacks it; else null. Its
   * pixels lie in memory that the next picture overwrites.
   *
   * @throws KinoflowError `cancelled` when the signal aborted or the movie was closed, `worker-died`
   */
  imageAhead(request: PictureRequest, signal: AbortSignal): Promise<PictureFrame | null> {
    return this.inTurn(() =>
      withEitherSignal(signal, this.sources.ending, (both) => this.maker.imageAhead(request, both)),
    );
  }

  /**
   * The flow of a pair at some points: of the field that pictures of the pair are made from, if that is there still. Else
   * it is computed, as often as pictures of the same flow that are asked for meanwhile interrupt that.
   *
   * @throws KinoflowError `cancelled` when the movie was closed or a picture of another flow was asked for, `invalid-argument` for a frame without a next one,
   *   `frame-missing`, `decoder-failed`, and what else computing a flow may end with
   */
  probe(request: ProbeRequest): Promise<FlowProbe> {
    return this.reader.probe(request);
  }

  /** The motion along a line, likewise; null where the motion of the camera was to be taken out and is not known. Throws as {@link probe}. */
  along(request: LineReadRequest): Promise<LineMotion> {
    return this.reader.along(request);
  }

  /** How large the values of a map of a pair's flow are, in its unit; NaN where it shows nothing. Throws as {@link probe}. */
  mapExtent(request: ExtentRequest): Promise<number> {
    return this.reader.mapExtent(request);
  }

  /** What is counted of regions of a pair's flow, in their order. Throws as {@link probe}. */
  regionFigures(request: RegionsRequest): Promise<readonly RegionSums[]> {
    return this.reader.regionFigures(request);
  }

  /**
   * The grey values of a frame that flow is computed of, row by row: a copy.
   *
   * @throws KinoflowError `cancelled` when the movie was closed, `invalid-argument`, `frame-missing`, `decoder-failed`
   */
  luma(frame: number, deinterlace: boolean): Promise<LumaSamples> {
    const { sources } = this;
    return this.inTurn(async () => {
      await sources.switchFields(deinterlace);
      const lease = await sources.frames.get(frame, sources.ending);
      try {
        return lease.meta.samples.slice();
      } finally {
        lease.release();
      }
    });
  }

  /** The pixels that count nowhere, as the numbers of `Spans`, for those pictures that name them. */
  stateMask(mask: readonly number[]): void {
    this.sources.stateMask(mask);
  }

  /**
   * What is known of the grey values of all frames that are known by now; pictures that are asked for from then on go by it.
   *
   * @throws KinoflowError `cancelled` when the movie was closed, and what reading frames may end with
   */
  levels(): Promise<RecordingLevels> {
    return measureLevels(this.movie, this.pool.heap, this.sources.ending);
  }

  /** Ends the session's ffmpeg; resolves when no worker touches its memory any more. */
  async close(): Promise<void> {
    const { sources } = this;
    sources.leave();
    this.reader.interrupt();
    await sources.frames.close();
    // A worker may be painting into what is given back now.
    await this.turn;
    await sources.flows.close();
    this.maker.close();
    this.pool.trim();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
