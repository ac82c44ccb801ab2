import { join } from "node:path";
import { app, type BrowserWindow, dialog, Menu } from "electron";
import { type Engine, startEngine } from "../engine/engine";
import { PICTURE_EXTENSIONS } from "../engine/ffmpeg/arguments";
import { type FfmpegTools, locateFfmpeg } from "../engine/ffmpeg/locate";
import { KinoflowError } from "../shared/errors";
import type { EventChannel, EventPayloads } from "../shared/ipc";
import { aboutText, describeApp } from "./app-info";
import { registerAppScheme, serveApp } from "./app-protocol";
import { CompareService } from "./compare-service";
import { ExportService } from "./export-service";
import { answerRequests, type Handlers, tellWindow } from "./ipc-router";
import { moviesOf } from "./launch-arguments";
import { MemoryMonitor } from "./memory";
import { buildMenu } from "./menu";
import { MovieService } from "./movie-service";
import { PictureService } from "./picture-service";
import { SettingsService } from "./settings-service";
import { createWindow, denyPermissions, openPicturePort } from "./window";

/** Composition root of the desktop app. */

const OUT = join(import.meta.dirname, "..");
const WORKER_URL = new URL("flow.worker.js", import.meta.url);
const MOVIE_EXTENSIONS = [
  ..."3gp avi flv gif ivf m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv y4m".split(" "),
];

// MUST happen before the app is ready.
registerAppScheme();

/** What the desktop asked for before the window could show it. Only the last one matters. */
let wanted = moviesOf(process.argv, process.cwd(), app.isPackaged).at(-1) ?? null;
let window: BrowserWindow | null = null;
let windowReady = false;
let runningEngine: Engine | null = null;
let enginePromise: Promise<Engine> | null = null;

/** Started when it is first needed, and tried again after a failure: ffmpeg may have been installed since. */
async function engine(): Promise<Engine> {
  enginePromise ??= startEngine(WORKER_URL);
  try {
    runningEngine = await enginePromise;
    return runningEngine;
  } catch (error) {
    enginePromise = null;
    throw error;
  }
}

function tell<C extends EventChannel>(channel: C, payload: EventPayloads[C]): void {
  tellWindow(window, channel, payload);
}

/** Looked for by itself: that the engine did not start need not be ffmpeg's fault. */
async function tools(): Promise<FfmpegTools | null> {
  return runningEngine?.tools ?? locateFfmpeg().catch(() => null);
}

const memory = new MemoryMonitor();
const settings = new SettingsService(join(app.getPath("userData"), "settings.json"));
const movies = new MovieService(
  engine,
  join(app.getPath("userData"), "sample"),
  () => settings.current.frameBudgetBytes,
  tell,
);
const pictures = new PictureService(
  () => movies.current,
  memory,
  () => runningEngine?.pool.heapBytes() ?? 0,
);
const exports = new ExportService(engine, (progress) => tell("export:progress", progress));
const comparisons = new CompareService(engine, WORKER_URL, (progress) => tell("compare:progress", progress));

function openMovie(path: string): void {
  if (windowReady) void movies.openFile(path);
  else wanted = path;
}

async function chooseMovie(parent: BrowserWindow): Promise<void> {
  const choice = await dialog.showOpenDialog(parent, {
    title: "Open a movie",
    properties: ["openFile"],
    filters: [
      { name: "Movies and numbered pictures", extensions: [...MOVIE_EXTENSIONS, ...PICTURE_EXTENSIONS] },
      { name: "All files", extensions: ["*"] },
    ],
  });
  const path = choice.filePaths[0];
  if (!choice.canceled && path !== undefined) openMovie(path);
}

async function showAbout(): Promise<void> {
  const info = describeApp(await tools());
  const box = {
    type: "info" as const,
    title: "About Kinoflow",
    message: `Kinoflow ${info.version}`,
    detail: aboutText(info),
  };
  await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box));
}

function notYet(): never {
  throw new KinoflowError("internal", "This part of Kinoflow is being built.");
}

const handlers: Handlers = {
  "app:ready": (_payload, sender) => {
    pictures.serve(openPicturePort(sender));
    windowReady = true;
    // A page that was loaded again starts with the movie it had.
    const path = wanted ?? movies.current?.movie.path ?? null;
    wanted = null;
    if (path !== null) openMovie(path);
    return null;
  },
  "app:info": async () => describeApp(await tools()),
  "movie:open-dialog": async (_payload, sender) => {
    await chooseMovie(sender);
    return null;
  },
  "movie:open-sample": () => {
    void movies.openSample();
    return null;
  },
  "movie:open-dropped": ({ path }) => {
    openMovie(path);
    return null;
  },
  "movie:choose-stream": ({ token, stream }) => {
    void movies.chooseStream(token, stream);
    return null;
  },
  "settings:get": () => settings.current,
  "settings:set": async (changed) => {
    const kept = await settings.change(changed);
    movies.applyFrameBudget();
    return kept;
  },
  "probe:read": ({ token, ...request }) => movies.require(token).session.probe(request),
  "analysis:run": () => notYet(),
  "analysis:pause": () => notYet(),
  "analysis:resume": () => notYet(),
  "analysis:cancel": () => notYet(),
  "analysis:recall": () => notYet(),
  "compare:run": ({ token, frame, deinterlace, windowRadius }) =>
    comparisons.run(movies.require(token), frame, deinterlace, windowRadius),
  "compare:cancel": () => {
    comparisons.cancel();
    return null;
  },
  "export:run": (payload, sender) => exports.run(sender, movies.require(payload.token), payload),
  "export:cancel": () => {
    exports.cancel();
    return null;
  },
  "export:reveal": () => {
    exports.reveal();
    return null;
  },
};

function showWindow(): void {
  windowReady = false;
  window = createWindow(join(OUT, "preload/index.cjs"), join(OUT, "../resources/icon.png"));
  window.on("closed", () => {
    window = null;
    windowReady = false;
    void movies.close();
  });
}

function start(): void {
  app.on("open-file", (event, path) => {
    event.preventDefault();
    openMovie(path);
  });
  app.on("second-instance", (_event, argv, workingFolder) => {
    const path = moviesOf(argv, workingFolder, app.isPackaged).at(-1);
    if (window?.isMinimized()) window.restore();
    window?.focus();
    if (path !== undefined) openMovie(path);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (window === null && app.isReady()) showWindow();
  });
  leaveInOrder();
  void app.whenReady().then(() => {
    denyPermissions();
    serveApp(join(OUT, "renderer"));
    answerRequests(handlers, (event) => (window && event.sender === window.webContents ? window : null));
    Menu.setApplicationMenu(
      buildMenu({
        open: () => window && void chooseMovie(window),
        openSample: () => void movies.openSample(),
        about: () => void showAbout(),
        command: (command) => tell("menu:command", command),
      }),
    );
    showWindow();
  });
}

/** Lets exports remove what is unfinished and workers end by themselves: a worker that is torn down can crash the app. */
function leaveInOrder(): void {
  let left = false;
  app.on("will-quit", (event) => {
    if (left) return;
    event.preventDefault();
    exports.cancel();
    comparisons.cancel();
    void Promise.allSettled([movies.close(), exports.idle, comparisons.idle])
      .then(() => runningEngine?.pool.dispose())
      .finally(() => {
        left = true;
        // Not within the event that was just prevented: a quit in there is not heard.
        setImmediate(() => app.quit());
      });
  });
}

if (app.requestSingleInstanceLock()) start();
else app.quit();
