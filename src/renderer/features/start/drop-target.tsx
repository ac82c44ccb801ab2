import { useEffect, useState } from "react";
import { useTexts } from "../../texts/use-texts";
import { openDrop } from "./open-movie";

/** Takes files that are dropped anywhere on the window, and shows so while one is held over it. */
export function DropTarget() {
  const { start } = useTexts();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Every element that the pointer crosses says "enter" and "leave"; the window is left when none is open.
    let depth = 0;
    let ours = false;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    /** What is dragged within the window, and text onto a field, is no wish to open something. */
    const isElsewhere = (event: DragEvent): boolean =>
      ours || (!hasFiles(event) && isTextField(event.target));
    const dragstart = (): void => {
      ours = true;
    };
    const dragend = (): void => {
      ours = false;
    };
    const dragenter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const dragleave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(depth - 1, 0);
      if (depth === 0) setOver(false);
    };
    const dragover = (event: DragEvent): void => {
      if (isElsewhere(event)) return;
      // Without this the window would go to the file itself. Whatever it is may be dropped, to be told what is wrong with it.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (isElsewhere(event)) return;
      event.preventDefault();
      if (event.dataTransfer) openDrop(event.dataTransfer);
    };
    const handlers = { dragstart, dragend, dragenter, dragleave, dragover, drop } as const;
    const control = new AbortController();
    for (const [name, handler] of Object.entries(handlers))
      window.addEventListener(name, handler as EventListener, control);
    return () => control.abort();
  }, []);

  if (!over) return null;
  return (
    <div className="drop-target">
      <p className="drop-target__text">{start.dropToOpen}</p>
    </div>
  );
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
