import type { Recording } from "../../engine/recording/recording";
import { GrowingTrack } from "../../engine/tracks/growing-track";
import type { TrackedPlaces } from "../../shared/contract/tracks";
import type { TrackAnchor } from "../../shared/marks/marks";
import { TRACK_STATES, type TrackPoint } from "../../shared/tracks";

/** A track as it is asked for. */
export interface WantedTrack {
  readonly id: string;
  readonly anchors: readonly TrackAnchor[];
}

/** A track, and what the window does not know of it yet. */
interface KnownTrack {
  readonly key: string;
  readonly track: GrowingTrack;
  /** Places that were told. */
  told: number;
  untold: TrackPoint[];
}

/** Where tracks of a movie are, as long as they are followed in one way. */
export class KnownTracks {
  readonly movie: Recording;
  /** Says how they are followed. */
  readonly way: string;
  readonly #tracks = new Map<string, KnownTrack>();
  readonly #byTrack = new Map<GrowingTrack, KnownTrack>();

  constructor(movie: Recording, way: string) {
    this.movie = movie;
    this.way = way;
  }

  /** All of them, to be followed on. */
  get all(): readonly GrowingTrack[] {
    return [...this.#byTrack.keys()];
  }

  /** Those of these that are known, by their names. */
  named(wanted: readonly Pick<WantedTrack, "id">[]): ReadonlyMap<string, GrowingTrack> {
    const tracks = wanted.map(({ id }) => [id, this.#tracks.get(id)?.track] as const);
    return new Map(tracks.flatMap(([id, track]) => (track ? [[id, track]] : [])));
  }

  /** Forgets all other tracks, and begins these as {@link begin} does. */
  keepOnly(wanted: readonly WantedTrack[]): void {
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.#tracks.keys()) if (!ids.has(id)) this.#forget(id);
    this.begin(wanted);
  }

  /** Begins tracks that are new, or have other anchors. Anchors that lie outside of the recording do not count. */
  begin(wanted: readonly WantedTrack[]): void {
    for (const { id, anchors } of wanted) {
      const inside = anchors.filter((anchor) => this.#isInside(anchor));
      const key = JSON.stringify(inside.map(({ frame, x, y }) => [frame, x, y]));
      if (this.#tracks.get(id)?.key === key) continue;
      this.#forget(id);
      if (inside.length === 0) continue;
      const track = new GrowingTrack(inside);
      const known = { key, track, told: 0, untold: [...track.path.points()] };
      this.#tracks.set(id, known);
      this.#byTrack.set(track, known);
    }
  }

  /** Hears how many places of a track the window has: where that is not what it was told, it is told all of them again. */
  has(id: string, places: number): void {
    const known = this.#tracks.get(id);
    if (known === undefined || known.told === places) return;
    known.told = 0;
    known.untold = [...known.track.path.points()];
  }

  /** A track has come to a place. */
  found(track: GrowingTrack, point: TrackPoint): void {
    this.#byTrack.get(track)?.untold.push(point);
  }

  /** What the window does not know yet, which it does from then on; null where there is nothing. */
  takeUntold(): Omit<TrackedPlaces, "id"> | null {
    const news = [...this.#tracks].filter(([, { untold }]) => untold.length > 0);
    const count = news.reduce((sum, [, { untold }]) => sum + untold.length, 0);
    if (count === 0) return null;
    const places = {
      tracks: news.map(([id]) => id),
      of: new Uint16Array(count),
      frames: new Int32Array(count),
      xs: new Float64Array(count),
      ys: new Float64Array(count),
      states: new Uint8Array(count),
    };
    let at = 0;
    for (const [index, [, known]] of news.entries()) {
      for (const { frame, x, y, state } of known.untold) {
        places.of[at] = index;
        places.frames[at] = frame;
        places.xs[at] = x;
        places.ys[at] = y;
        places.states[at++] = TRACK_STATES.indexOf(state);
      }
      known.told += known.untold.length;
      known.untold = [];
    }
    return places;
  }

  #forget(id: string): void {
    const known = this.#tracks.get(id);
    if (known !== undefined) this.#byTrack.delete(known.track);
    this.#tracks.delete(id);
  }

  #isInside({ frame, x, y }: TrackAnchor): boolean {
    const { width, height } = this.movie.info;
    const isInPicture = x >= -0.5 && x < width - 0.5 && y >= -0.5 && y < height - 0.5;
    return isInPicture && frame >= 0 && frame < this.movie.timeline.count;
  }
}
