import type { BrowserWindow } from "electron";

/** What there was before the picture had the screen to itself. */
interface Before {
  readonly fullScreen: boolean;
  readonly menuBar: boolean;
  /** Ends listening to the window. */
  readonly leave: () => void;
}

/** A window while it shows the picture only: on the full screen, without a menu bar. */
export class PictureOnly {
  #before: Before | null = null;
  readonly #onLeft: () => void;

  /** @param onLeft is called when the full screen was left by other means: the panels have to come back */
  constructor(onLeft: () => void) {
    this.#onLeft = onLeft;
  }

  /** A full screen that there was before stays when the picture gives its place back. */
  set(window: BrowserWindow, on: boolean): void {
    if (on === (this.#before !== null)) return;
    if (this.#before === null) {
      const onLeave = (): void => this.#leftFullScreen(window);
      this.#before = {
        fullScreen: window.isFullScreen(),
        menuBar: window.isMenuBarVisible(),
        leave: () => window.off("leave-full-screen", onLeave),
      };
      window.on("leave-full-screen", onLeave);
      window.setMenuBarVisibility(false);
      window.setFullScreen(true);
    } else {
      const { fullScreen } = this.#before;
      this.#end(window, this.#before);
      window.setFullScreen(fullScreen);
    }
  }

  #leftFullScreen(window: BrowserWindow): void {
    // Of a full screen that was entered again at once, the leaving is told late.
    if (this.#before === null || window.isFullScreen()) return;
    this.#end(window, this.#before);
    this.#onLeft();
  }

  #end(window: BrowserWindow, { leave, menuBar }: Before): void {
    leave();
    window.setMenuBarVisibility(menuBar);
    this.#before = null;
  }
}
