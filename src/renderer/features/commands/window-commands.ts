import { useEffect } from "react";
import type { MapKind } from "../../../shared/overlay/settings";
import type { Settings } from "../../../shared/settings";
import { request } from "../../api";
import type { MethodChoice } from "../../lib/methods";
import { isRangeSettled } from "../../playback/marks";
import { isSingleFrame } from "../../playback/movie-growth";
import type { Player } from "../../playback/player";
import { fasterThan, NORMAL_SPEED, slowerThan } from "../../playback/speeds";
import { useSession } from "../../session-context";
import { useAnalysisStore } from "../../stores/analysis-store";
import { type DialogName, openDialog } from "../../stores/dialog-store";
import { reportProblem, useMovieStore } from "../../stores/movie-store";
import { markActions, usePlaybackStore } from "../../stores/playback-store";
import { chooseRawFile } from "../../stores/raw-store";
import { resetView } from "../../stores/reset-view";
import { nearestCut } from "../../stores/scene-cuts";
import { changeSettings, useSettingsStore } from "../../stores/settings-store";
import { timelineActions } from "../../stores/timeline-store";
import { viewActions } from "../../stores/view-store";
import { openFolderWithDialog, openSample, openWithDialog } from "../start/open-movie";
import { analyse, controlAnalysis } from "../timeline/analysis-controls";
import { CUT_COMMANDS } from "./cut-commands";
import { momentCommands } from "./moment-commands";
import {
  type CommandHandler,
  type CommandHandlers,
  handleCommands,
  type Obstacle,
  runCommand,
} from "./registry";

function does(run: () => void, obstacle: () => Obstacle | null = () => null): CommandHandler {
  return { run, obstacle };
}

function showsMap(kind: MapKind | null): CommandHandler {
  return { run: () => viewActions.chooseMap(kind) };
}

function speaks(language: Settings["language"]): CommandHandler {
  return { run: () => void changeSettings({ language }) };
}

function resetMovieView(): void {
  const { movie } = useMovieStore.getState();
  if (movie !== null) resetView(movie);
}

function opens(name: DialogName): CommandHandler {
  return { run: () => openDialog(name) };
}

function chooses(method: MethodChoice): CommandHandler {
  return { run: () => viewActions.chooseMethod(method) };
}

function asks(channel: "app:about" | "window:toggle-full-screen"): CommandHandler {
  return {
    run: () =>
      void request(channel).then((outcome) => {
        if (!outcome.ok) reportProblem(outcome.error);
      }),
  };
}

function playing(player: Player): CommandHandlers {
  const pauseAt = (frame: number): void => {
    player.pause();
    player.seek(frame);
  };
  const goToCut = (direction: 1 | -1): void => {
    const cut = nearestCut(player.state.frame, direction);
    if (cut !== null) pauseAt(cut);
  };
  const speed = (): number => Math.abs(player.state.rate);
  return {
    "play-pause": does(() => player.toggle()),
    "play-forwards": does(() => player.shuttle(1)),
    "play-backwards": does(() => player.shuttle(-1)),
    pause: does(() => player.pause()),
    "next-frame": does(() => player.step(1)),
    "previous-frame": does(() => player.step(-1)),
    "ten-forwards": does(() => player.step(10)),
    "ten-back": does(() => player.step(-10)),
    "first-frame": does(() => pauseAt(0)),
    "last-frame": does(() => pauseAt(Number.MAX_SAFE_INTEGER)),
    "go-to": opens("go-to"),
    "next-cut": does(
      () => goToCut(1),
      () => noCut(player, 1),
    ),
    "previous-cut": does(
      () => goToCut(-1),
      () => noCut(player, -1),
    ),
    "toggle-loop": does(() => player.setLoop(!player.state.loop)),
    "toggle-sound": does(toggleSound, noSound),
    slower: does(() => player.setSpeed(slowerThan(speed()))),
    faster: does(() => player.setSpeed(fasterThan(speed()))),
    "normal-speed": does(() => player.setSpeed(NORMAL_SPEED)),
    "mark-start": does(() => markActions.setStart(player.state.frame), noMotion),
    "mark-end": does(() => markActions.setEnd(player.state.frame), noMotion),
    "clear-range": does(markActions.clear),
  };
}

function toggleSound(): void {
  const { settings } = useSettingsStore.getState();
  if (settings !== null) void changeSettings({ sound: !settings.sound });
}

