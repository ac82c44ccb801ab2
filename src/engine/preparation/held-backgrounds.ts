import { cancelledError } from "../../shared/errors";
import type { BackgroundProgress, BackgroundWish } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import type { BackgroundPlane } from "../../workers/protocol";
import { abortable } from "../abortable";
import type { Recording } from "../recording/recording";
import { backgroundOf, placeBackground } from "./background";

/** Of two sides beside each other, each its own. */
const MOST_HELD = 2;

/**
 * The backgrounds of the pictures on the screen. One that somebody waits for goes on while pictures come and go: going
 * through a movie would never come to its end otherwise. Close it when done.
 */
export class HeldBackgrounds {
  readonly #held = new Map<string, Promise<BackgroundPlane>>();
  /** Memory that is given back as soon as it is there. */
  readonly #leaving = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  /** @param onProgress is told of each frame that a background is made of */
  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly deinterlace: boolean,
    private readonly onProgress: (progress: BackgroundProgress) => void,
  ) {}

  /**
   * The plane of a background, in the pool's heap for as long as this is not closed and no two others have been asked for since.
   *
   * @throws KinoflowError `cancelled` when the signal was aborted, or this closed, and what `backgroundOf` throws
   */
  async plane(wish: BackgroundWish, signal: AbortSignal | undefined): Promise<BackgroundPlane> {
    const key = JSON.stringify(wish);
    const held = this.#held.get(key) ?? this.#make(key, wish);
    // The latest one last.
    this.#held.delete(key);
    this.#held.set(key, held);
    for (const oldest of this.#held.keys()) if (this.#held.size > MOST_HELD) this.#drop(oldest);
    return abortable(held, signal);
  }

  /** Resolves when nothing is made any more, and all memory has been given back. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const key of [...this.#held.keys()]) this.#drop(key);
    await Promise.all(this.#leaving);
  }

  #make(key: string, wish: BackgroundWish): Promise<BackgroundPlane> {
    const { pool, movie, deinterlace, onProgress } = this;
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.reject(cancelledError());
    const made = backgroundOf(pool, movie, { wish, deinterlace }, { signal, onProgress }).then((samples) =>
      placeBackground(pool, samples),
    );
    // Whoever asks again may have more luck.
    made.catch(() => this.#held.get(key) === made && this.#held.delete(key));
    return made;
  }

  #drop(key: string): void {
    const held = this.#held.get(key);
    this.#held.delete(key);
    const left = Promise.resolve(held)
      .then((plane) => plane && this.pool.heap.release(plane))
      .catch(() => undefined)
      .then(() => void this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}
