import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: ReactNode;
}

interface TabsProps<Id extends string> {
  /** Name of the list of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** What stands at the end of the line of tabs. */
  readonly aside?: ReactNode;
}

/** How far each key goes in the list of tabs. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Tabs with the content of the chosen one. Arrow keys go from tab to tab, and Tab goes on to the content. A tab that was
 * clicked leaves the arrow keys to the movie, as everything does that was clicked.
 */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, aside }: TabsProps<Id>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [clicked, setClicked] = useState(false);
  const at = Math.max(
    tabs.findIndex((tab) => tab.id === chosen),
    0,
  );

  const handleKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined || clicked) return;
    // The window moves through the movie by these keys.
    event.preventDefault();
    event.stopPropagation();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };

  return (
    <>
      <div className="tabs">
        <div
          className="tabs__list"
          role="tablist"
          aria-label={label}
          ref={list}
          data-clicked={clicked || undefined}
          onPointerDown={() => setClicked(true)}
          onBlur={({ currentTarget, relatedTarget }) => {
            // From one tab to the next by a click is a click still.
            if (!currentTarget.contains(relatedTarget)) setClicked(false);
          }}
          onKeyDown={handleKey}
        >
          {tabs.map((tab, index) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              className="tabs__tab"
              id={`${id}-${tab.id}`}
              data-tab={tab.id}
              data-control={`tab-${tab.id}`}
              aria-selected={index === at}
              aria-controls={`${id}-panel`}
              tabIndex={index === at ? 0 : -1}
              onClick={() => onChoose(tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.id ?? ""}`}>
        {tabs[at]?.content}
      </div>
    </>
  );
}
