import { useEffect } from "react";
import { useRevealStore } from "../../stores/reveal-store";
import { CONTROL_ATTRIBUTE, CONTROLS, type ControlId } from "./controls";

/** What has the keys of a control, the best first: a number can be typed as well as stepped. */
const KEY_TAKERS = ["input[type=number]", "select", "input", "textarea", "summary", "button"] as const;

/** Goes to the control that somebody wants to see: scrolls it into view and gives it the keys. */
export function useReveal(): void {
  const { place, wish } = useRevealStore();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same place may be wanted again.
  useEffect(() => {
    if (place === null) return;
    const control = elementOf(place);
    if (control === null) return;
    unfold(control);
    control.scrollIntoView({ block: "center" });
    focusIn(control);
    control.toggleAttribute("data-revealed", true);
    const timer = setTimeout(() => control.removeAttribute("data-revealed"), 1200);
    return () => {
      clearTimeout(timer);
      control.removeAttribute("data-revealed");
    };
  }, [place, wish]);
}

/** The element of a place, or of what has to be there first. */
function elementOf(place: string): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(`[${CONTROL_ATTRIBUTE}="${place}"]`);
  if (found !== null) return found;
  const otherwise = place in CONTROLS ? CONTROLS[place as ControlId].otherwise : undefined;
  return otherwise === undefined ? null : elementOf(otherwise);
}

/** Opens whatever folds the control away. */
function unfold(control: HTMLElement): void {
  let fold = control.closest("details");
  while (fold) {
    fold.open = true;
    fold = fold.parentElement?.closest("details") ?? null;
  }
}

function focusIn(control: HTMLElement): void {
  const taker = control.matches(KEY_TAKERS.join())
    ? control
    : KEY_TAKERS.map((kind) => control.querySelector<HTMLElement>(`${kind}:not(:disabled)`)).find(Boolean);
  taker?.focus({ preventScroll: true });
  if (taker instanceof HTMLInputElement && taker.type === "number") taker.select();
}
