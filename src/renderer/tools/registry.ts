import { TOOL_IDS, type ToolId, toolState, useToolStore } from "../stores/tool-store";
import { currentTexts } from "../texts/use-texts";
import { CalibrateTool, OriginTool } from "./calibration";
import { CornersTool } from "./corners";
import { selectedMark, selectMark } from "./grasp";
import { MaskTool } from "./mask";
import { PanTool, ProbeTool } from "./navigation";
import { SelectTool } from "./select";
import { ShapeTool } from "./shapes";
import type { Tool } from "./tool";
import { TrackTool } from "./tracking";

/** All tools by their names. */
export const TOOLS: Readonly<Record<ToolId, Tool>> = {
  probe: new ProbeTool(),
  select: new SelectTool(),
  pan: new PanTool(),
  line: new CornersTool("line"),
  rectangle: new ShapeTool("rectangle"),
  ellipse: new ShapeTool("ellipse"),
  polygon: new CornersTool("polygon"),
  mask: new MaskTool(),
  track: new TrackTool(),
  calibrate: new CalibrateTool(),
  origin: new OriginTool(),
};

/** The tool that is there when nobody has chosen one. */
export const FIRST_TOOL = TOOL_IDS[0];

/** The tool in force. */
export function currentTool(): Tool {
  return TOOLS[useToolStore.getState().tool];
}

/** Has another tool in force. What the present one has begun is dropped; whoever draws sees what is drawn. */
export function chooseTool(tool: ToolId): void {
  dropDraft();
  const draws = tool !== FIRST_TOOL && tool !== "pan";
  useToolStore.setState(draws ? { tool, marksVisible: true } : { tool });
}

/** With these, a click beside what is selected means something else than with nothing selected. */
const LET_GO: ReadonlySet<ToolId> = new Set(["select", "track"]);

/** Drops what was begun, lets go of what is selected, or goes back to the first tool. False where there is nothing to leave. */
export function leaveStep(): boolean {
  const tool = currentTool();
  if (tool.cancel()) {
    toolState.say(currentTexts().tools.said.dropped);
    return true;
  }
  if (LET_GO.has(tool.id) && selectedMark() !== null) {
    selectMark(null);
    return true;
  }
  if (tool.id === FIRST_TOOL) return false;
  chooseTool(FIRST_TOOL);
  return true;
}

/** Drops what was begun: another recording is opened, say. */
export function dropDraft(): void {
  currentTool().cancel();
  toolState.setDraft(null);
}
