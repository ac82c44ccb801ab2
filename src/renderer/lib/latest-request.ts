import type { ErrorValue } from "../../shared/errors";
import type { Outcome } from "../../shared/ipc";

/** Takes what comes of a wish. */
export interface LatestAnswers<Wish, Answer> {
  onAnswer(wish: Wish, answer: Answer): void;
  /** Not called for what was given up: something else is on its way. */
  onFailure(wish: Wish, error: ErrorValue): void;
}

/** Asks for one thing at a time, and when the answer arrives, for the latest wish: however often that changes, no work queues up. */
export class LatestRequest<Wish, Answer> {
  readonly #ask: (wish: Wish) => Promise<Outcome<Answer>>;
  readonly #answers: LatestAnswers<Wish, Answer>;
  #wish: Wish | null = null;
  #asking = false;

  constructor(ask: (wish: Wish) => Promise<Outcome<Answer>>, answers: LatestAnswers<Wish, Answer>) {
    this.#ask = ask;
    this.#answers = answers;
  }

  /** States what is wanted next; null for nothing. */
  wish(wish: Wish | null): void {
    this.#wish = wish;
    if (!this.#asking) void this.#proceed();
  }

  async #proceed(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#wish !== null) {
        const wish = this.#wish;
        this.#wish = null;
        const outcome = await this.#ask(wish);
        if (outcome.ok) this.#answers.onAnswer(wish, outcome.value);
        else if (outcome.error.code !== "cancelled") this.#answers.onFailure(wish, outcome.error);
      }
    } finally {
      this.#asking = false;
    }
  }
}
