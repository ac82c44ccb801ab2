import type { z } from "zod";
import type { Engine } from "../engine/engine";
import type { Recording } from "../engine/recording/recording";
import { flowOfTracks } from "../engine/tracks/follow-tracks";
import type { GrowingTrack } from "../engine/tracks/growing-track";
import { writeTracks } from "../engine/tracks/tracks-csv";
import type { drawnTracksSchema } from "../shared/contract/tracks";
import type { CutMarks } from "../shared/cut-marks";
import { throwIfCancelled } from "../shared/errors";
import type { RequestPayload } from "../shared/ipc";
import type { DrawnTracks, TailedTrack } from "../shared/overlay/track-tail";
import type { Texts } from "../shared/texts/texts";
import type { Track } from "../shared/tracks";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";
import { askForTable } from "./table-file";
import { type Followed, FollowJob, type Teller, type TellTracks } from "./tracks/follow-job";
import { KnownTracks, type WantedTrack } from "./tracks/known-tracks";

type Wish = Omit<RequestPayload<"tracks:follow">, "token" | "id" | "tracks">;
type Table = Omit<RequestPayload<"tracks:save-table">, "token">;

/** What is followed, and where a person says that scenes change. */
export interface FollowedMovie {
  readonly movie: Recording;
  readonly cutMarks: CutMarks;
}

/** Tracks that are drawn over what is saved, and how they are followed. */
export interface DrawnWish extends Wish {
  readonly drawn: z.infer<typeof drawnTracksSchema>;
}

/** Where a table of tracks is written, and when its frames are shown. */
interface TracksTable {
  readonly path: string;
  readonly times: ArrayLike<number>;
}

/**
 * Follows the tracks of the open movie in the background, and remembers where they are for as long as the movie is open and they are followed
 * the same way. A track that is asked for again goes on from where it has come to; one whose anchors changed begins anew.
 */
export class TracksService {
  #known: KnownTracks | null = null;
  /** For the window: the next request takes its place. What files wait for goes on whatever the window asks. */
  #job: FollowJob | null = null;
  /** Of the latest request. */
  #id = 0;
  /** All that have not ended. */
  readonly #jobs = new Set<FollowJob>();
  /** Resolves when all of them have ended: they share tracks, so one goes after the other. */
  #idle: Promise<unknown> = Promise.resolve();
  /** Ends what tables wait for. */
  #tables = new AbortController();
  readonly #engine: () => Promise<Engine>;
  readonly #tell: TellTracks;

  constructor(engine: () => Promise<Engine>, tell: TellTracks) {
    this.#engine = engine;
    this.#tell = tell;
  }

  /** Starts following, in place of what was asked for before. What goes wrong from then on is told by `tracks:state`. */
  follow(followed: FollowedMovie, request: Omit<RequestPayload<"tracks:follow">, "token">): void {
    const { id, tracks, ...wish } = request;
    this.#id = id;
    const known = this.#knownOf(followed, wish);
    known.keepOnly(tracks);
    for (const track of tracks) known.has(track.id, track.known);
    this.#job?.cancel();
    this.#job = this.#begin(followed, wish, { known, tracks: known.all }, { id: () => id, tell: this.#tell });
  }

  /**
   * Follows to their ends the tracks that have not come there yet, and writes all.
   *
   * @returns how many there are
   * @throws KinoflowError `cancelled` after {@link cancel}, `output-unwritable`, `disk-full`, and what reading a movie ends with
   */
  async write(followed: FollowedMovie, request: Table, { path, times }: TracksTable): Promise<number> {
    const { tracks, calibration, ...wish } = request;
    const grown = await this.#toTheEnd(followed, wish, tracks, this.#tables.signal);
    const found = tracks.flatMap(({ id, name }): readonly Track[] => {
      const track = grown.get(id);
      return track ? [{ name, points: [...track.path.points()] }] : [];
    });
    await writeTracks(path, found, { times, calibration, grid: followed.movie.info });
    return found.length;
  }

