import { cancelledError, failure } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import type { BackgroundProgress, BackgroundWish } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { finishBackground, NOTHING_YET } from "../../workers/kernel/prepare/background";
import { type BackgroundPlane, backgroundBytes, type SharedBytes } from "../../workers/protocol";
import { frameOrNull } from "../recording/frame-or-null";
import type { Recording } from "../recording/recording";

/** A background of a movie, as its frames are read. */
export interface BackgroundRequest {
  readonly wish: BackgroundWish;
  readonly deinterlace: boolean;
}

export interface BackgroundOptions {
  readonly signal?: AbortSignal | undefined;
  /** As of `RunOptions`: passes have those at the screen go first. */
  readonly priority?: number | undefined;
  readonly onProgress?: ((progress: BackgroundProgress) => void) | undefined;
}

/**
 * Most frames that a background is made of, evenly spread. The mean of so many is off by an eighth of what a pixel's values
 * are spread by, and a minimum by less than what the darkest of them leaves.
 */
export const BACKGROUND_FRAMES = 64;

/** Backgrounds that were made of movies that are still about: for the window, an analysis and an export they are the same. */
const known = new WeakMap<Recording, Map<string, Uint16Array>>();
/** Of a movie; a plane is as large as a frame. */
const MOST_KNOWN = 2;

/**
 * The background of a movie: the least or the mean of {@link BACKGROUND_FRAMES} frames of it, the same ones every time. It is read
 * once, with two frames in memory, and remembered as long as the movie is. Waits until all frames are known.
 *
 * @returns width * height in steps of 1/256 of a grey level; not to be changed
 * @throws KinoflowError `cancelled`; `invalid-argument` for a range that the movie has not; `frame-missing` where nothing can be
 *   decoded, and what reading a movie ends with
 */
export async function backgroundOf(
  pool: FlowPool,
  movie: Recording,
  request: BackgroundRequest,
  options: BackgroundOptions = {},
): Promise<Uint16Array> {
  const key = JSON.stringify(request);
  const ofMovie = known.get(movie) ?? new Map<string, Uint16Array>();
  known.set(movie, ofMovie);
  const found = ofMovie.get(key);
  if (found) return found;
  const made = await makeBackground(pool, movie, request, options);
  ofMovie.set(key, made);
  for (const oldest of ofMovie.keys()) {
    if (ofMovie.size > MOST_KNOWN) ofMovie.delete(oldest);
  }
  return made;
}

/**
 * Lends the background that parameters subtract, in the pool's heap, for as long as `work` is under way; none where they
 * subtract none. Throws like {@link backgroundOf}, and what the work throws.
 */
export async function withBackground<T>(
  pool: FlowPool,
  movie: Recording,
  { flow, deinterlace }: { readonly flow: FlowParameters; readonly deinterlace: boolean },
  options: BackgroundOptions,
  work: (background: BackgroundPlane | undefined) => Promise<T>,
): Promise<T> {
  const wish = flow.preparation.background;
  if (wish === null) return work(undefined);
  const samples = await backgroundOf(pool, movie, { wish, deinterlace }, options);
  const plane = placeBackground(pool, samples);
  try {
    return await work(plane);
  } finally {
    pool.heap.release(plane);
  }
}

/** Puts a background into the pool's heap; release it when done. */
export function placeBackground({ heap }: FlowPool, samples: Uint16Array): BackgroundPlane {
  const plane = heap.allocate(samples.byteLength);
  heap.bytes(plane).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return plane;
}

/** Numbers of the frames that a background is made of, rising. */
export function backgroundFrames(range: BackgroundWish["range"], frameCount: number): readonly number[] {
  const [first, last] = range ?? [0, frameCount - 1];
  if (last >= frameCount) throw failure("rangeOutside", first, last, frameCount - 1);
  const count = Math.min(last - first + 1, BACKGROUND_FRAMES);
  return Array.from(
    { length: count },
    (_, k) => first + Math.floor(((k + 0.5) * (last - first + 1)) / count),
  );
}

async function makeBackground(
  pool: FlowPool,
  movie: Recording,
  { wish: { kind, range }, deinterlace }: BackgroundRequest,
  { signal, priority = 0, onProgress }: BackgroundOptions,
): Promise<Uint16Array> {
  await allFramesKnown(movie, signal);
  const wanted = backgroundFrames(range, movie.timeline.count);
  const { width, height } = movie.info;
  const size = { width, height };
  const frames = movie.openFrames(pool.heap, { budgetBytes: 2 * movie.format.bytes, deinterlace });
  let sums: SharedBytes | null = null;
  try {
    sums = pool.heap.allocate(2 * backgroundBytes(size));
    pool.heap.integers(sums.byteOffset, width * height).fill(kind === "min" ? NOTHING_YET : 0);
    let taken = 0;
    for (const [done, frame] of wanted.entries()) {
      onProgress?.({ done, total: wanted.length });
      const lease = await frameOrNull(frames, frame, signal);
      if (lease === null) continue;
      try {
        const { luma } = lease.meta;
        await pool.run(
          { kind: "background", background: kind, ...size, luma, sums },
          { ...(signal && { signal }), priority },
        );
        taken++;
      } finally {
        lease.release();
      }
    }
    if (taken === 0) throw failure("frameUndecodable", wanted[0]);
    onProgress?.({ done: wanted.length, total: wanted.length });
    const values = pool.heap.integers(sums.byteOffset, width * height);
    return finishBackground(
      kind,
      Uint32Array.from(values, (value) => value >>> 0),
      taken,
    );
  } finally {
    await frames.close();
    if (sums) pool.heap.release(sums);
  }
}

/** Resolves when the movie's index is complete. */
async function allFramesKnown(movie: Recording, signal: AbortSignal | undefined): Promise<void> {
  if (movie.timeline.complete) return;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(cancelledError());
    signal?.addEventListener("abort", stop, { once: true });
  });
  aborted.catch(() => undefined);
  if (signal?.aborted) stop();
  try {
    await Promise.race([movie.indexed, aborted]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
