import type { ErrorValue } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import { needsFrames, needsWayBack } from "../../shared/overlay/map-values";
import { pairingOf, secondOf, withPairing } from "../../shared/pairing";
import type {
  ImageOfPair,
  Picture,
  PictureComparison,
  PictureFlow,
  PictureFrame,
  PictureRequest,
  Side,
} from "../../shared/picture";
import { abortable } from "../abortable";
import { automaticLevels, hasLevels } from "../display/automatic-levels";
import type { FramePair } from "../flow/cut-finder";
import type { FlowLease } from "../flow/flow-source";
import type { FrameLease } from "../recording/frame-source";
import { CoarseFlows } from "./coarse-flows";
import { FlowPictures } from "./flow-pictures";
import { FrameImages } from "./frame-images";
import { type Coarsely, PairFlow } from "./pair-flow";
import type { SessionSources } from "./session-sources";

/** What only the host knows of the cost of a picture: it is measured across processes. */
export type HostCost = "sentAt" | "mainHeapBytes" | "processes";

/**
 * A picture as the engine makes it. Its pixels lie in memory that the next picture overwrites: send it before. Of frames that the
 * window has there are none.
 */
export interface EnginePicture extends Omit<Picture, "cost"> {
  readonly cost: Omit<Picture["cost"], HostCost>;
}

/** Takes a frame that the window lacks as soon as it is there. */
export type OnImage = (image: PictureFrame, which: ImageOfPair) => void;

/** What stands beside a picture's own flow. */
interface Compared {
  readonly comparison: PictureComparison;
  /** Of another moment. */
  readonly image: PictureFrame | null;
  readonly workingBytes: number;
}

/** The picture that is being made: what was asked for, with the levels that it is shown through. */
interface Making {
  readonly request: PictureRequest;
  readonly signal: AbortSignal;
  readonly onImage: OnImage;
}

/** Makes pictures of frames and of what their flow says, one at a time. */
export class PictureMaker {
  private readonly images: FrameImages;
  private readonly flowPictures: FlowPictures;
  private readonly coarseFlows: CoarseFlows;

  constructor(private readonly sources: SessionSources) {
    this.images = new FrameImages(sources);
    this.flowPictures = new FlowPictures(sources.pool, sources.movie.info);
    this.coarseFlows = new CoarseFlows(sources.pool, sources.movie);
  }

  /** As `PictureSession.picture`. */
  async make(asked: PictureRequest, signal: AbortSignal, onImage: OnImage): Promise<EnginePicture> {
    const { sources } = this;
    const { movie } = sources;
    const levels = await this.levelsOf(asked, signal);
    // All frames of a picture are shown through the same ones.
    const request = { ...asked, levels };
    const making = { request, signal, onImage };
    const { frame } = request;
    this.dropUnasked(request);
    await sources.switchFields(request.deinterlace);
    sources.switchMask(request.mask ?? "");
    const { frames } = sources;
    frames.lookAt(frame);
    const pairing = pairingOf(request.flow ?? request);
    const next = secondOf(pairing, frame, movie.timeline.count);
    const wantsNext = (request.flow !== null || request.nextImage) && next !== null;
    const framesFromCache = frames.has(frame) && (!wantsNext || frames.has(next));
    const first = await frames.get(frame, signal);
    sources.figures = figuresOf(request, "a");
    const pair = new PairFlow(sources, first, pairing, signal);
    try {
      if (wantsNext) pair.decode();
      const { image, nextImage } = await this.besideFlow(
        making,
        () => wantsNext && pair.compute(request.flow, this.coarsely(making)),
        async () => ({
          image: await this.sendImage(first, "shown", making),
          nextImage: wantsNext ? await this.sendNext(pair, making) : null,
        }),
      );
      const { flow, second, flowFromCache, flowError } = pair;
      if (flow && request.flow && !flowFromCache)
        this.coarseFlows.noteWhole(request.flow, flow.meta.cost.flowMs);
      const coarse = pair.coarse && (await this.flowPictures.describeCoarse(request, pair.coarse, signal));
      const described =
        flow && second && request.flow
          ? await this.describe(request, "a", request.flow, flow, { first, second }, signal)
          : null;
      const workingBytes = flow?.meta.cost.workingBytes ?? 0;
      const flowMs = flow?.meta.cost.flowMs ?? pair.coarse?.flowMs ?? 0;
      // Given back before another flow is computed: of very large movies one field has to do.
      pair.releaseFlow();
      const compared = await this.compare(pair, making);
      return {
        id: request.id,
        token: request.token,
        frame,
        time: movie.info.times[frame] ?? 0,
        ...{ image, levels, nextImage },
        otherImage: compared?.image ?? null,
        flow: described?.flow ?? null,
        coarse,
        flowError,
        isCut: pair.isCut,
        compare: compared?.comparison ?? null,
        cost: {
          decodeMs: first.meta.decodeMs + (second?.meta.decodeMs ?? 0),
          framesFromCache,
          flowMs,
          flowFromCache,
          colourMs: described?.colourMs ?? 0,
          frameBytes: frames.heldBytes,
          frameBudgetBytes: frames.budgetBytes,
          flowBytes: sources.flows.heldBytes + this.flowPictures.heldBytes,
          workingBytes: Math.max(workingBytes, compared?.workingBytes ?? 0),
          wasmBytes: sources.pool.heap.capacity,
        },
      };
    } finally {
      await pair.release();
      first.release();
      frames.readAhead();
    }
  }