function noSound(): Obstacle | null {
  return useMovieStore.getState().movie?.hasAudio === false ? "noSound" : null;
}

function noCut(player: Player, direction: 1 | -1): Obstacle | null {
  return nearestCut(player.state.frame, direction) === null ? "noCut" : null;
}

/** Something needs a second frame. */
function noMotion(): Obstacle | null {
  const { movie } = useMovieStore.getState();
  return movie !== null && isSingleFrame(movie) ? "singleFrame" : null;
}

/** True while the analysis runs or pauses. */
function isAnalysing(): boolean {
  const { state } = useAnalysisStore.getState();
  return state !== null && state.status !== "idle";
}

function notAnalysing(): Obstacle | null {
  return isAnalysing() ? null : "noAnalysis";
}

function noNewAnalysis(): Obstacle | null {
  const { movie } = useMovieStore.getState();
  if (isAnalysing()) return "analysisRuns";
  const settled = movie === null || isRangeSettled(movie, usePlaybackStore.getState().marks);
  return settled ? noMotion() : "stillIndexing";
}

function analysing(): CommandHandlers {
  const run = (): void => {
    const { movie } = useMovieStore.getState();
    if (movie !== null) void analyse(movie);
  };
  const pauseOrResume = (): void => {
    const paused = useAnalysisStore.getState().state?.status === "paused";
    void controlAnalysis(paused ? "analysis:resume" : "analysis:pause");
  };
  return {
    "analysis-run": does(run, noNewAnalysis),
    "analysis-pause": does(pauseOrResume, notAnalysing),
    "analysis-cancel": does(() => void controlAnalysis("analysis:cancel"), notAnalysing),
    "method-fast": chooses("fast"),
    "method-balanced": chooses("balanced"),
    "method-accurate": chooses("accurate"),
    "method-lucas-kanade": chooses("lucas-kanade"),
    benchmark: does(() => openDialog("benchmark"), noMotion),
    verify: does(() => openDialog("verify"), noMotion),
    "judge-by-truth": does(() => openDialog("truth"), noMotion),
  };
}

const OF_THE_WINDOW: CommandHandlers = {
  open: does(() => void openWithDialog()),
  "open-folder": does(() => void openFolderWithDialog()),
  "open-raw": does(() => void chooseRawFile()),
  "open-recent": opens("recent"),
  "open-sample": does(() => void openSample()),
  export: opens("export"),
  "export-table": does(() => openDialog("table"), noMotion),
  "toggle-arrows": does(viewActions.toggleArrows),
  "toggle-colours": does(viewActions.toggleColours),
  "map-none": showsMap(null),
  "map-direction": showsMap("direction"),
  "map-speed": showsMap("speed"),
  "map-divergence": showsMap("divergence"),
  "map-vorticity": showsMap("vorticity"),
  "map-shear": showsMap("shear"),
  "map-reliability": showsMap("reliability"),
  "map-difference": showsMap("difference"),
  "map-uncertainty": showsMap("uncertainty"),
  "map-forward-backward": showsMap("forward-backward"),
  reset: does(resetMovieView),
  "language-system": speaks("system"),
  "language-en": speaks("en"),
  "language-zh-cn": speaks("zh-CN"),
  "toggle-legend": does(viewActions.toggleLegend),
  "toggle-inspector": does(viewActions.toggleInspector),
  "toggle-graph": does(timelineActions.toggleGraph),
  "full-screen": asks("window:toggle-full-screen"),
  palette: opens("palette"),
  shortcuts: opens("shortcuts"),
  settings: opens("settings"),
  "theme-system": does(() => void changeSettings({ theme: "system" })),
  "theme-dark": does(() => void changeSettings({ theme: "dark" })),
  "theme-light": does(() => void changeSettings({ theme: "light" })),
  about: asks("app:about"),
};

/** Does what the window's own commands say, from wherever they come: keys, the palette, or the application menu. */
export function useWindowCommands(): void {
  const { player } = useSession();
  useEffect(
    () =>
      handleCommands({
        ...OF_THE_WINDOW,
        ...CUT_COMMANDS,
        ...playing(player),
        ...momentCommands(player),
        ...analysing(),
      }),
    [player],
  );
  useEffect(() => window.kinoflow.on("menu:command", runCommand), []);
}
