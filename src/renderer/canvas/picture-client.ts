import type { ErrorValue } from "../../shared/errors";
import { samePart } from "../../shared/image-part";
import { sameLevels } from "../../shared/levels";
import type { ArrowGrid } from "../../shared/overlay/arrow-grid";
import type { ImageKeys, Picture, PictureAnswer, PictureFrame, PictureRequest } from "../../shared/picture";
import { NO_PREPARATION, preparationText } from "../../shared/preparation";
import type { ProbePoint } from "../../shared/probe";
import { sameFlowParameters } from "../lib/flow-parameters";

/** What the window would like to show: a request that has no number yet. */
export type PictureWish = Omit<PictureRequest, "id" | "points" | "have">;

/** The window's end of the stream of pictures. */
export interface PicturePort {
  send(request: PictureRequest): void;
  /** Takes over from an earlier listener; null ends listening. */
  listen(listener: ((answer: PictureAnswer) => void) | null): void;
}

/** A picture that arrived, with what only the receiver can know about it. */
export interface ReceivedPicture {
  readonly picture: Picture;
  /** From main handing over the frames, and then the picture, to their arrival here: all together. */
  readonly transferMs: number;
  /** What was asked for. */
  readonly request: PictureRequest;
  /** True when the picture is what is wished for now, not a step on the way to it. */
  readonly latest: boolean;
}

export interface PictureListener {
  onPicture?(received: ReceivedPicture): void;
  /** The frame itself could not be shown. */
  onFailure?(failure: { readonly frame: number; readonly error: ErrorValue }): void;
  /** The wish is on its way (true), or everything wished for has arrived (false). */
  onPending?(pending: boolean): void;
}

type PictureFrames = Pick<Picture, "image" | "nextImage" | "otherImage">;
/** Frames by their keys. */
type Images = ReadonlyMap<string, PictureFrame>;
type SentAhead = { readonly images: Images; readonly transferMs: number };
const NOTHING_AHEAD: SentAhead = { images: new Map(), transferMs: 0 };

/**
 * Asks main for pictures: one request in flight, and when its answer arrives, one for the latest wish.
 * However fast a person scrubs, no work queues up, and what is on the way is at most one picture old.
 */
export class PictureClient {
  readonly #points: () => readonly ProbePoint[];
  readonly #now: () => number;
  readonly #listeners = new Set<PictureListener>();
  #port: PicturePort | null = null;
  #wish: PictureWish | null = null;
  #inFlight: PictureRequest | null = null;
  /** The frames of the picture in flight, which come ahead of it. */
  #sentAhead: SentAhead = NOTHING_AHEAD;
  /** Those of the picture that came last: they need not come again. */
  #held: Images = new Map();
  /** The frame of the next picture most likely, if it came. */
  #ahead: PictureFrame | null = null;
  /** The wish that was answered last, whether with a picture or with a failure. */
  #answered: PictureWish | null = null;
  /** The request in flight when somebody asked for it again. */
  #outdated: number | null = null;
  #nextId = 1;
  #pending = false;

  /**
   * @param points where the flow of a picture is to be read; asked when the picture is
   * @param now milliseconds since the epoch with fractions, on the same clock as main's
   */
  constructor(
    points: () => readonly ProbePoint[] = () => [],
    now: () => number = () => performance.timeOrigin + performance.now(),
  ) {
    this.#points = points;
    this.#now = now;
  }

