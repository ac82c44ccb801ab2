import { create } from "zustand";
import { COMMAND_IDS, COMMANDS, type CommandId } from "../../../shared/commands";
import { useDialogStore } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";

/** What a command does in this window. */
export interface CommandHandler {
  run(): void;
  /** Absent where it can be done whenever there is a movie, if it needs one. */
  enabled?(): boolean;
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

export function isEnabled(id: CommandId): boolean {
  const handler = useHandlers.getState().handlers[id];
  if (handler === undefined) return false;
  if (COMMANDS[id].needsMovie && useMovieStore.getState().movie === null) return false;
  return handler.enabled?.() ?? true;
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
