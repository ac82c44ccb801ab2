/**
 * Remembers whether the element with the focus got it from the mouse. `:focus-visible` does not tell: it
 * begins to match at the first key press after a click, which is just when one wants to know.
 */
export class FocusOrigin {
  #pointerDown = false;
  #clicked: EventTarget | null = null;
  /** What had the focus from the mouse when the window lost it, and gets it back with the window. */
  #left: EventTarget | null = null;

  /** Follows the window's events until the returned function is called. */
  listen(target: Window): () => void {
    const down = (): void => {
      this.#pointerDown = true;
    };
    const up = (): void => {
      this.#pointerDown = false;
    };
    // A label gives the focus on with the click, which follows the release in the same task.
    const release = (): void => void setTimeout(up);
    const focus = (event: FocusEvent): void => {
      this.#clicked = this.#pointerDown || event.target === this.#left ? event.target : null;
      this.#left = null;
    };
    const leave = (event: FocusEvent): void => {
      this.#left = !document.hasFocus() && event.target === this.#clicked ? event.target : null;
    };
    const listeners = [
      ["pointerdown", down],
      ["pointerup", release],
      ["pointercancel", up],
      // The list of a select element swallows the end of the click that opened it.
      ["keydown", up],
      ["focusin", focus],
      ["focusout", leave],
    ] as const;
    for (const [name, listener] of listeners) target.addEventListener(name, listener as EventListener, true);
    return () => {
      for (const [name, listener] of listeners) {
        target.removeEventListener(name, listener as EventListener, true);
      }
    };
  }

  /** True when this element has the focus because somebody clicked it. */
  isClicked(element: EventTarget): boolean {
    return element === this.#clicked;
  }
}
