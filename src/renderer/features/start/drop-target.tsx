import { useEffect, useState } from "react";
import { useTexts } from "../../texts/use-texts";
import { openDropped } from "./open-movie";

/** Takes files that are dropped anywhere on the window, and shows so while one is held over it. */
export function DropTarget() {
  const { start } = useTexts();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Every element that the pointer crosses says "enter" and "leave"; the window is left when none is open.
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(depth - 1, 0);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      // Without this the window would go to the file itself.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = hasFiles(event) ? "copy" : "none";
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openDropped(file);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name, listener as EventListener);
      }
    };
  }, []);

  if (!over) return null;
  return (
    <div className="drop-target">
      <p className="drop-target__text">{start.dropToOpen}</p>
    </div>
  );
}