  /** As `PictureSession.imageAhead`. */
  async imageAhead(asked: PictureRequest, signal: AbortSignal): Promise<PictureFrame | null> {
    const { frames, deinterlace } = this.sources;
    if (signal.aborted || asked.ahead === undefined || asked.deinterlace !== deinterlace) return null;
    const frame = frames.cached(asked.ahead);
    if (!frame) return null;
    try {
      const request = { ...asked, levels: await this.levelsOf(asked, signal) };
      if (this.images.isKnown(frame, request)) return null;
      return await this.images.image(frame, "ahead", request, signal);
    } finally {
      frame.release();
    }
  }

  /** Gives all memory back, once no worker touches it any more. */
  close(): void {
    this.images.close();
    this.flowPictures.drop({ a: true, b: true });
    this.coarseFlows.close();
  }

  /** How a coarser flow comes about, where a picture may have one and all of it would take too long. */
  private coarsely({ request, signal }: Making): Coarsely | null {
    const { flow } = request;
    const level = this.coarseFlows.levelFor(request);
    if (flow === null || level === 0) return null;
    return (first, second) => this.coarseFlows.compute(first, second, flow, level, signal);
  }

  /**
   * Computes a flow and makes frames, both at a time. The workers compute while frames are copied and sent; frames that need a worker
   * themselves are made before, or they would wait until the flow lets one go.
   */
  private async besideFlow<T>(
    { request }: Making,
    compute: () => Promise<void> | false,
    images: () => Promise<T>,
  ): Promise<T> {
    const early = this.images.needWorker(request) ? await images() : null;
    const computed = compute();
    // Awaited below, also when sending a frame fails.
    if (computed) computed.catch(() => undefined);
    // The workers are set off first.
    await new Promise(setImmediate);
    const made = early ?? (await images());
    await computed;
    return made;
  }

  private async sendImage(frame: FrameLease, which: ImageOfPair, making: Making): Promise<PictureFrame> {
    const { request, signal, onImage } = making;
    const image = await this.images.image(frame, which, request, signal);
    if (!this.images.isKnown(frame, request)) onImage(image, which);
    return image;
  }

  /** The second frame of the pair, where it was asked for and can be had. */
  private async sendNext(pair: PairFlow, making: Making): Promise<PictureFrame | null> {
    if (!making.request.nextImage) return null;
    const second = await pair.secondFrame();
    return second && this.sendImage(second, "next", making);
  }

  /** Gives back the memory that the pictures asked for now have no use for. */
  private dropUnasked({ frame, flow, compare, colour, nextImage, ahead }: PictureRequest): void {
    const coloured = flow !== null && colour !== null;
    if (!nextImage) this.images.drop("next");
    if (ahead === undefined) this.images.drop("ahead");
    if (flow === null || compare === null || compare.frame === frame) {
      this.images.drop("other");
      this.sources.moment.release();
    }
    this.flowPictures.drop({ a: !coloured, b: !coloured || compare === null });
  }

