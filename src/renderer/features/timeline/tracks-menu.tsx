import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";
import { usuallyHidden } from "./layout";
import { TRACKS } from "./tracks";
import type { TrackId } from "./tracks/track";

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** The tracks that are hidden now: those that a person chose, until then what the window's height has room for. */
export function useHiddenTracks(): readonly string[] {
  const chosen = useTimelineStore((state) => state.hiddenTracks);
  const usual = useSyncExternalStore(onResize, () => usuallyHidden(window.innerHeight));
  return chosen ?? usual;
}

/** Chooses which tracks are shown. */
export function TracksMenu() {
  const texts = useTexts().timeline;
  const hidden = useHiddenTracks();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const handlePointer = ({ target }: globalThis.PointerEvent): void => {
      if (target instanceof Node && !menu.current?.contains(target)) setOpen(false);
    };
    const handleKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    window.addEventListener("pointerdown", handlePointer, true);
    window.addEventListener("keydown", handleKey, true);
    return () => {
      window.removeEventListener("pointerdown", handlePointer, true);
      window.removeEventListener("keydown", handleKey, true);
    };
  }, [open]);

  const toggle = (id: TrackId): void =>
    timelineActions.hideTracks(
      hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id],
    );
  return (
    <div className="timeline__menu" ref={menu}>
      <button
        ref={button}
        type="button"
        className="button button--small"
        aria-expanded={open}
        title={texts.tracksTitle}
        onClick={() => setOpen(!open)}
      >
        {texts.tracks}
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend.
        <div className="timeline__choices" role="group" aria-label={texts.tracks}>
          {TRACKS.map(({ id }) => (
            <label key={id} className="timeline__choice" title={texts.trackTitles[id]}>
              <input type="checkbox" checked={!hidden.includes(id)} onChange={() => toggle(id)} />
              {texts.trackNames[id]}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
