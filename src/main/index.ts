import { basename, join } from "node:path";
import { app, dialog, Menu, nativeTheme } from "electron";
import { AnalysisStore } from "../engine/analysis/analysis-store";
import { pairingOf } from "../shared/pairing";
import type { ProjectState } from "../shared/project";
import { languageOf, type Texts, texts } from "../shared/texts/texts";
import { AnalysisService } from "./analysis-service";
import { aboutText, describeApp } from "./app-info";
import { registerAppScheme, serveApp } from "./app-protocol";
import { BookmarksService } from "./bookmarks-service";
import { ChosenScalesOfMovies } from "./chosen-scales";
import { CompareService } from "./compare-service";
import { CurveService } from "./curve-service";
import { CutService } from "./cut-service";
import { EngineHost } from "./engine-host";
import { ExportService } from "./export-service";
import { FileDialogs } from "./file-dialogs";
import { answerRequests, type Handlers } from "./ipc-router";
import { JsonFile } from "./json-file";
import { moviesOf } from "./launch-arguments";
import { Leaving } from "./leaving";
import { live } from "./life-cycle";
import { LinesService } from "./lines-service";
import { MainWindow, toggleFullScreen } from "./main-window";
import { MarksService } from "./marks-service";
import { MaskService } from "./mask-service";
import { MemoryMonitor } from "./memory";
import { buildMenu } from "./menu";
import { MovieContents } from "./movie-contents";
import { MovieService, type OpenMovie } from "./movie-service";
import { PairingService } from "./pairing-service";
import { PictureFileService } from "./picture-file-service";
import { PictureOnly } from "./picture-only";
import { PictureService } from "./picture-service";
import { PresetsService } from "./presets-service";
import { ProjectService } from "./project-service";
import { RawLayouts } from "./raw-layouts";
import { RawService } from "./raw-service";
import { RecentMovies } from "./recent-movies";
import { SettingsService } from "./settings-service";
import { SoundService } from "./sound-service";
import { SuggestService } from "./suggest-service";
import { SurveyService } from "./survey-service";
import { ThumbnailService } from "./thumbnail-service";
import { TracksService } from "./tracks-service";
import { VerifyService } from "./verify-service";
import { WantedMovie } from "./wanted-movie";
import { denyPermissions, openPicturePort } from "./window";

/** Composition root of the desktop app. */

const OUT = join(import.meta.dirname, "..");
const WORKER_URL = new URL("flow.worker.js", import.meta.url);

// MUST happen before the app is ready.
registerAppScheme();

const userData = app.getPath("userData");
const kept = (name: string): string => join(userData, name);

const windowPlace = new JsonFile(kept("window.json"));
const window = new MainWindow({
  preload: join(OUT, "preload/index.cjs"),
  icon: join(OUT, "../resources/icon.png"),
  place: windowPlace,
  opened: () => leaving.stay(),
  mayClose: (close) => leaving.mayLeave("close", close),
  closed: () => {
    void projects.close();
    void movies.close();
  },
});
const { tell } = window;
const leaving = new Leaving(
  () => exports.isRunning,
  (kind) => window.askBeforeLeaving(kind),
);
const settings = new SettingsService(kept("settings.json"), (changed) => {
  nativeTheme.themeSource = changed.theme;
  movies.applyFrameBudget();
  showMenu();
  tell("settings:changed", changed);
});
const host = new EngineHost(WORKER_URL, () => settings.current);
const engine = host.start;
const dialogs = new FileDialogs(words);

