import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { GRAPH_HEIGHT, timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";

const KEY_STEP = 8;

/** The upper edge of the timeline: dragged, it makes the motion graph higher or lower. */
export function GraphResizer() {
  const { timeline } = useTexts();
  const height = useTimelineStore((state) => state.graphHeight);
  const visible = useTimelineStore((state) => state.graphVisible);
  /** Height and place of the pointer when the dragging began. */
  const origin = useRef<{ readonly height: number; readonly y: number } | null>(null);
  if (!visible) return null;

  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    origin.current = { height, y: event.clientY };
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const from = origin.current;
    if (from !== null) timelineActions.setGraphHeight(from.height + from.y - event.clientY);
  };
  const end = (): void => {
    origin.current = null;
  };
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    timelineActions.setGraphHeight(height + (event.key === "ArrowUp" ? KEY_STEP : -KEY_STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a separator with a value can.
    <div
      className="transport__resizer"
      role="separator"
      tabIndex={0}
      aria-label={timeline.graphHeight}
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={GRAPH_HEIGHT.min}
      aria-valuemax={GRAPH_HEIGHT.max}
      title={timeline.graphHeightTitle}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={handleKey}
    />
  );
}
