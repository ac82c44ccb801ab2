/** The movie that the desktop asks for. Until the window can show one, the last one that was asked for is kept. */
export class WantedMovie {
  readonly #isReady: () => boolean;
  readonly #show: (path: string) => void;
  #kept: string | null;

  /**
   * @param first asked for by the command line
   * @param isReady whether the window can show a movie
   */
  constructor(first: string | null, isReady: () => boolean, show: (path: string) => void) {
    this.#kept = first;
    this.#isReady = isReady;
    this.#show = show;
  }

  readonly open = (path: string): void => {
    if (this.#isReady()) this.#show(path);
    else this.#kept = path;
  };

  /** The window can show movies now: shows the one that was asked for, or, where nobody did, that which it had before it was loaded again. */
  windowIsReady(before: string | null): void {
    const path = this.#kept ?? before;
    this.#kept = null;
    if (path !== null) this.open(path);
  }
}
