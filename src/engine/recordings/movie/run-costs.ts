/** Weight of the latest measurement in the running means. */
const WEIGHT = 0.2;
/** Milliseconds that starting ffmpeg and a frame take before anything was measured. */
const USUAL_START_MS = 80;
const USUAL_FRAME_MS = 4;

/** What starting a decoder and reading on in it have cost lately, to choose the quicker of the two. */
export class RunCosts {
  #startMs = USUAL_START_MS;
  #frameMs = USUAL_FRAME_MS;
  #first = false;

  /** A decoder was started. */
  started(): void {
    this.#first = true;
  }

  /** A frame came `ms` after it was asked for. The first of a decoder takes its start with it. */
  read(ms: number): void {
    if (this.#first) this.#startMs += WEIGHT * (ms - this.#startMs);
    else this.#frameMs += WEIGHT * (ms - this.#frameMs);
    this.#first = false;
  }

  /**
   * True when reading `frames` more frames, up to the keyframe from which a new decoder would start, is quicker than
   * starting it.
   */
  readingOnPays(frames: number): boolean {
    return frames * this.#frameMs <= this.#startMs;
  }
}
