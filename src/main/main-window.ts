import type { BrowserWindow } from "electron";
import type { EventChannel, EventPayloads, LeaveKind } from "../shared/ipc";
import { tellWindow } from "./ipc-router";
import type { JsonFile } from "./json-file";
import { createWindow } from "./window";

/** What the window is made of, and who is told of it. */
export interface MainWindowParts {
  readonly preload: string;
  readonly icon: string;
  /** Where it was the last time. */
  readonly place: JsonFile;
  /** A new one is there. */
  opened(): void;
  /** False keeps it open; `close` closes it later. */
  mayClose(close: () => void): boolean;
  closed(): void;
}

/** The one window of the app, while there is one. */
export class MainWindow {
  readonly #parts: MainWindowParts;
  #window: BrowserWindow | null = null;
  #isReady = false;

  constructor(parts: MainWindowParts) {
    this.#parts = parts;
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** True while the page listens. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** The page listens from now on. */
  setReady(): void {
    this.#isReady = true;
  }

  open(): void {
    const { preload, icon, place, ...told } = this.#parts;
    this.#isReady = false;
    told.opened();
    const window = createWindow(preload, icon, place);
    this.#window = window;
    window.on("close", (event) => {
      if (!told.mayClose(() => window.close())) event.preventDefault();
    });
    window.on("closed", () => {
      this.#window = null;
      this.#isReady = false;
      told.closed();
    });
  }

  readonly tell = <C extends EventChannel>(channel: C, payload: EventPayloads[C]): void => {
    tellWindow(this.#window, channel, payload);
  };

  /** Brings it to the front. */
  show(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  /** Has the page ask whether to end the export. False where there is no page that could. */
  askBeforeLeaving(kind: LeaveKind): boolean {
    if (!this.#window || !this.#isReady || this.#window.webContents.isCrashed()) return false;
    this.show();
    this.tell("leave:asked", { kind });
    return true;
  }
}

export function toggleFullScreen(window: BrowserWindow): void {
  window.setFullScreen(!window.isFullScreen());
}
