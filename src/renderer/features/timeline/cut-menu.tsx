import { type CSSProperties, type MouseEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { currentCuts, isAcrossCut } from "../../stores/scene-cuts";
import { viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import { currentView } from "./use-timeline-view";

/** A cut that is no farther than this from the pointer is meant, in CSS pixels. */
const NEAR = 8;

interface OpenMenu {
  /** Where it stands on the strip: in the right half it opens to the left, so as not to leave the window. */
  readonly place: CSSProperties;
  /** The cut that the pointer is at; null where there is none. */
  readonly cut: number | null;
  /** The playhead's frame, after which a cut can be marked; null where one is already, or no frame follows. */
  readonly frame: number | null;
}

export interface CutMenuState {
  readonly menu: OpenMenu | null;
  readonly open: (event: MouseEvent<HTMLElement>) => void;
  readonly close: () => void;
}

/** What a right click on the timeline opens. */
export function useCutMenu(): CutMenuState {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  return {
    menu,
    open: (event) => {
      event.preventDefault();
      const { left, width } = event.currentTarget.getBoundingClientRect();
      const x = event.clientX - left;
      const scale = frameScale(currentView(), width, SLIDER_INSET);
      const distance = (cut: number): number => Math.abs(scale.xOf(cut - 0.5) - x);
      const nearest = currentCuts().reduce<number | null>(
        (best, cut) => (best === null || distance(cut) < distance(best) ? cut : best),
        null,
      );
      const { frame } = usePlaybackStore.getState();
      const count = useMovieStore.getState().movie?.frameCount ?? 0;
      const cut = nearest !== null && distance(nearest) <= NEAR ? nearest : null;
      const markable = frame + 1 < count && !isAcrossCut(frame) ? frame : null;
      const place = x > width / 2 ? { left: "auto", right: width - x } : { left: x };
      // A menu of nothing would only keep the keys.
      setMenu(cut === null && markable === null ? null : { place, cut, frame: markable });
    },
    close: () => setMenu(null),
  };
}

/** Sets a cut at the playhead, or deletes the one under the pointer. */
export function CutMenu({ menu, close }: CutMenuState) {
  const element = useRef<HTMLDivElement>(null);
  const texts = useTexts().cuts;
  useClosing(element, menu !== null, close);
  if (menu === null) return null;
  const { place, cut, frame } = menu;
  const choose = (at: number, isCut: boolean): void => {
    viewActions.markCut(at, isCut);
    close();
  };
  return (
    <div
      ref={element}
      className="timeline__choices timeline__context"
      style={place}
      role="menu"
      aria-label={texts.menu}
    >
      {cut !== null && (
        <button type="button" role="menuitem" className="timeline__choice" onClick={() => choose(cut, false)}>
          {texts.removeAt(cut)}
        </button>
      )}
      {frame !== null && (
        <button
          type="button"
          role="menuitem"
          className="timeline__choice"
          onClick={() => choose(frame + 1, true)}
        >
          {texts.markAfter(frame)}
        </button>
      )}
    </div>
  );
}

/** Gives the menu the focus, and closes it when something else is pressed. */
function useClosing(element: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    element.current?.querySelector("button")?.focus();
    const handlePointer = ({ target }: globalThis.PointerEvent): void => {
      if (target instanceof Node && !element.current?.contains(target)) closing.current();
    };
    const handleKey = (event: globalThis.KeyboardEvent): void => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0 && event.key !== "Escape" && event.key !== "Tab") return;
      event.preventDefault();
      event.stopPropagation();
      if (step === 0) closing.current();
      else focusBeside(element.current, step);
    };
    window.addEventListener("pointerdown", handlePointer, true);
    window.addEventListener("keydown", handleKey, true);
    return () => {
      window.removeEventListener("pointerdown", handlePointer, true);
      window.removeEventListener("keydown", handleKey, true);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [element, isOpen]);
}

function focusBeside(menu: HTMLElement | null, step: 1 | -1): void {
  const items = [...(menu?.querySelectorAll("button") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(at + step + items.length) % items.length]?.focus();
}
