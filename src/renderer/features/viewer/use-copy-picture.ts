import { useEffect } from "react";
import type { Session } from "../../session";
import { useSession } from "../../session-context";
import { openDialog } from "../../stores/dialog-store";
import { noteInPassing } from "../../stores/passing-note";
import { usePlaybackStore } from "../../stores/playback-store";
import { handleCommands } from "../commands/registry";

/** Takes the commands over that put what is seen of the picture on the clipboard, or into a file. */
export function useCopyPicture(): void {
  const session = useSession();
  useEffect(
    () =>
      handleCommands({
        "copy-picture": {
          run: () => void copyPicture(session),
          obstacle: noPicture,
        },
        "save-picture": { run: () => openDialog("picture"), obstacle: noPicture },
      }),
    [session],
  );
}

function noPicture(): "noPicture" | null {
  return usePlaybackStore.getState().shownFrame === null ? "noPicture" : null;
}

async function copyPicture(session: Session): Promise<void> {
  try {
    const picture = await session.snapshot();
    if (picture === null) return;
    // The page's own clipboard: that of Electron is another one in every other version.
    await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
    noteInPassing("pictureCopied");
  } catch {
    // Another program has hold of the clipboard, or the window lost the focus.
    noteInPassing("pictureNotCopied");
  }
}
