import type { z } from "zod";
import { abortable } from "../engine/abortable";
import type { Engine } from "../engine/engine";
import type { Recording } from "../engine/recording/recording";
import { writeTracks } from "../engine/tracks/tracks-csv";
import type { drawnTracksSchema } from "../shared/contract/tracks";
import type { CutMarks } from "../shared/cut-marks";
import type { RequestPayload } from "../shared/ipc";
import type { DrawnTracks, TailedTrack } from "../shared/overlay/track-tail";
import { NEXT_FRAME, withPairing } from "../shared/pairing";
import type { Texts } from "../shared/texts/texts";
import type { Track } from "../shared/tracks";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";
import { askForTable } from "./table-file";
import { FollowJob, type TellTracks } from "./tracks/follow-job";
import { KnownTracks } from "./tracks/known-tracks";

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
  #job: FollowJob | null = null;
  /** Of the latest request. */
  #id = 0;
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
    this.#begin(followed, wish, known);
  }

  /**
   * Follows to their ends the tracks that have not come there yet, and writes all.
   *
   * @returns how many there are
   * @throws KinoflowError `cancelled` after {@link cancel}, `output-unwritable`, `disk-full`, and what reading a movie ends with
   */
  async write(followed: FollowedMovie, request: Table, { path, times }: TracksTable): Promise<number> {
    const { tracks, calibration, ...wish } = request;
    const known = this.#knownOf(followed, wish);
    known.begin(tracks);
    const job = this.#begin(followed, wish, known);
    await job.ended;
    if (job.failure !== null) throw job.failure;
    const found = tracks.flatMap(({ id, name }): readonly Track[] => {
      const followedTrack = known.track(id);
      return followedTrack ? [{ name, points: [...followedTrack.path.points()] }] : [];
    });
    await writeTracks(path, found, { times, calibration, grid: followed.movie.info });
    return found.length;
  }

  /**
   * Follows tracks to their ends, to be drawn.
   *
   * @throws KinoflowError `cancelled` when the signal aborts or after {@link cancel}, and what reading a movie ends with
   */
  async drawnToTheEnd(
    followed: FollowedMovie,
    { drawn, ...wish }: DrawnWish,
    signal: AbortSignal,
  ): Promise<DrawnTracks> {
    const known = this.#knownOf(followed, wish);
    known.begin(drawn.tracks);
    const job = this.#begin(followed, wish, known);
    await abortable(job.ended, signal);
    if (job.failure !== null) throw job.failure;
    return this.drawn(followed, { drawn, ...wish });
  }

  /** Tracks to be drawn as far as they are followed, as they are on the screen. */
  drawn(followed: FollowedMovie, { drawn: { tracks, length }, ...wish }: DrawnWish): DrawnTracks {
    const known = this.#knownOf(followed, wish);
    const tailed = tracks.flatMap(({ id, colour }): readonly TailedTrack[] => {
      const track = known.track(id);
      return track ? [{ path: track.path, colour, selected: false, firstSet: track.first }] : [];
    });
    return { tracks: tailed, length };
  }

  /** Ends what is under way; it goes on when it is asked for again. */
  cancel(): void {
    this.#job?.cancel();
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
    if (this.#known?.movie !== movie) return;
    await this.close();
    if (this.#known?.movie === movie) this.#known = null;
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    this.#job?.cancel();
    await this.#job?.ended;
  }

  #knownOf(
    { movie, cutMarks }: FollowedMovie,
    { deinterlace, minimumReliability, ...wish }: Wish,
  ): KnownTracks {
    const flow = withPairing(wish.flow, NEXT_FRAME);
    const way = JSON.stringify([flow, deinterlace, minimumReliability, cutMarks]);
    if (this.#known?.movie !== movie || this.#known.way !== way) this.#known = new KnownTracks(movie, way);
    return this.#known;
  }

  #begin({ movie, cutMarks }: FollowedMovie, wish: Wish, known: KnownTracks): FollowJob {
    const before = this.#job;
    before?.cancel();
    const cuts = { marks: cutMarks, find: true };
    const job = new FollowJob(movie, { ...wish, cuts }, known, { id: this.#id, tell: this.#tell });
    this.#job = job;
    job.begin(async () => {
      await before?.ended;
      return this.#engine();
    });
    return job;
  }
}
