import { CURVE_VALUES, type CurvePoint } from "../../shared/curves";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { pairingOf } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes } from "../../workers/protocol";
import { PairFinder } from "../flow/pair-finder";
import { withBackground } from "../preparation/background";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { type Slot, SlotPool } from "../recording/slot-pool";
import { type FlowWish, PRIORITY, type PreparedFlowWish } from "./source-lane";

/** Frames between the two of a pair that are kept until their turn. */
const MOST_APART = 32;

/** How the flow is computed. */
export type CurvesWish = Pick<FlowWish, "flow" | "deinterlace">;

export interface CurvesRequest extends CurvesWish {
  /** Rising; the flow of each leads to the frame that its pairing says. */
  readonly frames: readonly number[];
  readonly points: readonly CurvePoint[];
}

export interface CurvesOptions {
  readonly signal: AbortSignal;
  /** Gets the values of each frame, {@link CURVE_VALUES} for each point; not always in the order of the frames. */
  readonly onValues: (frame: number, values: Float32Array) => void;
}

/**
 * Reads the flow of many frames at a few points: the same numbers, to the bit, as a probe has there in each of them. The
 * fields are computed behind everything that somebody waits for, and are not kept. Frames without flow, because they or the
 * others of their pairs cannot be decoded, have NaN.
 *
 * @throws KinoflowError `cancelled`, and what reading a movie or computing a flow ends with
 */
export function readCurves(
  pool: FlowPool,
  movie: Recording,
  request: CurvesRequest,
  options: CurvesOptions,
): Promise<void> {
  const reading = { signal: options.signal, priority: PRIORITY };
  return withBackground(pool, movie, request, reading, (background) =>
    readPairs(pool, movie, { ...request, background }, options),
  );
}

async function readPairs(
  pool: FlowPool,
  movie: Recording,
  request: CurvesRequest & Pick<PreparedFlowWish, "background">,
  { signal, onValues }: CurvesOptions,
): Promise<void> {
  const { width, height } = movie.info;
  // One worker stays for whatever somebody waits for.
  const depth = Math.max(1, pool.size - 1);
  const pairing = pairingOf(request.flow);
  const apart = pairing.kind === "step" ? pairing.step - 1 : 0;
  const frames = movie.openFrames(pool.heap, {
    budgetBytes: (2 * depth + 3 + Math.min(apart, MOST_APART)) * movie.format.bytes,
    deinterlace: request.deinterlace,
    decoderThreads: depth,
  });
  const pairs = new PairFinder(movie, frames);
  const fields = new SlotPool(pool.heap, fieldBytes(width, height));
  const underway = new Set<Promise<void>>();
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  let failure: unknown = null;
  const solve = async (frame: number, pair: readonly [FrameLease, FrameLease]): Promise<void> => {
    const field = fields.take();
    const [first, second] = pair.map(({ meta }) => meta.luma);
    try {
      const { memory } = field;
      const job = {
        width,
        height,
        first,
        second,
        field: memory,
        parameters: request.flow,
        background: request.background,
        figures: DEFAULT_FIGURES,
      };
      await pool.flow(job, { signal: ending, priority: PRIORITY });
      if (!signal.aborted) onValues(frame, valuesAt(pool, field, { width, height }, request.points));
    } finally {
      fields.give(field);
    }
  };
  try {
    for (const frame of request.frames) {
      const second = await pairs.second(frame, pairing, ending);
      const pair = second === null ? null : await pairAt(frames, frame, second, ending);
      if (pair === null) {
        onValues(frame, new Float32Array(request.points.length * CURVE_VALUES).fill(Number.NaN));
        continue;
      }
      const work: Promise<void> = solve(frame, pair)
        .catch((error: unknown) => {
          // What stopped the pass, not what follows from stopping.
          failure ??= error;
          stop.abort();
        })
        .finally(() => {
          for (const lease of pair) lease.release();
          underway.delete(work);
        });
      underway.add(work);
      if (underway.size >= depth) await Promise.race(underway);
    }
  } catch (error) {
    failure ??= error;
    stop.abort();
  }
  await Promise.all(underway);
  await frames.close();
  fields.close();
  if (failure !== null) throw failure;
}

/** Two frames; null where either cannot be decoded. */
async function pairAt(
  frames: FrameSource,
  frame: number,
  other: number,
  signal: AbortSignal,
): Promise<readonly [FrameLease, FrameLease] | null> {
  const first = await frameOrNull(frames, frame, signal);
  if (first === null) return null;
  try {
    const second = await frameOrNull(frames, other, signal);
    if (second !== null) return [first, second];
  } catch (error) {
    first.release();
    throw error;
  }
  first.release();
  return null;
}

function valuesAt(
  { heap }: FlowPool,
  { memory }: Slot,
  { width, height }: { readonly width: number; readonly height: number },
  points: readonly CurvePoint[],
): Float32Array {
  const planes = heap.floats(memory.byteOffset, CURVE_VALUES * width * height);
  const values = new Float32Array(points.length * CURVE_VALUES).fill(Number.NaN);
  for (const [at, [column, row]] of points.entries()) {
    if (column >= width || row >= height) continue;
    for (let plane = 0; plane < CURVE_VALUES; plane++)
      values[at * CURVE_VALUES + plane] = planes[(plane * height + row) * width + column];
    // As a probe has it: what counts nowhere is below any threshold.
    values[at * CURVE_VALUES + 2] = Math.max(0, values[at * CURVE_VALUES + 2]);
  }
  return values;
}