  private async describe(
    request: PictureRequest,
    side: Side,
    parameters: FlowParameters,
    lease: FlowLease,
    pair: FramePair,
    signal: AbortSignal,
  ): Promise<{ flow: PictureFlow; colourMs: number }> {
    const { flows } = this.sources;
    const planes = flows.planes(lease);
    const figures = figuresOf(request, side);
    const report = await flows.report(lease, figures, signal);
    const own = { ...request, ...figures };
    const { first, second } = pair;
    const map = request.colour?.kind ?? null;
    const wantsBack = map !== null && needsWayBack(map);
    const wantsUntreated = map !== null && needsFrames(map) && parameters.treatment !== undefined;
    const way = wantsBack ? await flows.back(first, second, parameters, figures, signal) : null;
    let plain: FlowLease | null = null;
    try {
      plain = wantsUntreated ? await flows.untreated(first, second, parameters, figures, signal) : null;
      const back = way && { lease: way, planes: flows.planes(way) };
      const untreated = plain && { lease: plain, planes: flows.planes(plain) };
      const computed = { lease, planes, report, parameters, pair, back, untreated };
      return await this.flowPictures.describe(own, side, computed, signal);
    } finally {
      way?.release();
      plain?.release();
    }
  }

  /** What stands beside the picture's own flow, where a picture is to have it. */
  private async compare(pair: PairFlow, making: Making): Promise<Compared | null> {
    const { request, signal } = making;
    const { flow, frame } = request;
    if (flow === null || request.compare === null) return null;
    // Of the same two frames, whatever B asks for.
    const compare = { ...request.compare, flow: withPairing(request.compare.flow, pairingOf(flow)) };
    if (compare.frame !== frame) return this.compareMoment(compare, making);
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
    compare: NonNullable<PictureRequest["compare"]>,
    making: Making,
  ): Promise<Compared> {
    const { sources } = this;
    const { request, signal } = making;
    const { frame } = compare;
    const pairing = pairingOf(compare.flow);
    const next = secondOf(pairing, frame, sources.movie.timeline.count);
    const moment = await sources.moment.frame(sources.frames, frame, next, signal);
    if ("error" in moment) {
      const nothing = { flow: null, flowMs: 0, flowFromCache: false, colourMs: 0 };
      return { comparison: { ...nothing, frame, flowError: moment.error }, image: null, workingBytes: 0 };
    }
    const pair = new PairFlow(sources, moment.lease, pairing, signal);
    try {
      const image = await this.besideFlow(
        making,
        () => next !== null && pair.compute(compare.flow),
        () => this.sendImage(moment.lease, "other", making),
      );
      const own = { ...request, frame };
      const described = await this.describeOther(own, compare, pair, pair.second, pair.flowError, signal);
      return { ...described, image };
    } finally {
      await pair.release();
      moment.lease.release();
      // Reading ahead goes on where the person is.
      sources.frames.lookAt(request.frame);
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
        ? await this.describe(request, "b", compare.flow, flow, { first, second }, signal)
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

  /** Null where frames are not grey, or not shown as they were recorded. */
  private async levelsOf(
    { levels, prepared }: PictureRequest,
    signal: AbortSignal,
  ): Promise<PictureRequest["levels"]> {
    const { movie, pool, ending } = this.sources;
    if (!hasLevels(movie) || prepared) return null;
    if (levels !== null) return levels;
    // For as long as the session lasts: requests that follow each other soon would have it begun again and again.
    return abortable(automaticLevels(movie, pool.heap, ending), signal);
  }
}

/** The pixels that the figures of a picture are over. */
function figuresOf(
  { figurePixels, minimumReliability, compareReliability = minimumReliability }: PictureRequest,
  side: Side,
): FigureChoice {
  return { figurePixels, minimumReliability: side === "a" ? minimumReliability : compareReliability };
}
