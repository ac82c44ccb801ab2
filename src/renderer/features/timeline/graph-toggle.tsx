import { Icon } from "../../components/icon";
import { withKeys } from "../../lib/key-names";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";

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
