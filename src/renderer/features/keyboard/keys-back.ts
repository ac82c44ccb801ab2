/** Keys by which somebody is done with a control. */
const DONE: ReadonlySet<string> = new Set(["Enter", "Escape"]);

/**
 * Gives the keys back to the movie when somebody is done with a drop-down or a slider, whichever it is:
 *
 * - a choice in an open list is made by the mouse or by Enter: the list lets go of the keys;
 * - a closed list that is gone through by arrows and letters keeps them until Enter or Escape;
 * - a slider keeps its arrows until Enter or Escape.
 *
 * Letting go is `blur`: Tab goes on from there. In a dialog keys are the dialog's, and nothing is given back.
 */
export class KeysBack {
  /** Keys that went down in the page. An open list takes its keys before the page hears of them. */
  readonly #down = new Set<string>();
  /** True while the browser does what a key press asks for: what a list changes to then is on the way. */
  #pressing = false;
  /** The closed list that was gone through by keys since it got the focus. */
  #goneThrough: EventTarget | null = null;

  /** Follows the window's events until the returned function is called. */
  listen(target: Window): () => void {
    const listeners = [
      ["keydown", (event) => this.#handleDown(event as KeyboardEvent)],
      ["keyup", (event) => this.#handleUp(event as KeyboardEvent)],
      ["change", (event) => this.#handleChange(event)],
      [
        "focusout",
        () => {
          this.#goneThrough = null;
        },
      ],
      ["blur", () => this.#down.clear()],
    ] as const satisfies readonly (readonly [string, (event: Event) => void])[];
    for (const [name, listener] of listeners) target.addEventListener(name, listener, true);
    return () => {
      for (const [name, listener] of listeners) target.removeEventListener(name, listener, true);
    };
  }

  #handleDown(event: KeyboardEvent): void {
    const { key, target } = event;
    this.#down.add(key);
    this.#pressing = true;
    // The browser acts on the key when all listeners have heard of it, before any other task.
    setTimeout(() => {
      this.#pressing = false;
    });
    if (!DONE.has(key) || event.isComposing || !givesBack(target)) return;
    // The list would open: Enter is for what was gone through, and opens what was not.
    if (key === "Enter" && target instanceof HTMLSelectElement) {
      if (this.#goneThrough !== target) return;
      event.preventDefault();
    }
    target.blur();
  }

  #handleUp({ key, target }: KeyboardEvent): void {
    const heard = this.#down.delete(key);
    // The key went down in the open list, which has closed.
    if (!heard && DONE.has(key) && target instanceof HTMLSelectElement && givesBack(target)) target.blur();
  }

  #handleChange({ target }: Event): void {
    if (!(target instanceof HTMLSelectElement) || !givesBack(target)) return;
    if (this.#pressing) this.#goneThrough = target;
    else target.blur();
  }
}

/** Drop-downs and sliders outside of dialogs, the timeline included. */
function givesBack(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    target.matches("select, input[type=range]") &&
    target.closest("dialog") === null
  );
}
