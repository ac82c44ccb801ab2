import { join } from "node:path";
import { app, type BrowserWindow, dialog, Menu, nativeTheme } from "electron";
import { AnalysisStore } from "../engine/analysis/analysis-store";
import { factsOfRows } from "../engine/analysis/cut-rows";
import { type Engine, startEngine } from "../engine/engine";
import { MOVIE_EXTENSIONS, PICTURE_EXTENSIONS } from "../engine/ffmpeg/arguments";
import { checkFfmpeg, type FfmpegTools, locateFfmpeg } from "../engine/ffmpeg/locate";
import type { EventChannel, EventPayloads, LeaveKind } from "../shared/ipc";
import { pairingOf } from "../shared/pairing";
import { RAW_EXTENSIONS } from "../shared/raw-layout";
import type { RawFile } from "../shared/raw-question";
import type { Settings } from "../shared/settings";
import { languageOf, type Texts, texts } from "../shared/texts/texts";
import { AnalysisService } from "./analysis-service";
import { aboutText, describeApp } from "./app-info";
import { registerAppScheme, serveApp } from "./app-protocol";
import { BookmarksService } from "./bookmarks-service";
import { ChosenScalesOfMovies } from "./chosen-scales";
import { CompareService } from "./compare-service";
import { CurveService } from "./curve-service";
import { CutService } from "./cut-service";
import { ExportService } from "./export-service";
import { answerRequests, type Handlers, tellWindow } from "./ipc-router";
import { JsonFile } from "./json-file";
import { moviesOf } from "./launch-arguments";
import { Leaving } from "./leaving";
import { MemoryMonitor } from "./memory";
import { buildMenu } from "./menu";
import { MovieContents } from "./movie-contents";
import { MovieService, type OpenMovie } from "./movie-service";
import { PairingService } from "./pairing-service";
import { PictureFileService } from "./picture-file-service";
import { PictureOnly } from "./picture-only";
import { PictureService } from "./picture-service";
import { PresetsService } from "./presets-service";
import { RawLayouts } from "./raw-layouts";
import { RawService } from "./raw-service";
import { RecentMovies } from "./recent-movies";
import { SettingsService } from "./settings-service";
import { SoundService } from "./sound-service";
import { SuggestService } from "./suggest-service";
import { SurveyService } from "./survey-service";
import { askForTable, saveTable } from "./table-file";
import { ThumbnailService } from "./thumbnail-service";
import { createWindow, denyPermissions, openPicturePort } from "./window";

/** Composition root of the desktop app. */

const OUT = join(import.meta.dirname, "..");
const WORKER_URL = new URL("flow.worker.js", import.meta.url);

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
  const { threads, ffmpegPath } = settings.current;
  enginePromise ??= startEngine(WORKER_URL, {
    threads: threads ?? undefined,
    ffmpegPath: ffmpegPath ?? undefined,
  });
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
  const setting = settings.current.ffmpegPath;
  return runningEngine?.tools ?? locateFfmpeg(setting === null ? {} : { setting }).catch(() => null);
}

const memory = new MemoryMonitor();
const userData = app.getPath("userData");
const settings = new SettingsService(join(userData, "settings.json"), (changed) => {
  nativeTheme.themeSource = changed.theme;
  movies.applyFrameBudget();
  showMenu();
  tell("settings:changed", changed);
});
const pictureOnly = new PictureOnly(() => tell("menu:command", "leave-picture-only"));
const presets = new PresetsService(join(userData, "presets.json"));
const windowPlace = new JsonFile(join(userData, "window.json"));
const recent = new RecentMovies(userData);
const contents = new MovieContents();
const analyses = new AnalysisService(
  engine,
  WORKER_URL,
  new AnalysisStore(join(userData, "analysis")),
  contents,
  tell,
);
const cuts = new CutService(join(userData, "cuts"), contents, (marks) => tell("cuts:marks", marks));
const pairings = new PairingService(join(userData, "pairings"), contents);
const bookmarks = new BookmarksService(join(userData, "bookmarks"), contents);
const curves = new CurveService(engine, tell);
const movies = new MovieService(
  engine,
  join(userData, "sample"),
  () => settings.current.frameBudgetBytes,
  tell,
  {
    opened: begin,
    closing: closeWork,
    layoutOf: (path) => raws.remembered(path),
    unread: (path, error) => raws.unread(path, error),
  },
);
const suggestions = new SuggestService(engine);
const surveys = new SurveyService(engine);
const chosenScales = new ChosenScalesOfMovies(join(userData, "scales.json"));
const thumbnails = new ThumbnailService(engine);
const rawLayouts = new RawLayouts(join(userData, "raw-layouts.json"));
const raws = new RawService(engine, rawLayouts, thumbnails, (path, layout) => {
  void movies.openFile(path, { raw: { layout } });
});
const pictures = new PictureService(
  () => movies.current,
  memory,
  () => runningEngine?.pool.heapBytes() ?? 0,
);
const exports = new ExportService(engine, words, (progress) => tell("export:progress", progress));
const sounds = new SoundService(engine);
const leaving = new Leaving(() => exports.isRunning, askBeforeLeaving);
const pictureFiles = new PictureFileService(engine, words);
const comparisons = new CompareService(engine, WORKER_URL, (progress) => tell("compare:progress", progress));

