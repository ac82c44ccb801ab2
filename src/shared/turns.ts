/** Has things done one after the other, in the order in which they are asked for; what fails holds up nobody behind it. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does it when its turn has come, and ends as it does. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all that has been asked for by now is done. */
  get idle(): Promise<unknown> {
    return this.#last;
  }
}
