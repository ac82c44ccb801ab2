import { app } from "electron";
import { moviesOf } from "./launch-arguments";
import type { Leaving } from "./leaving";
import type { MainWindow } from "./main-window";

/** What the life of the app is made of. */
export interface Life {
  readonly window: MainWindow;
  readonly leaving: Leaving;
  /** Opens a movie that the desktop asks for. */
  open(path: string): void;
  /** Called when the app is ready, before there is a window. */
  begin(): void;
  /** Ends all that is under way, as soon as it goes. */
  end(): Promise<unknown>;
}

/** Begins the app's life, unless it lives already: then that one gets what this one was called with. */
export function live(life: Life): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const { window, leaving } = life;
  app.on("open-file", (event, path) => {
    event.preventDefault();
    life.open(path);
  });
  app.on("second-instance", (_event, argv, workingFolder) => {
    const path = moviesOf(argv, workingFolder, app.isPackaged).at(-1);
    window.show();
    if (path !== undefined) life.open(path);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (window.current === null && app.isReady()) window.open();
  });
  leaveInOrder(() => life.end());
  app.on("before-quit", (event) => {
    if (!leaving.mayLeave("quit", () => app.quit())) event.preventDefault();
  });
  void app.whenReady().then(() => {
    life.begin();
    window.open();
    quitOnSignals(leaving);
  });
}

/** Who ends the app by a signal, such as a system that shuts down, is not kept waiting by a question. */
function quitOnSignals(leaving: Leaving): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      leaving.withoutAsking();
      app.quit();
    });
  }
}

/** Lets exports remove what is unfinished and workers end by themselves: a worker that is torn down can crash the app. */
function leaveInOrder(end: () => Promise<unknown>): void {
  let left = false;
  app.on("will-quit", (event) => {
    if (left) return;
    event.preventDefault();
    void end().finally(() => {
      left = true;
      // Not within the event that was just prevented: a quit in there is not heard.
      setImmediate(() => app.quit());
    });
  });
}
