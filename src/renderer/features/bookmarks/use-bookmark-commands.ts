import { useEffect } from "react";
import { useSession } from "../../session-context";
import { bookmarkActions, nearestBookmark } from "../../stores/bookmark-store";
import { openDialog } from "../../stores/dialog-store";
import { type CommandHandler, handleCommands } from "../commands/registry";

/** Takes the commands over that are about bookmarks. */
export function useBookmarkCommands(): void {
  const { player } = useSession();
  useEffect(() => {
    const goes = (direction: 1 | -1): CommandHandler => ({
      run: () => {
        const bookmark = nearestBookmark(player.state.frame, direction);
        if (bookmark === null) return;
        player.pause();
        player.seek(bookmark.frame);
      },
      obstacle: () => (nearestBookmark(player.state.frame, direction) === null ? "noBookmark" : null),
    });
    return handleCommands({
      "toggle-bookmark": { run: () => bookmarkActions.toggle(player.state.frame) },
      "name-bookmark": {
        run: () => {
          player.pause();
          openDialog("bookmark");
        },
      },
      "next-bookmark": goes(1),
      "previous-bookmark": goes(-1),
    });
  }, [player]);
}
