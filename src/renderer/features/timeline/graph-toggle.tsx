import { Icon } from "../../components/icon";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";
import { withKeys } from "../commands/key-names";

/** Shows or hides the motion graph. */
export function GraphToggle() {
  const texts = useTexts();
  const { timeline } = texts;
  const visible = useTimelineStore((state) => state.graphVisible);
  return (
    <button
      type="button"
      className="button button--icon button--toggle button--small"
      aria-label={timeline.graph}
      aria-pressed={visible}
      title={withKeys(visible ? timeline.hideGraph : timeline.showGraph, "toggle-graph", texts)}
      onClick={timelineActions.toggleGraph}
    >
      <Icon name="graph" />
    </button>
  );
}
