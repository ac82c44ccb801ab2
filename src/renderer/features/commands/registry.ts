import { create } from "zustand";
import { COMMAND_IDS, COMMANDS, type CommandId } from "../../../shared/commands";
import type { Texts } from "../../../shared/texts/texts";
import { useDialogStore } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";

/** Why a command cannot be done now, by the name of its text. */
export type Obstacle = keyof Texts["palette"]["obstacles"];

/** What a command does in this window. */
export interface CommandHandler {
  run(): void;
  /** What keeps it from being done now, or null; absent where it can be done whenever there is a movie, if it needs one. */
  obstacle?(): Obstacle | null;
}

export type CommandHandlers = Readonly<Partial<Record<CommandId, CommandHandler>>>;

/** Who does what. A command without a handler is offered nowhere. */
const useHandlers = create<{ readonly handlers: CommandHandlers }>()(() => ({ handlers: {} }));

/** Takes commands over until the returned function is called. Whoever owns what a command is about handles it. */
export function handleCommands(handlers: CommandHandlers): () => void {
  useHandlers.setState((state) => ({ handlers: { ...state.handlers, ...handlers } }));
  return () => {
    useHandlers.setState((state) => ({
      handlers: Object.fromEntries(
        Object.entries(state.handlers).filter(([id, handler]) => handlers[id as CommandId] !== handler),
      ),
    }));
  };
}

/** The commands that the window knows now, in the order of their list. */
export function useOfferedCommands(): readonly CommandId[] {
  const handlers = useHandlers((state) => state.handlers);
  return COMMAND_IDS.filter((id) => handlers[id] !== undefined);
}

/** What keeps a command that is offered from being done now; null where nothing does. */
export function obstacleTo(id: CommandId): Obstacle | null {
  if (COMMANDS[id].needsMovie && useMovieStore.getState().movie === null) return "noMovie";
  return useHandlers.getState().handlers[id]?.obstacle?.() ?? null;
}

/** True where somebody handles a command, and it can be done now. */
export function isEnabled(id: CommandId): boolean {
  return useHandlers.getState().handlers[id] !== undefined && obstacleTo(id) === null;
}

/**
 * Does what the command says, if it can be done now. A dialog in front of the window keeps everything else away from it.
 * @returns false when nothing was done
 */
export function runCommand(id: CommandId): boolean {
  if (useDialogStore.getState().open !== null || !isEnabled(id)) return false;
  useHandlers.getState().handlers[id]?.run();
  return true;
}
