import { type CutMarks, markOfPair } from "../../shared/cut-marks";
import { cancelledError, type ErrorValue, failure, isCancelled } from "../../shared/errors";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { FrameCacheState } from "../../shared/frame-cache";
import type { Levels } from "../../shared/frame-picture";
import type { RecordingLevels } from "../../shared/levels";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { MapSource } from "../../shared/overlay/map-values";
import { crossedFrames, pairingOf, saidScale, secondOf, withPairing } from "../../shared/pairing";
import type {
  ImageOfPair,
  Picture,
  PictureComparison,
  PictureFlow,
  PictureFrame,
  PictureRequest,
  Side,
} from "../../shared/picture";
import type { BackgroundProgress } from "../../shared/preparation";
import type { FlowProbe } from "../../shared/probe";
import type { FlowPool } from "../../workers/flow-pool";
import type { SharedBytes } from "../../workers/protocol";
import { abortable } from "../abortable";
import { automaticLevels, hasLevels, measureLevels } from "../display/automatic-levels";
import { displayColour, isShownAsItIs, toDisplayFrame } from "../display/display-frame";
import { CutFinder, type FramePair } from "../flow/cut-finder";
import { type FlowLease, FlowSource, sameFlow } from "../flow/flow-source";
import { crossesCut, PairFinder } from "../flow/pair-finder";
import { preparedColour, preparedImage } from "../preparation/prepared-image";
import { frameBudget } from "../recording/frame-budget";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { stretches } from "../recording/stretches";
import { withEitherSignal } from "./either-signal";
import { FlowPictures, mapSourceOf } from "./flow-pictures";
import { HeldMoment } from "./held-moment";
import { PairFlow, type PairSources } from "./pair-flow";
import { type ExtentRequest, type FieldRequest, type ProbeRequest, readField } from "./probe";

/** What only the host knows of the cost of a picture: it is measured across processes. */
export type HostCost = "sentAt" | "mainHeapBytes" | "processes";

/** A picture as the engine makes it. Its pixels lie in memory that the next picture overwrites: send it before. */
export interface EnginePicture extends Omit<Picture, "cost"> {
  readonly cost: Omit<Picture["cost"], HostCost>;
}

/** Takes a frame as soon as it is there. */
export type OnImage = (image: PictureFrame, which: ImageOfPair) => void;

/** What stands beside a picture's own flow. */
interface Compared {
  readonly comparison: PictureComparison;
  /** Of another moment. */
  readonly image: PictureFrame | null;
  readonly workingBytes: number;
}

/** Something that is to be read of a field, and whether pictures have moved on from that. */
interface Reading {
  readonly request: FieldRequest;
  stale: boolean;
}

/** What is done with a field while it stays where it is; the frames are null where they are not needed. */
type FieldWork<T> = (field: FlowLease, pair: FramePair | null, signal: AbortSignal) => T | Promise<T>;

/**
 * Makes the pictures that a window shows of one movie: a frame, the flow to the frame that its pairing says, and the samples and
 * colours of that flow, all of the same pair. One picture is made at a time; what is read at points of a flow that
 * has to be computed for that waits for the pictures, and is given up when they are of another flow.
 */
export class PictureSession {
  private frames: FrameSource;
  private flows: FlowSource;
  private cuts: CutFinder;
  private pairs: PairFinder;
  private deinterlace = false;
  /** Of the latest picture, and of the next one most likely. */
  private figures = DEFAULT_FIGURES;
  private readonly listeners = new Set<() => void>();
  private readonly backgroundListeners = new Set<(progress: BackgroundProgress) => void>();
  private leaveFrames: () => void = () => undefined;
  private readonly image: ArrayBuffer;
  /** Of the next frame, while pictures have it. */
  private nextImage: ArrayBuffer | null = null;
  /** Of the moment beside it, while pictures have one. */
  private otherImage: ArrayBuffer | null = null;
  private readonly moment = new HeldMoment();
  /** Of recordings that are not shown as they are: the frame as it is shown. */
  private shownFrame: SharedBytes | null = null;
  private readonly flowPictures: FlowPictures;
  /** Ends when everything asked for so far has been done. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Of a flow that is computed for its values at points only. */
  private probing: AbortController | null = null;
  /** What is being read, or waits for that. */
  private readonly readings = new Set<Reading>();
  /** Pictures that have been asked for and not been begun. */
  private waiting = 0;
  private readonly closing = new AbortController();

