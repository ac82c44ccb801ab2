import { Icon } from "../../components/icon";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";

/** Shows or hides the motion graph. */
export function GraphToggle() {
  const visible = useTimelineStore((state) => state.graphVisible);
  return (
    <button
      type="button"
      className="button button--icon button--toggle button--small"
      aria-label="Motion graph"
      aria-pressed={visible}
      title={visible ? "Hide the motion graph" : "Show the motion graph"}
      onClick={timelineActions.toggleGraph}
    >
      <Icon name="graph" />
    </button>
  );
}
