import { useToolStore } from "../../stores/tool-store";
import { useTexts } from "../../texts/use-texts";
import { FIRST_TOOL } from "../../tools/registry";

/** What to do with the tool in force, in the line at the bottom; nothing with the first one. */
export function ToolHint() {
  const { tools } = useTexts();
  const tool = useToolStore((state) => state.tool);
  if (tool === FIRST_TOOL) return null;
  return (
    <span className="status-line__tool">
      <b>{tools.names[tool]}</b> <span className="quiet">{tools.hints[tool]}</span>
    </span>
  );
}
