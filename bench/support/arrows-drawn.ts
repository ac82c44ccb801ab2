import { pairFacts } from "../../src/engine/flow/pair-facts";
import { sampledFrames } from "../../src/engine/flow/sampled-pairs";
import type { Recording } from "../../src/engine/recording/recording";
import { exportSize } from "../../src/shared/export-size";
import { DEFAULT_FIGURES } from "../../src/shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../src/shared/flow";
import { DEFAULT_MINIMUM_SHARE, lowestShownSpeed, movingSpeeds } from "../../src/shared/movie-speed";
import { ARROW_NUMBERS, arrowGeometry } from "../../src/shared/overlay/arrow-geometry";
import { type ArrowGrid, arrowGrid, sampleGrid } from "../../src/shared/overlay/arrow-grid";
import { exportedArrows, LEAST_ARROW_LENGTH, longestArrow } from "../../src/shared/overlay/arrow-scale";
import type { FieldPlanes } from "../../src/shared/overlay/field-planes";
import { defaultOverlaySettings } from "../../src/shared/overlay/settings";
import { automaticReliability } from "../../src/shared/reliability";
import type { MovieSurvey } from "../../src/shared/survey";
import type { FlowPool } from "../../src/workers/flow-pool";
import { fieldBytes } from "../../src/workers/protocol";
import { median } from "./numbers";

/** How arrows are drawn; lengths in pixels of the picture as it is shown. */
export interface Drawing {
  readonly spacing: number;
  readonly scale: number;
  readonly grid: ArrowGrid;
  /** Pixels of the picture as it is shown for the height of a movie pixel. */
  readonly zoom: number;
}

/** The flow of a frame, and the speeds that are not drawn. */
export interface FrameFlow extends FieldPlanes {
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly minimumSpeed: number;
}

/** What is drawn of a frame. */
export interface ArrowsDrawn {
  readonly frame: number;
  readonly arrows: number;
  readonly median: number;
  readonly longest: number;
  /** Share of the picture that moves reliably, and fast enough to be drawn. */
  readonly moving: number;
}

const FRAMES = 12;
/** From a place on so many frames are looked at for one that differs from the next. */
const REACH = 13;
/** A frame is typical of its movie whose speed is within this factor of the movie's. */
const TYPICAL = 2;

/**
 * Visits frames spread over the movie with their flow by the default method, one at a time: those whose speed is typical of
 * the movie, repeated and black ones left out.
 */
export async function visitTypicalFrames(
  pool: FlowPool,
  movie: Recording,
  survey: MovieSurvey,
  visit: (flow: FrameFlow) => void,
): Promise<void> {
  const { width, height, pixelAspect, interlaced } = movie.info;
  const pixels = width * height;
  const field = pool.heap.allocate(fieldBytes(width, height));
  const frames = movie.openFrames(pool.heap, {
    budgetBytes: 4 * movie.format.bytes,
    deinterlace: interlaced,
  });
  const last = movie.timeline.count - 1;
  try {
    for (const place of [...sampledFrames(last, FRAMES)].sort((a, b) => a - b)) {
      for (let frame = place; frame < Math.min(place + REACH, last); frame++) {
        const pair = [await frames.get(frame), await frames.get(frame + 1)] as const;
        const [first, second] = pair.map(({ slot }) => ({ ...slot.memory, byteLength: pixels }));
        const { equal, black } = pairFacts(pool.heap.bytes(first), pool.heap.bytes(second), movie.info);
        if (!equal && !black) {
          const flow = { width, height, first, second, field, parameters: DEFAULT_FLOW_PARAMETERS };
          await pool.flow({ ...flow, figures: DEFAULT_FIGURES, bands: pool.size });
        }
        for (const lease of pair) lease.release();
        if (equal || black) continue;
        const plane = (k: number) => pool.heap.floats(field.byteOffset + 4 * k * pixels, pixels);
        const [u, v, reliability] = [plane(0), plane(1), plane(2)];
        const minimumSpeed = lowestShownSpeed(DEFAULT_MINIMUM_SHARE, survey);
        const flow = { frame, width, height, pixelAspect, minimumSpeed, u, v, reliability };
        if (isTypical(flow, survey)) visit(flow);
        break;
      }
    }
  } finally {
    await frames.close();
    pool.heap.release(field);
  }
}

function isTypical(flow: FrameFlow, { typicalSpeed, restSpeed }: MovieSurvey): boolean {
  const moving = finely(flow).filter((speed) => speed >= restSpeed);
  const speed = movingSpeeds(moving)?.median ?? 0;
  return speed >= typicalSpeed / TYPICAL && speed <= typicalSpeed * TYPICAL;
}

/** Speeds of reliable pixels all over a frame, NaN for the others. */
function finely({ width, height, ...planes }: FrameFlow): Float32Array {
  const grid = arrowGrid(width, height, Math.max(1, Math.sqrt((width * height) / 40_000)));
  const samples = sampleGrid(grid, width, planes, automaticReliability("dense-pyramidal"));
  return Float32Array.from({ length: samples.length / 2 }, (_, k) =>
    Math.hypot(samples[2 * k], samples[2 * k + 1]),
  );
}

/** The arrows of a frame, drawn so. */
export function drawnArrows(flow: FrameFlow, { spacing, scale, grid, zoom }: Drawing): ArrowsDrawn {
  const { frame, width, pixelAspect, minimumSpeed } = flow;
  const samples = sampleGrid(grid, width, flow, automaticReliability("dense-pyramidal"));
  const {
    coordinates: c,
    count,
    arrows,
  } = arrowGeometry(grid, samples, {
    ...{ zoom, scale, spacing, minimumSpeed, pixelAspect },
    leastLength: LEAST_ARROW_LENGTH,
    mostLength: longestArrow(spacing),
  });
  const lengths: number[] = [];
  let before: readonly [number, number] | null = null;
  for (let at = 0; at < count * ARROW_NUMBERS; at += ARROW_NUMBERS) {
    const length = Math.hypot((c[at + 2] - c[at]) * pixelAspect, c[at + 3] - c[at + 1]);
    // A second head is no arrow: it ends where the first one's begins.
    const base = [(c[at + 8] + c[at + 10]) / 2, (c[at + 9] + c[at + 11]) / 2] as const;
    const isSecond = before !== null && Math.hypot(c[at + 2] - before[0], c[at + 3] - before[1]) < 1e-2;
    if (!isSecond) lengths.push(length);
    before = base;
  }
  const least = Math.max(minimumSpeed, LEAST_ARROW_LENGTH / scale);
  const speeds = finely(flow);
  const moving = speeds.filter((speed) => speed >= least).length / speeds.length;
  return { frame, arrows, median: median(lengths), longest: Math.max(...lengths, 0), moving };
}

/** How an export of the size that nobody chose draws them. */
export function exportDrawing({ info }: Recording, { typicalSpeed }: MovieSurvey): Drawing {
  const { width, height, pixelAspect } = info;
  const size = exportSize(info, { kind: "auto" }) ?? info;
  const { arrows } = defaultOverlaySettings(size.width, size.height);
  const { spacing, scale } = exportedArrows(arrows, size, typicalSpeed);
  const zoom = size.height / height;
  return { spacing, scale, grid: arrowGrid(width, height, spacing / zoom, pixelAspect), zoom };
}
