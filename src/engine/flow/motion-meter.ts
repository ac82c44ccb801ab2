import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS, type FlowParameters } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";
import { type MovingSpeeds, movingSpeeds } from "../../shared/movie-speed";
import { NEXT_FRAME, type Pairing, secondOf, withPairing } from "../../shared/pairing";
import { automaticReliability } from "../../shared/reliability";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes, type LumaPlane, lumaBytes, type SharedBytes } from "../../workers/protocol";
import { lumaSamples } from "../recording/frame-format";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { measuredPair } from "./sampled-pairs";

/** How what moves in a pair moves. */
export interface PairMotion extends MovingSpeeds {
  /** False where the motion is the noise's: without direction in the picture, and gone in the next pair. */
  readonly moves: boolean;
  /** What is slower than this is the noise of a ground that stands still, and was left out; 0 where nothing was. */
  readonly rest: number;
}

/** Quick, and right for motions of tens of pixels. It measures for the scales of flow by any method. */
const MEASURING: FlowParameters = {
  ...DEFAULT_FLOW_PARAMETERS,
  method: "dense-pyramidal",
  dense: DENSE_PRESET_PARAMETERS.fast,
};
const THRESHOLD = automaticReliability(MEASURING.method);
/** Whoever waits for a picture goes first. */
const PRIORITY = -1;
/** Pixels looked at. */
const SAMPLES = 24_000;
/** Larger pictures are measured at half their size, or a quarter: their flow takes a second and hundreds of megabytes. */
const LARGE = 3_000_000;
/** What is slower than this, in px/frame, may be noise. */
const DOUBTFUL_SPEED = 1;
/** Noise of a picture that is in both pairs is in their flows with opposite signs; motion goes on. */
const STEADY = 0.25;
/** The noise of a ground that stands still is not faster than so many times its median, nearly everywhere. */
const GROUND_REACH = 4;
/** Nor, as a rule, faster than this, in px/frame, whatever its median is. */
const GROUND_NOISE = 0.4;
/** What moves beside such a ground is at least this share of the reliable pixels. */
const LEAST_MOVING = 0.01;
/** Of the flows' sum by the sum of their speeds: what moves as a whole is no noise, even where it turns round (a shaken camera). */
const UNITED = 0.6;

/** Measures the motion of pairs of a movie. Keeps the memory for that; close it in the end. */
export class MotionMeter {
  private readonly factor: number;
  private readonly width: number;
  private readonly height: number;
  private readonly memory: SharedBytes;
  private readonly field: SharedBytes;
  /** The two frames at their smaller size; null where they are measured as they are. */
  private readonly reduced: readonly [LumaPlane, LumaPlane] | null;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly frames: FrameSource,
    private readonly pairing: Pairing = NEXT_FRAME,
  ) {
    const { width, height } = movie.info;
    let factor = 1;
    while ((width * height) / factor ** 2 > LARGE) factor *= 2;
    this.factor = factor;
    this.width = Math.floor(width / factor);
    this.height = Math.floor(height / factor);
    const { heap } = pool;
    const { lumaBits: bits } = movie.format;
    const luma = lumaBytes({ width: this.width, height: this.height }, bits);
    const field = fieldBytes(this.width, this.height);
    // One piece: it is there as a whole or not at all.
    this.memory = heap.allocate(field + (factor === 1 ? 0 : 2 * luma));
    const piece = (from: number, byteLength: number): SharedBytes => ({
      byteOffset: this.memory.byteOffset + from,
      byteLength,
    });
    this.field = piece(0, field);
    const plane = (from: number): LumaPlane => ({ ...piece(from, luma), bits });
    this.reduced = factor === 1 ? null : [plane(field), plane(field + luma)];
  }

  /**
   * The motion of the pair that begins with a frame, as it is said; null where it cannot be measured.
   *
   * @throws KinoflowError `cancelled`, and what computing a flow may end with
   */
  async measure(frame: number, signal: AbortSignal | undefined): Promise<PairMotion | null> {
    const flow = await this.sample(frame, signal);
    const speeds = flow && movingSpeeds(speedsIn(flow));
    if (flow === null || speeds === null) return null;
    if (speeds.median >= DOUBTFUL_SPEED) return { ...speeds, moves: true, rest: 0 };
    if (speeds.median === 0) return { ...speeds, moves: false, rest: 0 };
    const others = await this.neighbours(frame, signal);
    const noise = GROUND_REACH * speeds.median;
    const faster = isMotion(slowerThan(flow, noise), others)
      ? null
      : (aboveGround(flow, Math.max(noise, GROUND_NOISE), others) ?? aboveGround(flow, noise, others));
    return faster ?? { ...speeds, moves: isMotion(flow, others), rest: 0 };
  }

  close(): void {
    this.pool.heap.release(this.memory);
  }

  /** The flows of the pairs before and after one. */
  private async neighbours(frame: number, signal: AbortSignal | undefined): Promise<readonly Float32Array[]> {
    // Other double frames show other pictures, and what moves before the reference does not move as it does after it.
    if (this.pairing.kind !== "step") return [];
    const before = await this.sample(frame - 1, signal);
    const after = await this.sample(frame + 1, signal);
    return [before, after].filter((other) => other !== null);
  }

  /**
   * u and v at some pixels all over the picture, in px of the movie as its pairing says them, NaN where unreliable; null where there
   * is no such pair.
   */
  private async sample(frame: number, signal: AbortSignal | undefined): Promise<Float32Array | null> {
    const second = frame < 0 ? null : secondOf(this.pairing, frame, this.movie.timeline.count);
    if (second === null) return null;
    const measure = async (from: FrameLease, to: FrameLease): Promise<Float32Array> => {
      const { width, height, field } = this;
      await this.pool.flow(
        {
          ...{ width, height, field, figures: DEFAULT_FIGURES, bands: 1 },
          parameters: withPairing(MEASURING, this.pairing),
          first: this.luma(from, 0),
          second: this.luma(to, 1),
        },
        { signal, priority: PRIORITY },
      );
      return this.read();
    };
    return measuredPair(this.frames, frame, signal, measure, second);
  }

  private luma({ meta }: FrameLease, which: 0 | 1): LumaPlane {
    if (this.reduced === null) return meta.luma;
    const target = this.reduced[which];
    const { width, height, movie, factor } = this;
    const { lumaBits } = movie.format;
    const samples = lumaSamples({ width, height, lumaBits }, this.pool.heap.bytes(target));
    reduce(meta.samples, movie.info.width, factor, samples, width);
    return target;
  }

  private read(): Float32Array {
    const { width, height, factor } = this;
    const pixels = width * height;
    const { byteOffset } = this.field;
    const plane = (k: number): Float32Array => this.pool.heap.floats(byteOffset + 4 * k * pixels, pixels);
    const [u, v, reliability] = [plane(0), plane(1), plane(2)];
    const step = Math.max(1, Math.floor(Math.sqrt(pixels / SAMPLES)));
    const samples = new Float32Array(2 * Math.ceil(width / step) * Math.ceil(height / step));
    let at = 0;
    for (let y = step >> 1; y < height; y += step) {
      for (let x = step >> 1; x < width; x += step) {
        const pixel = y * width + x;
        const known = reliability[pixel] >= THRESHOLD;
        samples[at++] = known ? factor * u[pixel] : Number.NaN;
        samples[at++] = known ? factor * v[pixel] : Number.NaN;
      }
    }
    return samples.subarray(0, at);
  }
}