  /**
   * Follows tracks to their ends, to be drawn.
   *
   * @throws KinoflowError `cancelled` when the signal aborts or after {@link close}, and what reading a movie ends with
   */
  async drawnToTheEnd(
    followed: FollowedMovie,
    { drawn, ...wish }: DrawnWish,
    signal: AbortSignal,
  ): Promise<DrawnTracks> {
    return drawnOf(drawn, await this.#toTheEnd(followed, wish, drawn.tracks, signal));
  }

  /** Tracks to be drawn as far as they are followed, as they are on the screen. */
  drawn(followed: FollowedMovie, { drawn, ...wish }: DrawnWish): DrawnTracks {
    return drawnOf(drawn, this.#likeKnown(followed, wish).named(drawn.tracks));
  }

  /** Ends what is under way; it goes on when it is asked for again. */
  cancel(): void {
    this.#job?.cancel();
    this.#tables.abort();
    this.#tables = new AbortController();
  }

  /** Answers what the window asks of this. */
  handlers(
    movies: OpenMovies,
    texts: () => Texts,
  ): HandlersOf<"tracks:follow" | "tracks:cancel" | "tracks:save-table"> {
    return {
      "tracks:follow": ({ token, ...request }) => {
        const { movie, session } = movies.require(token);
        this.follow({ movie, cutMarks: session.cutMarks }, request);
      },
      "tracks:cancel": () => this.cancel(),
      "tracks:save-table": ({ token, ...request }, window) => {
        const { movie, session, info } = movies.require(token);
        return askForTable(window, info, texts(), "tracks", (path) =>
          this.write({ movie, cutMarks: session.cutMarks }, request, { path, times: info.times }),
        );
      },
    };
  }

  /** Ends what is under way, for its movie is being closed; resolves when it has let go of the movie and the engine. */
  async leaveMovie(movie: Recording): Promise<void> {
    for (const job of this.#jobs) if (job.movie === movie) job.cancel();
    await this.#idle;
    if (this.#known?.movie === movie) this.#known = null;
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    for (const job of this.#jobs) job.cancel();
    await this.#idle;
  }

  /** Follows tracks to their ends for a file. */
  async #toTheEnd(
    followed: FollowedMovie,
    wish: Wish,
    wanted: readonly WantedTrack[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, GrowingTrack>> {
    throwIfCancelled(signal);
    const known = this.#likeKnown(followed, wish);
    known.begin(wanted);
    // They are these even where the window changes tracks of the same names meanwhile.
    const tracks = known.named(wanted);
    const tell: TellTracks = (channel, payload) => {
      if (channel === "tracks:state" || known === this.#known) this.#tell(channel, payload);
    };
    const teller = { id: () => this.#id, tell };
    const job = this.#begin(followed, wish, { known, tracks: [...tracks.values()] }, teller);
    const cancel = (): void => job.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    await job.ended;
    signal.removeEventListener("abort", cancel);
    if (job.failure !== null) throw job.failure;
    return tracks;
  }

  /** What is known of the tracks of the window, which are followed in this way from now on. */
  #knownOf(followed: FollowedMovie, wish: Wish): KnownTracks {
    this.#known = this.#likeKnown(followed, wish);
    return this.#known;
  }

  /** The same where they are followed in this way; where they are not, nothing is known. */
  #likeKnown(
    { movie, cutMarks }: FollowedMovie,
    { flow, deinterlace, minimumReliability }: Wish,
  ): KnownTracks {
    const way = JSON.stringify([flowOfTracks(flow), deinterlace, minimumReliability, cutMarks]);
    const isLike = this.#known?.movie === movie && this.#known.way === way;
    return this.#known !== null && isLike ? this.#known : new KnownTracks(movie, way);
  }

  #begin(
    { movie, cutMarks }: FollowedMovie,
    wish: Wish,
    followed: Pick<Followed, "known" | "tracks">,
    teller: Teller,
  ): FollowJob {
    const before = this.#idle;
    const cuts = { marks: cutMarks, find: true };
    const job = new FollowJob({ movie, ...followed }, { ...wish, cuts }, teller);
    this.#jobs.add(job);
    job.begin(async () => {
      await before;
      return this.#engine();
    });
    this.#idle = Promise.all([before, job.ended]).then(() => this.#jobs.delete(job));
    return job;
  }
}

function drawnOf(
  { tracks, length }: DrawnWish["drawn"],
  grown: ReadonlyMap<string, GrowingTrack>,
): DrawnTracks {
  const tailed = tracks.flatMap(({ id, colour }): readonly TailedTrack[] => {
    const track = grown.get(id);
    return track ? [{ path: track.path, colour, selected: false, firstSet: track.first }] : [];
  });
  return { tracks: tailed, length };
}
