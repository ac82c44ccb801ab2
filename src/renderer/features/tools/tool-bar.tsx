import type { KeyboardEvent } from "react";
import { Icon } from "../../components/icon";
import { withKeys } from "../../lib/key-names";
import { TOOL_IDS, type ToolId, toolState, useToolStore } from "../../stores/tool-store";
import { useTexts } from "../../texts/use-texts";
import { chooseTool, TOOLS } from "../../tools/registry";

/** Tools that make something, after those that only look and select. */
const FIRST_OF_GROUPS: ReadonlySet<ToolId> = new Set(["line", "calibrate"]);

/** What the pointer does on the picture, to choose from, at its left. */
export function ToolBar() {
  const texts = useTexts();
  const { tools } = texts;
  const chosen = useToolStore((state) => state.tool);
  const marksVisible = useToolStore((state) => state.marksVisible);
  return (
    <div
      className="tools"
      role="toolbar"
      aria-orientation="vertical"
      aria-label={tools.title}
      onKeyDown={moveFocus}
    >
      {TOOL_IDS.map((id) => (
        <button
          key={id}
          type="button"
          className="button tools__button"
          data-group={FIRST_OF_GROUPS.has(id) || undefined}
          aria-label={tools.names[id]}
          aria-pressed={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          title={withKeys(`${tools.names[id]}: ${tools.notes[id]}`, `tool-${id}`, texts)}
          onClick={() => chooseTool(id)}
        >
          <Icon name={TOOLS[id].icon} />
        </button>
      ))}
      <button
        type="button"
        className="button tools__button tools__button--last"
        aria-label={tools.marks}
        aria-pressed={marksVisible}
        tabIndex={-1}
        title={withKeys(tools.marksNote, "toggle-marks", texts)}
        onClick={toolState.toggleMarks}
      >
        <Icon name="marks" />
      </button>
    </div>
  );
}

/** A tool bar is one stop of Tab; up and down go through it, Home and End to its ends. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons: readonly Element[] = [...event.currentTarget.querySelectorAll("button")];
  const at = document.activeElement === null ? -1 : buttons.indexOf(document.activeElement);
  const next = nextOf(event.key, at, buttons.length);
  if (at < 0 || next === null) return;
  event.preventDefault();
  const button = buttons[next];
  if (button instanceof HTMLElement) button.focus();
}

function nextOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
