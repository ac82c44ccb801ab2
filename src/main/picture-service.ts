import { getHeapStatistics } from "node:v8";
import type { MessagePortMain } from "electron";
import { pictureRequestSchema } from "../shared/contract/picture-request";
import { toErrorValue } from "../shared/errors";
import type { PictureAnswer, PictureRequest } from "../shared/picture";
import type { MemoryMonitor } from "./memory";
import type { OpenMovie } from "./movie-service";

/** A window that asks for its next picture at once has done so by then. */
const IDLE_MS = 8;

/**
 * Answers the window's wishes for pictures over a port of its own. The window waits for an answer before it asks
 * again; when it asks all the same, the older wish is given up for the newer one.
 */
export class PictureService {
  #current: AbortController | null = null;
  #turn: Promise<void> = Promise.resolve();
  readonly #openMovie: () => OpenMovie | null;
  readonly #memory: MemoryMonitor;
  readonly #workerHeapBytes: () => number;

  constructor(openMovie: () => OpenMovie | null, memory: MemoryMonitor, workerHeapBytes: () => number) {
    this.#openMovie = openMovie;
    this.#memory = memory;
    this.#workerHeapBytes = workerHeapBytes;
  }

  serve(port: MessagePortMain): void {
    port.on("message", ({ data }) => {
      const request = pictureRequestSchema.safeParse(data);
      // A port that speaks another language is not our page's; it gets no answer.
      if (request.success) this.#enqueue(port, request.data);
    });
    port.start();
  }

  #enqueue(port: MessagePortMain, request: PictureRequest): void {
    this.#current?.abort();
    const control = new AbortController();
    this.#current = control;
    this.#turn = this.#turn.then(async () => {
      const send = (answer: PictureAnswer): void => {
        try {
          port.postMessage(answer);
        } catch {
          // The window is gone, or takes no more; the next request has to be answered all the same.
        }
      };
      send(await this.#answer(request, control.signal, send));
      void this.#sendAhead(request, control.signal, send);
      this.#memory.refresh(this.#openMovie()?.session.decoderPid);
    });
  }

  /** Sends the frame that will be wanted next, unless something else is asked for by then. */
  async #sendAhead(
    request: PictureRequest,
    signal: AbortSignal,
    send: (answer: PictureAnswer) => void,
  ): Promise<void> {
    if (request.ahead === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const movie = this.#openMovie();
    if (signal.aborted || movie?.info.token !== request.token) return;
    try {
      const image = await movie.session.imageAhead(request, signal);
      if (image !== null && !signal.aborted) send({ kind: "ahead", image });
    } catch {
      // Whatever it is: it will be told when the frame is asked for.
    }
  }

  /** `send` takes the frames, ahead of the picture. */
  async #answer(
    request: PictureRequest,
    signal: AbortSignal,
    send: (answer: PictureAnswer) => void,
  ): Promise<PictureAnswer> {
    try {
      const movie = this.#openMovie();
      // The first picture's figures would lack it, and somebody who looks at that one sees no others.
      if (this.#memory.processes.length === 0) this.#memory.refresh(movie?.session.decoderPid);
      if (movie?.info.token !== request.token) {
        return failed(request, { code: "cancelled", message: "Another movie is open now." });
      }
      const { id } = request;
      // The window has the frames: they were sent ahead, now or for an earlier picture.
      const { cost, image, nextImage, otherImage, ...picture } = await movie.session.picture(
        request,
        signal,
        (image, which) => send({ kind: "image", id, which, image, sentAt: now() }),
      );
      return {
        kind: "picture",
        images: { shown: image.key, next: nextImage?.key ?? null, other: otherImage?.key ?? null },
        picture: {
          ...picture,
          cost: {
            ...cost,
            mainHeapBytes: getHeapStatistics().used_heap_size + this.#workerHeapBytes(),
            processes: this.#memory.processes,
            sentAt: now(),
          },
        },
      };
    } catch (error) {
      return failed(request, toErrorValue(error));
    }
  }
}

/** Milliseconds since the epoch, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function failed(request: PictureRequest, error: ReturnType<typeof toErrorValue>): PictureAnswer {
  return { kind: "failed", id: request.id, frame: request.frame, error };
}
