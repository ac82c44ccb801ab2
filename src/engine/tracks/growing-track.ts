import { TrackPath } from "../../shared/track-path";
import type { TrackPoint, TrackSeed } from "../../shared/tracks";
import type { FieldStep } from "../flow/visit-fields";
import { NOWHERE } from "./follow-point";
import { type KnownStep, TrackedPoint } from "./tracked-point";

/** A track while it is being followed, which may be given up at any step and gone on with later. */
export class GrowingTrack {
  /** All that is known of it so far. */
  readonly path = new TrackPath();
  /** The first frame that a person set. */
  readonly first: number;
  readonly #seeds: ReadonlyMap<number, TrackPoint>;
  #moving: TrackedPoint | null = null;
  /** How far it has been followed: on, and back. */
  readonly #latest: Record<1 | -1, TrackPoint>;

  /** @param seeds of one track, no two of the same frame; at least one */
  constructor(seeds: readonly Omit<TrackSeed, "name">[]) {
    this.#seeds = new Map(seeds.map(({ frame, x, y }) => [frame, { frame, x, y, state: "set" }]));
    for (const point of this.#seeds.values()) this.path.set(point);
    this.first = Math.min(...this.#seeds.keys());
    const first = this.path.at(this.first) as TrackPoint;
    this.#latest = { 1: first, [-1]: first } as Record<1 | -1, TrackPoint>;
  }

  /** Whether a step from this frame, on or back, would lead it further, as far as is known by now. */
  goesOn(frame: number, by: 1 | -1): boolean {
    const latest = this.#latest[by];
    if (by * (frame - latest.frame) < 0) return false;
    if (latest.state !== "lost") return true;
    return by === 1 && [...this.#seeds.keys()].some((seed) => seed > latest.frame && seed <= frame);
  }

  /** The frame that the next step may start from: later ones lead nowhere before it is taken. */
  reached(by: 1 | -1): number {
    return this.#latest[by].frame;
  }

  /**
   * Takes a step from frame to frame.
   *
   * @param known null where nothing is known of it: the track is lost then
   * @returns where it led to; null where it is none of this track's
   */
  step({ from, to }: FieldStep, known: KnownStep | null, minimumReliability: number): TrackPoint | null {
    if (to === null) return null;
    const by = to > from ? 1 : -1;
    const point = this.path.at(from);
    if (!this.goesOn(from, by) || point === null || point.state === "lost") return null;
    if (point.state === "set" || this.#moving === null) this.#moving = new TrackedPoint(point.x, point.y);
    const reached = this.#seeds.get(to) ?? {
      frame: to,
      ...(known ? this.#moving.step(known, minimumReliability) : NOWHERE),
    };
    this.path.set(reached);
    this.#latest[by] = reached;
    return reached;
  }
}
