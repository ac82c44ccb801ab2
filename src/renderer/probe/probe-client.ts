import type { ErrorValue } from "../../shared/errors";
import type { Outcome } from "../../shared/ipc";
import type { FlowProbe } from "../../shared/probe";
import type { Place } from "../lib/pins";
import type { ProbeSource } from "../lib/probe-source";

/** What somebody would like to know: the flow of a source at some places, all of its side. */
export interface ProbeWish {
  readonly source: ProbeSource;
  readonly places: readonly Place[];
}

/** Takes what comes of a wish. */
export interface ProbeAnswers {
  onValues(wish: ProbeWish, values: FlowProbe["values"]): void;
  /** What was wished for could not be read. Not called for what was given up: something else is on its way to the screen. */
  onFailure(wish: ProbeWish, error: ErrorValue): void;
}

/**
 * Reads flow at pixels: one request in flight, and when its answer arrives, one for the latest wish. However fast the
 * pointer moves, no work queues up.
 */
export class ProbeClient {
  readonly #read: (wish: ProbeWish) => Promise<Outcome<FlowProbe>>;
  readonly #answers: ProbeAnswers;
  #wish: ProbeWish | null = null;
  #reading = false;

  constructor(read: (wish: ProbeWish) => Promise<Outcome<FlowProbe>>, answers: ProbeAnswers) {
    this.#read = read;
    this.#answers = answers;
  }

  /** States what should be read next; null when nothing is missing. */
  wish(wish: ProbeWish | null): void {
    this.#wish = wish;
    if (!this.#reading) void this.#proceed();
  }

  async #proceed(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#wish !== null) {
        const wish = this.#wish;
        this.#wish = null;
        const outcome = await this.#read(wish);
        if (outcome.ok) this.#answers.onValues(wish, outcome.value.values);
        else if (outcome.error.code !== "cancelled") this.#answers.onFailure(wish, outcome.error);
      }
    } finally {
      this.#reading = false;
    }
  }
}
