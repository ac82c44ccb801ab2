import { useMemo } from "react";
import { usePictureOnlyStore } from "../../stores/picture-only";
import { useTimelineStore } from "../../stores/timeline-store";
import { useViewStore } from "../../stores/view-store";
import { slimLayout, type TimelineLayout, timelineLayout } from "./layout";
import { useHiddenTracks } from "./tracks-menu";

/** Where the tracks are now. @param filled the height that they fill, in CSS pixels; null as high as a person made them */
export function useTimelineLayout(filled: number | null): TimelineLayout {
  const graphVisible = useTimelineStore((state) => state.graphVisible);
  const graphHeight = useTimelineStore((state) => state.graphHeight);
  const chosen = useHiddenTracks();
  const hasPins = useViewStore((state) => state.pins.length > 0);
  const hasRegions = useViewStore((state) => state.marks.regions.length > 0);
  const hasLines = useViewStore((state) => state.marks.lines.length > 0);
  const hidden = useMemo(
    () => [
      ...chosen,
      ...(hasPins ? [] : ["probes"]),
      ...(hasRegions ? [] : ["regions"]),
      ...(hasLines ? [] : ["lines"]),
    ],
    [hasPins, hasRegions, hasLines, chosen],
  );
  const slim = usePictureOnlyStore((state) => state.on);
  return useMemo(() => {
    if (slim) return slimLayout();
    if (filled === null) return timelineLayout(graphVisible, graphHeight, hidden);
    const others = timelineLayout(graphVisible, 0, hidden).height;
    return timelineLayout(graphVisible, Math.max(graphHeight, filled - others), hidden);
  }, [slim, filled, graphVisible, graphHeight, hidden]);
}
