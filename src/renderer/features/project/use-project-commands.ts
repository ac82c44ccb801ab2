import { useEffect } from "react";
import { projectActions } from "../../project/follow-project";
import { handleCommands } from "../commands/registry";

/** Takes the commands over that are about projects. */
export function useProjectCommands(): void {
  useEffect(
    () =>
      handleCommands({
        "new-project": { run: () => void projectActions.begin() },
        "open-project": { run: () => projectActions.ask("project:open-dialog") },
        "save-project": { run: () => void projectActions.save(false) },
        "save-project-as": { run: () => void projectActions.save(true) },
      }),
    [],
  );
}
