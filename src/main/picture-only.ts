import type { BrowserWindow } from "electron";

/** A window while it shows the picture only: on the full screen, without a menu bar. */
export class PictureOnly {
  #before: { readonly fullScreen: boolean; readonly menuBar: boolean } | null = null;

  /** A full screen that there was before stays when the picture gives its place back. */
  set(window: BrowserWindow, on: boolean): void {
    if (on === (this.#before !== null)) return;
    if (this.#before === null) {
      this.#before = { fullScreen: window.isFullScreen(), menuBar: window.isMenuBarVisible() };
      window.setMenuBarVisibility(false);
      window.setFullScreen(true);
    } else {
      window.setMenuBarVisibility(this.#before.menuBar);
      window.setFullScreen(this.#before.fullScreen);
      this.#before = null;
    }
  }
}
