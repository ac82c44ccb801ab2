/** How a decoded frame is known to be frame k. */
export type FrameIdentity =
  /** By the presentation timestamp that the decoder announces, which the container's packets list. */
  | "timestamps"
  /** By that, and by the checksum that the same frame had when the movie was decoded from start to end. */
  | "checksums"
  /** By counting from the start of the movie; nothing can be skipped. */
  | "counting";

/**
 * Frame k of a movie is the k-th in presentation order; this says when each is presented and where decoding can start.
 * While it is being made it grows at its end; what it says of a frame stays as it is.
 */
export interface FrameIndex {
  /** Frames that are known. */
  readonly count: number;
  readonly complete: boolean;
  /** Presentation timestamps of the known frames in ticks of the stream's time base, always increasing. */
  readonly ticks: Float64Array;
  /** 1 where decoding can start. */
  readonly keyframes: Uint8Array;
  /** Of "checksums": Adler-32 of each frame as it leaves the decoder; empty otherwise. */
  readonly checksums: Uint32Array;
  /** Ticks that the last known frame is shown. */
  readonly lastDuration: number;
  readonly identity: FrameIdentity;
  /** Decoding cannot start at this frame after all. */
  distrustKeyframe(frame: number): void;
  /** Calls `listener` when frames were added, or the index is complete. Returns a function that ends that. */
  subscribe(listener: () => void): () => void;
}

/** What an index is told of one frame. */
export interface IndexedFrame {
  readonly ticks: number;
  readonly keyframe: boolean;
  readonly checksum?: number;
}

const FIRST_CAPACITY = 1024;

/** An index that is being made: frames are added at its end, in presentation order. */
export class GrowingIndex implements FrameIndex {
  #count = 0;
  #complete = false;
  #identity: FrameIdentity;
  #lastDuration = 0;
  #ticks = new Float64Array(FIRST_CAPACITY);
  #keyframes = new Uint8Array(FIRST_CAPACITY);
  #checksums: Uint32Array;
  readonly #listeners = new Set<() => void>();

  constructor(identity: FrameIdentity) {
    this.#identity = identity;
    this.#checksums = new Uint32Array(identity === "checksums" ? FIRST_CAPACITY : 0);
  }

  get count(): number {
    return this.#count;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get identity(): FrameIdentity {
    return this.#identity;
  }

  get lastDuration(): number {
    return this.#lastDuration;
  }

  get ticks(): Float64Array {
    return this.#ticks.subarray(0, this.#count);
  }

  get keyframes(): Uint8Array {
    return this.#keyframes.subarray(0, this.#count);
  }

  get checksums(): Uint32Array {
    return this.#checksums.subarray(0, this.#identity === "checksums" ? this.#count : 0);
  }

  /** Adds the next frame. Its ticks are larger than those of all before. */
  add({ ticks, keyframe, checksum = 0 }: IndexedFrame): void {
    if (this.#count === this.#ticks.length) this.#widen();
    this.#ticks[this.#count] = ticks;
    this.#keyframes[this.#count] = keyframe ? 1 : 0;
    if (this.#checksums.length > 0) this.#checksums[this.#count] = checksum;
    this.#count++;
  }

  /** From now on frames are known by counting only. */
  loseIdentity(): void {
    this.#identity = "counting";
  }

  distrustKeyframe(frame: number): void {
    if (frame > 0) this.#keyframes[frame] = 0;
  }

  /** There are no more frames. `lastDuration` is what the last one's packet states, 0 when it states nothing. */
  finish(lastDuration: number): void {
    this.#lastDuration = plausibleDuration(lastDuration, meanStep(this.ticks));
    this.#complete = true;
    this.announce();
  }

  /** Tells the listeners that there is something new. */
  announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #widen(): void {
    const capacity = this.#ticks.length * 2;
    const wider = <T extends Float64Array | Uint8Array | Uint32Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#ticks = wider(new Float64Array(capacity), this.#ticks);
    this.#keyframes = wider(new Uint8Array(capacity), this.#keyframes);
    if (this.#checksums.length > 0) this.#checksums = wider(new Uint32Array(capacity), this.#checksums);
  }
}

/** Frame number of a timestamp, or -1 when no frame has it. */
export function frameAtTicks(index: FrameIndex, wanted: number): number {
  const { ticks } = index;
  let low = 0;
  let high = ticks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = ticks[middle];
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** False where frames are known only when the movie is decoded from its start. */
export function canJump({ identity }: FrameIndex, deinterlace: boolean): boolean {
  // Checksums are those of untouched frames.
  return identity === "timestamps" || (identity === "checksums" && !deinterlace);
}

/** The last keyframe at or before `frame`; 0 when there is none. */
export function keyframeBefore(index: FrameIndex, frame: number): number {
  const { keyframes } = index;
  let k = Math.min(frame, keyframes.length - 1);
  while (k > 0 && keyframes[k] === 0) k--;
  return Math.max(k, 0);
}

/** The keyframe from which decoding gives `frame`. */
export function startFor(index: FrameIndex, frame: number, deinterlace: boolean): number {
  // A frame that is rebuilt from fields needs the one before it.
  return keyframeBefore(index, deinterlace ? Math.max(frame - 1, 0) : frame);
}

/** So many keyframes before `start`; 0 where there are fewer. */
export function earlierKeyframe(index: FrameIndex, start: number, count: number): number {
  let earlier = start;
  for (let k = 0; k < count && earlier > 0; k++) earlier = keyframeBefore(index, earlier - 1);
  return earlier;
}

/** Some containers state a single tick, or nothing, where they do not know how long the last frame is shown. */
function plausibleDuration(stated: number, usual: number): number {
  return stated >= usual / 2 ? stated : usual;
}

function meanStep(ticks: Float64Array): number {
  const last = ticks.length - 1;
  return last > 0 ? (ticks[last] - ticks[0]) / last : 0;
}
