import type { CutWish } from "../../shared/cut-marks";
import { failure } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import { NEXT_FRAME, withPairing } from "../../shared/pairing";
import type { Track, TrackPoint, TrackSeed } from "../../shared/tracks";
import type { FlowPool } from "../../workers/flow-pool";
import { type FieldStep, type VisitedStep, visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";
import { NOWHERE } from "./follow-point";
import { type KnownStep, knownStep, TrackedPoint } from "./tracked-point";

export interface TracksRequest {
  /** Each frame is compared with its neighbour, whatever pairing the parameters name. */
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly seeds: readonly TrackSeed[];
  /** Tracks stay within these frames; both ends are included, and seeds lie between them. */
  readonly start: number;
  readonly end: number;
  readonly cuts: CutWish;
  /** Less reliable motions make a track unsure. */
  readonly minimumReliability: number;
}

export interface TracksOptions {
  readonly signal?: AbortSignal;
  /** Told of the steps from frame to frame that are done, of at most so many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Follows points through a recording by its flow: from the first seed of each track on to the end, and back to the start. Where a track
 * has further seeds it goes on from these, also after it was lost. Across a cut, and over a frame that cannot be decoded, all
 * tracks are lost.
 *
 * @returns a track for each name, in the order of the seeds
 * @throws KinoflowError `invalid-argument` for a seed outside the picture or the range; what {@link visitFields} throws
 */
export async function trackPoints(
  pool: FlowPool,
  movie: Recording,
  request: TracksRequest,
  { signal, onProgress }: TracksOptions = {},
): Promise<readonly Track[]> {
  const { start, end, seeds, minimumReliability } = request;
  const { width, height } = movie.info;
  for (const seed of seeds) checkSeed(seed, { width, height }, request);
  const flow = withPairing(request.flow, NEXT_FRAME);
  const names = [...new Set(seeds.map(({ name }) => name))];
  const growing = names.map((name) => new GrowingTrack(seeds.filter((seed) => seed.name === name)));
  const firsts = growing.map(({ first }) => first);
  const [earliest, latest] = [Math.min(...firsts), Math.max(...firsts)];
  const total = end - earliest + (latest - start);
  let done = 0;
  const pass = (steps: Iterable<FieldStep>): Promise<void> =>
    visitFields(
      pool,
      movie,
      { flow, deinterlace: request.deinterlace, steps, back: true, cuts: request.cuts },
      {
        ...(signal ? { signal } : {}),
        onStep: (step) => {
          const known = knownStep(step, { width, height });
          for (const track of growing) track.step(step, known, minimumReliability);
          onProgress?.(++done, total);
        },
      },
    );
  const wanted = (frame: number, by: 1 | -1): boolean => growing.some((track) => track.goesOn(frame, by));
  await pass(stepsBetween(earliest, end, (frame) => wanted(frame, 1)));
  await pass(stepsBetween(latest, start, (frame) => wanted(frame, -1)));
  return growing.map((track, at) => ({ name: names[at], points: track.points() }));
}

function checkSeed(
  { name, frame, x, y }: TrackSeed,
  { width, height }: { readonly width: number; readonly height: number },
  { start, end }: TracksRequest,
): void {
  if (!(frame >= start && frame <= end)) throw failure("seedOutsideRange", name, frame, start, end);
  const isInside = x >= -0.5 && x < width - 0.5 && y >= -0.5 && y < height - 0.5;
  if (!isInside) throw failure("seedOutsidePicture", name, x, y, width, height);
}

/** Steps from frame to frame, one way or the other; those that nobody wants are left out. */
function* stepsBetween(from: number, to: number, isWanted: (frame: number) => boolean): Iterable<FieldStep> {
  const by = Math.sign(to - from);
  for (let frame = from; frame !== to; frame += by) {
    if (isWanted(frame)) yield { from: frame, to: frame + by };
  }
}

/** A track while it is being followed. */
class GrowingTrack {
  private readonly found = new Map<number, TrackPoint>();
  private readonly seeds: ReadonlyMap<number, TrackPoint>;
  /** The first frame that a person set. */
  readonly first: number;
  /** How far it has been followed: on, and back. */
  private moving: TrackedPoint | null = null;
  private latest: Readonly<Record<1 | -1, TrackPoint>>;

  constructor(seeds: readonly TrackSeed[]) {
    this.seeds = new Map(seeds.map(({ frame, x, y }) => [frame, { frame, x, y, state: "set" }]));
    for (const [frame, point] of this.seeds) this.found.set(frame, point);
    this.first = Math.min(...this.seeds.keys());
    const first = this.found.get(this.first) as TrackPoint;
    this.latest = { 1: first, [-1]: first } as Record<1 | -1, TrackPoint>;
  }

  /** Whether a step from this frame may be of use, as far as is known by now. */
  goesOn(frame: number, by: 1 | -1): boolean {
    if (by * (frame - this.first) < 0) return false;
    const latest = this.latest[by];
    if (latest.state !== "lost") return true;
    return by === 1 && [...this.seeds.keys()].some((seed) => seed > latest.frame && seed <= frame);
  }

  /** @param known null where nothing is known of that step */
  step({ from, to }: VisitedStep, known: KnownStep | null, minimumReliability: number): void {
    if (to === null) return;
    const by = to > from ? 1 : -1;
    const point = this.found.get(from);
    if (by * (from - this.first) < 0 || point === undefined || point.state === "lost") return;
    if (point.state === "set" || this.moving === null) this.moving = new TrackedPoint(point.x, point.y);
    const reached = this.seeds.get(to) ?? {
      frame: to,
      ...(known ? this.moving.step(known, minimumReliability) : NOWHERE),
    };
    this.found.set(to, reached);
    this.latest = { ...this.latest, [by]: reached };
  }

  points(): readonly TrackPoint[] {
    return [...this.found.values()].sort((a, b) => a.frame - b.frame);
  }
}