/** Has the window ask whether to end the export. False where there is no page that could. */
function askBeforeLeaving(kind: LeaveKind): boolean {
  if (!window || !windowReady || window.webContents.isCrashed()) return false;
  if (window.isMinimized()) window.restore();
  window.focus();
  tell("leave:asked", { kind });
  return true;
}

/** Ends what is done on a movie in the background. */
async function closeWork({ movie }: OpenMovie): Promise<void> {
  suggestions.cancel();
  surveys.cancel();
  sounds.stop();
  pictureFiles.cancel();
  await Promise.all([
    analyses.close(),
    suggestions.idle,
    pictureFiles.idle,
    surveys.idle,
    thumbnails.leaveMovie(movie),
    curves.leaveMovie(movie),
  ]);
}

/** What is done of its own accord with a movie that was just opened. */
function begin(opened: OpenMovie): void {
  void remember(opened);
  // A movie whose marks cannot be read is shown without them.
  cuts.recall(opened).catch(() => undefined);
}

/** Puts a movie among the recent ones, with a picture. The list is a convenience: what fails here is no news. */
async function remember({ movie, info }: OpenMovie): Promise<void> {
  if (info.isSample) return;
  try {
    app.addRecentDocument(movie.path);
    await recent.add(movie.path, info.name, Date.now());
    await recent.addPicture(
      movie.path,
      await thumbnails.make(movie, { frame: 0, height: 144, tolerance: 0 }),
    );
  } catch {
    // The movie is open all the same.
  }
}

async function chooseFfmpeg(parent: BrowserWindow): Promise<Settings | null> {
  const choice = await dialog.showOpenDialog(parent, {
    title: words().dialogs.ffmpegTitle,
    properties: ["openFile"],
  });
  const path = choice.filePaths[0];
  if (choice.canceled || path === undefined) return null;
  await checkFfmpeg(path);
  return settings.change({ ffmpegPath: path });
}

/** Everything there is to say, in the language of the settings. */
function words(): Texts {
  return texts(languageOf(settings.current.language, app.getLocale()));
}

function showMenu(): void {
  Menu.setApplicationMenu(
    buildMenu(words(), {
      open: () => window && void chooseMovie(window),
      "open-folder": () => window && void chooseFolder(window),
      "open-sample": () => void movies.openSample(words().dialogs.sample),
      about: () => void showAbout(),
      "full-screen": () => window && toggleFullScreen(window),
      other: (command) => tell("menu:command", command),
    }),
  );
}

function toggleFullScreen(of: BrowserWindow): void {
  of.setFullScreen(!of.isFullScreen());
}

function openMovie(path: string): void {
  if (windowReady) void movies.openFile(path);
  else wanted = path;
}

async function chooseMovie(parent: BrowserWindow): Promise<void> {
  const choice = await dialog.showOpenDialog(parent, {
    title: words().dialogs.openTitle,
    properties: ["openFile"],
    filters: [
      {
        name: words().dialogs.movies,
        extensions: [...MOVIE_EXTENSIONS, ...PICTURE_EXTENSIONS, ...RAW_EXTENSIONS],
      },
      { name: words().dialogs.allFiles, extensions: ["*"] },
    ],
  });
  const path = choice.filePaths[0];
  if (!choice.canceled && path !== undefined) openMovie(path);
}

/** Asks for a file that is to be read as a recording without a header. */
async function chooseRaw(parent: BrowserWindow): Promise<RawFile | null> {
  const choice = await dialog.showOpenDialog(parent, {
    title: words().raw.chooseTitle,
    properties: ["openFile"],
    filters: [
      { name: words().raw.kind, extensions: [...RAW_EXTENSIONS] },
      { name: words().dialogs.allFiles, extensions: ["*"] },
    ],
  });
  const path = choice.filePaths[0];
  return choice.canceled || path === undefined ? null : raws.describePath(path);
}