  /** Uses this port from now on. What was in flight on an earlier one is asked for again. */
  connect(port: PicturePort): void {
    this.#port?.listen(null);
    this.#port = port;
    this.#inFlight = null;
    this.#sentAhead = NOTHING_AHEAD;
    port.listen((answer) => this.#receive(answer));
    this.#proceed();
  }

  /** States what should be on the screen; null when no movie is open. */
  wish(wish: PictureWish | null): void {
    this.#wish = wish;
    if (wish === null || this.#answered?.token !== wish.token) this.#answered = null;
    this.#proceed();
  }

  /** Asks again, for what failed or would be another answer by now; what is in flight will be asked for again, too. */
  retry(): void {
    this.#answered = null;
    this.#outdated = this.#inFlight?.id ?? null;
    this.#proceed();
  }

  /** Whoever draws the frames has none of them any more: those of the next picture have to come again. */
  forget(): void {
    this.#held = new Map();
    this.#ahead = null;
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: PictureListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #proceed(): void {
    const wish = this.#wish;
    const satisfied = wish === null || (this.#answered !== null && satisfies(this.#answered, wish));
    // Main gives an older request up for a newer one.
    const isFree = this.#inFlight === null || (wish !== null && isHeldUp(this.#inFlight, wish));
    if (!satisfied && isFree && this.#port !== null) {
      this.#sentAhead = NOTHING_AHEAD;
      const have = [...this.#held.keys(), ...(this.#ahead === null ? [] : [this.#ahead.key])];
      this.#inFlight = { id: this.#nextId, ...wish, points: this.#points(), have };
      this.#nextId += 1;
      this.#port.send(this.#inFlight);
    }
    this.#setPending(!satisfied);
  }

  #receive(answer: PictureAnswer): void {
    if (answer.kind === "ahead") {
      if (this.#wish !== null) this.#ahead = answer.image;
      return;
    }
    const arrivedAt = this.#now();
    const request = this.#inFlight;
    const id = answer.kind === "picture" ? answer.picture.id : answer.id;
    // An answer to a request of an earlier port, say: its own wish is no longer anybody's.
    if (request === null || id !== request.id) return;
    if (answer.kind === "image") {
      const transferMs = this.#sentAhead.transferMs + Math.max(arrivedAt - answer.sentAt, 0);
      const images = new Map(this.#sentAhead.images).set(answer.image.key, answer.image);
      this.#sentAhead = { images, transferMs };
      return;
    }
    const { images: ahead, transferMs: aheadMs } = this.#sentAhead;
    this.#sentAhead = NOTHING_AHEAD;
    this.#inFlight = null;

    const ofOpenMovie = this.#wish !== null && this.#wish.token === request.token;
    const latest = this.#wish !== null && sameWish(this.#wish, request);
    const frames = answer.kind === "picture" ? this.#framesOf(answer.images, ahead) : null;
    // A picture whose frames were held when it was asked for, and are not any more, is asked for again.
    const isWhole = answer.kind !== "picture" || frames !== null;
    // A coarse flow is no answer to who wishes for all of it; all of it is one to everybody.
    // Nor is one that failed in its haste: all of it may come about.
    const isCoarse =
      answer.kind === "picture" && (answer.picture.coarse !== null || answer.picture.flowError !== null);
    const answered = isCoarse ? request : { ...request, hasty: null };
    if (ofOpenMovie && isWhole && request.id !== this.#outdated) this.#answered = answered;
    if (ofOpenMovie && frames !== null) this.#held = heldOf(frames);
    // Drawn, it has no bytes any more; and another than the next one was wished for.
    if (answer.kind === "picture") this.#ahead = null;
    // The next request leaves before this answer is worked on, so that main never waits for our drawing.
    this.#proceed();
    if (!ofOpenMovie) return;

    for (const listener of this.#listeners) {
      if (answer.kind === "picture") {
        if (frames === null) continue;
        const transferMs = aheadMs + Math.max(arrivedAt - answer.picture.cost.sentAt, 0);
        listener.onPicture?.({
          picture: { ...answer.picture, ...frames },
          transferMs,
          request,
          latest,
        });
      } else if (latest) {
        listener.onFailure?.({ frame: answer.frame, error: answer.error });
      }
    }
  }

  /** The frames of a picture: sent ahead of it, or held since an earlier one; null where one is missing. */
  #framesOf({ shown, next, other }: ImageKeys, ahead: Images): PictureFrames | null {
    const frameOf = (key: string): PictureFrame | undefined =>
      ahead.get(key) ?? this.#held.get(key) ?? (this.#ahead?.key === key ? this.#ahead : undefined);
    const [image, nextImage, otherImage] = [shown, next, other].map((key) =>
      key === null ? null : frameOf(key),
    );
    if (!image || nextImage === undefined || otherImage === undefined) return null;
    return { image, nextImage, otherImage };
  }

  #setPending(pending: boolean): void {
    if (pending === this.#pending) return;
    this.#pending = pending;
    for (const listener of this.#listeners) listener.onPending?.(pending);
  }
}

function heldOf({ image, nextImage, otherImage }: PictureFrames): Images {
  const frames = [image, nextImage, otherImage].filter((frame) => frame !== null);
  return new Map(frames.map((frame) => [frame.key, frame]));
}

/** Whether what was an answer to the one is one to the other. */
function satisfies(answered: PictureWish, wish: PictureWish): boolean {
  return sameWish(wish, answered) && (answered.hasty == null || wish.hasty != null);
}

/** Whether a playhead that moves would wait for a flow of a frame that it has left. */
function isHeldUp(inFlight: PictureRequest, wish: PictureWish): boolean {
  return (
    wish.hasty != null && inFlight.hasty == null && inFlight.flow !== null && wish.frame !== inFlight.frame
  );
}

/** True when two wishes ask for the same picture, be it coarse or not. */
export function sameWish(a: PictureWish, b: PictureWish): boolean {
  return (
    a.token === b.token &&
    a.frame === b.frame &&
    a.mask === b.mask &&
    a.deinterlace === b.deinterlace &&
    sameLevels(a.levels, b.levels) &&
    sameGrid(a.arrows, b.arrows) &&
    a.scatter === b.scatter &&
    a.minimumSpeed === b.minimumSpeed &&
    a.nextImage === b.nextImage &&
    samePart(a.part ?? null, b.part ?? null) &&
    preparationText(a.prepared ?? NO_PREPARATION) === preparationText(b.prepared ?? NO_PREPARATION) &&
    sameFlowParameters(a.flow, b.flow) &&
    a.compare?.frame === b.compare?.frame &&
    sameFlowParameters(a.compare?.flow ?? null, b.compare?.flow ?? null) &&
    // Without a flow there is nothing to leave out.
    (a.flow === null ||
      (a.minimumReliability === b.minimumReliability &&
        a.compareReliability === b.compareReliability &&
        a.figurePixels === b.figurePixels)) &&
    a.colour?.kind === b.colour?.kind &&
    a.colour?.limit === b.colour?.limit &&
    a.colour?.fading === b.colour?.fading &&
    a.streamlines?.spacing === b.streamlines?.spacing &&
    a.colour?.step === b.colour?.step
  );
}

function sameGrid(a: ArrowGrid | null, b: ArrowGrid | null): boolean {
  if (a === null || b === null || a === b) return a === b;
  return (
    a.stepX === b.stepX &&
    a.stepY === b.stepY &&
    a.columns === b.columns &&
    a.rows === b.rows &&
    a.firstX === b.firstX &&
    a.firstY === b.firstY
  );
}

/** Makes a {@link PicturePort} of the message port that the preload script handed over. */
export function picturePortOf(port: MessagePort): PicturePort {
  return {
    send: (request) => port.postMessage(request),
    listen: (listener) => {
      port.onmessage =
        listener === null ? null : (event: MessageEvent<PictureAnswer>) => listener(event.data);
    },
  };
}
