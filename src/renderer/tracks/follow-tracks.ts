import type { MarkedTrack } from "../../shared/marks/marks";
import type { MovieInfo } from "../../shared/movie";
import { NEXT_FRAME, withPairing } from "../../shared/pairing";
import { request } from "../api";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { summaryOf, trackActions, useTracksStore } from "../stores/tracks-store";
import type { ViewSettings } from "../stores/view-settings";
import { useViewStore } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";

/** A track that is dragged, or a number that is turned, changes many times a second. */
const SETTLED_MS = 200;

/** Of the latest request. */
let asked = 0;
/** What was asked for last: the same is not asked for again. */
let what = "";
let way = "";
const anchorsOf = new Map<string, MarkedTrack["anchors"]>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Has main follow the tracks among the marks, behind everything that somebody waits for, and again what changes of them. */
export function followTracks(): void {
  useViewStore.subscribe((state, before) => {
    if (state.marks.tracks !== before.marks.tracks) forgetChanged(state.marks.tracks);
    if (isOther(state, before)) look();
  });
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie?.token !== before.movie?.token) startAnew();
  });
  window.kinoflow.on("tracks:points", (places) => {
    if (places.id === asked) trackActions.take(places);
  });
  window.kinoflow.on("tracks:state", (state) => {
    if (state.id !== asked) return;
    useTracksStore.setState({ state });
    if (state.error !== null) reportProblem(state.error, currentTexts().tracks.subject);
  });
}

/** Ends what is being followed, until it is asked for again, or other tracks are. */
export function stopFollowing(): void {
  void request("tracks:cancel");
}

/** Goes on with what was ended. */
export function goOnFollowing(): void {
  what = "";
  look();
}

/** How the tracks of a movie are followed, as main is asked for it. */
export function followingWish(movie: MovieInfo, { flow, deinterlace, overlay }: ViewSettings) {
  return {
    token: movie.token,
    flow: withPairing(flow, NEXT_FRAME),
    deinterlace: movie.interlaced && deinterlace,
    minimumReliability: overlay.minimumReliability,
  };
}

function isOther(state: ViewSettings, before: ViewSettings): boolean {
  return (
    state.marks.tracks !== before.marks.tracks ||
    state.flow !== before.flow ||
    state.deinterlace !== before.deinterlace ||
    state.cutMarks !== before.cutMarks ||
    state.overlay.minimumReliability !== before.overlay.minimumReliability
  );
}

function startAnew(): void {
  anchorsOf.clear();
  trackActions.clear();
  what = "";
  look();
}

/** Places that do not belong to the anchors any more are gone at once, before new ones come. */
function forgetChanged(tracks: readonly MarkedTrack[]): void {
  const present = new Map(tracks.map(({ id, anchors }) => [id, anchors]));
  for (const [id, anchors] of anchorsOf) {
    if (present.get(id) === anchors) continue;
    trackActions.forget(id);
    anchorsOf.delete(id);
  }
  for (const [id, anchors] of present) anchorsOf.set(id, anchors);
}

function look(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void update(), SETTLED_MS);
}

async function update(): Promise<void> {
  timer = null;
  const { movie } = useMovieStore.getState();
  if (movie === null) return;
  const settings = useViewStore.getState();
  const { marks, cutMarks } = settings;
  const wish = followingWish(movie, settings);
  const present = JSON.stringify([wish, cutMarks]);
  const wanted = present + JSON.stringify(marks.tracks.map(({ id, anchors }) => [id, anchors]));
  if (wanted === what) return;
  if (present !== way) trackActions.clear();
  way = present;
  what = wanted;
  // Nobody is told of tracks that there never were.
  if (marks.tracks.length === 0 && asked === 0) return;
  asked += 1;
  const tracks = marks.tracks.map(({ id, anchors }) => ({ id, anchors, known: summaryOf(id).count }));
  const outcome = await request("tracks:follow", { ...wish, id: asked, tracks });
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().tracks.subject);
}
