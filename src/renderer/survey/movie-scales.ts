import { type ChosenScales, NO_CHOSEN_SCALES } from "../../shared/chosen-scales";
import { brightestOf, sameLevels } from "../../shared/levels";
import { NEXT_FRAME, type Pairing, samePairing } from "../../shared/pairing";
import { request } from "../api";
import { useMovieStore } from "../stores/movie-store";
import { chosenScalesOf } from "../stores/scale-settings";
import { useViewStore, viewActions } from "../stores/view-store";

/** A scale that is being dragged is kept when it has come to rest. */
const REST_MS = 300;

/**
 * Where the scales of the open movie come from: from a survey of all of it, which is asked for when its first picture is on the
 * screen and does not hold up that one, and from what a person chose for it, which is kept with it.
 */
export class MovieScales {
  #surveyed: string | null = null;
  #pairing = NEXT_FRAME;
  #known: ChosenScales = NO_CHOSEN_SCALES;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    useViewStore.subscribe((state) => this.#noteChoice(chosenScalesOf(state)));
  }

  /** The settings have been adapted to a movie that was just opened. */
  opened(token: string): void {
    // What was chosen for the movie before has been kept, or is lost with its last moment.
    this.#stopWaiting();
    this.#surveyed = null;
    this.#known = chosenScalesOf(useViewStore.getState());
    void this.#recall(token);
  }

  /** These frames are compared from now on: the speeds that are known are of others. */
  compared(pairing: Pairing): void {
    if (samePairing(pairing, this.#pairing)) return;
    this.#pairing = pairing;
    this.#surveyed = null;
    viewActions.forgetSpeed();
  }

  /** A picture of the movie is on the screen. */
  painted(token: string): void {
    if (this.#surveyed === token) return;
    this.#surveyed = token;
    void this.#survey(token, this.#pairing);
  }

  async #recall(token: string): Promise<void> {
    const outcome = await request("scales:recall", { token });
    if (!outcome.ok || !isOpen(token)) return;
    viewActions.recallScales(fittingOf(outcome.value));
    this.#known = chosenScalesOf(useViewStore.getState());
    this.#stopWaiting();
  }

  async #survey(token: string, pairing: Pairing): Promise<void> {
    const outcome = await request("movie:survey", { token, pairing });
    // Without one the first picture goes on deciding; what ails the movie is told where it is seen.
    if (!outcome.ok || !isOpen(token) || !samePairing(pairing, this.#pairing)) return;
    const { typicalSpeed, fastSpeed, restSpeed } = outcome.value;
    viewActions.offerSpeed({ typicalSpeed, fastSpeed, restSpeed, source: "survey" });
  }

  #noteChoice(scales: ChosenScales): void {
    if (sameScales(scales, this.#known)) return;
    const { movie } = useMovieStore.getState();
    if (movie === null) return;
    this.#known = scales;
    this.#stopWaiting();
    this.#timer = setTimeout(() => {
      void request("scales:keep", { token: movie.token, scales });
    }, REST_MS);
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function sameScales(a: ChosenScales, b: ChosenScales): boolean {
  return a.arrows === b.arrows && a.colours === b.colours && sameLevels(a.levels, b.levels);
}

/** Levels of another recording that had this name before are none of this one's. */
function fittingOf(chosen: ChosenScales): ChosenScales {
  const { movie } = useMovieStore.getState();
  const { levels } = chosen;
  if (levels === null || (movie?.grey && levels.white <= brightestOf(movie))) return chosen;
  return { ...chosen, levels: null };
}

function isOpen(token: string): boolean {
  return useMovieStore.getState().movie?.token === token;
}
