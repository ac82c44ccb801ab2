import { IconButton } from "../../components/icon-button";
import { isVisible, zoomed } from "../../lib/visible-range";
import { usePlaybackStore } from "../../stores/playback-store";
import { useCuts } from "../../stores/scene-cuts";
import { timelineActions, useTimelineStore } from "../../stores/timeline-store";
import { useTexts } from "../../texts/use-texts";
import { runCommand } from "../commands/registry";
import { currentView } from "./use-timeline-view";

/** Of the number of frames that are seen. */
const ZOOM_FACTOR = 0.5;

/** Zooms around the playhead where it is seen, else around the middle. */
function zoomBy(factor: number): void {
  const view = currentView();
  const { frame } = usePlaybackStore.getState();
  const share = isVisible(view, frame) ? (frame - view.first) / Math.max(view.last - view.first, 1) : 0.5;
  timelineActions.setZoom(zoomed(view, factor, share));
}

/** Zooms the timeline, and goes from scene to scene. */
export function ZoomControls() {
  const texts = useTexts().timeline;
  const whole = useTimelineStore((state) => state.zoom === null);
  const cuts = useCuts();
  return (
    <div className="timeline__zoom">
      {cuts.length > 0 && (
        <>
          <IconButton
            label={texts.previousCut}
            icon="previousCut"
            onPress={() => runCommand("previous-cut")}
          />
          <IconButton label={texts.nextCut} icon="nextCut" onPress={() => runCommand("next-cut")} />
        </>
      )}
      <IconButton
        label={texts.zoomOut}
        icon="minus"
        disabled={whole}
        onPress={() => zoomBy(1 / ZOOM_FACTOR)}
      />
      <IconButton label={texts.zoomIn} icon="plus" onPress={() => zoomBy(ZOOM_FACTOR)} />
      <IconButton
        label={texts.whole}
        icon="whole"
        disabled={whole}
        onPress={() => timelineActions.setZoom(null)}
      />
    </div>
  );
}