  constructor(
    readonly movie: Recording,
    private readonly pool: FlowPool,
    private budgetBytes = frameBudget(),
  ) {
    this.frames = this.openFrames();
    this.flows = this.openFlows();
    this.cuts = new CutFinder(movie, this.frames);
    this.pairs = new PairFinder(movie, this.frames);
    this.image = new ArrayBuffer(i420Size(movie.format.width, movie.format.height));
    this.flowPictures = new FlowPictures(pool, movie.info);
  }

  /** Resolves when no picture is being made of those that have been asked for so far. */
  get quiet(): Promise<unknown> {
    return this.turn;
  }

  get decoderPid(): number | undefined {
    return this.frames.decoderPid;
  }

  private get sources(): PairSources {
    const { frames, flows, cuts, pairs, figures } = this;
    return { frames, flows, cuts, pairs, figures };
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Changes how many bytes of decoded frames are kept. */
  setFrameBudget(bytes: number): void {
    this.budgetBytes = bytes;
    this.frames.budgetBytes = bytes;
  }

  /** Frames that the movie has, as far as is known. */
  get frameCount(): number {
    return this.movie.timeline.count;
  }

  /** What a person says of the cuts of the movie; pictures that are asked for from now on go by it. */
  get cutMarks(): CutMarks {
    return this.cuts.marks;
  }

  set cutMarks(marks: CutMarks) {
    this.cuts.marks = marks;
  }

  /**
   * Those frames whose pairs cross a cut, as it is found, whatever the marks say. Pictures go first.
   *
   * @throws KinoflowError `cancelled` when the movie was closed, and what reading frames may end with
   */
  async cutsAmong(frames: readonly number[]): Promise<readonly number[]> {
    const cuts: number[] = [];
    for (const frame of frames) {
      const isCut = await this.inTurn(() => this.cuts.isFound(frame, null, this.closing.signal));
      if (isCut) cuts.push(frame);
    }
    return cuts;
  }

  /** Which frames are in memory now, and which cannot be decoded. */
  get frameCache(): FrameCacheState {
    return {
      token: this.movie.info.token,
      cached: stretches(this.frames.cachedFrames),
      missing: Int32Array.from(this.frames.missingFrames).sort(),
      heldBytes: this.frames.heldBytes,
      budgetBytes: this.frames.budgetBytes,
    };
  }

  /** Calls `listener` when {@link frameCache} has changed. Returns a function that ends that. */
  onFrameCacheChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` for each frame that a background is made of. Returns a function that ends that. */
  onBackgroundProgress(listener: (progress: BackgroundProgress) => void): () => void {
    this.backgroundListeners.add(listener);
    return () => this.backgroundListeners.delete(listener);
  }

  /**
   * @throws KinoflowError `cancelled` when the signal aborted, `frame-missing`, `decoder-failed`. A flow that cannot
   * be computed is no failure of the picture: it says so in `flowError`.
   *
   * @param onImage gets the picture's frame as soon as it is there, while the flow is being computed, and then the next
   *   frame, if that was asked for
   */
  picture(
    request: PictureRequest,
    signal: AbortSignal,
    onImage: OnImage = () => undefined,
  ): Promise<EnginePicture> {
    for (const reading of this.readings) reading.stale ||= !isOf(request, reading.request);
    this.probing?.abort();
    this.waiting++;
    return this.inTurn(() => {
      this.waiting--;
      return withEitherSignal(signal, this.closing.signal, (both) =>
        this.makePicture(request, both, onImage),
      );
    });
  }

  /**
   * The flow of a pair at some points: of the field that pictures of the pair are made from, if that is there still. Else
   * it is computed, as often as pictures of the same flow that are asked for meanwhile interrupt that.
   *
   * @throws KinoflowError `cancelled` when the movie was closed or a picture of another flow was asked for, `invalid-argument` for a frame without a next one,
   *   `frame-missing`, `decoder-failed`, and what else computing a flow may end with
   */
  async probe(request: ProbeRequest): Promise<FlowProbe> {
    const { frame, map, points } = request;
    this.checkPair(request);
    const read = (field: MapSource, first: FrameLease | undefined): FlowProbe => ({
      ...{ frame, values: readField(field, first?.meta.samples ?? null, map, points) },
    });
    const known = map === "difference" ? null : this.readCached(request, read);
    return (
      known ??
      this.onField(request, true, (lease, pair) =>
        read(this.mapSource(lease, pair, request.flow), pair?.first),
      )
    );
  }

  /**
   * What is known of the grey values of all frames that are known by now; pictures that are asked for from then on go by it.
   *
   * @throws KinoflowError `cancelled` when the movie was closed, and what reading frames may end with
   */
  levels(): Promise<RecordingLevels> {
    return measureLevels(this.movie, this.pool.heap, this.closing.signal);
  }

  /** How large the values of a map of a pair's flow are, in its unit; NaN where it shows nothing. Throws as {@link probe}. */
  async mapExtent(request: ExtentRequest): Promise<number> {
    const { map, minimumReliability } = request;
    const { width, height } = this.movie.info;
    this.checkPair(request);
    return this.onField(request, map === "difference", async (lease, pair, signal) => {
      const { extent } = await this.pool.run(
        {
          ...{ kind: "extent", width, height, map, minimumReliability },
          field: lease.slot.memory,
          pair: pair && {
            first: pair.first.meta.luma,
            second: pair.second.meta.luma,
            saidScale: saidScale(pairingOf(request.flow)),
          },
        },
        { signal },
      );
      return extent;
    });
  }

  private checkPair({ frame, flow }: FieldRequest): void {
    const pairing = pairingOf(flow);
    const second =
      Number.isInteger(frame) && frame >= 0 ? secondOf(pairing, frame, this.movie.timeline.count) : null;
    if (second === null) throw failure("noNextFrame", frame);
    // A field that was computed before somebody said so may be there still.
    const crossed = crossedFrames(pairing, frame, second);
    if (crossed.some((other) => markOfPair(this.cuts.marks, other))) throw failure("acrossCut");
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Null where the field or its first frame is not in memory. */
  private readCached<T>(request: FieldRequest, read: (field: MapSource, first: FrameLease) => T): T | null {
    if (request.deinterlace !== this.deinterlace || this.closed) return null;
    const first = this.frames.cached(request.frame);
    const lease = first && this.flows.cached(request.frame, request.flow);
    try {
      return first && lease && read(this.mapSource(lease, null, request.flow), first);
    } finally {
      lease?.release();
      first?.release();
    }
  }

  private mapSource(lease: FlowLease, pair: FramePair | null, flow: FlowParameters): MapSource {
    return mapSourceOf(this.movie.info, this.flows.planes(lease), pair, flow);
  }

  private async describeFlow(
    request: PictureRequest,
    side: Side,
    parameters: FlowParameters,
    lease: FlowLease,
    pair: FramePair,
    signal: AbortSignal,
  ): Promise<{ flow: PictureFlow; colourMs: number }> {
    const planes = this.flows.planes(lease);
    const figures = figuresOf(request, side);
    const report = await this.flows.report(lease, figures, signal);
    const own = { ...request, ...figures };
    return this.flowPictures.describe(own, side, { lease, planes, report, parameters, pair }, signal);
  }

  /** Works on a field, and on the frames of its pair where they are needed, once no picture is asked for. */
  private async onField<T>(request: FieldRequest, needsFrames: boolean, work: FieldWork<T>): Promise<T> {
    const reading: Reading = { request, stale: false };
    this.readings.add(reading);
    try {
      let done: { readonly value: T } | null = null;
      while (done === null) done = await this.inTurn(() => this.tryOnField(reading, needsFrames, work));
      return done.value;
    } finally {
      this.readings.delete(reading);
    }
  }

  /** Null where a picture of the same flow was asked for meanwhile, which goes first. */
  private async tryOnField<T>(
    reading: Reading,
    needsFrames: boolean,
    work: FieldWork<T>,
  ): Promise<{ readonly value: T } | null> {
    if (this.closed) throw cancelledError();
    const { frame, deinterlace, flow } = reading.request;
    const control = new AbortController();
    const { signal } = control;
    const leases: { release(): void }[] = [];
    const keep = <L extends { release(): void }>(lease: L): L => {
      leases.push(lease);
      return lease;
    };
    try {
      const known = deinterlace === this.deinterlace ? this.flows.cached(frame, flow) : null;
      if (known) keep(known);
      // The work itself is quick: no picture interrupts it.
      const ending = this.closing.signal;
      if (known && !needsFrames) return { value: await work(known, null, ending) };
      if (reading.stale) throw cancelledError();
      if (this.waiting > 0) return null;
      this.probing = control;
      await this.switchFields(deinterlace);
      const first = keep(await this.frames.get(frame, signal));
      const pairing = pairingOf(flow);
      const other = await this.pairs.second(frame, pairing, signal);
      if (other === null) throw failure("noNextFrame", frame);
      const second = keep(await this.frames.get(other, signal));
      if (await crossesCut(this.cuts, pairing, { first, second }, signal)) throw failure("acrossCut");
      const field = known ?? keep(await this.flows.compute(first, second, flow, this.figures, signal));
      return { value: await work(field, { first, second }, ending) };
    } catch (error) {
      if (signal.aborted && !this.closed && !reading.stale && isCancelled(error)) return null;
      throw error;
    } finally {
      this.probing = null;
      for (const lease of leases) lease.release();
    }
  }

  private async makePicture(
    asked: PictureRequest,
    signal: AbortSignal,
    onImage: OnImage,
  ): Promise<EnginePicture> {
    const { info } = this.movie;
    const levels = await this.levelsOf(asked, signal);
    // All frames of a picture are shown through the same ones.
    const request = { ...asked, levels };
    const { frame } = request;
    this.dropUnasked(request);
    await this.switchFields(request.deinterlace);
    this.frames.lookAt(frame);
    const pairing = pairingOf(request.flow ?? request);
    const next = secondOf(pairing, frame, this.movie.timeline.count);
    const wantsNext = (request.flow !== null || request.nextImage) && next !== null;
    const framesFromCache = this.frames.has(frame) && (!wantsNext || this.frames.has(next));
    const first = await this.frames.get(frame, signal);
    this.figures = figuresOf(request, "a");
    const pair = new PairFlow(this.sources, first, pairing, signal);
    try {
      // A frame that a worker has to make ready would wait there for the flow.
      const early = isShownAsItIs(this.movie)
        ? null
        : await this.makeImage(first, request, this.image, signal);
      const computed = wantsNext ? pair.compute(request.flow) : null;
      // Awaited below, also when sending the frame fails.
      computed?.catch(() => undefined);
      // The workers are set off first: they compute while the frame is copied and sent.
      await new Promise(setImmediate);
      const image = early ?? (await this.makeImage(first, request, this.image, signal));
      onImage(image, "shown");
      const nextImage = wantsNext ? await this.makeNextImage(request, pair, signal) : null;
      if (nextImage !== null) onImage(nextImage, "next");
      await computed;
      const { flow, second, flowFromCache, flowError } = pair;
      const described =
        flow && second && request.flow
          ? await this.describeFlow(request, "a", request.flow, flow, { first, second }, signal)
          : null;
      const workingBytes = flow?.meta.cost.workingBytes ?? 0;
      const flowMs = flow?.meta.cost.flowMs ?? 0;
      // Given back before another flow is computed: of very large movies one field has to do.
      pair.releaseFlow();
      const compared = await this.compare(request, pair, signal, onImage);
      return {
        id: request.id,
        token: request.token,
        frame,
        time: info.times[frame] ?? 0,
        ...{ image, levels },
        nextImage,
        otherImage: compared?.image ?? null,
        flow: described?.flow ?? null,
        flowError,
        isCut: pair.isCut,
        compare: compared?.comparison ?? null,
        cost: {
          decodeMs: first.meta.decodeMs + (second?.meta.decodeMs ?? 0),
          framesFromCache,
          flowMs,
          flowFromCache,
          colourMs: described?.colourMs ?? 0,
          frameBytes: this.frames.heldBytes,
          frameBudgetBytes: this.frames.budgetBytes,
          flowBytes: this.flows.heldBytes + this.flowPictures.heldBytes,
          workingBytes: Math.max(workingBytes, compared?.workingBytes ?? 0),
          wasmBytes: this.pool.heap.capacity,
        },
      };
    } finally {
      await pair.release();
      first.release();
      this.frames.readAhead();
    }
  }

  /** Gives back the memory that the pictures asked for now have no use for. */
  private dropUnasked({ frame, flow, compare, colour, nextImage }: PictureRequest): void {
    const coloured = flow !== null && colour !== null;
    if (!nextImage) this.nextImage = null;
    if (flow === null || compare === null || compare.frame === frame) {
      this.otherImage = null;
      this.moment.release();
    }
    this.flowPictures.drop({ a: !coloured, b: !coloured || compare === null });
  }

  /** The second frame of the pair, where it was asked for and can be had. */
  private async makeNextImage(
    request: PictureRequest,
    pair: PairFlow,
    signal: AbortSignal,
  ): Promise<PictureFrame | null> {
    if (!request.nextImage) return null;
    const second = await pair.secondFrame();
    if (second === null) return null;
    this.nextImage ??= new ArrayBuffer(this.image.byteLength);
    return this.makeImage(second, request, this.nextImage, signal);
  }

  /** What stands beside the picture's own flow, where a picture is to have it. */
  private async compare(
    request: PictureRequest,
    pair: PairFlow,
    signal: AbortSignal,
    onImage: OnImage,
  ): Promise<Compared | null> {
    const { flow, frame } = request;
    if (flow === null || request.compare === null) return null;
    // Of the same two frames, whatever B asks for.
    const compare = { ...request.compare, flow: withPairing(request.compare.flow, pairingOf(flow)) };
    if (compare.frame !== frame) return this.compareMoment(request, compare, signal, onImage);
    if (pair.isCut) return null;
    const other = pair.again();
    try {
      if (pair.second !== null) await other.compute(compare.flow);
      // A frame that cannot be decoded has been told of with the flow itself.
      const flowError = pair.second === null ? null : other.flowError;
      return await this.describeOther(request, compare, other, pair.second, flowError, signal);
    } finally {
      await other.release();
    }
  }

  /** The frame of another moment with its own flow. */
  private async compareMoment(
    request: PictureRequest,
    compare: NonNullable<PictureRequest["compare"]>,
    signal: AbortSignal,
    onImage: OnImage,
  ): Promise<Compared> {
    const { frame } = compare;
    const pairing = pairingOf(compare.flow);
    const next = secondOf(pairing, frame, this.movie.timeline.count);
    const moment = await this.moment.frame(this.frames, frame, next, signal);
    if ("error" in moment) {
      const nothing = { flow: null, flowMs: 0, flowFromCache: false, colourMs: 0 };
      return { comparison: { ...nothing, frame, flowError: moment.error }, image: null, workingBytes: 0 };
    }
    const pair = new PairFlow(this.sources, moment.lease, pairing, signal);
    try {
      const computed = next === null ? null : pair.compute(compare.flow);
      computed?.catch(() => undefined);
      this.otherImage ??= new ArrayBuffer(this.image.byteLength);
      const image = await this.makeImage(moment.lease, request, this.otherImage, signal);
      onImage(image, "other");
      await computed;
      const own = { ...request, frame };
      const described = await this.describeOther(own, compare, pair, pair.second, pair.flowError, signal);
      return { ...described, image };
    } finally {
      await pair.release();
      moment.lease.release();
      // Reading ahead goes on where the person is.
      this.frames.lookAt(request.frame);
    }
  }

  /** What is shown of a flow beside the picture's own. */
  private async describeOther(
    request: PictureRequest,
    compare: NonNullable<PictureRequest["compare"]>,
    { flow, flowFromCache, first }: PairFlow,
    second: FrameLease | null,
    flowError: ErrorValue | null,
    signal: AbortSignal,
  ): Promise<Compared> {
    const described =
      flow && second
        ? await this.describeFlow(request, "b", compare.flow, flow, { first, second }, signal)
        : null;
    return {
      image: null,
      comparison: {
        frame: compare.frame,
        flow: described?.flow ?? null,
        flowError,
        flowMs: flow?.meta.cost.flowMs ?? 0,
        flowFromCache,
        colourMs: described?.colourMs ?? 0,
      },
      workingBytes: flow?.meta.cost.workingBytes ?? 0,
    };
  }

  /** Ends the session's ffmpeg; resolves when no worker touches its memory any more. */
  async close(): Promise<void> {
    this.closing.abort();
    this.probing?.abort();
    this.leaveFrames();
    this.moment.release();
    await this.frames.close();
    // A worker may be painting into what is given back now.
    await this.turn;
    await this.flows.close();
    this.flowPictures.drop({ a: true, b: true });
    if (this.shownFrame) this.pool.heap.release(this.shownFrame);
    this.shownFrame = null;
    this.pool.trim();
  }

  /** Shared memory cannot cross to another process: what is sent has to be a plain buffer. */
  private async makeImage(
    frame: FrameLease,
    { prepared, levels }: Pick<PictureRequest, "prepared" | "levels">,
    target: ArrayBuffer,
    signal: AbortSignal,
  ): Promise<PictureFrame> {
    const { movie, pool } = this;
    const { info } = movie;
    if (prepared) {
      const { width, height } = info;
      const background = await this.flows.background(prepared, signal);
      const wish = { width, height, luma: frame.meta.luma, preparation: prepared, background };
      await preparedImage(pool, wish, new Uint8Array(target), { signal, priority: 2 });
      return { width, height, data: target, colour: preparedColour(displayColour(info)) };
    }
    let shown = frame.slot.bytes;
    if (!isShownAsItIs(movie)) {
      this.shownFrame ??= pool.heap.allocate(target.byteLength);
      await toDisplayFrame(pool, movie, levels, frame.slot.memory, this.shownFrame, { signal, priority: 2 });
      shown = pool.heap.bytes(this.shownFrame);
    }
    new Uint8Array(target).set(shown);
    return { width: info.width, height: info.height, data: target, colour: displayColour(info) };
  }

  /** Null where frames are not grey, or not shown as they were recorded. */
  private async levelsOf({ levels, prepared }: PictureRequest, signal: AbortSignal): Promise<Levels | null> {
    if (!hasLevels(this.movie) || prepared) return null;
    if (levels !== null) return levels;
    // For as long as the session lasts: requests that follow each other soon would have it begun again and again.
    return abortable(automaticLevels(this.movie, this.pool.heap, this.closing.signal), signal);
  }

  private openFrames(): FrameSource {
    const { budgetBytes, deinterlace } = this;
    const frames = this.movie.openFrames(this.pool.heap, { budgetBytes, deinterlace });
    this.leaveFrames = frames.subscribe(() => {
      for (const listener of this.listeners) listener();
    });
    return frames;
  }

  private openFlows(): FlowSource {
    const { pool, movie, deinterlace } = this;
    return new FlowSource(pool, movie, {
      deinterlace,
      onBackground: (progress) => this.tellBackground(progress),
    });
  }

  private tellBackground(progress: BackgroundProgress): void {
    for (const listener of this.backgroundListeners) listener(progress);
  }

  /** Frames that are rebuilt from fields are others, and so is their flow. */
  private async switchFields(deinterlace: boolean): Promise<void> {
    if (this.closed) throw cancelledError();
    if (deinterlace === this.deinterlace) return;
    this.deinterlace = deinterlace;
    this.leaveFrames();
    this.moment.release();
    await this.frames.close();
    await this.flows.close();
    this.frames = this.openFrames();
    this.flows = this.openFlows();
    this.cuts = new CutFinder(this.movie, this.frames, this.cuts.marks);
    this.pairs = new PairFinder(this.movie, this.frames);
  }
}

/** Whether a picture is of a flow, or shows frames only of which that flow may be read. */
function isOf({ frame, deinterlace, flow, compare }: PictureRequest, field: FieldRequest): boolean {
  if (deinterlace !== field.deinterlace) return false;
  if (frame === field.frame && (flow === null || sameFlow(flow, field.flow))) return true;
  return compare !== null && compare.frame === field.frame && sameFlow(compare.flow, field.flow);
}

/** The pixels that the figures of a picture are over. */
function figuresOf(
  { figurePixels, minimumReliability, compareReliability = minimumReliability }: PictureRequest,
  side: Side,
): FigureChoice {
  return { figurePixels, minimumReliability: side === "a" ? minimumReliability : compareReliability };
}