const memory = new MemoryMonitor();
const pictureOnly = new PictureOnly(() => tell("menu:command", "leave-picture-only"));
const presets = new PresetsService(kept("presets.json"));
const recent = new RecentMovies(userData);
const contents = new MovieContents();
const analyses = new AnalysisService(engine, WORKER_URL, new AnalysisStore(kept("analysis")), contents, tell);
const cuts = new CutService(kept("cuts"), contents, (marks) => tell("cuts:marks", marks));
const pairings = new PairingService(kept("pairings"), contents);
const bookmarks = new BookmarksService(kept("bookmarks"), contents);
const marks = new MarksService(kept("marks"), contents);
const masks = new MaskService(engine);
const curves = new CurveService(engine, tell);
const tracks = new TracksService(engine, tell);
const movies = new MovieService(engine, kept("sample"), () => settings.current.frameBudgetBytes, tell, {
  opened: begin,
  closing: closeWork,
  layoutOf: (path) => raws.remembered(path),
  unread: (path, error) => {
    projects.movieFailed();
    return raws.unread(path, error);
  },
});
const projects = new ProjectService({
  folder: userData,
  contents,
  dialogs,
  tell,
  texts: words,
  folders: () => recent.folders,
  openMovie: (path, options) => void movies.openFile(path, options),
  seed: keepState,
  used: (movie, path) => void remember(movie, path, basename(path)),
});
const wanted = new WantedMovie(
  moviesOf(process.argv, process.cwd(), app.isPackaged).at(-1) ?? null,
  () => window.isReady,
  (path) => projects.open(path),
);
const suggestions = new SuggestService(engine);
const surveys = new SurveyService(engine);
const chosenScales = new ChosenScalesOfMovies(kept("scales.json"));
const thumbnails = new ThumbnailService(engine);
const rawLayouts = new RawLayouts(kept("raw-layouts.json"));
const raws = new RawService(engine, rawLayouts, thumbnails, (path, layout) => {
  projects.openMovie(path, { raw: { layout } });
});
const pictures = new PictureService(
  () => movies.current,
  memory,
  () => host.heapBytes(),
);
const exports = new ExportService(engine, words, (progress) => tell("export:progress", progress), tracks);
const sounds = new SoundService(engine);
const lines = new LinesService(engine, (progress) => tell("lines:progress", progress));
const pictureFiles = new PictureFileService(engine, words, tracks);
const comparisons = new CompareService(engine, WORKER_URL, (progress) => tell("compare:progress", progress));

const verifications = new VerifyService(engine, (progress) => tell("verify:progress", progress));

/** Ends what is done on a movie in the background. */
async function closeWork({ movie }: OpenMovie): Promise<void> {
  for (const service of [suggestions, surveys, pictureFiles, verifications]) service.cancel();
  sounds.stop();
  await Promise.all([
    analyses.close(),
    ...[suggestions, surveys, pictureFiles, verifications].map(({ idle }) => idle),
    thumbnails.leaveMovie(movie),
    curves.leaveMovie(movie),
    tracks.leaveMovie(movie),
    lines.leaveMovie(),
  ]);
}

/** What is done of its own accord with a movie that was just opened. */
function begin(opened: OpenMovie, asked: string): void {
  projects.opened(opened, asked);
  if (!opened.info.isSample) void remember(opened.movie, opened.movie.path, opened.info.name);
  // A movie whose marks cannot be read is shown without them.
  cuts.recall(opened).catch(() => undefined);
}

/** Has a recording begin with what its project says of it, in place of what is kept of it otherwise. */
function keepState(opened: OpenMovie, { settings }: ProjectState): void {
  const { movie } = opened;
  const { cutMarks, flow, overlay, arrowScaling, colourScaling, levels } = settings;
  const scales = {
    arrows: arrowScaling === "chosen" ? overlay.arrows.scale : null,
    colours: colourScaling === "chosen" ? overlay.colour.maxSpeed : null,
    levels,
  };
  const kept = [
    cuts.keep(opened, cutMarks),
    bookmarks.keep(movie, settings.bookmarks),
    marks.keep(movie, settings.marks),
    pairings.keep(movie, pairingOf(flow)),
    chosenScales.keep(movie.path, scales),
  ];
  // It has what the project says all the same.
  void Promise.allSettled(kept);
}

/** Puts a movie, or a project of it, among the recent ones, with a picture. The list is a convenience: what fails here is no news. */
async function remember(movie: OpenMovie["movie"], path: string, name: string): Promise<void> {
  try {
    app.addRecentDocument(path);
    await recent.add(path, name, Date.now());
    const picture = await thumbnails.make(movie, { frame: 0, height: 144, tolerance: 0 });
    await recent.addPicture(path, picture);
  } catch {
    // The movie is open all the same.
  }
}

async function forgetMovies(): Promise<void> {
  await chosenScales.clear();
  await rawLayouts.clear();
  app.clearRecentDocuments();
}

