import type { CSSProperties } from "react";
import { isVisible, type TimelineView } from "../../lib/visible-range";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { shareOf } from "./range-handles";

/** Where the frame is that stands beside the present one. */
export function MomentMark({ view }: { readonly view: TimelineView }) {
  const { split: texts } = useTexts().panels;
  const moment = useViewStore(({ split }) => (split.visible ? split.moment : null));
  if (moment === null || !isVisible(view, moment)) return null;
  return (
    <div
      className="timeline__moment"
      style={{ "--at": shareOf(view, moment) } as CSSProperties}
      role="img"
      aria-label={texts.momentMark(moment)}
    >
      <span>{texts.names.b}</span>
    </div>
  );
}