/** Whether a slow flow is that of something that moves. */
function isMotion(flow: Float32Array, others: readonly Float32Array[]): boolean {
  // Of a movie of one pair nothing else is known: who sees it sees what there is.
  if (others.length === 0 || unity(flow) >= UNITED) return true;
  return Math.max(...others.map((other) => likeness(flow, other))) >= STEADY;
}

/**
 * The motion of what is faster than the noise of a ground that stands still; null where that is next to nothing, or noise
 * as well.
 *
 * @param noise greatest speed of the ground, px/frame
 */
function aboveGround(flow: Float32Array, noise: number, others: readonly Float32Array[]): PairMotion | null {
  const moving = flow.slice();
  let [left, known] = [0, 0];
  for (let k = 0; k < flow.length; k += 2) {
    const speed = Math.hypot(flow[k], flow[k + 1]);
    if (Number.isFinite(speed)) known++;
    if (speed > noise) left++;
    else moving.fill(Number.NaN, k, k + 2);
  }
  const speeds = left >= LEAST_MOVING * known ? movingSpeeds(speedsIn(moving)) : null;
  if (speeds === null || !(speeds.median >= DOUBTFUL_SPEED || isMotion(moving, others))) return null;
  return { ...speeds, moves: true, rest: noise };
}

/** The flow where it is slower than a speed, NaN elsewhere. */
function slowerThan(flow: Float32Array, speed: number): Float32Array {
  const slow = flow.slice();
  for (let k = 0; k < flow.length; k += 2) {
    if (!(Math.hypot(flow[k], flow[k + 1]) <= speed)) slow.fill(Number.NaN, k, k + 2);
  }
  return slow;
}

/** Means of squares of factor x factor pixels. */
function reduce(luma: LumaSamples, stride: number, factor: number, out: LumaSamples, width: number): void {
  const area = factor * factor;
  for (let at = 0; at < out.length; at++) {
    const top = Math.floor(at / width) * factor * stride + (at % width) * factor;
    let sum = area >> 1;
    for (let y = 0; y < factor; y++) {
      for (let x = 0; x < factor; x++) sum += luma[top + y * stride + x];
    }
    out[at] = Math.floor(sum / area);
  }
}

function speedsIn(flow: Float32Array): Float32Array {
  return Float32Array.from({ length: flow.length / 2 }, (_, k) => Math.hypot(flow[2 * k], flow[2 * k + 1]));
}

/** From 0, where directions cancel, to 1, where all is one motion. */
function unity(flow: Float32Array): number {
  let [sumU, sumV, speeds] = [0, 0, 0];
  for (let k = 0; k < flow.length; k += 2) {
    const speed = Math.hypot(flow[k], flow[k + 1]);
    if (!Number.isFinite(speed)) continue;
    sumU += flow[k];
    sumV += flow[k + 1];
    speeds += speed;
  }
  return speeds === 0 ? 0 : Math.hypot(sumU, sumV) / speeds;
}

/** Correlation of two flows at the same pixels, about zero: -1 to 1. */
function likeness(a: Float32Array, b: Float32Array): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    if (!Number.isFinite(a[k]) || !Number.isFinite(b[k])) continue;
    both += a[k] * b[k];
    ofA += a[k] ** 2;
    ofB += b[k] ** 2;
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB);
}
