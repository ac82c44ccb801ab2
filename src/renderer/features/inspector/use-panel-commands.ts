import { useEffect } from "react";
import { useSession } from "../../session-context";
import { setFold, useFoldsStore } from "../../stores/folds-store";
import { reveal } from "../../stores/reveal-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { handleCommands } from "../commands/registry";
import { canFitArrows, fitArrows } from "./fit-arrows";
import { fitLevels, levelsObstacle, showWholeRange } from "./fit-levels";
import { canFitMap, fitMap } from "./fit-map";

/** How far one step of a share (opacity, brightness) goes. */
const SHARE_STEP = 0.1;

/** Takes the commands over that do what the switches, buttons and steps of the panels do. */
export function usePanelCommands(): void {
  const session = useSession();
  useEffect(
    () =>
      handleCommands({
        "set-reference": {
          run: () => viewActions.setPairing({ kind: "reference", frame: session.player.state.frame }),
        },
        "show-flow": { run: () => reveal("tab-flow", "flow") },
        "show-view": { run: () => reveal("tab-view", "view") },
        "show-measure": { run: () => reveal("tab-measure", "measure") },
        "toggle-cost": { run: toggleCost },
        "say-rates": { run: () => reveal("capture-rate", "flow") },
        "toggle-halo": { run: () => viewActions.setHalo(!useViewStore.getState().overlay.arrows.halo) },
        "fit-colours": {
          run: () => void fitMap(mapKind()),
          obstacle: () => (canFitMap(mapKind()) ? null : "nothingToFit"),
        },
        "toggle-fading": { run: () => viewActions.setFading(!useViewStore.getState().overlay.colour.fading) },
        "fit-arrows": {
          run: () => fitArrows(session),
          obstacle: () => (canFitArrows(session) ? null : "nothingToFit"),
        },
        "lock-arrows": { run: viewActions.toggleArrowScaleLock },
        "lock-colours": { run: viewActions.toggleColourScaleLock },
        "map-denser": { run: () => changeMapOpacity(SHARE_STEP) },
        "map-sheerer": { run: () => changeMapOpacity(-SHARE_STEP) },
        "levels-fit": { run: fitLevels, obstacle: levelsObstacle },
        "levels-whole": { run: showWholeRange, obstacle: levelsObstacle },
        "look-dark": { run: () => viewActions.setLook("dark") },
        "look-bright": { run: () => viewActions.setLook("bright") },
        "look-print": { run: () => viewActions.setLook("print") },
        "footage-brighter": { run: () => changeBrightness(SHARE_STEP) },
        "footage-darker": { run: () => changeBrightness(-SHARE_STEP) },
      }),
    [session],
  );
}

function mapKind() {
  return useViewStore.getState().overlay.colour.kind;
}

/** Opens the inspector with it, or folds it. */
function toggleCost(): void {
  const { inspectorOpen, inspectorTab } = useViewStore.getState();
  if (inspectorOpen && useFoldsStore.getState().cost) setFold("cost", false);
  else {
    setFold("cost", true);
    reveal("cost", inspectorTab);
  }
}

function changeMapOpacity(by: number): void {
  viewActions.setOpacity(stepped(useViewStore.getState().overlay.colour.opacity, by));
}

function changeBrightness(by: number): void {
  viewActions.setBrightness(stepped(useViewStore.getState().overlay.footage.brightness, by));
}

/** Steps lead to whole steps: what was typed between two of them goes to the next one. */
function stepped(share: number, by: number): number {
  const steps = share / SHARE_STEP;
  const next = by > 0 ? Math.floor(steps + 1 + 1e-6) : Math.ceil(steps - 1 - 1e-6);
  return next / Math.round(1 / SHARE_STEP);
}
