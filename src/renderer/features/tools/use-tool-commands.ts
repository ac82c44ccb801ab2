import { useEffect } from "react";
import { useDialogStore } from "../../stores/dialog-store";
import { TOOL_IDS, type ToolId, toolState } from "../../stores/tool-store";
import { selectedMark } from "../../tools/grasp";
import { deleteMark, duplicateMark } from "../../tools/mark-making";
import { chooseTool, dropDraft } from "../../tools/registry";
import { type CommandHandlers, handleCommands, type Obstacle } from "../commands/registry";

/** Takes the commands over that are about tools and what they made. */
export function useToolCommands(): void {
  useEffect(() => handleCommands({ ...TOOL_COMMANDS, ...MARK_COMMANDS }), []);
  // The line that a dialog asked about goes with it.
  useEffect(
    () =>
      useDialogStore.subscribe(({ open }, before) => {
        if (before.open === "calibrate" && open === null) dropDraft();
      }),
    [],
  );
}

const TOOL_COMMANDS: CommandHandlers = Object.fromEntries(
  TOOL_IDS.map((id: ToolId) => [`tool-${id}`, { run: () => chooseTool(id) }]),
);

const MARK_COMMANDS: CommandHandlers = {
  "toggle-marks": { run: toolState.toggleMarks },
  "duplicate-mark": {
    run: () => {
      const any = selectedMark();
      if (any !== null) duplicateMark(any);
    },
    obstacle: noMark,
  },
  "delete-mark": {
    run: () => {
      const any = selectedMark();
      if (any !== null) deleteMark(any);
    },
    obstacle: noMark,
  },
};

function noMark(): Obstacle | null {
  return selectedMark() === null ? "noMark" : null;
}
