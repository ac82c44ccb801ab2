import { useLayoutEffect, useRef } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { resetView } from "../../stores/reset-view";
import { type InspectorTab, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { FlowPanel } from "./flow-panel";
import { HistoryButtons } from "./history-buttons";
import { MeasurePanel } from "./measure-panel";
import { MoviePanel } from "./movie-panel";
import { StatsPanel } from "./stats-panel";
import { type Tab, Tabs } from "./tabs";
import { UserPresets } from "./user-presets";
import { ViewPanel } from "./view-panel";

/** The panel at the right: how the flow is computed and drawn, and what that costs. */
export function Inspector({ movie }: { readonly movie: MovieInfo }) {
  const { inspector } = useTexts().panels;
  const tab = useViewStore((state) => state.inspectorTab);
  const panel = useRef<HTMLElement>(null);
  // Another tab begins at its top, wherever the one before was scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the tab that counts.
  useLayoutEffect(() => panel.current?.scrollTo({ top: 0 }), [tab]);
  const tabs: readonly Tab<InspectorTab>[] = [
    {
      id: "flow",
      label: inspector.flow,
      content: (
        <>
          <FlowPanel movie={movie} />
          <MoviePanel movie={movie} />
        </>
      ),
    },
    { id: "view", label: inspector.view, content: <ViewPanel /> },
    { id: "measure", label: inspector.measure, content: <MeasurePanel movie={movie} /> },
  ];
  return (
    <aside ref={panel} className="inspector" aria-label={inspector.label}>
      <div className="inspector__body">
        <div className="inspector__settings">
          <Tabs
            label={inspector.tabs}
            tabs={tabs}
            chosen={tab}
            onChoose={viewActions.showTab}
            aside={<HistoryButtons />}
          />
        </div>
        <div className="inspector__figures">
          <StatsPanel movie={movie} />
          {tab !== "measure" && (
            <>
              <UserPresets />
              <div className="inspector__reset">
                <button
                  type="button"
                  className="button button--small"
                  title={inspector.resetNote}
                  onClick={() => resetView(movie)}
                >
                  {inspector.reset}
                </button>
              </div>
            </>
          )}
        </div>
      </div>
    </aside>
  );
}
