import type { EventPayloads } from "../../shared/ipc";
import { defaultPairing } from "../../shared/pairing";
import type { ProjectState } from "../../shared/project";
import { request } from "../api";
import type { Player } from "../playback/player";
import { marksCameWithProject } from "../stores/marks-store";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { noteInPassing } from "../stores/passing-note";
import { usePlaybackStore } from "../stores/playback-store";
import { NO_PROJECT, useProjectStore } from "../stores/project-store";
import { useViewStore, viewActions } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";
import { projectStateNow, sameProjectState } from "./project-state";

/** What is done is told to main at most so often: at once after a rest, and at the end. */
const KEEP_MS = 500;

/** What main has of the recording that is open; null before any is. */
let known: ProjectState | null = null;
/** Of the last state that main was told. */
let revision = 0;
/** The revision that a person wanted to be saved. */
let wanted: number | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
/** True where something may have been done since main was told. */
let changed = false;
/** The frame that the project was left at, where it is not known yet; null where nobody waits for it. */
let awaited: number | null = null;
/** The frame at the playhead: what is published of it comes later. */
let playhead = (): number => 0;
/** True where the last one could not be kept, and that has been said. */
let failing = false;

/** Has main keep what is done to the recording that is open, and takes up the project that it is opened with. */
export function followProject(player: Player): void {
  playhead = () => player.state.frame;
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie === null || movie.token === before.movie?.token) return;
    useProjectStore.setState({ ...NO_PROJECT, refused: null });
    awaited = null;
    failing = false;
    // The playhead of the one before goes to its start in a moment.
    known = { ...stateNow(), playhead: 0 };
    // The project that it is opened with comes in a moment.
    rest();
  });
  useViewStore.subscribe(noteChange);
  usePlaybackStore.subscribe((state, before) => {
    if (state.marks !== before.marks || (!state.playing && state.frame !== known?.playhead)) noteChange();
  });
  window.addEventListener("pagehide", () => {
    if (changed) tellMain();
  });
  window.kinoflow.on("project:opened", (opened) => open(opened, player));
  window.kinoflow.on("project:kept", took);
  window.kinoflow.on("project:refused", (refused) => useProjectStore.setState({ refused }));
  window.kinoflow.on("project:recoverable", (recoverable) => useProjectStore.setState({ recoverable }));
}

function open({ token, name, state, notices }: EventPayloads["project:opened"], player: Player): void {
  if (useMovieStore.getState().movie?.token !== token) return;
  marksCameWithProject(token);
  viewActions.recallProject(state.settings);
  usePlaybackStore.setState({ marks: state.range });
  useProjectStore.setState({ name, isSaved: true, notices, refused: null, recoverable: null });
  goTo(state.playhead, token, player);
  known = state;
  revision = 0;
}

/** Goes to a frame, which may not be known yet, unless somebody goes elsewhere meanwhile. */
function goTo(frame: number, token: string, player: Player): void {
  player.seek(frame);
  if (player.state.frame === frame) return;
  awaited = frame;
  let reached = player.state.frame;
  const leave = useMovieStore.subscribe(({ movie }) => {
    const isElsewhere = movie?.token !== token || player.state.frame !== reached || player.state.playing;
    if (!isElsewhere) {
      player.seek(frame);
      reached = player.state.frame;
      if (reached !== frame && !movie.indexComplete) return;
    }
    leave();
    if (movie?.token === token) awaited = null;
  });
}

/** What was done by now: who waits for a frame to be listed is at that frame. */
function stateNow(): ProjectState {
  return { ...projectStateNow(), playhead: awaited ?? playhead() };
}

/** Something may have been done. */
function noteChange(): void {
  changed = true;
  if (timer !== null || known === null) return;
  tellMain();
  rest();
}

function rest(): void {
  changed = false;
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => {
    timer = null;
    if (changed) noteChange();
  }, KEEP_MS);
}

function tellMain(): void {
  changed = false;
  const token = useMovieStore.getState().movie?.token;
  const state = stateNow();
  if (token === undefined || known === null || sameProjectState(state, known)) return;
  known = state;
  revision += 1;
  useProjectStore.setState({ isSaved: false });
  void request("project:keep", { token, revision, state }).then((outcome) => {
    if (!outcome.ok) reportProblem(outcome.error, currentTexts().project.subject);
  });
}

/** Main has kept something, or could not. */
function took({ token, name, revision: kept, error }: EventPayloads["project:kept"]): void {
  if (useMovieStore.getState().movie?.token !== token) return;
  if (error !== null) {
    // That the recording itself is gone is said where a frame of it is wanted; nobody has asked for a project yet.
    const isOfRecording = name === null && ["file-missing", "file-unreadable"].includes(error.code);
    if (!failing && !isOfRecording) reportProblem(error, name ?? currentTexts().project.subject);
    failing = true;
    return;
  }
  failing = false;
  if (kept !== revision) return;
  useProjectStore.setState({ name, isSaved: true });
  if (kept === wanted && name !== null) noteInPassing("projectSaved", name);
  if (kept === wanted) wanted = null;
}

export const projectActions = {
  /** Saves it in its file, or asks where to, as it does in any case where it is to be saved elsewhere. */
  async save(isElsewhere: boolean): Promise<void> {
    const token = useMovieStore.getState().movie?.token;
    if (token === undefined) return;
    const state = stateNow();
    known = state;
    revision += 1;
    wanted = revision;
    const outcome = await request("project:save", { token, revision, state, isElsewhere });
    if (!outcome.ok) reportProblem(outcome.error, currentTexts().project.subject);
  },
  /** Begins anew with the recording that is open; what was saved stays saved. */
  async begin(): Promise<void> {
    const { movie } = useMovieStore.getState();
    if (movie === null) return;
    const outcome = await request("project:leave", { token: movie.token });
    if (!outcome.ok) {
      reportProblem(outcome.error, currentTexts().project.subject);
      return;
    }
    useProjectStore.setState(NO_PROJECT);
    viewActions.beginAnew(movie.width, movie.height, defaultPairing(movie.layout));
    usePlaybackStore.setState({ marks: { start: null, end: null } });
  },
  /** Does what remedies that a project was refused, or decides on what is left of an app that was ended. */
  ask(channel: "project:open-dialog" | "project:open-last-good" | "project:locate"): void {
    void request(channel).then((outcome) => {
      if (!outcome.ok) reportProblem(outcome.error, currentTexts().project.subject);
    });
  },
  async recover(restore: boolean): Promise<void> {
    useProjectStore.setState({ recoverable: null });
    const outcome = await request("project:recover", { restore });
    if (!outcome.ok) reportProblem(outcome.error, currentTexts().project.subject);
  },
} as const;
