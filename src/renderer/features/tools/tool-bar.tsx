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
    <div className="tools" role="toolbar" aria-orientation="vertical" aria-label={tools.title}>
      {TOOL_IDS.map((id) => (
        <button
          key={id}
          type="button"
          className="button tools__button"
          data-group={FIRST_OF_GROUPS.has(id) || undefined}
          aria-label={tools.names[id]}
          aria-pressed={id === chosen}
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
        title={withKeys(tools.marksNote, "toggle-marks", texts)}
        onClick={toolState.toggleMarks}
      >
        <Icon name="marks" />
      </button>
    </div>
  );
}