/** Everything there is to say, in the language of the settings. */
function words(): Texts {
  return texts(languageOf(settings.current.language, app.getLocale()));
}

function showMenu(): void {
  Menu.setApplicationMenu(
    buildMenu(words(), {
      open: () => void openChosen("movie"),
      "open-folder": () => void openChosen("folder"),
      "open-sample": () => openSample(),
      about: () => void showAbout(),
      "full-screen": () => window.current && toggleFullScreen(window.current),
      other: (command) => tell("menu:command", command),
    }),
  );
}

function openSample(): void {
  projects.movieComes();
  void movies.openSample(words().dialogs.sample);
}

async function openChosen(kind: "movie" | "folder", parent = window.current): Promise<void> {
  const path = parent && (await dialogs[kind](parent));
  if (path !== null) wanted.open(path);
}

async function showAbout(): Promise<void> {
  const info = describeApp(await host.tools());
  const box = {
    type: "info" as const,
    title: words().dialogs.aboutTitle,
    message: `Kinoflow ${info.version}`,
    detail: aboutText(info, words()),
  };
  await (window.current ? dialog.showMessageBox(window.current, box) : dialog.showMessageBox(box));
}

const handlers: Handlers = {
  "app:ready": (_payload, sender) => {
    pictureOnly.set(sender, false);
    sounds.reset();
    pictures.serve(openPicturePort(sender));
    window.setReady();
    wanted.windowIsReady(projects.path ?? movies.current?.movie.path ?? null);
    void projects.windowIsReady();
  },
  "app:info": async () => describeApp(await host.tools()),
  "app:about": showAbout,
  "window:toggle-full-screen": (_payload, sender) => toggleFullScreen(sender),
  "window:picture-only": ({ on }, sender) => pictureOnly.set(sender, on),
  "movie:open-dialog": (_payload, sender) => openChosen("movie", sender),
  "movie:open-folder-dialog": (_payload, sender) => openChosen("folder", sender),
  "movie:open-dropped": ({ path }) => wanted.open(path),
  "leave:answer": ({ leave }) => {
    // Ended at once: the unfinished file is removed while the window closes.
    if (leave) exports.cancel();
    leaving.answer(leave);
  },
  "movie:open-sample": openSample,
  ...movies.handlers(),
  ...projects.handlers(),
  ...settings.handlers(dialogs.ffmpeg),
  ...recent.handlers(wanted.open, forgetMovies),
  ...presets.handlers(),
  ...raws.handlers(movies, dialogs.raw),
  ...thumbnails.handlers(movies),
  ...analyses.handlers(movies, words),
  ...curves.handlers(movies, words),
  ...tracks.handlers(movies, words),
  ...cuts.handlers(movies),
  ...pairings.handlers(movies),
  ...bookmarks.handlers(movies),
  ...marks.handlers(movies),
  ...masks.handlers(movies, words),
  ...lines.handlers(movies, words),
  ...chosenScales.handlers(movies),
  ...surveys.handlers(movies),
  ...suggestions.handlers(movies),
  ...comparisons.handlers(movies),
  ...verifications.handlers(movies, dialogs.truth),
  ...exports.handlers(movies),
  ...pictureFiles.handlers(movies),
  ...sounds.handlers(movies),
};

live({
  window,
  leaving,
  open: wanted.open,
  begin: () => {
    projects.begin();
    nativeTheme.themeSource = settings.current.theme;
    denyPermissions();
    serveApp(join(OUT, "renderer"));
    answerRequests(handlers, (event) =>
      window.current && event.sender === window.current.webContents ? window.current : null,
    );
    showMenu();
  },
  end: async () => {
    const background = [
      ...[exports, comparisons, verifications, suggestions, surveys, thumbnails, pictureFiles, lines],
    ];
    for (const service of background) service.cancel();
    sounds.stop();
    const written = [windowPlace, presets, cuts, bookmarks, marks, pairings, chosenScales, rawLayouts];
    await Promise.allSettled([
      ...[...background, ...written, sounds].map(({ idle }) => idle),
      ...[projects, movies, analyses, curves, tracks].map((service) => service.close()),
    ]);
    await host.dispose();
  },
});