async function chooseFolder(parent: BrowserWindow): Promise<void> {
  const choice = await dialog.showOpenDialog(parent, {
    title: words().rates.openFolderTitle,
    properties: ["openDirectory"],
  });
  const path = choice.filePaths[0];
  if (!choice.canceled && path !== undefined) openMovie(path);
}

async function showAbout(): Promise<void> {
  const info = describeApp(await tools());
  const box = {
    type: "info" as const,
    title: words().dialogs.aboutTitle,
    message: `Kinoflow ${info.version}`,
    detail: aboutText(info, words()),
  };
  await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box));
}

const handlers: Handlers = {
  "app:ready": (_payload, sender) => {
    pictureOnly.set(sender, false);
    sounds.reset();
    pictures.serve(openPicturePort(sender));
    windowReady = true;
    // A page that was loaded again starts with the movie it had.
    const path = wanted ?? movies.current?.movie.path ?? null;
    wanted = null;
    if (path !== null) openMovie(path);
    return null;
  },
  "app:info": async () => describeApp(await tools()),
  "app:about": async () => {
    await showAbout();
    return null;
  },
  "window:toggle-full-screen": (_payload, sender) => {
    toggleFullScreen(sender);
    return null;
  },
  "window:picture-only": ({ on }, sender) => {
    pictureOnly.set(sender, on);
    return null;
  },
  "movie:open-dialog": async (_payload, sender) => {
    await chooseMovie(sender);
    return null;
  },
  "movie:open-folder-dialog": async (_payload, sender) => {
    await chooseFolder(sender);
    return null;
  },
  "movie:open-sample": () => {
    void movies.openSample(words().dialogs.sample);
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
  "movie:choose-rates": ({ token, ...rates }) => {
    void movies.chooseRates(token, rates);
    return null;
  },
  "movie:choose-order": ({ token, rule }) => {
    void movies.chooseOrder(token, rule);
    return null;
  },
  "raw:choose-file": (_payload, sender) => chooseRaw(sender),
  "raw:describe": ({ id }) => raws.describe(id),
  "raw:describe-movie": ({ token }) => raws.describePath(movies.require(token).movie.path),
  "raw:preview": ({ id, layout }) => raws.preview(id, layout),
  "raw:open": async ({ id, layout }) => {
    await raws.choose(id, layout);
    return null;
  },
  "settings:get": () => settings.current,
  "settings:set": (change) => settings.change(change),
  "settings:choose-ffmpeg": (_payload, sender) => chooseFfmpeg(sender),
  "settings:forget-ffmpeg": () => settings.change({ ffmpegPath: null }),
  "recent:list": () => recent.list(),
  "recent:open": ({ id }) => {
    openMovie(recent.pathOf(id));
    return null;
  },
  "recent:remove": async ({ id }) => {
    await recent.remove(id);
    return recent.list();
  },
  "recent:clear": async () => {
    await recent.clear();
    await chosenScales.clear();
    await rawLayouts.clear();
    app.clearRecentDocuments();
    return recent.list();
  },
  "movie:thumbnail": async ({ token, ...wish }) => {
    const png = await thumbnails.make(movies.require(token).movie, wish);
    return { frame: wish.frame, png };
  },
  "probe:read": ({ token, ...request }) => movies.require(token).session.probe(request),
  "map:extent": ({ token, ...request }) => movies.require(token).session.mapExtent(request),
  "analysis:run": ({ token, ...request }) => {
    analyses.run(movies.require(token), request);
    return null;
  },
  "analysis:pause": () => {
    analyses.pause();
    return null;
  },
  "analysis:resume": () => {
    analyses.resume();
    return null;
  },
  "analysis:cancel": () => {
    analyses.cancel();
    return null;
  },
  "analysis:recall": async ({ token, ...wish }) => {
    await analyses.recall(movies.require(token), wish);
    return null;
  },
  "analysis:save-table": ({ token, ...wish }, sender) => {
    const open = movies.require(token);
    return saveTable(sender, open.info, words(), wish, async () => {
      const rows = await analyses.rowsOf(open, wish);
      const { frameCount, cutMarks } = open.session;
      const cutsAmong = (frames: readonly number[]) => open.session.cutsAmong(frames);
      return {
        rows,
        facts: await factsOfRows(rows, pairingOf(wish.flow), { frameCount, cutMarks, cutsAmong }),
      };
    });
  },
  "cuts:keep": async ({ token, marks }) => {
    await cuts.keep(movies.require(token), marks);
    return null;
  },
  "cuts:among": ({ token, frames }) => movies.require(token).session.cutsAmong(frames),
  "movie:survey": ({ token, pairing }) => surveys.of(movies.require(token), pairing),
  "levels:measure": ({ token }) => movies.require(token).session.levels(),
  "scales:recall": ({ token }) => chosenScales.of(movies.require(token).movie.path),
  "scales:keep": async ({ token, scales }) => {
    await chosenScales.keep(movies.require(token).movie.path, scales);
    return null;
  },
  "flow:suggest": ({ token, ...wish }) => suggestions.run(movies.require(token), wish),
  "flow:suggest-cancel": () => {
    suggestions.cancel();
    return null;
  },
  "curves:run": ({ token, ...wish }) => {
    curves.run(movies.require(token).movie, wish);
    return null;
  },
  "curves:cancel": () => {
    curves.cancel();
    return null;
  },
  "curves:save-table": ({ token, ...wish }, sender) => {
    const { movie, info } = movies.require(token);
    return askForTable(sender, info, words(), "probes", (path) =>
      curves.write(movie, wish, { path, times: info.times }),
    );
  },
  "pairing:recall": ({ token }) => pairings.of(movies.require(token).movie),
  "pairing:keep": async ({ token, pairing }) => {
    await pairings.keep(movies.require(token).movie, pairing);
    return null;
  },
  "bookmarks:list": ({ token }) => bookmarks.list(movies.require(token).movie),
  "bookmarks:keep": async ({ token, bookmarks: kept }) => {
    await bookmarks.keep(movies.require(token).movie, kept);
    return null;
  },
  "presets:list": () => presets.list,
  "presets:keep": (kept) => presets.keep(kept.presets),
  "compare:run": ({ token, frame, pairing, deinterlace, windowRadius }) =>
    comparisons.run(movies.require(token), frame, pairing, deinterlace, windowRadius),
  "compare:cancel": () => {
    comparisons.cancel();
    return null;
  },
  "export:run": (payload, sender) => exports.run(sender, movies.require(payload.token), payload),
  "picture:preview": (payload) => pictureFiles.show(movies.require(payload.token), payload),
  "picture:save": (payload, sender) => pictureFiles.save(sender, movies.require(payload.token), payload),
  "picture:save-screen": (payload, sender) =>
    pictureFiles.saveScreen(sender, movies.require(payload.token), payload),
  "export:cancel": () => {
    exports.cancel();
    return null;
  },
  "sound:read": ({ token, ...wish }) => sounds.read(movies.require(token), wish),
  "sound:stop": () => {
    sounds.stop();
    return null;
  },
  "leave:answer": ({ leave }) => {
    // Ended at once: the unfinished file is removed while the window closes.
    if (leave) exports.cancel();
    leaving.answer(leave);
    return null;
  },
  "export:reveal": () => {
    exports.reveal();
    return null;
  },
};

function showWindow(): void {
  windowReady = false;
  leaving.stay();
  window = createWindow(join(OUT, "preload/index.cjs"), join(OUT, "../resources/icon.png"), windowPlace);
  window.on("close", (event) => {
    if (!leaving.mayLeave("close", () => window?.close())) event.preventDefault();
  });
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
  app.on("before-quit", (event) => {
    if (!leaving.mayLeave("quit", () => app.quit())) event.preventDefault();
  });
  void app.whenReady().then(() => {
    nativeTheme.themeSource = settings.current.theme;
    denyPermissions();
    serveApp(join(OUT, "renderer"));
    answerRequests(handlers, (event) => (window && event.sender === window.webContents ? window : null));
    showMenu();
    showWindow();
    quitOnSignals();
  });
}

/** Who ends the app by a signal, such as a system that shuts down, is not kept waiting by a question. */
function quitOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      leaving.withoutAsking();
      app.quit();
    });
  }
}

/** Lets exports remove what is unfinished and workers end by themselves: a worker that is torn down can crash the app. */
function leaveInOrder(): void {
  let left = false;
  app.on("will-quit", (event) => {
    if (left) return;
    event.preventDefault();
    exports.cancel();
    comparisons.cancel();
    suggestions.cancel();
    surveys.cancel();
    thumbnails.cancel();
    sounds.stop();
    pictureFiles.cancel();
    void Promise.allSettled([
      windowPlace.idle,
      presets.idle,
      cuts.idle,
      bookmarks.idle,
      pairings.idle,
      suggestions.idle,
      surveys.idle,
      chosenScales.idle,
      rawLayouts.idle,
      thumbnails.idle,
      sounds.idle,
      movies.close(),
      analyses.close(),
      curves.close(),
      exports.idle,
      pictureFiles.idle,
      comparisons.idle,
    ])
      .then(() => runningEngine?.pools.dispose())
      .finally(() => {
        left = true;
        // Not within the event that was just prevented: a quit in there is not heard.
        setImmediate(() => app.quit());
      });
  });
}

if (app.requestSingleInstanceLock()) start();
else app.quit();
