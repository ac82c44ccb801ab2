/**
 * Remembers whether the element with the focus got it from the mouse. `:focus-visible` does not tell: it
 * begins to match at the first key press after a click, which is just when one wants to know.
 */
export class FocusOrigin {
  #pointerDown = false;
  #clicked: EventTarget | null = null;

  /** Follows the window's events until the returned function is called. */
  listen(target: Window): () => void {
    const down = (): void => {
      this.#pointerDown = true;
    };
    const up = (): void => {
      this.#pointerDown = false;
    };
    const focus = (event: FocusEvent): void => {
      this.#clicked = this.#pointerDown ? event.target : null;
    };
    const listeners = [
      ["pointerdown", down],
      ["pointerup", up],
      ["pointercancel", up],
      // The list of a select element swallows the end of the click that opened it.
      ["keydown", up],
      ["focusin", focus],
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
