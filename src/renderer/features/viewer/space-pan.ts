/** Whether Space is held down to move the picture, and whether that was done: else it was pressed to play. */
class SpacePan {
  readonly #listeners = new Set<() => void>();
  #held = false;
  #used = false;

  get held(): boolean {
    return this.#held;
  }

  press(): void {
    if (this.#held) return;
    this.#held = true;
    this.#used = false;
    this.#tell();
  }

  /** The picture is moved now. */
  use(): void {
    this.#used = true;
  }

  /** @returns true where the picture was not moved meanwhile */
  release(): boolean {
    const tapped = this.#held && !this.#used;
    this.#held = false;
    this.#tell();
    return tapped;
  }

  /** Calls back when Space goes down or up, until the returned function is called. */
  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const spacePan = new SpacePan();
