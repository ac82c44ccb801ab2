import type { Outcome } from "../../shared/ipc";
import type { FlowProbe } from "../../shared/probe";
import type { ProbeSource } from "./probe-source";
import type { Place } from "./sides";

/** What somebody would like to know: the flow of a source at some places, all of its side. */
export interface ProbeWish {
  readonly source: ProbeSource;
  readonly places: readonly Place[];
}

/**
 * Reads flow at pixels: one request in flight, and when its answer arrives, one for the latest wish. However fast the
 * pointer moves, no work queues up.
 */
export class ProbeClient {
  readonly #read: (wish: ProbeWish) => Promise<Outcome<FlowProbe>>;
  readonly #answer: (wish: ProbeWish, values: FlowProbe["values"]) => void;
  #wish: ProbeWish | null = null;
  #reading = false;

  /** @param answer gets what was read for a wish; nulls where it could not be */
  constructor(
    read: (wish: ProbeWish) => Promise<Outcome<FlowProbe>>,
    answer: (wish: ProbeWish, values: FlowProbe["values"]) => void,
  ) {
    this.#read = read;
    this.#answer = answer;
  }

  /** States what should be read next; null when nothing is missing. */
  wish(wish: ProbeWish | null): void {
    this.#wish = wish;
    if (!this.#reading) void this.#proceed();
  }

  async #proceed(): Promise<void> {
    this.#reading = true;
    while (this.#wish !== null) {
      const wish = this.#wish;
      this.#wish = null;
      const outcome = await this.#read(wish);
      this.#answer(wish, outcome.ok ? outcome.value.values : wish.places.map(() => null));
    }
    this.#reading = false;
  }
}
